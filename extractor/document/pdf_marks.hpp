// Lines and areas as a PDF paints them -> ruling lines.
//
// One printed rule is often painted in pieces: dots, dashes, one piece per cell, each border twice.
#pragma once

#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

// Pieces joined, repetitions dropped; horizontal rules first, from the top, then vertical ones, from the
// left. `dots`: painted boxes too small to have a direction; rows and columns of them are rules.
std::vector<Rule> joined_rules(std::vector<Rule> pieces, std::vector<Box> dots = {});

}  // namespace domesday
