#include "parsers/registers/recognised_scores.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

namespace
{

constexpr auto kUnsureNumber = "text recognition is unsure of \"15\"";

Value read(std::string text, Confidence confidence = Confidence::high, std::vector<std::string> reasons = {})
{
    return {.text = std::move(text),
            .places = {{.page = 2, .box = {10, 10, 20, 20}}},
            .confidence = confidence,
            .reasons = std::move(reasons)};
}

Score score_of(double value, std::string label = {})
{
    Score score{.value = value, .printed = read(std::to_string(static_cast<int>(value)))};
    if (!label.empty())
        score.label = label;
    return score;
}

Score in_doubt(Score score)
{
    score.printed.confidence = score.confidence = Confidence::low;
    score.printed.reasons = score.reasons = {kUnsureNumber};
    return score;
}

Matrix key()
{
    Matrix matrix{.likelihood = {"Rare", "Unlikely", "Possible", "Likely", "Certain"},
                  .impact = {"Slight", "Minor", "Moderate", "Major", "Severe"}};
    for (int impact = 1; impact <= 5; ++impact) {
        matrix.scores.emplace_back();
        matrix.places.emplace_back();
        for (int likelihood = 1; likelihood <= 5; ++likelihood) {
            matrix.scores.back().push_back(impact * likelihood);
            matrix.places.back().push_back({.page = 9});
        }
    }
    matrix.rule = MatrixRule::product;
    return matrix;
}

Entry entry_with(std::string id, Score score)
{
    Entry entry{.id = std::move(id), .first_page = 2, .last_page = 2};
    entry.scores.emplace(Stage::current, std::move(score));
    return entry;
}

// The score after the cross-check, on pages 2 and 9 that were read from pictures.
Score checked(Score score, std::optional<Matrix> matrix = key())
{
    std::vector<Register> registers(1);
    registers[0].matrix = std::move(matrix);
    registers[0].entries = {entry_with("CR1", score), entry_with("CR2", score_of(12, "Major/Possible"))};
    cross_check_recognised(registers, {2, 9});
    return registers[0].entries[0].scores.at(Stage::current);
}

Score factored(double value, int likelihood, int impact)
{
    Score score = score_of(value);
    score.likelihood = likelihood;
    score.impact = impact;
    score.likelihood_printed = read(std::to_string(likelihood));
    score.impact_printed = read(std::to_string(impact));
    return score;
}

Score checked_among_products(Score score)
{
    std::vector<Register> registers(1);
    registers[0].entries = {entry_with("CR1", score), entry_with("CR2", factored(12, 3, 4)),
                            entry_with("CR3", factored(20, 5, 4)), entry_with("CR4", factored(6, 2, 3))};
    cross_check_recognised(registers, {2});
    return registers[0].entries[0].scores.at(Stage::current);
}

}  // namespace

TEST_CASE("a doubtful number that its words confirm is in doubt no more", "[recognised]")
{
    const Score score = checked(in_doubt(score_of(16, "Major/Likely")));

    CHECK(score.value == 16);
    CHECK(score.confidence == Confidence::medium);
    CHECK(score.reasons.back() == "the words Major/Likely are 16, too");
}

TEST_CASE("a doubtful number is repaired where its words give one that looks alike, and both are kept",
          "[recognised]")
{
    const Score score = checked(in_doubt(score_of(15, "Major/Likely")));

    CHECK(score.value == 16);
    CHECK(score.previous == "15");
    CHECK(score.confidence == Confidence::medium);
    CHECK(score.reasons.back() == "read as 15; the words Major/Likely are 16, which looks alike");
}

TEST_CASE("a number is repaired where a second look read what its words give", "[recognised]")
{
    Score score = score_of(11, "Major/Likely");
    score.previous = "16";

    score = checked(score);

    CHECK(score.value == 16);
    CHECK(score.previous == "11");
    CHECK(score.reasons.back() ==
          "read as 11; the words Major/Likely are 16, and so it was read a second time");
}

TEST_CASE("a clear number that its words contradict is a misprint and stays", "[recognised]")
{
    const Score misprint = score_of(15, "Major/Likely");

    CHECK(checked(misprint) == misprint);
}

TEST_CASE("a doubtful number that cannot be settled stays, in doubt", "[recognised]")
{
    Score score = in_doubt(score_of(20, "Minor/Possible"));
    score.confidence = Confidence::medium;

    score = checked(score);

    CHECK(score.value == 20);
    CHECK(score.confidence == Confidence::low);
}

TEST_CASE("a doubtful word beside a clear number does not change the number", "[recognised]")
{
    Score score = score_of(15, "Major/Likely");
    score.printed.confidence = score.confidence = Confidence::medium;
    score.printed.reasons = {"text recognition is unsure of \"/\""};

    CHECK(checked(score).value == 15);
}

TEST_CASE("a cell of the key that may be misread itself repairs nothing", "[recognised]")
{
    Matrix misread = key();
    misread.scores[4][4] = 5;

    const Score score = checked(in_doubt(score_of(25, "Severe/Certain")), misread);

    CHECK(score.value == 25);
    CHECK(score.confidence == Confidence::low);
}

TEST_CASE("words in doubt that are not on the key are no evidence", "[recognised]")
{
    Score score = score_of(16, "Major/el");
    score.printed.confidence = score.confidence = Confidence::medium;

    CHECK(checked(score).confidence == Confidence::low);
}

TEST_CASE("likelihood and impact confirm and repair a doubtful product", "[recognised]")
{
    CHECK(checked_among_products(in_doubt(factored(16, 4, 4))).confidence == Confidence::medium);
    const Score repaired = checked_among_products(in_doubt(factored(15, 4, 4)));
    CHECK(repaired.value == 16);
    CHECK(repaired.previous == "15");
}

TEST_CASE("a doubtful likelihood is the one level that gives the clear score", "[recognised]")
{
    Score score = factored(16, 1, 4);
    score.likelihood_printed.reasons = {"text recognition is unsure of \"1\""};

    CHECK(checked_among_products(score).likelihood == 4);
}

TEST_CASE("a factor that was not recognised leaves its score in doubt", "[recognised]")
{
    Score score = factored(16, 4, 4);
    score.impact.reset();
    score.impact_printed.text = "A";

    CHECK(checked_among_products(score).confidence == Confidence::low);
}

TEST_CASE("a factor that is a word of no level was recognised", "[recognised]")
{
    Score score = factored(16, 4, 4);
    score.impact.reset();
    score.impact_printed.text = "Likely";

    CHECK(checked_among_products(score).confidence == Confidence::high);
}

TEST_CASE("of two readings of a number the one on the key is taken, and is in doubt", "[recognised]")
{
    Score score = in_doubt(score_of(412));
    score.previous = "12";

    score = checked(score);

    CHECK(score.value == 12);
    CHECK(score.previous == "412");
    CHECK(score.confidence == Confidence::low);
}

TEST_CASE("a heading that was only taken for a score's leaves a doubt, unless the words confirm the score",
          "[recognised]")
{
    const auto under_loose_heading = [](Score score) {
        score.confidence = Confidence::medium;
        score.reasons = {"the heading \"Crrrent Risk\" is read as the current score"};
        return score;
    };

    CHECK(checked(under_loose_heading(score_of(16))).confidence == Confidence::low);
    CHECK(checked(under_loose_heading(score_of(16, "Major/Likely"))).confidence == Confidence::medium);
}

TEST_CASE("a score cell in which nothing was recognised is in doubt", "[recognised]")
{
    Score blank;

    CHECK(checked(blank).confidence == Confidence::low);
}

TEST_CASE("a stage that entries of the same family have on other pages was lost", "[recognised]")
{
    std::vector<Register> registers(2);
    registers[0].entries = {entry_with("CR1", score_of(4)), entry_with("CR2", score_of(4))};
    registers[1].entries = {Entry{.id = "CR3", .first_page = 2, .last_page = 2},
                            Entry{.id = "RK1", .first_page = 2, .last_page = 2}};

    cross_check_recognised(registers, {2});

    REQUIRE(registers[1].entries[0].scores.contains(Stage::current));
    CHECK(registers[1].entries[0].scores.at(Stage::current).confidence == Confidence::low);
    CHECK(registers[1].entries[1].scores.empty());
}

TEST_CASE("scores of printed pages are left as they are", "[recognised]")
{
    std::vector<Register> registers(1);
    registers[0].matrix = key();
    registers[0].entries = {entry_with("CR1", in_doubt(score_of(15, "Major/Likely")))};
    const auto before = registers;

    cross_check_recognised(registers, {});
    CHECK(registers == before);
    cross_check_recognised(registers, {7});
    CHECK(registers == before);
}

TEST_CASE("digits that look alike, and a digit lost or added", "[recognised]")
{
    CHECK(look_alike("15", "16"));
    CHECK(look_alike("412", "12"));
    CHECK(look_alike("1", "15"));
    CHECK_FALSE(look_alike("16", "16"));
    CHECK_FALSE(look_alike("12", "20"));
    CHECK_FALSE(look_alike("3", "4"));
}
