// Unicode through ICU: code points, normal form, letters, folding for comparison. The only folder that
// includes ICU. All text is UTF-8; bytes that are no UTF-8 read as U+FFFD and are never lost silently.
// Nothing here depends on the locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace domesday
{

// The code point at `offset`, which is moved behind it. U+FFFD for one broken byte. offset < utf8.size().
char32_t next_code_point(std::string_view utf8, std::size_t& offset);

std::size_t code_point_count(std::string_view utf8);

// The byte at which code point `index` begins; utf8.size() where there are fewer.
std::size_t byte_offset(std::string_view utf8, std::size_t index);

void append_code_point(std::string& utf8, char32_t code_point);

bool is_valid_utf8(std::string_view bytes);

bool is_letter(char32_t code_point);
bool is_upper(char32_t code_point);
bool is_lower(char32_t code_point);
bool is_digit(char32_t code_point);  // decimal digits of any script
bool is_space(char32_t code_point);  // white space, no-break spaces included
// Takes no room in print and has no meaning for us: soft hyphen, zero-width space, direction marks, controls
// that are no white space.
bool is_invisible(char32_t code_point);

std::string nfc(std::string_view utf8);
std::string lower_case(std::string_view utf8);
std::string upper_case(std::string_view utf8);
std::string title_case(std::string_view utf8);  // "HEAD OF SERVICE" -> "Head Of Service"

// NFKC, case folded, runs of white space to one space and none at the ends, dashes to '-', curly quotes to
// straight ones, and Greek and Cyrillic letters to the Latin letters they are mistaken for (UTS 39
// confusables), so that "ІМРАСТ" in Cyrillic equals "impact". Latin letters and digits stay distinct: unlike
// UTS 39's own skeleton, "m" is not "rn" and "1" is not "l". For matching only: never stored.
std::string folded_for_matching(std::string_view utf8);

}  // namespace domesday
