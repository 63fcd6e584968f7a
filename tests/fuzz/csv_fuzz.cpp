// Any text as a CSV field: it comes back as it was, and no spreadsheet takes it for a formula.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "domesday/report/csv.hpp"
#include "tests/fuzz/require.hpp"

using namespace domesday;

namespace
{

// As RFC 4180 has it: a field with a quote, a comma or a line's end in it stands in quotes.
std::string unquoted(const std::string& field)
{
    if (field.empty() || field.front() != '"') {
        require(field.find_first_of("\",\r\n") == std::string::npos);
        return field;
    }
    require(field.size() >= 2 && field.back() == '"');
    std::string text;
    for (std::size_t i = 1; i + 1 < field.size(); ++i) {
        if (field[i] == '"')
            require(i + 2 < field.size() && field[++i] == '"');
        text += field[i];
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const std::string text{reinterpret_cast<const char*>(bytes), size};
    const std::string shown = unquoted(csv_field(text));
    require(shown.empty() || std::string_view("=+-@\t\r").find(shown.front()) == std::string_view::npos);
    require(text_from_csv_field(shown) == text);
    return 0;
}
