#include <catch2/catch.hpp>

#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

TEST_CASE("lines of one cell stay together and in order", "[layout][grid]")
{
    const Page page = draw_page({
        "+-------+------------------+----+",
        "| CR6   | Failure to       | 16 |",
        "|       | recruit          |    |",
        "+-------+------------------+----+",
    });

    const auto layout = layout_from_page(page);

    CHECK(as_text(layout) == "[\nCR6 | Failure to/recruit | 16\n]\n");
    const auto grid = grids_of(layout).front();
    CHECK(grid.kind == GridKind::ruled);
    CHECK(grid.column_edges == std::vector<float>{3, 51, 165, 195});
    CHECK(grid.cells.front().box == Box{3, 6, 51, 42});
}

TEST_CASE("a cell merged over rows and one merged over columns are held once", "[layout][grid]")
{
    const Page page = draw_page({
        "+-----+---------------+----+",
        "| Ref | Current Risk  | By |",
        "|     +---+---+-------+    |",
        "|     | L | I | Score |    |",
        "+-----+---+---+-------+----+",
        "| CR1 | 4 | 4 | 16    | AB |",
        "+-----+---+---+-------+----+",
    });

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) ==
          "Ref | Current Risk | < | < | By\n"
          "^ | L | I | Score | ^\n"
          "CR1 | 4 | 4 | 16 | AB\n");
}

TEST_CASE("a category row over all columns is one cell", "[layout][grid]")
{
    const Page page = draw_page({
        "+-----+-------+----+",
        "| CR1 | Fire  | 16 |",
        "+-----+-------+----+",
        "| Money matters    |",
        "+-----+-------+----+",
        "| CR2 | Debt  | 9  |",
        "+-----+-------+----+",
    });

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) == "CR1 | Fire | 16\nMoney matters | < | <\nCR2 | Debt | 9\n");
}

TEST_CASE("a double rule under the heading is no row", "[layout][grid]")
{
    Page page = draw_page({
        "+-----+-------+",
        "| Ref | Risk  |",
        "+-----+-------+",
        "| CR1 | Fire  |",
        "+-----+-------+",
    });
    Rule second = page.rules.at(1);
    second.y0 = second.y1 += 2.5F;
    page.rules.push_back(second);

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) == "Ref | Risk\nCR1 | Fire\n");
}

TEST_CASE("a table cut by the end of the page keeps its last and its first row", "[layout][grid]")
{
    const Page page = draw_page({
        "|     | goes on   |    |",
        "+-----+-----------+----+",
        "| CR2 | Debt      | 9  |",
        "+-----+-----------+----+",
        "| CR3 | Begins    | 4  |",
    });

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) == "| goes on |\nCR2 | Debt | 9\nCR3 | Begins | 4\n");
}

TEST_CASE("a table without its outer verticals is closed where the horizontals end", "[layout][grid]")
{
    const Page page = draw_page({
        "------+-----------+-----",
        "  CR2 | Debt      | 9   ",
        "------+-----------+-----",
        "  CR3 | Begins    | 4   ",
        "------+-----------+-----",
    });

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) == "CR2 | Debt | 9\nCR3 | Begins | 4\n");
}

TEST_CASE("words around and between tables stay outside and in reading order", "[layout]")
{
    const Page page = draw_page({
        "Key to scores",
        "+-----+----+",
        "| CR6 | 16 |",
        "+-----+----+",
        "Seen by the board",
        "+-----+----+",
        "| CR7 | 12 |",
        "+-----+----+",
        "The end",
    });

    CHECK(as_text(layout_from_page(page)) ==
          "prose: Key to scores\n[\nCR6 | 16\n]\nprose: Seen by the board\n[\nCR7 | 12\n]\nprose: The end\n");
}

TEST_CASE("a frame around text is no table", "[layout][grid]")
{
    const Page page = draw_page({
        "+--------------------+",
        "| All of this stands |",
        "| in a box.          |",
        "+--------------------+",
    });

    CHECK(as_text(layout_from_page(page)) == "prose: All of this stands/in a box.\n");
}

TEST_CASE("a table inside a cell of another is found by itself", "[layout][grid]")
{
    const Page page = draw_page({
        "+---------------+-----+",
        "| Key           | Why |",
        "|  +---+---+    |     |",
        "|  | 1 | 2 |    |     |",
        "|  +---+---+    |     |",
        "+---------------+-----+",
    });

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 2);
    CHECK(as_text(grids[0]) == "Key | Why\n");
    CHECK(as_text(grids[1]) == "1 | 2\n");
}

TEST_CASE("a cell knows the colour behind it", "[layout][grid]")
{
    Page page = draw_page({
        "+-----+----+",
        "| CR6 | 16 |",
        "+-----+----+",
    });
    page.fills = {draw_fill(0, 0, 12, 3, 0xFFFFFF), draw_fill(7, 0, 11, 3, 0xFF0000)};

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 1);
    CHECK_FALSE(grids[0].cells[0].fill);
    CHECK(grids[0].cells[1].fill == 0xFF0000U);
}

TEST_CASE("upright headings are read in their own direction", "[layout][grid]")
{
    Page page = draw_page({
        "+---------+----+",
        "|         | 16 |",
        "|         |    |",
        "+---------+----+",
    });
    const auto upright = [&](const char* text, Box box) {
        Word word;
        word.text = text;
        word.place = {.page = 1, .box = box};
        word.rotation = 270;
        page.words.push_back(word);
    };
    upright("Score", {12, 14, 22, 26});
    upright("Current", {12, 27, 22, 40});

    const auto grids = grids_of(layout_from_page(page));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) == "Current Score | 16\n");
}

TEST_CASE("lines that a dark header hides in a picture are restored between its words", "[layout][grid]")
{
    Page page = draw_page({
        "+------------------------------+",
        "| Ref  Risk Title  Score   By  |",
        "+-----+-----------+-------+----+",
        "| CR1 | Fire      | 16    | AB |",
        "+-----+-----------+-------+----+",
        "| Money matters of the council |",
        "+-----+-----------+-------+----+",
        "| CR2 | Debt      | 9     | CD |",
        "+-----+-----------+-------+----+",
    });
    const std::string as_printed = as_text(grids_of(layout_from_page(page)).front());
    CHECK(as_printed.starts_with("Ref Risk Title Score By | < | < | <\n"));

    page.kind = PageKind::scanned;
    CHECK(as_text(grids_of(layout_from_page(page)).front()) ==
          "Ref | Risk Title | Score | By\n"
          "CR1 | Fire | 16 | AB\n"
          "Money matters of the council | < | < | <\n"
          "CR2 | Debt | 9 | CD\n");
}
