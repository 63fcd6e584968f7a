#include "schema/places.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("places of a dump are page, line and characters, places of a PDF page and box", "[schema][places]")
{
    CHECK(text_from_places({{.page = 4, .line = 120, .begin = 5, .end = 30}, {.line = 121, .end = 12}}) ==
          "[[4,120,5,30],[0,121,0,12]]");
    CHECK(text_from_places({{.page = 4, .box = {72.5F, -0.04F, 300.06F, 112}}}) == "[[4,72.5,0,300.1,112]]");
    CHECK(text_from_places({{.page = 1, .box = {-0.5F, 1, 2, 3}}}) == "[[1,-0.5,1,2,3]]");
    CHECK_FALSE(text_from_places({}).has_value());
}

TEST_CASE("places come back from their text", "[schema][places]")
{
    const std::vector<Place> places{{.page = 4, .line = 120, .begin = 5, .end = 30},
                                    {.page = 5, .box = {72.5F, 100.1F, 300, 112}}};

    CHECK(places_from_text(*text_from_places(places)) == places);
}

TEST_CASE("what is no list of places gives none and does no harm", "[schema][places]")
{
    for (const char* text : {"", "[", "[[", "]", "[[]]", "[[1,2]]", "[[1,2,3,4,5,6]]", "null",
                             "[[1e999,2,3,4]", "[[nan,1,2,3]]", "[[1,2,3,", "{\"a\":[1,2,3,4"})
        CHECK(places_from_text(text).size() <= 1);
    CHECK(places_from_text("[[1,2]]").empty());
}

TEST_CASE("a list has one item per line", "[schema][places]")
{
    CHECK(text_from_list({"one", "two\nlines", ""}) == "one\ntwo lines\n");
    CHECK(list_from_text("one\ntwo lines\n") == std::vector<std::string>{"one", "two lines", ""});
    CHECK(list_from_text("").empty());
}

TEST_CASE("a number at the limit is the same after being written once", "[store][places]")
{
    const auto places = places_from_text("[[1,999999999.9,2,3,4]]");

    CHECK(places_from_text(*text_from_places(places)) == places);
}
