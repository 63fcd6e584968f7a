// Bytes -> UTF-8, whatever council software wrote them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace domesday
{

struct DecodedText {
    std::string utf8;                  // without a byte order mark; line ends as they were
    std::string encoding;              // as ICU names it: "UTF-8", "UTF-16LE", "windows-1252", "ISO-8859-1"
    std::vector<std::string> notes{};  // what a person should know: "3 bytes are no UTF-8 ..."
};

// A byte order mark decides; without one UTF-16 is known by its zero bytes, UTF-8 by its own rules; what is
// neither is a single-byte text, Windows-1252 where it uses the bytes 80-9F and Latin-1 where it does not.
// Nothing when it is none of these: zero bytes that are no UTF-16, or more letters outside ASCII than any
// text in a Latin alphabet has.
std::optional<DecodedText> decoded_text(std::string_view bytes);

// False for binary data: bytes that are no UTF-16 or UTF-32 and more than one in a hundred a control
// character. Only the first 64 KiB are looked at.
bool is_text(std::string_view bytes);

// Text that was UTF-8, was read as Windows-1252 and written as UTF-8 again prints a dash as three characters.
struct DoubleEncoded {
    char32_t code_point = 0;  // what was meant
    std::size_t bytes = 0;    // that it takes in `utf8`
    int code_points = 0;      // the same, counted in code points
    bool operator==(const DoubleEncoded&) const = default;
};

// Such a sequence at `offset`; nothing where the characters can stand for themselves.
std::optional<DoubleEncoded> double_encoded_at(std::string_view utf8, std::size_t offset);

}  // namespace domesday
