#include "extractor/text/encoding.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>

#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

using namespace std::string_view_literals;

constexpr std::size_t kSample = 4096;

struct Mark {
    std::string_view bytes;
    const char* encoding;
};
// The longer marks first: UTF-32LE begins with the mark of UTF-16LE.
constexpr std::array kMarks{Mark{"\xEF\xBB\xBF"sv, "UTF-8"}, Mark{"\xFF\xFE\0\0"sv, "UTF-32LE"},
                            Mark{"\0\0\xFE\xFF"sv, "UTF-32BE"}, Mark{"\xFF\xFE"sv, "UTF-16LE"},
                            Mark{"\xFE\xFF"sv, "UTF-16BE"}};

// English or Welsh text in UTF-16 has a zero byte in nearly every unit, always on the same side.
const char* utf16_without_mark(std::string_view bytes)
{
    const auto sample = bytes.substr(0, kSample);
    if (sample.size() < 4)
        return nullptr;
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        even += sample[i] == '\0';
        odd += sample[i + 1] == '\0';
    }
    const std::size_t units = sample.size() / 2;
    if (odd * 2 > units && even * 20 < units)
        return "UTF-16LE";
    if (even * 2 > units && odd * 20 < units)
        return "UTF-16BE";
    return nullptr;
}

std::string converted(std::string_view bytes, const char* encoding)
{
    std::string out;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> from{ucnv_open(encoding, &status), &ucnv_close};
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> to{ucnv_open("UTF-8", &status), &ucnv_close};
    if (U_FAILURE(status))
        return out;
    out.resize(bytes.size() + bytes.size() / 2 + 16);  // UTF-16 -> UTF-8 grows by half at most
    std::array<UChar, 4096> pivot{};
    UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
    const char* source = bytes.data();
    std::size_t done = 0;
    bool reset = true;
    while (true) {
        char* target = out.data() + done;
        status = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source,
                       bytes.data() + bytes.size(), pivot.data(), &pivot_source, &pivot_target,
                       pivot.data() + pivot.size(), reset, true, &status);
        reset = false;
        done = static_cast<std::size_t>(target - out.data());
        if (status != U_BUFFER_OVERFLOW_ERROR)
            break;
        out.resize(out.size() * 2);
    }
    out.resize(done);
    return out;
}

struct Utf8Census {
    std::size_t ascii = 0, longer = 0, broken = 0;
};

// Length of the run of ASCII at the beginning, eight bytes at a time.
std::size_t ascii_run(std::string_view text)
{
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight = 0;
        std::copy_n(text.data() + i, 8, reinterpret_cast<char*>(&eight));
        if (eight & 0x8080808080808080u)
            break;
    }
    while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80)
        ++i;
    return i;
}

Utf8Census utf8_census(std::string_view bytes)
{
    Utf8Census census;
    for (std::size_t offset = 0; offset < bytes.size();) {
        const auto run = ascii_run(bytes.substr(offset));
        census.ascii += run;
        offset += run;
        if (offset == bytes.size())
            break;
        const auto start = offset;
        next_code_point(bytes, offset);
        ++(offset == start + 1 ? census.broken : census.longer);
    }
    return census;
}

// What Windows-1252 has at the bytes 80-9F. The five it leaves free stand for themselves.
constexpr std::array<char32_t, 32> kWindows1252{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

char32_t windows_1252_character(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xA0 ? kWindows1252.at(byte - 0x80U) : byte;
}

// The byte that Windows-1252 writes for a character, or -1.
int windows_1252_byte(char32_t c)
{
    if (c < 0x100)
        return static_cast<int>(c);
    const auto found = std::find(kWindows1252.begin(), kWindows1252.end(), c);
    return found == kWindows1252.end() ? -1 : 0x80 + static_cast<int>(found - kWindows1252.begin());
}

// UTF-8 with single bytes of Windows-1252 among it: files that were put together from two sources.
std::string mended(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + 64);
    for (std::size_t offset = 0; offset < bytes.size();) {
        const auto start = offset;
        next_code_point(bytes, offset);
        const auto piece = bytes.substr(start, offset - start);
        if (piece.size() == 1)
            append_code_point(out, windows_1252_character(static_cast<unsigned char>(piece[0])));
        else
            out += piece;
    }
    return out;
}

bool is_latin_text(std::string_view bytes)
{
    std::size_t letters = 0, high = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        high += byte >= 0x80;
        letters += (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    }
    // Welsh, French and Czech stay below a fifth; Greek, Cyrillic or Japanese bytes are most of their text.
    return high * 3 <= letters + high || high <= 2;
}

std::optional<DecodedText> decoded_without_mark(std::string_view bytes)
{
    const auto census = utf8_census(bytes);
    if (census.broken == 0)
        return DecodedText{std::string{bytes}, "UTF-8"};
    if (census.longer > 2 * census.broken)
        return DecodedText{
            mended(bytes),
            "UTF-8",
            {std::to_string(census.broken) + " bytes are no UTF-8 and were read as Windows-1252"}};
    if (!is_latin_text(bytes))
        return std::nullopt;
    const bool has_c1 = std::any_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xA0;
    });
    const char* encoding = has_c1 ? "windows-1252" : "ISO-8859-1";
    return DecodedText{converted(bytes, encoding), encoding};
}

}  // namespace

std::optional<DecodedText> decoded_text(std::string_view bytes)
{
    for (const auto& mark : kMarks) {
        if (bytes.substr(0, mark.bytes.size()) != mark.bytes)
            continue;
        const auto rest = bytes.substr(mark.bytes.size());
        if (mark.encoding == "UTF-8"sv)
            return decoded_without_mark(rest);
        return DecodedText{converted(rest, mark.encoding), mark.encoding};
    }
    if (const char* encoding = utf16_without_mark(bytes))
        return DecodedText{converted(bytes, encoding), encoding};
    return decoded_without_mark(bytes);
}

bool is_text(std::string_view bytes)
{
    const bool is_marked = std::any_of(kMarks.begin(), kMarks.end(), [&](const Mark& mark) {
        return bytes.substr(0, mark.bytes.size()) == mark.bytes;
    });
    if (is_marked || utf16_without_mark(bytes))
        return true;
    const auto sample = bytes.substr(0, 65536);
    const auto controls = static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 32 && !(byte >= '\t' && byte <= '\r');
    }));
    // Dumps of PDFs have a few where a font had no Unicode map (1 in 1,000 at most); PNG and ZIP have 1 in 8.
    return controls <= 3 || controls * 100 <= sample.size();
}

std::optional<DoubleEncoded> double_encoded_at(std::string_view utf8, std::size_t offset)
{
    std::string bytes;
    std::size_t next = offset;
    while (next < utf8.size() && bytes.size() < 4) {
        const int byte = windows_1252_byte(next_code_point(utf8, next));
        if (byte < 0x80)
            break;
        bytes += static_cast<char>(byte);
        std::size_t used = 0;
        const char32_t c = next_code_point(bytes, used);
        if (used != bytes.size() || bytes.size() < 2)
            continue;
        // Letters of the Latin scripts, punctuation and signs: what council papers are written in.
        if ((c >= 0xA0 && c < 0x180) || (c >= 0x2010 && c < 0x2123) || (c >= 0x2190 && c < 0x2800) ||
            (c >= 0xFB00 && c < 0xFB07) || (c >= 0xF000 && c < 0xF100))
            return DoubleEncoded{c, next - offset, static_cast<int>(bytes.size())};
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace domesday
