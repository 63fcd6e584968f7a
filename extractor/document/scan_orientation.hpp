// Which way up a page's picture is.
#pragma once

#include "extractor/document/scan_engine.hpp"

namespace domesday
{

struct Orientation {
    int turned = 0;     // degrees clockwise by which the picture was turned
    bool sure = false;  // by the ascenders and descenders of its letters; few of them tell nothing
};

// Turns the picture by quarters so that its text stands upright.
Orientation turn_upright(GreyPicture& picture);

// For a picture that turn_upright was not sure of: turns it the way in which its longest lines read best, if
// that is clearly better than as it stands. Returns the degrees by which it was turned.
int turn_as_it_reads(GreyPicture& picture, RecognitionEngine& engine);

}  // namespace domesday
