// The right word for a wrong one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace domesday
{

// The word that takes the fewest changes of a letter (inserted, left out, replaced, two swapped); "" when
// even that takes more than a third of the letters.
std::string nearest_word(std::string_view word, const std::vector<std::string>& words);

}  // namespace domesday
