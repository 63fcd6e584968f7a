#include "domesday/report/decisions_json.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "extractor/document/error.hpp"

using namespace domesday;

namespace
{

std::string file_of(const std::string& decisions)
{
    return R"({"format": "domesday-decisions", "version": 1, "decisions": [)" + decisions + "]}";
}

std::string decision_with(const std::string& more)
{
    return R"({"document": ")" + std::string(64, 'a') +
           R"(", "revision": 1, "subject": "value", "register": 0, "entry": 3, "field": "owner",
              "extracted": "X", "decision": "agree", "who": "A", "when": "2026-02-13T10:00:00Z")" +
           more + "}";
}

}  // namespace

TEST_CASE("times of decisions take one form that sorts as text", "[report][decisions]")
{
    const auto [written, kept] = GENERATE(table<std::string, std::string>({
        {"2026-02-13T10:00:00Z", "2026-02-13T10:00:00.000Z"},
        {"2026-02-13T10:00:00.5Z", "2026-02-13T10:00:00.500Z"},
        {"2026-02-13T10:00:00.123456Z", "2026-02-13T10:00:00.123Z"},
        {"2026-02-13T10:00:00", ""},
        {"2026-02-13T10:00:00.Z", ""},
        {"2026-02-13T10:00:00+01:00Z", ""},
        {"2026-13-13T10:00:00Z", ""},
        {"2026-02-13 10:00:00Z", ""},
        {"", ""},
    }));
    CAPTURE(written);

    const auto file = decisions_from_json(file_of(decision_with(R"(, "when": ")" + written + "\"")), "f");

    REQUIRE(file.decisions.size() == (kept.empty() ? 0 : 1));
    if (!kept.empty())
        CHECK(file.decisions.front().second.when == kept);
}

TEST_CASE("one bad decision does not keep the others out", "[report][decisions]")
{
    const auto file = decisions_from_json(
        file_of(decision_with(R"(, "entry": 1.5)") + "," + decision_with("") + ", [[]], null"), "f");

    CHECK(file.decisions.size() == 1);
    CHECK(file.problems == std::vector<DecisionProblem>{{1, "\"entry\" is no position"},
                                                        {3, "it is no object"},
                                                        {4, "it is no object"}});
}

TEST_CASE("a file of decisions has limits", "[report][decisions]")
{
    const std::string two = file_of(decision_with("") + "," + decision_with(""));

    CHECK_THROWS_AS(decisions_from_json(two, "f", {.bytes = two.size() - 1}), InputError);
    CHECK_THROWS_AS(decisions_from_json(two, "f", {.decisions = 1}), InputError);
    CHECK_THROWS_AS(decisions_from_json(file_of("[[[[[[[[[[]]]]]]]]]]"), "f"), InputError);
    CHECK(decisions_from_json(file_of(decision_with(R"(, "comment": "12345")")), "f", {.answer = 4})
              .problems.front()
              .found == "\"comment\" has 5 bytes, more than the limit of 4");
    CHECK(decisions_from_json(file_of(decision_with(R"(, "comment": "a\u0000b")")), "f").problems.size() ==
          1);
    CHECK(decisions_from_json(file_of(decision_with(R"(, "register": 18446744073709551615)")), "f")
              .problems.size() == 1);
}

TEST_CASE("whatever bytes stand in a file of decisions, it is read or refused", "[report][decisions]")
{
    std::mt19937 random{6};
    const std::string good = file_of(decision_with("") + "," + decision_with(R"(, "value": "é\n")"));
    for (int i = 0; i < 2000; ++i) {
        std::string bytes = good;
        for (int change = 0; change < 3; ++change)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        CAPTURE(bytes);
        try {
            const auto file = decisions_from_json(bytes, "f");
            CHECK(file.decisions.size() + file.problems.size() >= 1);
        } catch (const InputError&) {
        }
    }
}
