// Unicode through ICU: decoding, normal form, folding for comparison. The only folder that includes ICU.
#pragma once

#include <string>
#include <string_view>

namespace domesday
{

// NFKC, case folded, white space runs to one space, dashes to '-', look-alike letters to their Latin skeleton
// (UTS 39 confusables), so that "ІМРАСТ" in Cyrillic equals "impact". For matching only: never stored.
std::string folded_for_matching(std::string_view utf8);

}  // namespace domesday
