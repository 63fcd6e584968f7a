// How many bytes must be changed, added or taken away to make one text of another (Levenshtein 1966).
#pragma once

#include <cstddef>
#include <string_view>

namespace domesday
{

// Time: the product of the lengths. Compare the lengths first where texts may be long.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace domesday
