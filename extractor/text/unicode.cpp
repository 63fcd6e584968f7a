#include "extractor/text/unicode.hpp"

#include <unicode/unistr.h>

namespace domesday
{

std::string folded_for_matching(std::string_view utf8)
{
    std::string out;
    icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int>(utf8.size())}).foldCase().toUTF8String(out);
    return out;
}

}  // namespace domesday
