// Any text as an id: what is taken for one stays within its text, and once normalised it is its own normal
// form.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parsers/text/ids.hpp"
#include "tests/fuzz/require.hpp"

using namespace domesday;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    for (const IdPlace place : {IdPlace::column, IdPlace::anywhere})
        if (const auto id = find_id(text, place)) {
            const auto again = find_id(id->text(), IdPlace::column);
            // "BBC Buildings 020" loses its spaces, and is no id without them
            require(!id->text().empty() && (!again || again->text() == id->text()));
        }
    if (const auto leading = find_leading_id(text))
        require(leading->length > 0 && leading->length <= text.size() && !leading->id.text().empty());

    // lines are what an id column prints
    IdFamilies families;
    for (std::size_t at = 0; at < text.size();) {
        const auto line = text.substr(at, text.find('\n', at) - at);
        families.add(line, line.size() % 2 == 0 ? Kind::risk : Kind::opportunity);
        at += line.size() + 1;
    }
    for (const Kind kind : {Kind::risk, Kind::opportunity}) {
        const Id id = families.id_from_text(text.substr(0, text.find('\n')), kind);
        require(!id.repaired || (!id.text.empty() && !id.reason.empty()));
    }
    return 0;
}
