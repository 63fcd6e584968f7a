// Which way up a scanned page lies.
#pragma once

#include "extractor/document/scan_picture.hpp"

namespace domesday
{

// Turns the picture by quarters until its text stands upright and returns by how many degrees clockwise.
// A page that does not tell (blank, a photograph, a few words) stays as it is.
int turn_upright(GreyPicture& picture);

}  // namespace domesday
