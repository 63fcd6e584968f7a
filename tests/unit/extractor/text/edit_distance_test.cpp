#include "extractor/text/edit_distance.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("the distance of two texts is the least number of letters changed, added or taken away", "[text]")
{
    const auto [a, b, distance] = GENERATE(table<const char*, const char*, std::size_t>({
        {"", "", 0},
        {"", "risk", 4},
        {"cause", "cause", 0},
        {"cause", "cauca", 2},
        {"score", "ore", 2},
        {"impact", "lmpacts", 2},
    }));
    CAPTURE(a, b);

    CHECK(edit_distance(a, b) == distance);
    CHECK(edit_distance(b, a) == distance);
}
