// Scores that were recognised in pictures, against what else the document says of them.
//
// Words beside a number, or its likelihood and impact, give a cell of the key. Where that is the number read,
// it is certain enough; where it is another one and the reading is in doubt, the number is taken for that one
// if a second look read it so, or it looks alike, and both readings are kept. A doubt that cannot be settled
// stays a doubt. A clear reading is never changed: what it contradicts is for the checks to say.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "parsers/register.hpp"

namespace domesday
{

// `pages`: those that were read from their pictures.
void cross_check_recognised(std::vector<Register>& registers, const std::set<int>& pages);

// Could one of the numbers be read in a picture of the other? One digit that looks alike, or one lost or
// added.
bool look_alike(const std::string& a, const std::string& b);

}  // namespace domesday
