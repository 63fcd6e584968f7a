#include "parsers/registers/damaged_rows.hpp"

#include <catch2/catch.hpp>

#include "parsers/registers/gathered_words.hpp"
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

const std::string kHeadings =
    "Ref | Risk Description | Risk Type | Possible Consequences | Current Controls | Risk Score | Mitigating "
    "Actions | Residual Score | Risk Owner | Direction of Travel";

// The rows below the headings as they are placed: "cell | cell | ..." and what stays unplaced in brackets.
std::string placed(std::vector<std::string> rows)
{
    rows.insert(rows.begin(), kHeadings);
    const Grid grid = draw_grid(rows);
    const GridRows lines(grid);
    const auto head = find_head(lines, 0, vocabulary());
    REQUIRE(head);
    std::vector<TableRow> read;
    for (std::size_t row = 1; row < lines.size(); ++row)
        read.push_back(row_from_grid(lines, row, head->head, {}));
    const KnownWords known;
    KnownOwners owners;
    std::string out;
    for (const auto& row : repaired_rows(head->head, std::move(read), {vocabulary(), known}, owners)) {
        std::string line;
        for (const auto& cell : row.cells)
            line += (&cell == &row.cells.front() ? "" : " | ") + spaced_text(cell.words);
        if (!row.unplaced.empty())
            line += " [" + spaced_text(row.unplaced) + "]";
        out += line + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("rows with as many cells as headings stay as they are", "[registers][damaged]")
{
    CHECK(placed({"CR1 | Loss of power | Physical | Dark offices | Generator | 16 | Buy fuel | 12 | Head of "
                  "Estates | Level"}) ==
          "CR1 | Loss of power | Physical | Dark offices | Generator | 16 | Buy fuel | 12 | Head of Estates "
          "| Level\n");
}

TEST_CASE("a score glued to its owner is cut from it", "[registers][damaged]")
{
    CHECK(placed({"CR5 | Children are not kept safe | Social | A child is harmed and nobody hears of it in "
                  "time | The board meets every "
                  "month to look at cases | 25 | Peer review of the whole service is planned soon | 16 "
                  "Director of Children's Services | Level"}) ==
          "CR5 | Children are not kept safe | Social | A child is harmed and nobody hears of it in time | "
          "The board meets every month to "
          "look at cases | 25 | Peer review of the whole service is planned soon | 16 | Director of "
          "Children's Services | Level\n");
}

TEST_CASE("an id glued to its title and a type glued to the consequences are cut apart",
          "[registers][damaged]")
{
    CHECK(placed({"CR16 Upkeep of the council's buildings | Organisatio nal Failure to keep roofs in repair "
                  "leads to claims | Surveys are "
                  "made in every second year | 16 | A new plan for the estate is being drawn up | Head of "
                  "Property | Level"}) ==
          "CR16 | Upkeep of the council's buildings | Organisatio nal | Failure to keep roofs in repair "
          "leads to claims | Surveys are made in "
          "every second year | 16 | A new plan for the estate is being drawn up |  | Head of Property | "
          "Level\n");
}

TEST_CASE("lost cells leave their columns empty and shift nothing", "[registers][damaged]")
{
    CHECK(placed({"CR20 | Moving people out of hospital | Increased pressure on the budget for adult care | "
                  "A steering group looks at "
                  "each case in turn | 16 | Talks with the health service go on about money | 12 | Director "
                  "of Adult Services | Level"}) ==
          "CR20 | Moving people out of hospital |  | Increased pressure on the budget for adult care | A "
          "steering group looks at each case in "
          "turn | 16 | Talks with the health service go on about money | 12 | Director of Adult Services | "
          "Level\n");
}

TEST_CASE("a row cut by a page break goes on in the columns whose text was cut", "[registers][damaged]")
{
    CHECK(placed({
              "CR1 | Loss of power | Physical | Dark offices. | The generator in the main office is tested "
              "every week by the | 16 | Buy fuel. | 12 | Head of Estates | Level",
              "",
              "  |  |  |  | caretaker who lives on site and keeps a log |  |  | ",
              "CR2 | Loss of water supply | Physical | Closed schools and offices for some days | A tank on "
              "the roof of every school | 9 | None at this time as funds are short | 6",
          }) ==
          "CR1 | Loss of power | Physical | Dark offices. | The generator in the main office is tested every "
          "week by the | 16 | Buy fuel. | 12 | Head of Estates | Level\n"
          " |  |  |  | caretaker who lives on site and keeps a log |  |  |  |  | \n"
          "CR2 | Loss of water supply | Physical | Closed schools and offices for some days | A tank on the "
          "roof of every school | 9 | None at this time as funds are short | 6 |  | \n");
}

TEST_CASE("what is placed by evidence is not certain and what fits nowhere is kept", "[registers][damaged]")
{
    const Grid grid = draw_grid(
        {kHeadings, "CR5 Children at risk | Social | Harm | Boards meet | 25 | Review | 16 MT | Level"});
    const GridRows lines(grid);
    const auto head = find_head(lines, 0, vocabulary());
    REQUIRE(head);
    const KnownWords known;
    KnownOwners owners;

    const auto rows =
        repaired_rows(head->head, {row_from_grid(lines, 1, head->head, {})}, {vocabulary(), known}, owners);

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].is_damaged);
    CHECK(rows[0].cells[0].confidence == Confidence::medium);
    CHECK(rows[0].reasons ==
          std::vector<std::string>{"8 cells under 10 headings, placed by what stands in them"});
}
