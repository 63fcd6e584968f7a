#include "domesday/report/text.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("a finding is printed with both facts and their places", "[report][text]")
{
    const Finding finding{.check = "score-label-mismatch",
                          .entry = "CR6",
                          .stage = Stage::residual,
                          .printed = "16 (Major/Possible)",
                          .expected = "12",
                          .message = "The words of CR6's residual score give 12.",
                          .found = {.what = "the register",
                                    .text = "16\n(Major/Possible)",
                                    .places = {{.page = 45, .line = 120, .begin = 4, .end = 6},
                                               {.page = 45, .line = 121, .begin = 0, .end = 16}}},
                          .against = {.what = "the key to scores",
                                      .text = "12",
                                      .places = {{.page = 3, .box = {72, 100, 90.6F, 112}}},
                                      .document = "abc"}};

    CHECK(finding_text(finding, "q4.pdf", {{"abc", "q3.pdf"}}) ==
          "q4.pdf: CR6 residual: 16 (Major/Possible), expected 12  [score-label-mismatch, error]\n"
          "    The words of CR6's residual score give 12.\n"
          "    the register: \"16 / (Major/Possible)\" [page 45, line 120, characters 4-6; line 121, "
          "characters "
          "0-16]\n"
          "    against the key to scores: \"12\" [q3.pdf, page 3, 72,100 to 91,112 pt]\n");
}

TEST_CASE("of many places the first three are named", "[report][text]")
{
    std::vector<Place> places;
    for (int line = 1; line <= 5; ++line)
        places.push_back({.line = line, .begin = 0, .end = 9});

    CHECK(place_text(places) ==
          "line 1, characters 0-9; line 2, characters 0-9; line 3, characters 0-9; and 2 more");
    CHECK(place_text({}) == "no place");
}

TEST_CASE("a long text is cut at a word and never inside a character", "[report][text]")
{
    CHECK(one_line("one\ntwo", 20) == "one / two");
    CHECK(one_line("the quick brown fox", 12) == "the quick ...");
    CHECK(one_line("ééééé", 5) == "éé ...");
}

TEST_CASE("a score says its number, words and levels", "[report][text]")
{
    CHECK(score_text({.value = 16, .label = "Major/Likely", .likelihood = 4, .impact = 4}) ==
          "16 Major/Likely (likelihood 4, impact 4)");
    CHECK(score_text({.value = 12.5}) == "12.5");
    CHECK(score_text({}) == "nothing");
}
