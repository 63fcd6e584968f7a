#include "extractor/layout/continuation.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

namespace
{

Grid grid_from(const std::vector<std::vector<std::string>>& rows, std::vector<float> edges)
{
    Grid grid;
    grid.rows = rows.size();
    grid.columns = rows.front().size();
    grid.column_edges = std::move(edges);
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            Cell cell{.row = row, .column = column};
            Word word;
            word.text = rows[row][column];
            if (!word.text.empty())
                cell.words.push_back(word);
            grid.cells.push_back(cell);
        }
    return grid;
}

}  // namespace

TEST_CASE("a table that repeats its header on the next page goes on", "[layout][continuation]")
{
    const Grid before = grid_from({{"Ref", "Risk"}, {"CR1", "Fire"}}, {40, 80, 300});
    const Grid next = grid_from({{"REF", "Risk"}, {"CR2", "Flood"}}, {41, 83, 301});

    const auto found = find_continuation(before, before, next);

    CHECK(found.continues);
    CHECK(found.header_rows == 1);
    CHECK(found.first_row == RowCut::new_row);
}

TEST_CASE("a row whose first column is empty after the page break goes on", "[layout][continuation]")
{
    const Grid before = grid_from({{"Ref", "Risk"}, {"CR1", "Fire"}}, {40, 80, 300});
    const Grid next = grid_from({{"", "and smoke"}, {"CR2", "Flood"}}, {40, 80, 300});

    const auto found = find_continuation(before, before, next);

    CHECK(found.continues);
    CHECK(found.header_rows == 0);
    CHECK(found.first_row == RowCut::cut);
}

TEST_CASE("a table moved to the side as a whole goes on and one with other columns does not",
          "[layout][continuation]")
{
    const Grid before = grid_from({{"Ref", "Risk", "Score"}, {"CR1", "Fire", "4"}}, {40, 80, 300, 340});
    const Grid moved = grid_from({{"CR2", "Flood", "9"}}, {60, 100, 320, 360});
    const Grid other = grid_from({{"Name", "Ward", "Term"}}, {40, 190, 210, 340});

    CHECK(find_continuation(before, before, moved).continues);
    CHECK_FALSE(find_continuation(before, before, other).continues);
}

TEST_CASE("a column without words on the next page leaves a gap", "[layout][continuation]")
{
    Grid before = grid_from({{"Ref", "Risk", "Score"}, {"CR1", "Fire", "4"}}, {40, 80, 300, 340});
    Grid next = grid_from({{"CR2", "9"}}, {40, 82, 345});
    next.column_edges = {40, 78, 342};
    before.kind = next.kind = GridKind::unruled;

    const auto found = find_continuation(before, before, next);

    REQUIRE(found.column_of.size() == 2);
    CHECK(found.column_of[0] == std::size_t{0});
}

TEST_CASE("a recognised header is repeated when a few of its letters differ", "[layout][continuation]")
{
    const Grid before = grid_from({{"Ref", "Cause", "Consequence", "Score"}}, {40, 80, 200, 300, 340});
    Grid next = grid_from({{"Ref.", "Cauca", "Consequence", "Score"}}, {40, 80, 200, 300, 340});
    CHECK(repeated_header_rows(before, next) == 0);

    next.cells.at(1).words.front().confidence = 80;
    CHECK(repeated_header_rows(before, next) == 1);

    next = grid_from({{"CR1", "Fire", "Loss of homes", "16"}}, {40, 80, 200, 300, 340});
    next.cells.at(1).words.front().confidence = 80;
    CHECK(repeated_header_rows(before, next) == 0);
}
