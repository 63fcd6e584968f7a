#include "parsers/registers/card.hpp"

#include <catch2/catch.hpp>

#include "parsers/text/vocabulary.hpp"
#include "tests/unit/parsers/registers/draw_grid.hpp"

using namespace domesday;

namespace
{

std::vector<Entry> cards_in(const std::vector<Grid>& grids)
{
    static const Vocabulary vocabulary = Vocabulary::standard();
    std::vector<Block> blocks(grids.begin(), grids.end());
    const KnownWords known;
    const auto found = find_cards(blocks, std::vector<bool>(blocks.size()), {vocabulary, known});
    std::vector<Entry> entries;
    for (const auto& table : found.tables)
        entries.insert(entries.end(), table.entries.begin(), table.entries.end());
    return entries;
}

std::string as_text(const Entry& entry)
{
    std::string out = entry.id_printed.text;
    for (const auto& [field, value] : entry.texts)
        out += "\n" + std::string(to_string(field)) + ": " + value.text;
    for (const auto& [stage, score] : entry.scores) {
        out += "\n" + std::string(to_string(stage)) + ": " +
               (score.value ? std::to_string(static_cast<int>(*score.value)) : "-");
        out += " " + score.likelihood_printed.text + " x " + score.impact_printed.text;
    }
    return out;
}

}  // namespace

TEST_CASE("a card's values stand beside, below and inside the cell of their labels", "[registers][card]")
{
    const auto cards = cards_in({draw_grid({
        "Risk ID | Corp 1 | Title: Demand for services | Current risk score: 12 | Target Risk Score: 8",
        "Risk Description // Demand grows // Causes: // Fewer beds | Risk Owner // All directors // Target "
        "date // May | "
        "Current Likelihood Possible (3) Target Likelihood Unlikely (2) | Current Impact // Major (4) // "
        "Target Impact // Major (4)",
        "Current Controls | Control Owner",
        "Weekly calls // Monthly audit | Head of Care",
        "Progress: // Calls are held |",
        "",
        "Risk ID | Corp 2 | Title: Loss of data | Current risk score: 9 | Target Risk Score: 6",
        "Risk Description Back-ups fail | Risk Owner Head of ICT",
    })});

    REQUIRE(cards.size() == 2);
    CHECK(as_text(cards[0]) ==
          "Corp 1\n"
          "title: Demand for services\n"
          "description: Demand grows\nCauses:\nFewer beds\n"
          "controls: Weekly calls\nMonthly audit\n"
          "progress: Calls are held\n"
          "owner: All directors\n"
          "target_date: May\n"
          "control_owner: Head of Care\n"
          "current: 12 Possible (3) x Major (4)\n"
          "target: 8 Unlikely (2) x Major (4)");
    CHECK(as_text(cards[1]) ==
          "Corp 2\n"
          "title: Loss of data\n"
          "description: Back-ups fail\n"
          "owner: Head of ICT\n"
          "current: 9  x \n"
          "target: 6  x ");
}

TEST_CASE("a card goes on after a page break under the labels above", "[registers][card]")
{
    const auto cards = cards_in({draw_grid({
        "Opportunity ID: CO1 | Title: Solar farm | Current Opp score: 6",
        "Opportunity Description | Opp Owner | Current Likelihood",
        "Panels on the depot | Head of Property | Likely",
        "Mitigating Actions | Mitigation Owner |",
        "Ask for tenders from",
        "",
        "three firms | Head of Procurement",
    })});

    REQUIRE(cards.size() == 1);
    CHECK(cards[0].kind == Kind::opportunity);
    CHECK(cards[0].texts.at(Field::mitigations).text == "Ask for tenders from three firms");
    CHECK(cards[0].texts.at(Field::mitigation_owner).text == "Head of Procurement");
    CHECK(cards[0].reasons == std::vector<std::string>{"read from a card: each value follows its label",
                                                       "line 7: the card goes on after a page break"});
}

TEST_CASE("a bar with id and title begins a card whose scores have a heading over their columns",
          "[registers][card]")
{
    const auto cards = cards_in({draw_grid(
        {
            "SR02 | Recruitment | < | < | < | < | <",
            "Owner: / Head of HR | Current score | < | < | Target score | < | <",
            "~ | Likelihood | Impact | Score | Likelihood | Impact | Score",
            "~ | Likely | Minor | 8 | Rare | Minor | 2",
            "Description | < | < | Consequences | < | < | <",
            "Too few staff | < | < | Gaps | < | < | <",
        },
        GridKind::ruled)});

    REQUIRE(cards.size() == 1);
    CHECK(as_text(cards[0]) ==
          "SR02\n"
          "title: Recruitment\n"
          "description: Too few staff\n"
          "consequences: Gaps\n"
          "owner: Head of HR\n"
          "current: 8 Likely x Minor\n"
          "target: 2 Rare x Minor");
}

TEST_CASE("a wide table is no card", "[registers][card]")
{
    CHECK(cards_in({draw_grid({
                       "Risk ID | Title | Owner | Current risk score",
                       "R1 | Fraud | Clerk | 8",
                   })})
              .empty());
}
