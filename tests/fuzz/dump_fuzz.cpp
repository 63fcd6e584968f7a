// Any bytes as a text dump: refused with an InputError, or read into pages whose words stand on their lines
// and whose layout loses none of them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "extractor/document/dump.hpp"
#include "extractor/document/error.hpp"
#include "extractor/layout/grid.hpp"
#include "extractor/text/unicode.hpp"
#include "tests/fuzz/require.hpp"

using namespace domesday;

namespace
{

std::size_t words_in(const PageLayout& layout)
{
    std::size_t count = 0;
    for (const auto& block : layout.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
            count += paragraph->words.size();
        else
            for (const auto& cell : std::get<Grid>(block).cells)
                count += cell.words.size();
    }
    return count;
}

void check(const Page& page)
{
    for (const auto& word : page.words) {
        require(!word.text.empty() && is_valid_utf8(word.text));
        require(word.place.line > 0 && word.place.begin < word.place.end);
    }
    for (const auto& cell : page.cells)
        require(cell.first_word <= cell.last_word && cell.last_word <= page.words.size());
    const auto layout = layout_from_page(page);
    // rules of dashes are left out of tables
    const auto dashes =
        static_cast<std::size_t>(std::count_if(page.words.begin(), page.words.end(), [](const Word& word) {
            return word.text.find_first_not_of("-:|=") == std::string::npos;
        }));
    if (page.kind == PageKind::tabbed)
        require(words_in(layout) + dashes >= page.words.size() && words_in(layout) <= page.words.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    try {
        const auto source =
            source_from_bytes("fuzz.txt", std::string{reinterpret_cast<const char*>(bytes), size});
        if (source.kind == SourceKind::text)
            read_dump_pages(source, {}, check);
    } catch (const InputError&) {
        return 0;  // refused, with a reason
    }
    return 0;
}
