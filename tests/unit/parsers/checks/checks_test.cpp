#include "parsers/checks/checks.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "tests/unit/parsers/checks/small_register.hpp"

using namespace domesday;
using namespace domesday::test;

namespace
{

constexpr auto kNaN = std::numeric_limits<double>::quiet_NaN();

Mention mention_of(const std::string& id, std::optional<Stage> stage, double value,
                   std::optional<std::string> label = std::nullopt)
{
    return {.id = id, .stage = stage, .value = value, .label = std::move(label)};
}

PreviousRegister previous_of(std::vector<Entry> entries)
{
    return {.content = {.year = "2020/21", .quarter = 3, .entries = std::move(entries)},
            .document_sha256 = "0f",
            .document_name = "q3.pdf"};
}

Movement said_of(const std::string& id)
{
    Movement movement{.id = id};
    movement.text.text = id;
    return movement;
}

}  // namespace

TEST_CASE("each check has a name of its own and a line that says what it flags", "[checks]")
{
    std::set<std::string_view> names;

    for (const Check& check : checks()) {
        CHECK(names.insert(check.name).second);
        CHECK_FALSE(check.summary.empty());
    }

    CHECK(names.size() == 17);
}

TEST_CASE("a register that agrees with its key has no finding", "[checks]")
{
    const auto document = document_of(
        {entry_of("CR1", {{Stage::current, labelled(16, "Major/Likely")},
                          {Stage::residual, labelled(12, "Major/Possible")}}),
         entry_of("CO1", {{Stage::current, labelled(15, "Outstanding/Possible")}}, Kind::opportunity)},
        product_key());

    CHECK(findings_in(document).empty());
}

TEST_CASE("a number in no cell of the key is flagged", "[checks][score-not-on-matrix]")
{
    const auto document = document_of({entry_of("CR1", {{Stage::current, score_of(14)}}),
                                       entry_of("CR2", {{Stage::current, score_of(15)}})},
                                      product_key());

    CHECK(findings_in(document) == Lines{"score-not-on-matrix CR1 current | 14 | -"});
}

TEST_CASE("without a key no number can be off it", "[checks][score-not-on-matrix]")
{
    const auto document = document_of({entry_of("CR1", {{Stage::current, score_of(21)}})});

    CHECK(findings_in(document).empty());
}

TEST_CASE("a weighted key has other numbers than a product", "[checks][score-not-on-matrix]")
{
    const auto document = document_of(
        {entry_of("CR1", {{Stage::current, score_of(24)}}), entry_of("CR2", {{Stage::current, score_of(9)}})},
        weighted_key());

    CHECK(findings_in(document) == Lines{"score-not-on-matrix CR2 current | 9 | -"});
}

TEST_CASE("a number that only an unreadable cell can print is not flagged", "[checks][score-not-on-matrix]")
{
    Matrix key = product_key();
    key.scores[4][4] = kNaN;
    const auto document = document_of({entry_of("CR1", {{Stage::current, score_of(25)}}),
                                       entry_of("CR2", {{Stage::current, score_of(14)}})},
                                      key);

    CHECK(findings_in(document) == Lines{"score-not-on-matrix CR2 current | 14 | -"});
}

TEST_CASE("16 labelled Major/Possible is flagged and 12 expected", "[checks][score-label-mismatch]")
{
    const auto document =
        document_of({entry_of("CR6", {{Stage::residual, labelled(16, "Major/possible")}})}, product_key());

    CHECK(findings_in(document) == Lines{"score-label-mismatch CR6 residual | 16 (Major/possible) | 12"});
}

TEST_CASE("a finding holds both facts and names both in its sentence", "[checks][score-label-mismatch]")
{
    ParsedDocument document =
        document_of({entry_of("CR6", {{Stage::residual, labelled(16, "Major/Possible")}})}, product_key());
    document.registers[0].entries[0].scores[Stage::residual].printed.places = {{.page = 3, .line = 41}};
    document.registers[0].matrix->places.assign(5, std::vector<Place>(5, Place{.page = 9, .line = 99}));

    const auto findings = findings_for({.document = document});

    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message == "CR6: Major/Possible is 12 on the key to scores, not 16.");
    CHECK(findings[0].severity == Severity::error);
    CHECK(findings[0].found ==
          Fact{"the register, residual score of CR6", "16 (Major/Possible)", {{.page = 3, .line = 41}}, ""});
    CHECK(findings[0].against ==
          Fact{"the key to scores, Major/Possible", "12", {{.page = 9, .line = 99}}, ""});
}

TEST_CASE("the order of a label's words is learnt from the words that have one reading",
          "[checks][score-label-mismatch]")
{
    Matrix key{.likelihood = {"Low", "Medium", "Likely"},
               .impact = {"Low", "Medium", "Severe"},
               .scores = {{1, 2, 4}, {3, 6, 7}, {5, 8, 9}}};
    classify_rule(key);
    const Score severe_low = labelled(5, "Low/Severe"), low_likely = labelled(4, "Likely/Low");

    SECTION("likelihood first, shown by two labels")
    {
        const auto document = document_of(
            {entry_of("1", {{Stage::current, severe_low}}), entry_of("2", {{Stage::current, low_likely}}),
             entry_of("3", {{Stage::current, labelled(2, "Medium/Low")}})},
            key);
        CHECK(findings_in(document).empty());
    }
    SECTION("not shown at all: either order will do")
    {
        const auto document = document_of({entry_of("1", {{Stage::current, labelled(2, "Low/Medium")}}),
                                           entry_of("2", {{Stage::current, labelled(3, "Low/Medium")}}),
                                           entry_of("3", {{Stage::current, labelled(9, "Low/Medium")}})},
                                          key);
        CHECK(findings_in(document) == Lines{"score-label-mismatch 3 current | 9 (Low/Medium) | 2"});
    }
}

TEST_CASE("a letter misread in a label does not hide the mismatch", "[checks][score-label-mismatch]")
{
    const auto document =
        document_of({entry_of("CR6", {{Stage::current, labelled(16, "Maior/Possib1e")}})}, product_key());

    CHECK(findings_in(document) == Lines{"score-label-mismatch CR6 current | 16 (Maior/Possib1e) | 12"});
}

TEST_CASE("Likely is not taken for a misread Unlikely", "[checks][score-label-mismatch]")
{
    Matrix key = product_key();
    key.likelihood[3] = "Probable";
    const auto document =
        document_of({entry_of("CR6", {{Stage::current, labelled(16, "Major/Likely")}})}, key);

    CHECK(findings_in(document).empty());
}

TEST_CASE("a band word beside a number is no label of the key", "[checks][score-label-mismatch]")
{
    const auto document =
        document_of({entry_of("CR6", {{Stage::current, labelled(16, "High")}})}, product_key());

    CHECK(findings_in(document).empty());
}

TEST_CASE("the report's words are looked up where the register prints none", "[checks][score-label-mismatch]")
{
    auto document = document_of({entry_of("CR6", {{Stage::target, score_of(12)}})}, product_key());
    document.mentions = {mention_of("CR6", Stage::target, 12, "Major/Likely")};

    CHECK(findings_in(document) == Lines{"score-label-mismatch CR6 target | 12 (Major/Likely) | 16"});
}

TEST_CASE("likelihood and impact that give another cell are flagged", "[checks][score-factors-mismatch]")
{
    const auto document =
        document_of({entry_of("4", {{Stage::inherent, factored(25, "4", "5")}}),
                     entry_of("5", {{Stage::inherent, factored(20, "4", "5")}}),
                     entry_of("6", {{Stage::inherent, factored(8, "Possible (3)", "Major (4)")}}),
                     entry_of("7", {{Stage::inherent, factored(12, "Possible", "Major")}})},
                    product_key());

    CHECK(findings_in(document) ==
          Lines{"score-factors-mismatch 4 inherent | 25 (4 \xC3\x97 5) | 20",
                "score-factors-mismatch 6 inherent | 8 (Possible (3) \xC3\x97 Major (4)) | 12"});
}

TEST_CASE("factors are looked up in the document's own key and not multiplied",
          "[checks][score-factors-mismatch]")
{
    SECTION("the impact numbers are levels")
    {
        const auto document = document_of({entry_of("1", {{Stage::current, factored(24, "3", "4")}}),
                                           entry_of("2", {{Stage::current, factored(16, "4", "3")}}),
                                           entry_of("3", {{Stage::current, factored(12, "4", "3")}})},
                                          weighted_key());
        CHECK(findings_in(document) == Lines{"score-factors-mismatch 3 current | 12 (4 \xC3\x97 3) | 16"});
    }
    SECTION("the impact numbers are the weights themselves")
    {
        const auto document = document_of({entry_of("1", {{Stage::current, factored(24, "3", "8")}}),
                                           entry_of("2", {{Stage::current, factored(16, "4", "4")}}),
                                           entry_of("3", {{Stage::current, factored(12, "4", "4")}})},
                                          weighted_key());
        CHECK(findings_in(document) == Lines{"score-factors-mismatch 3 current | 12 (4 \xC3\x97 4) | 16"});
    }
}

TEST_CASE("without a key the product is asked only where most entries obey it",
          "[checks][score-factors-mismatch]")
{
    SECTION("most obey")
    {
        const auto document = document_of({entry_of("R1", {{Stage::current, factored(64, "9", "8")}}),
                                           entry_of("R2", {{Stage::current, factored(21, "3", "7")}}),
                                           entry_of("R3", {{Stage::current, factored(10, "2", "5")}})});
        CHECK(findings_in(document) == Lines{"score-factors-mismatch R1 current | 64 (9 \xC3\x97 8) | 72"});
    }
    SECTION("most break it: the publisher has another rule")
    {
        const auto document = document_of({entry_of("R1", {{Stage::current, factored(7, "3", "4")}}),
                                           entry_of("R2", {{Stage::current, factored(9, "4", "5")}}),
                                           entry_of("R3", {{Stage::current, factored(4, "2", "2")}})});
        CHECK(findings_in(document).empty());
    }
    SECTION("means with decimals")
    {
        const auto document = document_of({entry_of("R1", {{Stage::current, factored(21.4, "4.2", "5.1")}})});
        CHECK(findings_in(document).empty());
    }
}

TEST_CASE("exchanged scores of one entry are said to look exchanged", "[checks][score-factors-mismatch]")
{
    const auto document = document_of({entry_of("CO3",
                                                {{Stage::current, factored(12, "Likely (4)", "Major (4)")},
                                                 {Stage::target, factored(16, "Possible (3)", "Major (4)")}},
                                                Kind::opportunity)},
                                      product_key());

    const auto findings = findings_for({.document = document});

    REQUIRE(findings.size() == 2);
    CHECK(findings[0].message ==
          "CO3: current likelihood Likely (4) and impact Major (4) give 16 on the key to scores, not the "
          "printed "
          "12. It looks exchanged with the target score.");
}

TEST_CASE("an impact word that stands as likelihood is flagged", "[checks][factor-wrong-axis]")
{
    const auto document =
        document_of({entry_of("CORP4", {{Stage::current, factored(16, "Major (4)", "Major (4)")}}),
                     entry_of("CORP9", {{Stage::current, factored(5, "Rare (1)", "Certain")}})},
                    product_key());

    CHECK(findings_in(document) == Lines{"factor-wrong-axis CORP4 current | Major (4) | Likely (4)",
                                         "factor-wrong-axis CORP9 current | Certain | -"});
}

TEST_CASE("a word that the key has on both axes is never on the wrong one", "[checks][factor-wrong-axis]")
{
    Matrix key{.likelihood = {"Low", "Medium", "High"},
               .impact = {"Low", "Medium", "Severe"},
               .scores = {{1, 2, 3}, {2, 4, 6}, {3, 6, 9}}};
    classify_rule(key);
    const auto document = document_of({entry_of("1", {{Stage::current, factored(4, "Medium", "Medium")}}),
                                       entry_of("2", {{Stage::current, factored(3, "High", "Low")}})},
                                      key);

    CHECK(findings_in(document).empty());
}

TEST_CASE("without a key the register's own use of a word tells its axis", "[checks][factor-wrong-axis]")
{
    std::vector<Entry> entries;
    for (int i = 1; i <= 3; ++i) {
        entries.push_back(
            entry_of(std::to_string(i), {{Stage::current, factored(12, "Possible (3)", "Major (4)")}}));
    }
    entries.push_back(entry_of("4", {{Stage::current, factored(16, "Major (4)", "Severe (4)")}}));

    CHECK(findings_in(document_of(entries)) == Lines{"factor-wrong-axis 4 current | Major (4) | -"});
}

TEST_CASE("one scale for both axes has no wrong axis", "[checks][factor-wrong-axis]")
{
    std::vector<Entry> entries{entry_of("1", {{Stage::current, Score{}}})};
    for (const auto& [likelihood, impact] : std::vector<std::pair<std::string, std::string>>{
             {"Medium", "Low"}, {"Medium", "Low"}, {"High", "Low"}, {"Low", "Medium"}, {"Medium", "High"}}) {
        Score score;
        score.likelihood_printed.text = likelihood;
        score.impact_printed.text = impact;
        entries.push_back(entry_of(std::to_string(entries.size() + 1), {{Stage::current, score}}));
    }
    entries.erase(entries.begin());

    CHECK(findings_in(document_of(entries)).empty());
}

TEST_CASE("two impact words below a score are flagged", "[checks][factor-wrong-axis]")
{
    const auto document =
        document_of({entry_of("CR1", {{Stage::current, labelled(12, "Major/Moderate")}})}, product_key());

    CHECK(findings_in(document) == Lines{"factor-wrong-axis CR1 current | 12 (Major/Moderate) | -"});
}

TEST_CASE("a word with the number of another level is one finding and not two",
          "[checks][factor-word-number-mismatch]")
{
    const auto by_number = factored(9, "Unlikely (3)", "Moderate (3)");
    const auto by_word = factored(6, "Unlikely (3)", "Moderate (3)");
    const auto by_neither = factored(12, "Unlikely (3)", "Moderate (3)");
    const auto document =
        document_of({entry_of("1", {{Stage::current, by_number}}), entry_of("2", {{Stage::current, by_word}}),
                     entry_of("3", {{Stage::current, by_neither}})},
                    product_key());

    CHECK(findings_in(document) ==
          Lines{"factor-word-number-mismatch 1 current | Unlikely (3) | 2",
                "factor-word-number-mismatch 2 current | Unlikely (3) | 2",
                "score-factors-mismatch 3 current | 12 (Unlikely (3) \xC3\x97 Moderate (3)) | 9",
                "factor-word-number-mismatch 3 current | Unlikely (3) | 2"});
}

TEST_CASE("the number beside an impact word may be its weight", "[checks][factor-word-number-mismatch]")
{
    const auto document =
        document_of({entry_of("1", {{Stage::current, factored(24, "Possible (3)", "Extreme (8)")}}),
                     entry_of("2", {{Stage::current, factored(12, "Possible (3)", "Major (3)")}})},
                    weighted_key());

    CHECK(findings_in(document).empty());
}

TEST_CASE("a cell of the key that breaks the key's own rule is flagged", "[checks][matrix-cell-mismatch]")
{
    SECTION("product")
    {
        Matrix key = product_key();
        key.scores[1][2] = 10;
        CHECK(findings_in(document_of({}, key)) == Lines{"matrix-cell-mismatch - - | 10 | 6"});
    }
    SECTION("weighted")
    {
        Matrix key = weighted_key();
        key.scores[3][1] = 12;
        classify_rule(key);
        CHECK(key.rule == MatrixRule::weighted);
        CHECK(findings_in(document_of({}, key)) == Lines{"matrix-cell-mismatch - - | 12 | 16"});
    }
    SECTION("a key without a rule breaks none")
    {
        Matrix key{.likelihood = {"Low", "Medium", "High"},
                   .impact = {"Low", "Medium", "High"},
                   .scores = {{1, 2, 4}, {3, 5, 7}, {6, 8, 9}}};
        classify_rule(key);
        CHECK(key.rule == MatrixRule::free);
        CHECK(findings_in(document_of({}, key)).empty());
    }
}

TEST_CASE("a key shared by two registers is flagged once", "[checks][matrix-cell-mismatch]")
{
    Matrix key = product_key();
    key.scores[1][2] = 10;
    ParsedDocument document = document_of({}, key);
    document.registers.push_back(document.registers.front());

    CHECK(findings_in(document) == Lines{"matrix-cell-mismatch - - | 10 | 6"});
}

TEST_CASE("a report that gives another score or label than the register is flagged",
          "[checks][narrative-score-mismatch]")
{
    auto document =
        document_of({entry_of("CR1", {{Stage::current, labelled(16, "Major/Likely")},
                                      {Stage::residual, labelled(12, "Major/Possible")}}),
                     entry_of("CR2", {{Stage::current, score_of(9)}, {Stage::residual, Score{}}})});
    const auto found = [&](Mention mention) {
        document.mentions = {std::move(mention)};
        Lines lines = findings_in(document);
        std::erase(lines, "score-missing CR2 residual | - | -");
        return lines;
    };

    CHECK(found(mention_of("CR1", Stage::residual, 12, "MAJOR / Possible")).empty());
    CHECK(found(mention_of("CR1", Stage::residual, 12)).empty());
    CHECK(found(mention_of("CR1", Stage::residual, 9)) ==
          Lines{"narrative-score-mismatch CR1 residual | 9 | 12 (Major/Possible)"});
    CHECK(found(mention_of("CR1", Stage::residual, 12, "Moderate/Likely")) ==
          Lines{"narrative-score-mismatch CR1 residual | 12 (Moderate/Likely) | 12 (Major/Possible)"});
    // no stage named: any stage will do
    CHECK(found(mention_of("CR1", std::nullopt, 16, "Major/Likely")).empty());
    CHECK(found(mention_of("CR1", std::nullopt, 15)) ==
          Lines{"narrative-score-mismatch CR1 - | 15 | 16 (Major/Likely)"});
    // a stage the register does not have
    CHECK(found(mention_of("CR1", Stage::target, 12, "Major/Possible")).empty());
    // an empty cell and an unknown id contradict nothing
    CHECK(found(mention_of("CR2", Stage::residual, 4)).empty());
    CHECK(found(mention_of("CR2", std::nullopt, 4)).empty());
    CHECK(found(mention_of("CR9", Stage::residual, 4)).empty());
}

TEST_CASE("a risk must not rise and an opportunity must not fall", "[checks][residual-above-current]")
{
    const auto document = document_of(
        {entry_of("CR1", {{Stage::current, score_of(9)}, {Stage::residual, score_of(12)}}),
         entry_of("CR2", {{Stage::current, score_of(9)}, {Stage::residual, score_of(9)}}),
         entry_of(
             "CR3",
             {{Stage::current, score_of(9)}, {Stage::residual, score_of(9)}, {Stage::target, score_of(12)}}),
         entry_of("CO1", {{Stage::current, score_of(9)}, {Stage::residual, score_of(6)}}, Kind::opportunity),
         entry_of("CO2", {{Stage::current, score_of(9)}, {Stage::residual, score_of(12)}},
                  Kind::opportunity)});

    CHECK(findings_in(document) == Lines{"residual-above-current CR1 residual | 12 | 9",
                                         "residual-above-current CR3 target | 12 | 9",
                                         "residual-below-current CO1 residual | 6 | 9"});
}

TEST_CASE("where residual means today it is held against the inherent score",
          "[checks][residual-above-current]")
{
    const auto document =
        document_of({entry_of("1", {{Stage::inherent, score_of(9)}, {Stage::residual, score_of(12)}}),
                     entry_of("2", {{Stage::inherent, score_of(16)},
                                    {Stage::residual, score_of(9)},
                                    {Stage::target, score_of(12)}}),
                     entry_of("3", {{Stage::inherent, score_of(12)},
                                    {Stage::current, score_of(16)},
                                    {Stage::residual, score_of(14)}})});

    CHECK(findings_in(document) ==
          Lines{"residual-above-current 1 residual | 12 | 9", "residual-above-current 2 target | 12 | 9"});
}

TEST_CASE("a tolerance may lie above today's score", "[checks][residual-above-current]")
{
    Score tolerance = score_of(12);
    tolerance.basis = "policy";
    const auto document =
        document_of({entry_of("1", {{Stage::current, score_of(9)}, {Stage::target, tolerance}})});

    CHECK(findings_in(document).empty());
}

TEST_CASE("an empty score and one to be confirmed are missing", "[checks][score-missing]")
{
    Score to_be_confirmed;
    to_be_confirmed.printed.text = "TBC";
    const auto document = document_of(
        {entry_of("CR1", {{Stage::current, Score{}}}), entry_of("CR2", {{Stage::current, to_be_confirmed}}),
         entry_of("CR3", {{Stage::current, score_of(9)}}), entry_of("CR4", {})});

    CHECK(findings_in(document) == Lines{"score-missing CR1 current | - | -",
                                         "score-missing CR2 current | TBC | -",
                                         "score-missing CR4 current | - | -"});
}

TEST_CASE("a layout without numbers has none to miss", "[checks][score-missing]")
{
    Score code{.label = "B3"};
    Score factors_alone{.likelihood = 3, .impact = 4};

    CHECK(findings_in(
              document_of({entry_of("1", {{Stage::current, code}}), entry_of("2", {{Stage::current, code}})}))
              .empty());
    CHECK(findings_in(document_of({entry_of("1", {{Stage::current, factors_alone}})})).empty());
    CHECK(findings_in(document_of({entry_of("1", {{Stage::current, factors_alone}}),
                                   entry_of("2", {{Stage::current, factored(12, "3", "4")}})})) ==
          Lines{"score-missing 1 current | - | -"});
}

TEST_CASE("risks and opportunities may have other stages", "[checks][score-missing]")
{
    const auto document =
        document_of({entry_of("CR1", {{Stage::inherent, score_of(9)}, {Stage::current, score_of(9)}}),
                     entry_of("CO1", {{Stage::current, score_of(9)}}, Kind::opportunity)});

    CHECK(findings_in(document).empty());
}

TEST_CASE("a missing score that the report gives is shown beside the empty cell", "[checks][score-missing]")
{
    auto document = document_of({entry_of("CR1", {{Stage::residual, Score{}}})});
    document.mentions = {mention_of("CR1", Stage::residual, 9)};

    const auto findings = findings_for({.document = document});

    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message ==
          "CR1 has no residual score, though the register has a place for it; the report "
          "says 9.");
}

TEST_CASE("a score that recognition doubts is said to be uncertain with its other reading",
          "[checks][score-uncertain]")
{
    Score doubtful = score_of(16);
    doubtful.confidence = Confidence::low;
    doubtful.previous = "18";

    CHECK(findings_in(document_of({entry_of("CR1", {{Stage::current, doubtful}})})) ==
          Lines{"score-uncertain CR1 current | 16 | 18"});
}

TEST_CASE("a score that the picture shows otherwise is named with both facts, and not as a misreading",
          "[checks][text-layer-mismatch]")
{
    Score altered = score_of(15);
    altered.confidence = Confidence::low;
    altered.previous = "16";
    Entry entry = entry_of("CR1", {{Stage::current, altered}});
    const Place place{.page = 2, .box = {10, 20, 30, 40}};
    entry.layer_mismatches = {{.stage = Stage::current,
                               .part = "score",
                               .text_layer = {.text = "15", .places = {place}},
                               .picture = {.text = "16", .places = {place}}}};

    const auto document = document_of({entry});
    const auto findings = findings_for({.document = document});

    REQUIRE(findings.size() == 1);
    CHECK(findings[0].check == "text-layer-mismatch");
    CHECK(findings[0].severity == Severity::error);
    CHECK(findings[0].message ==
          "CR1: in the current score the text layer says \"15\", and the picture of the page shows \"16\".");
    CHECK(findings[0].found.places == std::vector{place});
    CHECK(findings[0].against.places == std::vector{place});
}

TEST_CASE("a repaired id is owned up to", "[checks][id-repaired]")
{
    Entry entry = entry_of("CO1", {});
    entry.id_printed.text = "C01";
    entry.id_repaired = true;

    CHECK(findings_in(document_of({entry})) == Lines{"id-repaired CO1 - | C01 | CO1"});
}

TEST_CASE("each entry that repeats an id is one finding", "[checks][id-duplicate]")
{
    Entry again = entry_of("RK3", {});
    again.id_printed.text = "RK 03";

    CHECK(findings_in(document_of({entry_of("RK3", {}), entry_of("RK4", {}), again})) ==
          Lines{"id-duplicate RK3 - | RK 03 | -"});
}

TEST_CASE("two registers of a pack may use the same ids", "[checks][id-duplicate]")
{
    ParsedDocument document = document_of({entry_of("1", {})});
    document.registers.push_back(document.registers.front());

    CHECK(findings_in(document).empty());
}

TEST_CASE("movements are held against the previous register", "[checks][movement-mismatch]")
{
    auto document = document_of({entry_of("CR1", {}), entry_of("CR3", {}), entry_of("CR5", {})});
    const auto previous = previous_of({entry_of("CR1", {}), entry_of("CR2", {}), entry_of("CR4", {})});
    const CheckInput input{.document = document, .previous = {&previous}};

    SECTION("all said rightly")
    {
        document.movements = {{said_of("CR3"), said_of("CR5")}, {said_of("CR2"), said_of("CR4")}, true};
        CHECK(findings_in(input).empty());
    }
    SECTION("new but it was there and deleted but it was not")
    {
        document.movements = {{said_of("CR3"), said_of("CR5"), said_of("CR1")},
                              {said_of("CR2"), said_of("CR4"), said_of("CR9")},
                              true};
        CHECK(findings_in(input) ==
              Lines{"movement-mismatch CR1 - | new | in the previous register",
                    "movement-mismatch CR9 - | deleted | not in the previous register"});
    }
    SECTION("came and went without a word in a report that lists the movements")
    {
        document.movements = {{said_of("CR3")}, {said_of("CR2")}, true};
        CHECK(findings_in(input) ==
              Lines{"movement-mismatch CR5 - | - | new", "movement-mismatch CR4 - | - | deleted"});
    }
    SECTION("a report that says nothing of movements claims nothing")
    {
        CHECK(findings_in(input).empty());
    }
}

TEST_CASE("without a previous register movements cannot be wrong", "[checks][movement-mismatch]")
{
    auto document = document_of({entry_of("CR1", {})});
    document.movements = {{said_of("CR1")}, {said_of("CR9")}, true};

    CHECK(findings_in(document).empty());
}

TEST_CASE("an id used again for another risk is new", "[checks][movement-mismatch]")
{
    Entry now = entry_of("CR1", {}), before = entry_of("CR1", {});
    now.texts[Field::title].text = "Loss of the main data centre";
    before.texts[Field::title].text = "Failure to recruit enough social workers";
    auto document = document_of({now});
    document.movements = {{said_of("CR1")}, {}, true};
    const auto previous = previous_of({before});

    CHECK(findings_in(CheckInput{.document = document, .previous = {&previous}}).empty());
}

TEST_CASE("an id of a register without a predecessor is not missed in another", "[checks][movement-mismatch]")
{
    auto document = document_of({entry_of("R-1", {})});
    document.registers.push_back({.entries = {entry_of("RK2", {})}});
    document.movements = {{}, {said_of("RK9")}, true};
    const auto previous = previous_of({entry_of("R-1", {})});

    CHECK(findings_in(CheckInput{.document = document, .previous = {&previous, nullptr}}).empty());
}

TEST_CASE("a claimed change is held against the previous register", "[checks][change-claim-mismatch]")
{
    auto document = document_of({entry_of("CR3", {{Stage::residual, score_of(12)}})});
    const auto previous = previous_of({entry_of("CR3", {{Stage::residual, score_of(12)}})});
    const auto found = [&](Change change, std::optional<Stage> stage,
                           std::optional<double> from = std::nullopt) {
        Mention mention = mention_of("CR3", stage, 12);
        mention.change = change;
        mention.from = from;
        document.mentions = {mention};
        return findings_in(CheckInput{.document = document, .previous = {&previous}});
    };

    CHECK(found(Change::unchanged, Stage::residual).empty());
    CHECK(found(Change::none, Stage::residual).empty());
    CHECK(found(Change::reduced, Stage::residual) ==
          Lines{"change-claim-mismatch CR3 residual | reduced to 12 | 12 in the previous register too"});
    CHECK(found(Change::increased, std::nullopt) ==
          Lines{"change-claim-mismatch CR3 residual | increased to 12 | 12 in the previous register too"});
    CHECK(found(Change::reduced, Stage::residual, 16) ==
          Lines{"change-claim-mismatch CR3 residual | reduced to 12 | 12 in the previous register too"});
}

TEST_CASE("a change that its own two numbers contradict needs no previous register",
          "[checks][change-claim-mismatch]")
{
    auto document = document_of({entry_of("CR3", {{Stage::current, score_of(18)}})});
    Mention mention = mention_of("CR3", Stage::current, 18);
    mention.change = Change::reduced;
    mention.from = 12;
    mention.claim = "reduced from 12 to 18";
    document.mentions = {mention};

    CHECK(findings_in(document) ==
          Lines{"change-claim-mismatch CR3 current | reduced from 12 to 18 | not reduced"});
}

TEST_CASE("a change cannot be judged where the earlier score is not known", "[checks][change-claim-mismatch]")
{
    auto document = document_of({entry_of("CR3", {{Stage::residual, score_of(12)}})});
    Mention mention = mention_of("CR3", Stage::residual, 12);
    mention.change = Change::reduced;
    document.mentions = {mention};
    const auto previous = previous_of({entry_of("CR3", {{Stage::residual, Score{}}})});

    CHECK(findings_in(CheckInput{.document = document, .previous = {&previous}}).empty());
}

TEST_CASE("findings come in the order of the entries and those about the whole document first", "[checks]")
{
    Matrix key = product_key();
    key.scores[1][2] = 10;
    const auto document = document_of(
        {entry_of("CR2", {{Stage::current, score_of(14)}}), entry_of("CR1", {{Stage::current, Score{}}})},
        key);

    CHECK(findings_in(document) == Lines{"matrix-cell-mismatch - - | 10 | 6",
                                         "score-not-on-matrix CR2 current | 14 | -",
                                         "score-missing CR1 current | - | -"});
}
