#include "schema/series.hpp"

#include <catch2/catch.hpp>

#include "tests/support/made_documents.hpp"

using namespace domesday;

TEST_CASE("a file name gives a period only where it states year and quarter", "[schema][series]")
{
    const auto [name, period] = GENERATE(table<std::string, std::optional<int>>({
        {"2018-19-q3-register.txt", 20183},
        {"Risk Register 2018_2019 Quarter 4.pdf", 20184},
        {"register-201819-Q1.pdf", 20181},
        {"2018-19-register.txt", std::nullopt},         // no quarter
        {"register-q3.txt", std::nullopt},              // no year
        {"2018-12-q3.txt", std::nullopt},               // a date: 12 does not follow 18
        {"2018-19-q3-and-q4.txt", std::nullopt},        // two quarters
        {"2018-19-q3-with-2019-20.txt", std::nullopt},  // two years
        {"scan20181903.pdf", std::nullopt},             // digits of something else
    }));
    CAPTURE(name);

    CHECK(period_from_name(name) == period);
}

TEST_CASE("a printed period goes before the file name's", "[schema][series]")
{
    const Register reg = made_register("", "2019/20", 2, {});

    CHECK(period_of(reg, "2018-19-q3.txt") == 20192);
    CHECK(period_of(Register{}, "2018-19-q3.txt") == 20183);
    CHECK(period_of(Register{.year = "2019/20"}, "2018-19-q3.txt") == 20190);
    CHECK_FALSE(period_of(Register{.quarter = 2}, "2018-19-q3.txt").has_value());
}

TEST_CASE("titles are alike when they share more than half of their words", "[schema][series]")
{
    CHECK(title_likeness("Failure to recruit, and keep, staff", "failure to keep and recruit STAFF") == 1);
    CHECK(title_likeness("Failure to recruit staff", "Failure to recruit and keep staff") >= kSameTitle);
    CHECK(title_likeness("Flooding of the depot", "Loss of the council's data") < kSameTitle);
    CHECK(title_likeness("", "Flooding") == 0);
}

TEST_CASE("a fingerprint is of the id and the first words of the title", "[schema][series]")
{
    const auto print = [](const std::string& id, const std::string& title) {
        return fingerprint_of(made_entry(id, title, 1, 1, 1));
    };

    CHECK(print("CR1", "Failure to recruit staff") == print("CR1", "FAILURE to keep staff"));
    CHECK(print("CR1", "Failure to recruit staff") != print("CR2", "Failure to recruit staff"));
    CHECK(print("CR1", "Failure to recruit staff") != print("CR1", "Loss of data"));
    CHECK_FALSE(fingerprint_of(Entry{}).has_value());
}
