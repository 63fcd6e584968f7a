#include "parsers/registers/flat_text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parsers/text/vocabulary.hpp"

using namespace domesday;

namespace
{

// The paragraphs of a stream dump: its lines, a new paragraph after each empty one.
std::vector<Block> paragraphs(const std::vector<std::string>& lines)
{
    std::vector<Block> blocks;
    Paragraph paragraph;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        const auto& line = lines[l];
        bool first = true;
        for (std::size_t i = 0; i < line.size();) {
            const auto end = std::min(line.find(' ', i), line.size());
            Word word;
            word.text = line.substr(i, end - i);
            word.place = {.page = 0,
                          .line = static_cast<int>(l + 1),
                          .begin = static_cast<int>(i),
                          .end = static_cast<int>(end),
                          .box = {}};
            word.join = first ? Join::line : Join::space;
            first = false;
            paragraph.words.push_back(word);
            i = end + 1;
        }
        if (first && !paragraph.words.empty()) {
            blocks.emplace_back(std::move(paragraph));
            paragraph = {};
        }
    }
    if (!paragraph.words.empty())
        blocks.emplace_back(std::move(paragraph));
    return blocks;
}

std::string text_of(const Entry& entry, Field field)
{
    const auto found = entry.texts.find(field);
    return found == entry.texts.end() ? "" : found->second.text;
}

// Three rows of a register, each cell a block of lines; `last` follows them.
std::vector<std::string> printed_by_columns(const std::vector<std::string>& last = {})
{
    std::vector<std::string> lines{"Ref",
                                   "",
                                   "Risk Description",
                                   "",
                                   "Consequences",
                                   "",
                                   "Controls in place",
                                   "",
                                   "Risk Score",
                                   "",
                                   "Mitigating Actions",
                                   "",
                                   "Residual Score",
                                   "",
                                   "Risk Owner",
                                   "",
                                   "SR1",
                                   "",
                                   "The new depot opens",
                                   "late",
                                   "",
                                   "Bins are not emptied on",
                                   "the promised days",
                                   "",
                                   "A weekly board reviews progress",
                                   "with the builder",
                                   "",
                                   "16",
                                   "",
                                   "Hire a second yard until the works end",
                                   "and move the fleet in stages",
                                   "",
                                   "9",
                                   "",
                                   "Head of",
                                   "Waste",
                                   "",
                                   "SR2",
                                   "",
                                   "Flooding of the",
                                   "archive rooms",
                                   "",
                                   "Deeds and maps are lost",
                                   "for good",
                                   "",
                                   "Pumps are tested by contractors",
                                   "every month",
                                   "",
                                   "12",
                                   "",
                                   "Copy the oldest deeds and lend them",
                                   "to the county store",
                                   "",
                                   "6",
                                   "",
                                   "Head of",
                                   "Property",
                                   "",
                                   "SR3",
                                   "",
                                   "The market hall",
                                   "roof fails",
                                   "",
                                   "Stalls have to close and",
                                   "rents fall",
                                   "",
                                   "Surveyors look at every beam",
                                   "twice a year",
                                   "",
                                   "20",
                                   "",
                                   "Replace the northern half before winter",
                                   "with grant money",
                                   "",
                                   "8",
                                   "",
                                   "Head of",
                                   "Markets"};
    lines.insert(lines.end(), last.begin(), last.end());
    return lines;
}

}  // namespace

TEST_CASE("columns printed one after the other are put together again", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();

    const auto registers = registers_from_stream(paragraphs(printed_by_columns()), vocabulary);

    REQUIRE(registers.size() == 1);
    REQUIRE(registers[0].entries.size() == 3);
    const auto& entry = registers[0].entries[1];
    CHECK(entry.id == "SR2");
    CHECK(text_of(entry, Field::title) == "Flooding of the archive rooms");
    CHECK(text_of(entry, Field::consequences) == "Deeds and maps are lost for good");
    CHECK(text_of(entry, Field::controls) == "Pumps are tested by contractors every month");
    CHECK(text_of(entry, Field::mitigations) == "Copy the oldest deeds and lend them to the county store");
    CHECK(text_of(entry, Field::owner) == "Head of Property");
    CHECK(entry.scores.at(Stage::current).value == 12);
    CHECK(entry.scores.at(Stage::residual).value == 6);
}

TEST_CASE("a line that several columns share is cut and its pieces are not called certain", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();

    const auto registers = registers_from_stream(
        paragraphs(printed_by_columns(
            {"",
             "SR4 Theft from the Bins are not emptied on Pumps are tested by contractors 15 Hire a second "
             "yard until the works end 10 Head of",
             "new depot the promised days every month and move the fleet in stages Waste"})),
        vocabulary);

    REQUIRE(registers.size() == 1);
    REQUIRE(registers[0].entries.size() == 4);
    const auto& entry = registers[0].entries[3];
    CHECK(entry.scores.at(Stage::current).value == 15);
    CHECK(entry.scores.at(Stage::residual).value == 10);
    CHECK(text_of(entry, Field::consequences) == "Bins are not emptied on the promised days");
    CHECK(text_of(entry, Field::controls) == "Pumps are tested by contractors every month");
    CHECK(text_of(entry, Field::mitigations) ==
          "Hire a second yard until the works end and move the fleet in stages");
    CHECK(entry.texts.at(Field::controls).confidence != Confidence::high);
    CHECK_FALSE(entry.texts.at(Field::controls).reasons.empty());
}

TEST_CASE("an id that was misread is told by the ids before and after it", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();
    auto lines = printed_by_columns();
    for (auto& line : lines)
        if (line == "SR2")
            line = "SRz";

    const auto registers = registers_from_stream(paragraphs(lines), vocabulary);

    REQUIRE(registers.size() == 1);
    REQUIRE(registers[0].entries.size() == 3);
    CHECK(registers[0].entries[1].id == "SR2");
    CHECK(registers[0].entries[1].id_repaired);
    CHECK(registers[0].entries[1].id_printed.text == "SRz");
}

TEST_CASE("a number above every cell of the key is no score", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();
    auto lines = printed_by_columns({"", "Key to Scores", "SEVERE 4 8 12 16 20", "MAJOR 3 6 9 12 15",
                                     "MODERATE 2 4 6 8 10", "MINOR 1 2 3 4 5",
                                     "RARE UNLIKELY POSSIBLE LIKELY CERTAIN"});
    for (auto& line : lines)
        if (line == "12")
            line = "212";

    const auto registers = registers_from_stream(paragraphs(lines), vocabulary);

    REQUIRE(registers.size() == 1);
    REQUIRE(registers[0].entries.size() == 3);
    CHECK_FALSE(registers[0].entries[1].scores.at(Stage::current).value);
    CHECK(text_of(registers[0].entries[2], Field::owner) == "Head of Markets");
}

TEST_CASE("a card's value is what stands between its label and the next", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();
    std::vector<std::string> lines;
    for (const std::string id : {"1", "2"})
        for (const std::string& line :
             {"Risk ID Corp " + id + " Title: Late depot Current risk score: 12 Target Risk Score: 6",
              std::string("Risk Description"), std::string("The depot opens late."), std::string("Causes:"),
              std::string("• The builder has left"), std::string("Risk Owner"), std::string("Head of Waste"),
              std::string("Current Likelihood"), std::string("Likely (4)"), std::string("Current Impact"),
              std::string("Moderate (3)"), std::string("Current Controls"), std::string("• A board meets"),
              std::string("every week"), std::string("• Payments are held back")})
            lines.push_back(line);

    const auto registers = registers_from_stream(paragraphs(lines), vocabulary);

    REQUIRE(registers.size() == 1);
    REQUIRE(registers[0].entries.size() == 2);
    const auto& entry = registers[0].entries[1];
    CHECK(entry.id == "CORP2");
    CHECK(text_of(entry, Field::title) == "Late depot");
    CHECK(text_of(entry, Field::description) == "The depot opens late.\nCauses:\nThe builder has left");
    CHECK(text_of(entry, Field::owner) == "Head of Waste");
    CHECK(text_of(entry, Field::controls) == "A board meets every week\nPayments are held back");
    CHECK(entry.scores.at(Stage::current).value == 12);
    CHECK(entry.scores.at(Stage::current).likelihood == 4);
    CHECK(entry.scores.at(Stage::current).impact == 3);
    CHECK(entry.scores.at(Stage::target).value == 6);
}

TEST_CASE("prose gives no register", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();

    CHECK(registers_from_stream(paragraphs({"The committee met on Monday.", "",
                                            "It noted the risk score of 12 and the controls",
                                            "in place, and asked the owner to report back."}),
                                vocabulary)
              .empty());
}

TEST_CASE("without blank lines cells follow each other from left to right", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();

    const auto registers =
        registers_from_stream(paragraphs({"Ref Risk Description Consequences Controls Risk Score Mitigating "
                                          "Actions Residual Score Risk Owner",
                                          "SR1 The new depot opens",
                                          "late",
                                          "Bins are not emptied on",
                                          "the promised days",
                                          "A weekly board reviews progress",
                                          "with the builder",
                                          "16 Hire a second yard until the works end",
                                          "and move the fleet in stages",
                                          "9 Head of",
                                          "Waste",
                                          "SR2 Flooding of the",
                                          "archive rooms",
                                          "Deeds and maps are lost",
                                          "for good",
                                          "Pumps are tested by contractors",
                                          "every month",
                                          "12 Copy the oldest deeds and lend them",
                                          "to the county store",
                                          "6 Head of",
                                          "Property",
                                          "SR3 The market hall",
                                          "roof fails",
                                          "Stalls have to close and",
                                          "rents fall",
                                          "Surveyors look at every beam",
                                          "twice a year",
                                          "20 Replace the northern half before winter",
                                          "with grant money",
                                          "8 Head of",
                                          "Markets"}),
                              vocabulary);

    REQUIRE(registers.size() == 1);
    REQUIRE(registers[0].entries.size() == 3);
    const auto& entry = registers[0].entries[1];
    CHECK(text_of(entry, Field::consequences) == "Deeds and maps are lost for good");
    CHECK(text_of(entry, Field::mitigations) == "Copy the oldest deeds and lend them to the county store");
    CHECK(text_of(entry, Field::owner) == "Head of Property");
    CHECK(entry.scores.at(Stage::current).value == 12);
    CHECK(entry.scores.at(Stage::residual).value == 6);
}

TEST_CASE("rows may be numbered without letters", "[parsers][flat]")
{
    const auto vocabulary = Vocabulary::standard();
    auto lines = printed_by_columns();
    for (auto& line : lines)
        if (line.starts_with("SR"))
            line = line.substr(2);

    const auto registers = registers_from_stream(paragraphs(lines), vocabulary);

    REQUIRE(registers.size() == 1);
    REQUIRE(registers[0].entries.size() == 3);
    CHECK(registers[0].entries[2].id == "3");
    CHECK(registers[0].entries[2].scores.at(Stage::current).value == 20);
}
