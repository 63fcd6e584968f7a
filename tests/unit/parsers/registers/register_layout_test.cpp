#include <catch2/catch.hpp>

#include "parsers/registers/document_parser.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/unit/parsers/registers/draw_grid.hpp"

using namespace domesday;

namespace
{

PageLayout page_with(PageKind page, GridKind grid)
{
    return {.kind = page,
            .blocks = {draw_grid({"Risk ID | Risk Description | Current Controls | Risk Score | Risk Owner",
                                  "CR1 | Failure to recruit | Agency staff are used | 12 | Head of People",
                                  "CR2 | Loss of data | Copies are kept | 8 | Head of Finance"},
                                 grid)}};
}

}  // namespace

TEST_CASE("a register knows what its reading had to go by", "[registers][layout]")
{
    const auto [page, grid, layout] = GENERATE(table<PageKind, GridKind, Layout>({
        {PageKind::printed, GridKind::ruled, Layout::ruled},
        {PageKind::printed, GridKind::horizontal, Layout::aligned},
        {PageKind::printed, GridKind::unruled, Layout::aligned},
        {PageKind::scanned, GridKind::ruled, Layout::scan},
        {PageKind::tabbed, GridKind::tabbed, Layout::dump},
        {PageKind::aligned, GridKind::unruled, Layout::dump},
    }));
    const Vocabulary vocabulary = Vocabulary::standard();
    DocumentParser parser{vocabulary};

    parser.add(page_with(page, grid));
    const auto document = parser.finish();

    REQUIRE(document.registers.size() == 1);
    CHECK(document.registers.front().entries.size() == 2);
    CHECK(to_string(document.registers.front().layout) == to_string(layout));
}
