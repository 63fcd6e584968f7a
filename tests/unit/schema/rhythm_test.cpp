#include "schema/rhythm.hpp"

#include <catch2/catch.hpp>

using namespace domesday;
using namespace std::chrono_literals;

namespace
{

using Periods = std::vector<int>;

MissingPeriods missing_on(const Periods& periods, const std::string& day)
{
    return missing_periods(periods, *rhythm_of(periods), *day_from(day), std::chrono::days{90});
}

}  // namespace

TEST_CASE("a rhythm is told by the gaps between registers, and by no single one", "[schema][rhythm]")
{
    const auto [periods, step] = GENERATE(table<Periods, int>({
        {{20181, 20182, 20183, 20184, 20191}, 1},
        {{20182, 20184, 20192}, 2},
        {{20164, 20174, 20184}, 4},
        {{20181, 20182, 20184}, 1},  // one is lost
        {{20181, 20182}, 1},
    }));
    CHECK(rhythm_of(periods)->step == step);

    CHECK_FALSE(rhythm_of({20181}));
    CHECK_FALSE(rhythm_of({}));
    CHECK_FALSE(rhythm_of({20101, 20102, 20104, 20113, 20124}));  // gaps of 1, 2, 3 and 5 quarters
}

TEST_CASE("a register is due some time after its quarter has ended, and not before", "[schema][rhythm]")
{
    const Periods periods{20181, 20182, 20183};  // Q4 ends on 31 March 2019

    CHECK(missing_on(periods, "2019-06-28").due.empty());
    CHECK(missing_on(periods, "2019-06-29").due == Periods{20184});
    CHECK(missing_on(periods, "2019-12-31").due == Periods{20184, 20191, 20192});
}

TEST_CASE("a register that is missing between others is told apart from one that is late", "[schema][rhythm]")
{
    const auto missing = missing_on({20181, 20182, 20184}, "2019-04-01");

    CHECK(missing.between == Periods{20183});
    CHECK(missing.due.empty());
}

TEST_CASE("quarters end in June, September, December and March", "[schema][rhythm]")
{
    const auto [period, day] = GENERATE(table<int, std::string>(
        {{20181, "2018-06-30"}, {20182, "2018-09-30"}, {20183, "2018-12-31"}, {20184, "2019-03-31"}}));

    CHECK(day_text(end_of(period)) == day);
    CHECK_FALSE(day_from("2019-02-29"));
    CHECK_FALSE(day_from("2019-2-1"));
}
