#include "extractor/layout/tabbed.hpp"

#include <catch2/catch.hpp>

#include "extractor/document/dump.hpp"
#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

PageLayout layout_of(std::string dump)
{
    PageLayout layout;
    read_dump_pages(source_from_bytes("dump.txt", std::move(dump)), {},
                    [&](Page&& page) { layout = layout_from_tabbed_page(page); });
    return layout;
}

// Blocks as "[cell|cell]" for the rows of a grid (a blank line before a row: "[~cell|cell]") and "text" for
// paragraphs, a line each.
std::string blocks_of(const PageLayout& layout)
{
    std::string text;
    for (const auto& block : layout.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
            text += as_text(*paragraph) + "\n";
            continue;
        }
        const auto& grid = std::get<Grid>(block);
        std::string row;
        for (std::size_t i = 0; i < grid.cells.size(); ++i) {
            const auto& cell = grid.cells[i];
            row += cell.column > 0 ? "|" : grid.blank_before.at(cell.row) ? "[~" : "[";
            row += plain_text(cell.words);
            if (i + 1 == grid.cells.size() || grid.cells[i + 1].row != cell.row) {
                text += row + "]\n";
                row.clear();
            }
        }
        text += "--\n";
    }
    return text;
}

}  // namespace

TEST_CASE("a table goes on over blank lines and keeps its ragged rows", "[layout][tabbed]")
{
    const auto layout = layout_of(
        "Register Q1\n\nRef\tRisk\tScore\tOwner\nCR1\tFailure\t16\tHead\n\n\tto recruit\t\t\nCR2 Growth\t9 "
        "Head\n");

    CHECK(blocks_of(layout) ==
          "Register Q1\n"
          "[~Ref|Risk|Score|Owner]\n[CR1|Failure|16|Head]\n[~|to recruit||]\n[CR2 Growth|9 Head]\n--\n");
    const auto grid = grids_of(layout).at(0);
    CHECK(grid.kind == GridKind::tabbed);
    CHECK(grid.columns == 4);
    CHECK(grid.row_lines == std::vector<int>{3, 4, 6, 7});
    CHECK(grid.first_line == 3);
    CHECK(grid.last_line == 7);
}

TEST_CASE("lines without tabs that go on with a cell are rows of one cell", "[layout][tabbed]")
{
    const auto layout = layout_of(
        "Ref\tRisk\tControls\nCR1\tFailure\tBoard meets\n- monthly\n- in public\n\nand "
        "reports.\n\nCR2\tGrowth\tNone\n");

    CHECK(blocks_of(layout) ==
          "[~Ref|Risk|Controls]\n[CR1|Failure|Board meets]\n[- monthly]\n[- in public]\n[~and reports.]\n"
          "[~CR2|Growth|None]\n--\n");
}

TEST_CASE("a heading between two tables ends the first", "[layout][tabbed]")
{
    const auto layout =
        layout_of("Ref\tRisk\tScore\nCR1\tFailure\t16\n\nKey to Scores\n\nMAJOR\t4\t8\n\tRARE\tLIKELY\n");

    CHECK(blocks_of(layout) ==
          "[~Ref|Risk|Score]\n[CR1|Failure|16]\n--\nKey to Scores\n[~MAJOR|4|8]\n[|RARE|LIKELY]\n--\n");
}

TEST_CASE("prose between tables is kept as paragraphs", "[layout][tabbed]")
{
    const auto layout = layout_of(
        "A Smith\tB Jones\nC Brown\tD Green\n\nThe committee met at two. It was quorate.\nIt closed at "
        "four.\n\nThere were two new entries.\n\nRef\tRisk\nCR1\tFailure\n");

    CHECK(blocks_of(layout) ==
          "[~A Smith|B Jones]\n[C Brown|D Green]\n--\n"
          "The committee met at two. It was quorate./It closed at four.\n"
          "There were two new entries.\n[~Ref|Risk]\n[CR1|Failure]\n--\n");
}

TEST_CASE("a paragraph of the dump's HTML that lost its tabs stays in the table", "[layout][tabbed]")
{
    const auto layout = layout_of(
        "Risk ID\tR1\tTitle\n<p>Controls</p>\tHead\n<p>Progress:</p>\n\n<p>Twelve are done</p>\n\nRisk "
        "ID\tR2\tTitle\n");

    CHECK(blocks_of(layout) ==
          "[~Risk ID|R1|Title]\n[Controls|Head]\n[Progress:]\n[~Twelve are done]\n[~Risk ID|R2|Title]\n--\n");
}

TEST_CASE("a rule of dashes between rows is left out and said so", "[layout][tabbed]")
{
    const auto layout = layout_of("Ref\tRisk\n--\t---\n\nCR1\tFailure\nCR2\t-\n");

    CHECK(blocks_of(layout) == "[~Ref|Risk]\n[~CR1|Failure]\n[CR2|-]\n--\n");
    CHECK(grids_of(layout).at(0).reasons == std::vector<std::string>{"line 2: a rule of dashes is left out"});
}

TEST_CASE("a narrower table after a blank line is a grid of its own", "[layout][tabbed]")
{
    const auto narrow = layout_of("a\tb\tc\td\ne\tf\tg\th\ni\tj\tk\tl\n\n1\t2\n3\t4\n5\t6\n");
    CHECK(grids_of(narrow).size() == 2);

    const auto damaged = layout_of("a\tb\tc\td\ne\tf\tg\th\ni\tj\tk\tl\n\n1\t2\n3\t4\n5\t6\n7\t8\t9\t0\n");
    CHECK(grids_of(damaged).size() == 1);
}

TEST_CASE("a list with its headings stays in the table it interrupts", "[layout][tabbed]")
{
    const auto layout = layout_of(
        "Risk ID\tR1\tTitle\nActions\tHead\n\nPeople\n\n- train\n- retain\n\nProgress:\n\n- two "
        "trained\n- one left\n- one came\n\nRisk ID\tR2\tTitle\n");

    CHECK(blocks_of(layout) ==
          "[~Risk ID|R1|Title]\n[Actions|Head]\n[~People]\n[~- train]\n[- retain]\n[~Progress:]\n"
          "[~- two trained]\n[- one left]\n[- one came]\n[~Risk ID|R2|Title]\n--\n");
}

TEST_CASE("a table that begins again with the same header is another table", "[layout][tabbed]")
{
    const auto layout = layout_of(
        "Measure\tQ1\tQ2\nBins\t1\t2\n\nMore bins were emptied than last "
        "year.\n\nMeasure\tQ1\tQ2\nRoads\t3\t4\n");

    CHECK(blocks_of(layout) ==
          "[~Measure|Q1|Q2]\n[Bins|1|2]\n--\nMore bins were emptied than last year.\n"
          "[~Measure|Q1|Q2]\n[Roads|3|4]\n--\n");
}

TEST_CASE("a word processor's numbered paragraphs are no table", "[layout][tabbed]")
{
    const auto layout = layout_of("1.\tApologies for absence\n2.1\tMinutes\n(a)\tof March\n");

    CHECK(blocks_of(layout) == "1. Apologies for absence/2.1 Minutes/(a) of March\n");
}

TEST_CASE("every word of a tabbed page is in exactly one block", "[layout][tabbed]")
{
    const std::string dump =
        "Title\n\nRef\tRisk\t\nCR1\tone two\nthree\n\n- four\n\nProse here.\n\n\tfive\t\n";
    std::vector<Word> before, after;
    read_dump_pages(source_from_bytes("dump.txt", dump), {}, [&](Page&& page) {
        before = page.words;
        for (const auto& block : layout_from_tabbed_page(page).blocks) {
            if (const auto* paragraph = std::get_if<Paragraph>(&block))
                after.insert(after.end(), paragraph->words.begin(), paragraph->words.end());
            else
                for (const auto& cell : std::get<Grid>(block).cells)
                    after.insert(after.end(), cell.words.begin(), cell.words.end());
        }
    });

    CHECK(before == after);
}
