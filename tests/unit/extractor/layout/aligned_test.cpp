#include <catch2/catch.hpp>

#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

TEST_CASE("lines with wide spaces above the first columns of a table are no rows of it", "[layout][aligned]")
{
    const auto grids = grids_of(layout_from_page(draw_page({
        "show(low  and high)",
        "",
        " High  Risks",
        "",
        "     ID  Description    Likelihood  Impact  Owner  Score",
        "",
        " 0   R1  Fire at depot           4       5     AB     20",
        "",
        " 3   R4  Loss of data            5       3     CD     15",
        "",
        " 5   R6  Flooded road            4       4     EF     16",
    })));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) ==
          "| ID | Description | Likelihood | Impact | Owner | Score\n"
          "0 | R1 | Fire at depot | 4 | 5 | AB | 20\n"
          "3 | R4 | Loss of data | 5 | 3 | CD | 15\n"
          "5 | R6 | Flooded road | 4 | 4 | EF | 16\n");
}

TEST_CASE("a first line of headings over the first columns stays with the table", "[layout][aligned]")
{
    const auto grids = grids_of(layout_from_page(draw_page({
        "Risk  Risk",
        "ID    Description    Likelihood  Impact  Owner  Score",
        "",
        "R1    Fire at depot           4       5     AB     20",
        "",
        "R4    Loss of data            5       3     CD     15",
        "",
        "R6    Flooded road            4       4     EF     16",
    })));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front())
              .starts_with("Risk/ID | Risk/Description | Likelihood | Impact | Owner | Score\n"));
}

TEST_CASE("a line across the columns at the end of a table heads what stands below", "[layout][aligned]")
{
    const auto grids = grids_of(layout_from_page(draw_page({
        "     Risk ID  Description    Likelihood  Impact  Owner  Score",
        "",
        " 0        R1  Fire at depot           4       5     AB     20",
        "",
        " 3        R4  Loss of data            5       3     CD     15",
        "",
        " 5        R6  Flooded road            4       4     EF     16",
        "",
        "Medium  matters",
    })));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) ==
          "| Risk ID | Description | Likelihood | Impact | Owner | Score\n"
          "0 | R1 | Fire at depot | 4 | 5 | AB | 20\n"
          "3 | R4 | Loss of data | 5 | 3 | CD | 15\n"
          "5 | R6 | Flooded road | 4 | 4 | EF | 16\n");
}

TEST_CASE("a table does not run on into lines below that fill few of its columns", "[layout][aligned]")
{
    const auto grids = grids_of(layout_from_page(draw_page({
        "     ID  Description    Likelihood  Impact  Owner  Score",
        "",
        " 0   R1  Fire at depot           4       5     AB     20",
        "",
        " 3   R4  Loss of data            5       3     CD     15",
        "",
        " 5   R6  Flooded road            4       4     EF     16",
        "",
        "",
        "",
        "1:   to  count  them",
        "scores[high]  =  count[high]  +  one",
    })));

    REQUIRE(grids.size() == 1);
    CHECK(as_text(grids.front()) ==
          "| ID | Description | Likelihood | Impact | Owner | Score\n"
          "0 | R1 | Fire at depot | 4 | 5 | AB | 20\n"
          "3 | R4 | Loss of data | 5 | 3 | CD | 15\n"
          "5 | R6 | Flooded road | 4 | 4 | EF | 16\n");
}

TEST_CASE("a group of rows behind a wide gap stays with its table", "[layout][aligned]")
{
    const auto grids = grids_of(layout_from_page(draw_page({
        "     ID  Description    Likelihood  Impact  Owner  Score",
        "",
        " 0   R1  Fire at depot           4       5     AB     20",
        "",
        " 3   R4  Loss of data            5       3     CD     15",
        "",
        "",
        "",
        " 5   R6  Flooded road            4       4     EF     16",
    })));

    REQUIRE(grids.size() == 1);
    CHECK(grids.front().rows == 4);
}
