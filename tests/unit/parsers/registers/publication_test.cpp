#include "parsers/registers/publication.hpp"

#include <catch2/catch.hpp>

#include "parsers/registers/organisation.hpp"
#include "parsers/registers/pack_sections.hpp"
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

std::string period_text(std::string_view line)
{
    const Period period = period_in(line, words());
    return period.year.value_or("-") + " " + (period.quarter ? "Q" + std::to_string(*period.quarter) : "-") +
           (period.as_at.empty() ? "" : " " + period.as_at);
}

const std::vector<std::string> kRows{"Ref | Risk | Score", "CR1 | Loss of a building | 12"};

// The blocks with a register's rows behind them, and what is found of its publication.
Publication publication_after(std::vector<Block> blocks)
{
    const std::size_t first = blocks.size();
    blocks.emplace_back(grid_of(kRows));
    return find_publication(blocks, {first, first + 1}, words());
}

std::string organisation_text(const std::string& text)
{
    const auto paragraph = paragraph_of(text);
    const auto name = organisation_in(paragraph.words, words());
    return name ? name->text : "-";
}

}  // namespace

TEST_CASE("a period is read in the forms that councils print", "[registers][publication]")
{
    const auto [line, period] = GENERATE(table<std::string, std::string>({
        {"Corporate Risk Register Q3 2018/19", "2018/19 Q3"},
        {"Corporate Risk Register Quarter 3 - 2022/2023", "2022/23 Q3"},
        {"Strategic Risk Register Q2 2019-20", "2019/20 Q2"},
        {"Risk Register 2020/21 Third Quarter", "2020/21 Q3"},
        {"3rd Quarter 2020/21", "2020/21 Q3"},
        {"Quarter Three, 2020–21", "2020/21 Q3"},
        {"Register for Quarter 4 of 2018/19", "2018/19 Q4"},
        {"Qtr 1 18/19", "2018/19 Q1"},
        {"Q3 2018/2019", "2018/19 Q3"},
        {"Corporate Risk Register 2022/23", "2022/23 -"},
        {"Quarter 4", "- Q4"},
        {"as at 31 December 2019", "- - 2019-12-31"},
        {"as at 1st April, 2020", "- - 2020-04-01"},
        {"Q1 2024-2025 as at June 2024", "2024/25 Q1 2024-06"},
        {"position at 31/03/2021", "- - 2021-03-31"},
        {"for the quarter ended 31 December 2019", "2019/20 Q3"},
        {"for the quarter ending January 2020", "2019/20 Q4"},
    }));
    CAPTURE(line);

    CHECK(period_text(line) == period);
}

TEST_CASE("numbers that name no period are left alone", "[registers][publication]")
{
    const auto line =
        GENERATE(as<std::string>{}, "pages 12/13", "2018/24", "12/05/2019", "a quarter of 3 schools", "Q 7",
                 "tel. 01632 960628", "Section 151/2 of 1972", "11/12 and 18/19");
    CAPTURE(line);

    CHECK(period_text(line) == "- -");
}

TEST_CASE("the title above the rows gives title and period", "[registers][publication]")
{
    const auto found =
        publication_after({heading_of("Ellanport City Council\nStrategic Risk Register Q2 2019-20")});

    REQUIRE(found.title);
    CHECK(found.title->text == "Strategic Risk Register Q2 2019-20");
    CHECK(found.period.year == "2019/20");
    CHECK(found.period.quarter == 2);
    REQUIRE(found.organisation);
    CHECK(found.organisation->text == "Ellanport City Council");
    CHECK(found.period_places.size() == 1);
}

TEST_CASE("the period may stand below the title", "[registers][publication]")
{
    const auto found =
        publication_after({heading_of("Corporate Risk Register"), heading_of("Quarter 2 - 2021/22")});

    CHECK(found.period.year == "2021/22");
    CHECK(found.period.quarter == 2);
}

TEST_CASE("the title may stand in the running head or in the table itself", "[registers][publication]")
{
    SECTION("running head")
    {
        std::vector<Block> blocks{
            grid_of(kRows), paragraph_of("Strategic Risk Register Q1 2022-23", 1, ParagraphKind::header),
            grid_of(kRows)};
        CHECK(find_publication(blocks, {0, 3}, words()).period.quarter == 1);
    }
    SECTION("top row")
    {
        std::vector<Block> blocks{grid_of({"Strategic Risk Register Q1 2022-23||", "Ref | Risk | Score"})};
        CHECK(find_publication(blocks, {0, 1}, words()).period.quarter == 1);
    }
}

TEST_CASE("a quarter in the title is completed by the report that brings it", "[registers][publication]")
{
    const auto found = publication_after(
        {paragraph_of("Agenda Item 5"), paragraph_of("Corporate Risk Register Quarter 4"),
         paragraph_of(
             "This report presents the Corporate Risk Register for Quarter 4 of 2018/19 to members."),
         heading_of("Corporate Risk Register Q4")});

    CHECK(found.period.year == "2018/19");
    CHECK(found.period.quarter == 4);
}

TEST_CASE("the minutes of an earlier meeting do not give the period", "[registers][publication]")
{
    const auto found = publication_after(
        {heading_of("Agenda"), paragraph_of("5. Corporate Risk Register Q4 (Pages 5 - 20)"),
         heading_of("Minutes of the meeting held on 19th March 2019"),
         heading_of("5. Corporate Risk Register Quarter 3 2018/19"), paragraph_of("The register was noted."),
         heading_of("Agenda Item 5"), heading_of("Corporate Risk Register")});

    REQUIRE(found.title);
    CHECK(found.title->text == "Corporate Risk Register");
    CHECK(found.period.empty());
}

TEST_CASE("an annual register has a year and no quarter", "[registers][publication]")
{
    const auto found =
        publication_after({paragraph_of("The Risk Register was last seen in Quarter 3 of 2022/23."),
                           heading_of("Corporate Risk Register 2022/23")});

    CHECK(found.period.year == "2022/23");
    CHECK_FALSE(found.period.quarter);
}

TEST_CASE("a document that names nobody has no title and no publisher", "[registers][publication]")
{
    const auto found =
        publication_after({paragraph_of("The county council reviews its risks each quarter.")});

    CHECK_FALSE(found.title);
    CHECK_FALSE(found.organisation);
    CHECK(found.period.empty());
}

TEST_CASE("a publisher is a name and not just a kind of council", "[registers][publication]")
{
    const auto [text, name] = GENERATE(table<std::string, std::string>({
        {"Glanfor County Borough Council", "Glanfor County Borough Council"},
        {"Thornhope and Skelby Council", "Thornhope and Skelby Council"},
        {"Larkcombe-on-Sea Town Council's register", "Larkcombe-on-Sea Town Council"},
        {"London Borough of Northmarch", "London Borough of Northmarch"},
        {"HARROWMERE COUNTY COUNCIL", "HARROWMERE COUNTY COUNCIL"},
        {"The County Council", "-"},
        {"reported to Full Council", "-"},
        {"Senior officers of the County Council", "-"},
        {"Streamlined processes County Council", "-"},
    }));
    CAPTURE(text);

    CHECK(organisation_text(text) == name);
}

TEST_CASE("a name in running text counts when the text gives it again and again", "[registers][publication]")
{
    const auto twice =
        publication_after({paragraph_of("Services run by Wealdshire County Council are at risk."),
                           paragraph_of("Staff of Wealdshire County Council and of Stanbeck "
                                        "Borough Council were told.")});
    const auto once =
        publication_after({paragraph_of("Services run with Stanbeck Borough Council are at risk.")});

    REQUIRE(twice.organisation);
    CHECK(twice.organisation->text == "Wealdshire County Council");
    CHECK_FALSE(once.organisation);
}

TEST_CASE("a pack's parts are told apart by the lines that begin them", "[registers][publication]")
{
    const std::vector<Block> blocks{heading_of("Council"),
                                    heading_of("Agenda"),
                                    paragraph_of("3. Minutes of the meeting held in March (Pages 1 - 2)"),
                                    heading_of("Minutes of the meeting held in March"),
                                    paragraph_of("Resolved: That the minutes be approved."),
                                    heading_of("Agenda Item 4"),
                                    paragraph_of("Text of a report.")};

    using enum SectionKind;
    CHECK(sections_of(blocks, words()) ==
          std::vector<SectionKind>{front, agenda, agenda, minutes, minutes, report, report});
}

TEST_CASE("a part of a pack may begin within a paragraph of headings", "[registers][publication]")
{
    const std::vector<Block> blocks{
        paragraph_of(
            "Agenda Item 3\nNorthmarch District Council\nMinutes of the meeting held in March\nPresent:"),
        paragraph_of("A report was presented on the risks that the\nReport of the Director had named."),
        paragraph_of("Agenda Item 4\nMeeting to be held in June")};

    using enum SectionKind;
    CHECK(sections_of(blocks, words()) == std::vector<SectionKind>{minutes, minutes, report});
}

TEST_CASE("the number of an agenda item behind its page begins nothing", "[registers][publication]")
{
    const auto on_page = [](std::string text, int page) {
        Paragraph paragraph = paragraph_of(text);
        for (Word& word : paragraph.words) {
            word.place.page = page;
        }
        return paragraph;
    };
    const std::vector<Block> blocks{on_page("Minutes of the meeting held in March", 2),
                                    on_page("Agenda Item 3", 2), on_page("Resolved: That it be noted.", 3),
                                    on_page("Agenda Item 4", 4), on_page("Report of the Director", 4)};

    using enum SectionKind;
    CHECK(sections_of(blocks, words()) ==
          std::vector<SectionKind>{minutes, minutes, minutes, report, report});
}
