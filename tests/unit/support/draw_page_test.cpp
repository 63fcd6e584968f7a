#include "tests/unit/support/draw_page.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("a drawn page has its words and rules at 6 by 12 points a character", "[support]")
{
    const Page page = draw_page({
        "+-----+----+",
        "| CR6 | 16 |",
        "+-----+----+",
        "2018-19 - x",
    });

    REQUIRE(page.words.size() == 5);
    CHECK(page.words[0].text == "CR6");
    CHECK(page.words[0].place.box == Box{12, 12, 30, 24});
    CHECK(page.words[2].text == "2018-19");
    CHECK(page.words[3].text == "-");
    REQUIRE(page.rules.size() == 5);
    CHECK(page.rules[0] == Rule{3, 6, 69, 6, 0.5F});
    CHECK(page.rules[2] == Rule{3, 6, 3, 30, 0.5F});
}

TEST_CASE("a drawn dump knows lines, code points and blank lines", "[support]")
{
    const Page page = draw_dump({"é| a", "", "--- b"});

    REQUIRE(page.words.size() == 4);
    CHECK(page.words[0].text == "é|");
    CHECK(page.words[1].place.begin == 3);
    CHECK(page.words[1].place.box.left == 18);
    CHECK(page.words[2].place.line == 3);
    CHECK(page.blank_lines == std::vector<int>{2});
    CHECK(page.rules.empty());
}

TEST_CASE("places that a merged cell covers show where it began", "[support]")
{
    Grid grid;
    grid.rows = 2;
    grid.columns = 3;
    const auto word = [](const char* text) {
        Word made;
        made.text = text;
        return made;
    };
    grid.cells = {{.row = 0, .column = 0, .row_span = 2, .words = {word("a")}},
                  {.row = 0, .column = 1, .column_span = 2, .words = {word("b")}},
                  {.row = 1, .column = 2, .words = {word("c")}}};

    CHECK(as_text(grid) == "a | b | <\n^ | | c\n");
}
