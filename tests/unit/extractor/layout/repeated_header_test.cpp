#include "extractor/layout/repeated_header.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

PageLayout layout_of(const std::vector<std::string>& lines)
{
    return layout_from_page(draw_dump(lines));
}

}  // namespace

TEST_CASE("a row that goes on right below repeated headings is told from them", "[layout]")
{
    auto first = layout_of({
        "Ref    Description      Inherent   Controls             Actions              Owner",
        "                        Score                                                     ",
        "SR1    Failure to       12         Plans are kept up    Recruit two more     Head of",
        "       recruit staff               to date              officers             Service",
        "SR2    Loss of grant    9          The grant is         Meet the funder      Head of",
        "                                   watched closely      each month           Finance",
    });
    auto second = layout_of({
        "Ref    Description      Inherent   Controls             Actions              Owner",
        "                        Score                                                     ",
        "                                   by all managers      and each year                ",
        "SR3    Flooding in      16         Wardens meet         Buy pumps            Head of",
        "       the town                    every month                               Place",
    });
    RepeatedHeaders headers;

    headers.mend(first);
    headers.mend(second);

    REQUIRE(grids_of(second).size() == 1);
    CHECK(as_text(grids_of(second).front()) ==
          "Ref | Description | Inherent/Score | Controls | Actions | Owner\n"
          "| | | by all managers | and each year |\n"
          "SR3 | Flooding in/the town | 16 | Wardens meet/every month | Buy pumps | Head of/Place\n");
}

TEST_CASE("a table with other headings is left as it is", "[layout]")
{
    auto first = layout_of({
        "Ref    Description      Score   Controls",
        "SR1    Failure          12      Plans   ",
        "SR2    Loss             9       Grant   ",
    });
    auto other = layout_of({
        "Name   Ward             Party   Since   ",
        "Smith  East             Green   2012    ",
        "Jones  West             Blue    2015    ",
    });
    const auto before = as_text(other);
    RepeatedHeaders headers;

    headers.mend(first);
    headers.mend(other);

    CHECK(as_text(other) == before);
}
