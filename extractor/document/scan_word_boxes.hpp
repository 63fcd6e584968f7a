// Where the words of a recognised line stand.
#pragma once

#include <vector>

#include "extractor/document/scan_engine.hpp"

namespace domesday
{

// The box of a line with a rim of white, as recognition models expect it; all times `factor` for a picture
// that was enlarged by it.
PixelBox with_rim(const PixelBox& box, double unit, double factor = 1);

// Recognition tells where a word begins to about a letter only; the gap between two words is the widest one
// near the place it tells.
void settle_word_boxes(std::vector<RecognisedWord>& words, const TextPiece& piece, double unit);

}  // namespace domesday
