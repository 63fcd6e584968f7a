#include "parsers/registers/matrix.hpp"

#include <catch2/catch.hpp>

#include "parsers/text/vocabulary.hpp"
#include "tests/unit/parsers/registers/small_blocks.hpp"

using namespace domesday;
using namespace domesday::test;

namespace
{

const Vocabulary& words()
{
    static const Vocabulary vocabulary = Vocabulary::standard();
    return vocabulary;
}

std::optional<Matrix> key_in(std::vector<Block> blocks)
{
    return find_matrix(blocks, words());
}

const std::vector<std::vector<double>> kThreeByThree{{1, 2, 3}, {2, 4, 6}, {3, 6, 9}};
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a key is turned so that both axes ascend", "[registers][matrix]")
{
    const auto key = key_in({grid_of({
        "       | SEVERE   | 3    | 6        | 9      ",
        "ІМРАСТ | MODERATE | 2    | 4        | 6      ",
        "       | MINOR    | 1    | 2        | 3      ",
        "       |          | RARE | POSSIBLE | LIKELY ",
        "       |          |      | LIKELIHOOD |      ",
    })});

    REQUIRE(key);
    CHECK(key->scores == kThreeByThree);
    CHECK(key->impact == Names{"MINOR", "MODERATE", "SEVERE"});
    CHECK(key->likelihood == Names{"RARE", "POSSIBLE", "LIKELY"});
    CHECK(key->rule == MatrixRule::product);
}

TEST_CASE("the place of a cell is where its number stands", "[registers][matrix]")
{
    const auto key = key_in({grid_of(
        {
            "Severe   | 3    | 6        | 9      ",
            "Moderate | 2    | 4        | 6      ",
            "Minor    | 1    | 2        | 3      ",
            "         | Rare | Possible | Likely ",
        },
        20)});

    REQUIRE(key);
    CHECK(key->places.at(2).at(0).line == 20);
    CHECK(key->places.at(0).at(2).line == 22);
}

TEST_CASE("likelihood may stand beside the rows and impact over the columns", "[registers][matrix]")
{
    const auto key = key_in({grid_of({
        "Likelihood | Impact |          |        ",
        "           | Minor  | Moderate | Severe ",
        "Likely     | 3      | 6        | 9      ",
        "Possible   | 2      | 4        | 6      ",
        "Rare       | 1      | 2        | 3      ",
    })});

    REQUIRE(key);
    CHECK(key->impact == Names{"Minor", "Moderate", "Severe"});
    CHECK(key->likelihood == Names{"Rare", "Possible", "Likely"});
    CHECK(key->scores == kThreeByThree);
}

TEST_CASE("impact weights are kept the right way round", "[registers][matrix]")
{
    const auto key = key_in({grid_of({
        "           | Minor | Serious | Major | Extreme",
        "Likely     | 4     | 8       | 16    | 32     ",
        "Possible   | 3     | 6       | 12    | 24     ",
        "Unlikely   | 2     | 4       | 8     | 16     ",
        "Rare       | 1     | 2       | 4     | 8      ",
    })});

    REQUIRE(key);
    CHECK(key->rule == MatrixRule::weighted);
    CHECK(key->impact_weights == std::vector<double>{1, 2, 4, 8});
    CHECK(key->scores.at(3) == std::vector<double>{8, 16, 24, 32});
}

TEST_CASE("numbers of the levels are no scores", "[registers][matrix]")
{
    SECTION("in the words' cells")
    {
        const auto key = key_in({grid_of({
            "5 Severe | 3        | 6            | 9          ",
            "Moderate (2) | 2    | 4            | 6          ",
            "1 - Minor | 1       | 2            | 3          ",
            "         | Rare (1) | 2. Possible  | Likely [3] ",
        })});
        REQUIRE(key);
        CHECK(key->impact == Names{"Minor", "Moderate", "Severe"});
        CHECK(key->likelihood == Names{"Rare", "Possible", "Likely"});
    }
    SECTION("in cells of their own")
    {
        const auto key = key_in({grid_of({
            "Severe   | 3 | 3    | 6        | 9      ",
            "Moderate | 2 | 2    | 4        | 6      ",
            "Minor    | 1 | 1    | 2        | 3      ",
            "         |   | 1    | 2        | 3      ",
            "         |   | Rare | Possible | Likely ",
        })});
        REQUIRE(key);
        CHECK(key->scores == kThreeByThree);
        CHECK(key->likelihood == Names{"Rare", "Possible", "Likely"});
    }
}

TEST_CASE("two names of one level are joined", "[registers][matrix]")
{
    const auto key = key_in({grid_of({
        "CATASTROPHIC (for risk) OUTSTANDING (for opportunity) | 3 | 6 | 9",
        "Moderate | 2    | 4        | 6      ",
        "Minor    | 1    | 2        | 3      ",
        "         | Rare | Possible | Likely ",
    })});

    REQUIRE(key);
    CHECK(key->impact.back() == "CATASTROPHIC / OUTSTANDING");
}

TEST_CASE("the name of an axis is no part of a level", "[registers][matrix]")
{
    const auto key = key_in({grid_of({
        "Severe        | 3    | 6        | 9      ",
        "Impact Moderate | 2  | 4        | 6      ",
        "Minor         | 1    | 2        | 3      ",
        "              | Rare | Possible | Likely ",
    })});

    REQUIRE(key);
    CHECK(key->impact == Names{"Minor", "Moderate", "Severe"});
}

TEST_CASE("words nobody has seen are a key where the axes are named", "[registers][matrix]")
{
    const auto key = key_in({grid_of({
        "       | Grim  | 3    | 6        | 9      ",
        "Impact | Dull  | 2    | 4        | 6      ",
        "       | Fine  | 1    | 2        | 3      ",
        "       |       | Odd  | Now and then | Daily ",
        "       |       |      | Likelihood |    ",
    })});

    REQUIRE(key);
    CHECK(key->impact == Names{"Fine", "Dull", "Grim"});
    CHECK(key->likelihood == Names{"Odd", "Now and then", "Daily"});
}

TEST_CASE("a misprinted cell stays as printed", "[registers][matrix]")
{
    const auto key = key_in({grid_of({
        "Severe      | 4    | 8        | 12     | 16      ",
        "Significant | 3    | 6        | 9      | 12      ",
        "Moderate    | 2    | 4        | 7      | 8       ",
        "Minor       | 1    | 2        | 3      | 1       ",
        "            | Rare | Possible | Likely | Certain ",
    })});

    REQUIRE(key);
    CHECK(key->scores.at(0) == std::vector<double>{1, 2, 3, 1});
    CHECK(key->scores.at(1) == std::vector<double>{2, 4, 7, 8});
    CHECK(key->rule == MatrixRule::product);
}

TEST_CASE("what is no key is not taken for one", "[registers][matrix]")
{
    SECTION("a heat map of counts")
    {
        CHECK_FALSE(key_in({grid_of({
            "Severe   | 0    | 4        | 1      ",
            "Moderate | 2    | 3        | 2      ",
            "Minor    | 3    | 1        | 0      ",
            "         | Rare | Possible | Likely ",
        })}));
    }
    SECTION("a heat map of ids")
    {
        CHECK_FALSE(key_in({grid_of({
            "Severe   | CR1  |          | CR7, CR9 ",
            "Moderate |      | CR2      | CR3    ",
            "Minor    | CR4  |          |        ",
            "         | Rare | Possible | Likely ",
        })}));
    }
    SECTION("the scores of a register")
    {
        CHECK_FALSE(key_in({grid_of({
            "Risk                | Likelihood | Impact | Score | Target Score | Residual Score",
            "Loss of a building  | 2 | 3 | 6  | 3 | 6",
            "Loss of a supplier  | 3 | 4 | 12 | 4 | 8",
            "Loss of key staff   | 4 | 5 | 20 | 5 | 9",
        })}));
    }
    SECTION("a table of performance figures")
    {
        CHECK_FALSE(key_in({grid_of({
            "Indicator          | 2016 | 2017 | 2018",
            "Homes built        | 10   | 20   | 30",
            "Homes brought back | 20   | 40   | 60",
            "Empty homes        | 30   | 60   | 90",
        })}));
    }
    SECTION("scoring criteria")
    {
        CHECK_FALSE(key_in({grid_of({
            "Level | Likelihood                  | Impact",
            "1     | Rare - once in ten years    | Minor - below 10",
            "2     | Possible - once in two years | Moderate - up to 100",
            "3     | Likely - every year         | Severe - above 100",
        })}));
    }
}

TEST_CASE("a key on lines without cells is read", "[registers][matrix]")
{
    const Names likelihood{"RARE", "POSSIBLE", "LIKELY"};
    SECTION("a row per line with a wrapped name and an axis name before a row")
    {
        const auto key =
            key_in({heading_of("Key to Scores"), paragraph_of("CATASTROPHIC (for risk) 3 6 9\n"
                                                              "OUTSTANDING (for\nopportunity)\n"
                                                              "MODERATE 2 4 6\n"
                                                              "IMPACT MINOR 1 2 3\n"
                                                              "RARE POSSIBLE LIKELY\nLIKELIHOOD")});
        REQUIRE(key);
        CHECK(key->scores == kThreeByThree);
        CHECK(key->impact == Names{"MINOR", "MODERATE", "CATASTROPHIC / OUTSTANDING"});
        CHECK(key->likelihood == likelihood);
    }
    SECTION("a number per paragraph")
    {
        std::vector<Block> blocks;
        for (const char* text :
             {"Key to Scores", "IMPACT", "CATASTROPHIC (for risk)", "3", "6", "9", "MODERATE", "2", "4", "6",
              "MINOR", "1", "2", "3", "RARE", "POSSIBLE", "LIKELY", "LIKELIHOOD"}) {
            blocks.emplace_back(paragraph_of(text));
        }
        const auto key = key_in(std::move(blocks));
        REQUIRE(key);
        CHECK(key->scores == kThreeByThree);
        CHECK(key->likelihood == likelihood);
    }
    SECTION("the columns' words above")
    {
        const auto key =
            key_in({paragraph_of("Likelihood Impact\nMinor Moderate Severe\nLikely 3 6 9\n"
                                 "Possible 2 4 6\nRare 1 2 3\nScoring criteria\n1 Rare")});
        REQUIRE(key);
        CHECK(key->scores == kThreeByThree);
        CHECK(key->impact == Names{"Minor", "Moderate", "Severe"});
        CHECK(key->likelihood == Names{"Rare", "Possible", "Likely"});
    }
}

TEST_CASE("a key whose columns were taken apart is read line by line", "[registers][matrix]")
{
    Grid upper = grid_of({"Severe | 4 | 8 | 12 | 16", "Major | 3 | 6 | 9 | 12", "Minor | 2 | 4 | 6 | 8"});
    upper.kind = GridKind::unruled;

    const auto key = key_in({heading_of("Key to Scores"), upper, paragraph_of("Negligible 1 2 3 4", 4),
                             paragraph_of("Rare Possible Likely Certain", 5)});

    REQUIRE(key);
    CHECK(key->impact == Names{"Negligible", "Minor", "Major", "Severe"});
    CHECK(key->likelihood == Names{"Rare", "Possible", "Likely", "Certain"});
}

TEST_CASE("lost cells are filled in by the rule that the others obey and that is said", "[registers][matrix]")
{
    const auto key =
        key_in({paragraph_of("[es CATASTROPHIC 3\nOUTSTANDING (for 3 6\nopportunity)\nMODERATE 2 4\n"
                             "IMPACT | MINOR ai 2 3\nRARE POSSIBLE LIKELY")});

    REQUIRE(key);
    CHECK(key->scores == kThreeByThree);
    CHECK(key->reasons.size() == 1);
    CHECK(key->places.at(0).at(0) == Place{});
    CHECK(key->places.at(0).at(1).line > 0);
}

TEST_CASE("the key nearest to a register is its key", "[registers][matrix]")
{
    const std::vector<std::string> rows{"Severe | 3 | 6 | 9", "Moderate | 2 | 4 | 6", "Minor | 1 | 2 | 3",
                                        " | Rare | Possible | Likely"};
    SECTION("by distance")
    {
        const std::vector<Block> blocks{grid_of(rows), paragraph_of("First"), paragraph_of("Second"),
                                        paragraph_of("More"), grid_of(rows)};
        const auto found = find_matrices(blocks, words());
        REQUIRE(found.size() == 2);
        CHECK(nearest_matrix(found, {1, 2}, blocks, words()) == &found[0]);
        CHECK(nearest_matrix(found, {2, 4}, blocks, words()) == &found[1]);
        CHECK(nearest_matrix({}, {2, 4}, blocks, words()) == nullptr);
    }
    SECTION("another register's title parts")
    {
        const std::vector<Block> blocks{
            grid_of(rows),     heading_of("Waste Risk Register"), paragraph_of("its rows"),
            heading_of("Key"), paragraph_of("as follows"),        grid_of(rows)};
        const auto found = find_matrices(blocks, words());
        REQUIRE(found.size() == 2);
        CHECK(nearest_matrix(found, {2, 3}, blocks, words()) == &found[1]);
    }
}

TEST_CASE("the rule of a key is told from most of its cells", "[registers][matrix]")
{
    Matrix near_product{
        .scores = {
            {1, 2, 3, 4, 5}, {2, 4, 6, 8, 10}, {3, 6, 9, 12, 15}, {4, 8, 12, 16, 20}, {6, 12, 18, 24, 30}}};

    classify_rule(near_product);

    CHECK(near_product.rule == MatrixRule::weighted);
    CHECK(near_product.impact_weights == std::vector<double>{1, 2, 3, 4, 6});
    CHECK(score_by_rule(near_product, 4, 4) == 30);
}
