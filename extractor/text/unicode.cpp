#include "extractor/text/unicode.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <memory>

namespace domesday
{
namespace
{

constexpr char32_t kReplacement = 0xFFFD;

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::UnicodeString to_icu(std::string_view utf8)
{
    return icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
}

std::string from_icu(const icu::UnicodeString& text)
{
    std::string out;
    text.toUTF8String(out);
    return out;
}

char lower_ascii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

char upper_ascii(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

bool is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char32_t straight_punctuation(char32_t c)
{
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043)
        return '-';
    if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032)
        return '\'';
    if (c == 0x201C || c == 0x201D || c == 0x201F || c == 0x2033)
        return '"';
    return c;
}

// The Greek and Cyrillic blocks: what a look-alike in an English text can be expected to come from.
constexpr char32_t kLookAlikeBegin = 0x370, kLookAlikeEnd = 0x530;

// The lower-case ASCII letter that a shape is taken for, or 0.
char latin_shape(USpoofChecker* checker, UChar32 shape)
{
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(checker, 0, icu::UnicodeString{shape}, skeleton, &status);
    if (U_FAILURE(status) || skeleton.length() != 1 || skeleton[0] >= 0x80 || !u_isalpha(skeleton[0]))
        return 0;
    // The skeleton of a capital I of any script is "l".
    return skeleton[0] == 'l' && u_isUUppercase(shape) ? 'i' : lower_ascii(static_cast<char>(skeleton[0]));
}

// A letter's own shape decides; where only its capital looks Latin, that one does, since what is compared has
// no case.
char latin_letter(USpoofChecker* checker, UChar32 letter)
{
    const char own = latin_shape(checker, letter);
    return own ? own : latin_shape(checker, u_toupper(letter));
}

using LookAlikes = std::array<char, kLookAlikeEnd - kLookAlikeBegin>;

LookAlikes find_look_alikes()
{
    LookAlikes table{};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker{uspoof_open(&status),
                                                                          &uspoof_close};
    if (U_FAILURE(status))
        return table;
    for (std::size_t i = 0; i < table.size(); ++i)
        table.at(i) = latin_letter(checker.get(), static_cast<UChar32>(kLookAlikeBegin + i));
    return table;
}

char32_t latin_look_alike(char32_t letter)
{
    if (letter < kLookAlikeBegin || letter >= kLookAlikeEnd)
        return letter;
    static const LookAlikes table = find_look_alikes();
    const char latin = table.at(letter - kLookAlikeBegin);
    return latin ? static_cast<char32_t>(latin) : letter;
}

std::string folded_ascii(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (!is_ascii_space(c))
            out += lower_ascii(c);
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&))
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = instance(status);
    assert(U_SUCCESS(status) && found);  // ICU's own data, linked in
    return *found;
}

}  // namespace

char32_t next_code_point(std::string_view utf8, std::size_t& offset)
{
    assert(offset < utf8.size());
    const auto first = static_cast<unsigned char>(utf8[offset]);
    if (first < 0x80) {
        ++offset;
        return first;
    }
    // Four bytes are enough for one code point, and keep the offsets within ICU's 32 bits.
    const auto window = utf8.substr(offset, 4);
    std::int32_t length = 0;
    UChar32 value = 0;
    U8_NEXT(window.data(), length, static_cast<std::int32_t>(window.size()), value);
    if (value < 0) {
        ++offset;
        return kReplacement;
    }
    offset += static_cast<std::size_t>(length);
    return static_cast<char32_t>(value);
}

std::size_t code_point_count(std::string_view utf8)
{
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < utf8.size(); ++count)
        next_code_point(utf8, offset);
    return count;
}

std::size_t byte_offset(std::string_view utf8, std::size_t index)
{
    std::size_t offset = 0;
    for (; index > 0 && offset < utf8.size(); --index)
        next_code_point(utf8, offset);
    return offset;
}

void append_code_point(std::string& utf8, char32_t code_point)
{
    std::array<char, 4> bytes{};
    std::int32_t length = 0;
    UBool failed = false;
    U8_APPEND(bytes.data(), length, 4, static_cast<UChar32>(code_point), failed);
    if (failed)
        utf8 += "\uFFFD";
    else
        utf8.append(bytes.data(), static_cast<std::size_t>(length));
}

bool is_valid_utf8(std::string_view bytes)
{
    for (std::size_t offset = 0; offset < bytes.size();) {
        const auto start = offset;
        // one broken byte is the only way to get U+FFFD from a single byte
        if (next_code_point(bytes, offset) == kReplacement && offset == start + 1)
            return false;
    }
    return true;
}

bool is_letter(char32_t code_point)
{
    return u_isalpha(static_cast<UChar32>(code_point));
}

bool is_upper(char32_t code_point)
{
    return u_isUUppercase(static_cast<UChar32>(code_point));
}

bool is_lower(char32_t code_point)
{
    return u_isULowercase(static_cast<UChar32>(code_point));
}

bool is_digit(char32_t code_point)
{
    return u_isdigit(static_cast<UChar32>(code_point));
}

bool is_space(char32_t code_point)
{
    return u_isUWhiteSpace(static_cast<UChar32>(code_point));
}

bool is_invisible(char32_t code_point)
{
    if (is_space(code_point))
        return false;
    const auto type = u_charType(static_cast<UChar32>(code_point));
    return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR;
}

std::string nfc(std::string_view utf8)
{
    if (is_ascii(utf8))
        return std::string{utf8};
    UErrorCode status = U_ZERO_ERROR;
    return from_icu(normalizer(icu::Normalizer2::getNFCInstance).normalize(to_icu(utf8), status));
}

std::string lower_case(std::string_view utf8)
{
    if (!is_ascii(utf8))
        return from_icu(to_icu(utf8).toLower(icu::Locale::getRoot()));
    std::string out{utf8};
    std::transform(out.begin(), out.end(), out.begin(), lower_ascii);
    return out;
}

std::string upper_case(std::string_view utf8)
{
    if (!is_ascii(utf8))
        return from_icu(to_icu(utf8).toUpper(icu::Locale::getRoot()));
    std::string out{utf8};
    std::transform(out.begin(), out.end(), out.begin(), upper_ascii);
    return out;
}

std::string title_case(std::string_view utf8)
{
    return from_icu(to_icu(utf8).toTitle(nullptr, icu::Locale::getRoot()));
}

std::string folded_for_matching(std::string_view utf8)
{
    if (is_ascii(utf8))
        return folded_ascii(utf8);
    std::string latin;
    latin.reserve(utf8.size());
    for (std::size_t offset = 0; offset < utf8.size();)
        append_code_point(latin, latin_look_alike(next_code_point(utf8, offset)));
    UErrorCode status = U_ZERO_ERROR;
    const auto folded =
        from_icu(normalizer(icu::Normalizer2::getNFKCCasefoldInstance).normalize(to_icu(latin), status));
    std::string out;
    out.reserve(folded.size());
    for (std::size_t offset = 0; offset < folded.size();) {
        const char32_t c = next_code_point(folded, offset);
        if (!is_space(c))
            append_code_point(out, straight_punctuation(c));
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

}  // namespace domesday
