#include "parsers/registers/wide_table.hpp"

#include <catch2/catch.hpp>

#include "parsers/text/vocabulary.hpp"
#include "tests/unit/parsers/registers/draw_grid.hpp"

using namespace domesday;

namespace
{

const Vocabulary& vocabulary()
{
    static const Vocabulary words = Vocabulary::standard();
    return words;
}

std::vector<FoundTable> tables_in(const std::vector<Grid>& grids)
{
    std::vector<Block> blocks;
    KnownWords known;
    for (const auto& grid : grids) {
        for (const auto& cell : grid.cells)
            known.add(cell.words);
        blocks.emplace_back(grid);
    }
    return find_wide_tables(blocks, std::vector<bool>(blocks.size()), {vocabulary(), known}).tables;
}

std::string text_of(const Entry& entry, Field field)
{
    const auto found = entry.texts.find(field);
    return found == entry.texts.end() ? "" : found->second.text;
}

// "id: title, current 16, residual 12" of every entry.
std::string as_text(const std::vector<FoundTable>& tables)
{
    std::string out;
    for (const auto& table : tables)
        for (const auto& entry : table.entries) {
            out += entry.id_printed.text + ": " + text_of(entry, Field::title);
            for (const auto& [stage, score] : entry.scores) {
                out += ", " + std::string(to_string(stage)) + " ";
                out += score.value ? std::to_string(static_cast<int>(*score.value)) : "-";
                if (score.likelihood || score.impact)
                    out += " (" + std::to_string(score.likelihood.value_or(0)) + "x" +
                           std::to_string(score.impact.value_or(0)) + ")";
            }
            out += "\n";
        }
    return out;
}

}  // namespace

TEST_CASE("a row under a heading row becomes an entry", "[registers][wide]")
{
    const auto tables = tables_in({draw_grid({
        "Risk ID | Risk Description | Risk Type | Current Controls | Risk Score | Residual Score | Risk "
        "Owner",
        "CR1     | Failure to recruit | Social  | Agency staff     | 16         | 12             | Head of "
        "HR",
        "CR 2    | Loss of data     | Legal     | Back-ups         | 9          |                | "
        "Monitoring Officer",
    })});

    CHECK(as_text(tables) ==
          "CR1: Failure to recruit, current 16, residual 12\n"
          "CR 2: Loss of data, current 9, residual -\n");
    CHECK(text_of(tables[0].entries[0], Field::owner) == "Head of HR");
}

TEST_CASE("a heading over several columns is joined with the headings below it", "[registers][wide]")
{
    const std::string expected = "1: Flooding, inherent 8 (2x4), current 4 (1x4)\n";

    CHECK(as_text(tables_in({draw_grid({
              "Ref | Risk | Inherent Risk | < | < | Controls | Current Risk | < | <",
              "~   | ~    | L | I | Score         | ~        | L | I | Score",
              "1   | Flooding | 2 | 4 | 8         | Pumps    | 1 | 4 | 4",
          })})) == expected);
    CHECK(as_text(tables_in({draw_grid({
              "Ref | Risk | Inherent Risk |  |    | Controls | Current Risk |  | ",
              "    |      | L | I | Score         |          | L | I | Score",
              "1   | Flooding | 2 | 4 | 8         | Pumps    | 1 | 4 | 4",
          })})) == expected);
}

TEST_CASE("likelihood and impact without a stage belong to the score beside them", "[registers][wide]")
{
    CHECK(as_text(tables_in({draw_grid({
              "Ref | Risk | Likelihood | Impact | Inherent Score | Controls | Residual Likelihood | Residual "
              "Impact | Residual Score",
              "1   | Flooding | 2 | 4 | 8 | Pumps | 1 | 4 | 4",
          })})) == "1: Flooding, inherent 8 (2x4), residual 4 (1x4)\n");
    CHECK(as_text(tables_in({draw_grid({
              "Ref | Risk     | Likelihood (1-5) | Impact (1-5) | Rank | Controls",
              "1   | Flooding | 2                | 4            | 8    | Pumps",
          })})) == "1: Flooding, current 8 (2x4)\n");
}

TEST_CASE("of several numbers under one score heading the last is the score", "[registers][wide]")
{
    CHECK(as_text(tables_in({draw_grid({
              "  | Risk Description | Opening Threat Level | < | < | Counter Measures | Owner | Latest "
              "Threat Level | < | <",
              "1 | Flooding | 2 | 4 | 8 | Pumps | AB | 1 | 4 | 4",
              "2 | Drought  | 3 | 4 | 12 | Wells | CD | 1 | 3 | 3",
          })})) == "1: Flooding, inherent 8, current 4\n2: Drought, inherent 12, current 3\n");
}

TEST_CASE("misread headings printed again are no entry, whatever stands in one of their cells",
          "[registers][wide]")
{
    auto grid = draw_grid({
        "Ref | Risk Description          | Likelihood | Impact | Risk Score | Risk Owner",
        "R1  | Loss of power             | 2          | 4      | 8          | AB",
        "    | High risks Ref Descriptior | Likelihoad | lmpact | Risk Score | Risk Ovner",
        "R2  | Loss of water             | 2          | 3      | 6          | CD",
    });
    for (auto& cell : grid.cells)
        for (auto& word : cell.words)
            word.confidence = 80;

    CHECK(as_text(tables_in({grid})) ==
          "R1: Loss of power, current 8 (2x4)\nR2: Loss of water, current 6 (2x3)\n");
}

TEST_CASE("a row that shares words with its headings stays an entry", "[registers][wide]")
{
    CHECK(as_text(tables_in({draw_grid({
              "Ref | Risk Description | Likelihood | Impact | Risk Score | Risk Owner",
              "R1  | Loss of power    | 2          | 4      | 8          | Risk Owner",
              "R2  | Risk Description | Likelihood | 3      | 6          | Risk Owner",
          })})) == "R1: Loss of power, current 8 (2x4)\nR2: Risk Description, current 6 (0x3)\n");
}

TEST_CASE("headings printed again on one page head a table of their own", "[registers][wide]")
{
    const auto first = draw_grid(
        {"Ref | Risk Description | Controls | Risk Score", "R1  | Loss of power    | Generator | 8"},
        GridKind::unruled);
    const auto tables_with = [&](int page, bool is_dump) {
        auto second = first;
        second.page = page;
        if (!is_dump)
            second.row_lines.clear();
        return tables_in({first, second}).size();
    };

    CHECK(tables_with(1, false) == 2);
    CHECK(tables_with(2, false) == 1);
    CHECK(tables_with(1, true) == 1);
}

TEST_CASE("counts by rating below a register on its page are no entries of it", "[registers][wide]")
{
    const auto below = [](const std::vector<std::string>& rows) {
        auto first = draw_grid({"Ref | Risk Description | Likelihood | Impact | Risk Score",
                                "R1  | Loss of power    | 2 | 4 | 8", "R2 | Loss of water | 2 | 3 | 6"},
                               GridKind::ruled);
        auto second = draw_grid(rows, GridKind::ruled);
        second.row_lines.clear();
        first.column_edges = second.column_edges = {0, 50, 150, 200, 250, 300};
        return as_text(tables_in({first, second}));
    };
    const std::string rows = "R1: Loss of power, current 8 (2x4)\nR2: Loss of water, current 6 (2x3)\n";

    CHECK(below({"High | 51 | 17 | 20 | 15", "Low | 8 | 8 | 8 | 8"}) == rows);
    CHECK(below({"R3 | Loss of heat | 1 | 2 | 2", "R4 | Loss of light | 1 | 3 | 3"}) ==
          rows + "R3: Loss of heat, current 2 (1x2)\nR4: Loss of light, current 3 (1x3)\n");
}

TEST_CASE("headings printed again and tables of the other kind are no entries", "[registers][wide]")
{
    const auto tables = tables_in({draw_grid({
        "Ref | Risk Description | Controls | Risk Score",
        "R1  | Loss of power    | Generator | 8",
        "Ref | Risk Description | Controls | Risk Score",
        "R2  | Loss of water    | Tank      | 6",
        "Ref | Opportunity Description | Progress to date | Opportunity Score",
        "O1  | New bridge       | Designed  | 12",
    })});

    REQUIRE(tables.size() == 2);
    CHECK(as_text(tables) ==
          "R1: Loss of power, current 8\nR2: Loss of water, current 6\nO1: New bridge, current 12\n");
    CHECK(tables[1].entries[0].kind == Kind::opportunity);
    CHECK(text_of(tables[1].entries[0], Field::controls) == "Designed");
}

TEST_CASE("a row with a blank id is a sub-row or goes on after a page break and says so", "[registers][wide]")
{
    const auto tables = tables_in({draw_grid({
        "Ref | Risk Description | Risk Type | Controls | Risk Score",
        "R1  | Loss of power    | Social    | The generator is | 8",
        "",
        "    |                  |           | tested weekly    |",
        "    | 1. Buy fuel      | Social    | Contract         |",
        "    | 2. Train staff   | Legal     |                  |",
    })});

    REQUIRE(tables.size() == 1);
    REQUIRE(tables[0].entries.size() == 1);
    const Entry& entry = tables[0].entries[0];
    CHECK(text_of(entry, Field::title) == "Loss of power\n1. Buy fuel\n2. Train staff");
    CHECK(text_of(entry, Field::controls) == "The generator is tested weekly\nContract");
    CHECK(text_of(entry, Field::type) == "Social\nLegal");
    REQUIRE(entry.reasons.size() == 4);
    CHECK(entry.reasons[0].starts_with("read from "));
    CHECK(entry.reasons[1] == "line 4: the row goes on after a page break, its id is blank");
    CHECK(entry.reasons[2] == "line 5: a sub-row, its id is blank");
    CHECK(entry.last_line == 6);
}

TEST_CASE("tables that are no registers give no entries", "[registers][wide]")
{
    CHECK(tables_in({draw_grid({
                        "Performance measure | Good is | 2017/18 | Q1 | Q2 | Target",
                        "Visits to museums   | H       | 256     | 58 | 59 | 60",
                    })})
              .empty());
    CHECK(tables_in({draw_grid({
                        "Score | Likelihood | Description",
                        "1     | Rare       | May happen once in a hundred years",
                    })})
              .empty());
    CHECK(tables_in({draw_grid({"Ref | Risk Description", "R1 | Loss of power"})}).empty());
}

TEST_CASE("a category between the entries is no entry", "[registers][wide]")
{
    const auto tables = tables_in({draw_grid(
        {
            "Ref | Risk | Controls | Risk Score",
            "Finance | < | < | <",
            "R1  | Fraud | Audit   | 8",
        },
        GridKind::ruled)});

    CHECK(as_text(tables) == "R1: Fraud, current 8\n");
}

TEST_CASE("a register whose headings are mostly unknown is reported and not mapped", "[registers][wide]")
{
    const std::vector<Block> blocks{draw_grid({
        "Ref | Risk | Owner | Zorp | Blick | Fnord | Quux | Current Score",
        "R1  | Fraud | Clerk | a | b | c | d | 8",
    })};

    const KnownWords known;
    const auto found = find_wide_tables(blocks, {false}, {vocabulary(), known});

    CHECK(found.tables.empty());
    REQUIRE(found.unplaced.size() == 1);
    CHECK(found.unplaced[0].reason ==
          "it looks like a register, but the vocabulary does not know \"Zorp\", \"Blick\", \"Fnord\", "
          "\"Quux\"");
}
