#include "parsers/registers/ledger.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <numeric>
#include <set>

#include "extractor/document/reader.hpp"
#include "extractor/document/source.hpp"
#include "parsers/checks/checks.hpp"
#include "parsers/registers/document_parser.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

ParsedDocument parse(const std::vector<PageLayout>& pages, const Vocabulary& vocabulary)
{
    DocumentParser parser{vocabulary};
    for (PageLayout page : pages)
        parser.add(std::move(page));
    return parser.finish();
}

std::vector<PageLayout> layouts_of(const std::string& path)
{
    std::vector<PageLayout> pages;
    read_pages(open_source(path), {.ocr = OcrMode::never},
               [&](Page&& page) { pages.push_back(layout_from_page(page)); });
    return pages;
}

// The standard vocabulary without the lines that spell this heading.
Vocabulary without_heading(const std::string& heading)
{
    const std::string text{default_vocabulary_text()};
    const std::string key = match_key(heading);
    std::string rest;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        const auto kind = line.find('\t');
        const auto name = kind == std::string::npos ? kind : line.find('\t', kind + 1);
        const auto note = name == std::string::npos ? name : line.find('\t', name + 1);
        const bool is_it = name != std::string::npos && line.starts_with("heading") &&
                           match_key(line.substr(name + 1, note - name - 1)) == key;
        if (!is_it)
            rest += line + "\n";
        begin = end + 1;
    }
    Vocabulary vocabulary;
    vocabulary.add_text(rest);
    return vocabulary;
}

std::size_t count_of(const ParsedDocument& document, WordUse use)
{
    return std::accumulate(document.pages.begin(), document.pages.end(), std::size_t{0},
                           [&](std::size_t sum, const PageWords& page) { return sum + page[use]; });
}

std::size_t told_in(const ParsedDocument& document)
{
    std::size_t told = 0;
    for (const auto& item : document.left_out)
        told += item.is_explained ? 0 : item.words;
    return told;
}

// "cell 14, heading 5, ..." of all pages.
std::string as_text(const ParsedDocument& document)
{
    std::string text;
    for (const WordUse use : kWordUses)
        text += (text.empty() ? "" : ", ") + std::string(to_string(use)) + " " +
                std::to_string(count_of(document, use));
    for (const auto& item : document.left_out)
        text += "\n" + std::string(item.is_explained ? "" : "! ") + item.text + ": " + item.reason;
    return text;
}

std::vector<Finding> unplaced_in(const ParsedDocument& document)
{
    auto findings = findings_for({.document = document});
    std::erase_if(findings, [](const Finding& finding) { return finding.check != "words-unplaced"; });
    return findings;
}

PageLayout layout_of(const std::vector<std::string>& lines)
{
    return layout_from_page(draw_page(lines));
}

// The owner's column is headed by `owner`.
std::vector<std::string> register_page(const std::string& owner)
{
    return {
        "Strategic Risk Register",
        "",
        "+-----+-------------------+-------+" + std::string(12, '-') + "+-------------+",
        "| Ref | Risk              | Score | " + owner + std::string(11 - owner.size(), ' ') +
            "| Review Date |",
        "+-----+-------------------+-------+" + std::string(12, '-') + "+-------------+",
        "| R1  | Loss of staff     | 12    | Jo Bloggs  | June 2019   |",
        "+-----+-------------------+-------+" + std::string(12, '-') + "+-------------+",
        "| R2  | • Flood           | 9     | Al Smith   | May 2019    |",
        "+-----+-------------------+-------+" + std::string(12, '-') + "+-------------+",
        "",
        "Scores are agreed by the board.",
    };
}

}  // namespace

TEST_CASE("every word of a page is in one part of the ledger", "[registers][ledger]")
{
    const auto document = parse({layout_of(register_page("Owner"))}, Vocabulary::standard());

    CHECK(as_text(document) ==
          "cell 13, heading 9, furniture 0, prose 6, left_out 4\n"
          "June 2019: column not kept: Review Date\n"
          "May 2019: column not kept: Review Date");
    CHECK(document.pages.at(0).words == document.pages.at(0).accounted());
    CHECK(unplaced_in(document).empty());
}

TEST_CASE("words under a heading that is not known are told beside it", "[registers][ledger]")
{
    const auto document = parse({layout_of(register_page("Zookeeper"))}, Vocabulary::standard());

    CHECK(count_of(document, WordUse::left_out) == 8);
    const auto findings = unplaced_in(document);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::warning);
    CHECK(findings[0].message == "4 words stand in no field (the heading \"Zookeeper\" is not known).");
    CHECK(findings[0].found.text == "Jo Bloggs / Al Smith");
    CHECK(findings[0].found.places.size() == 2);
    CHECK(findings[0].against.what == "the heading over them");
    CHECK(findings[0].against.places.size() == 1);
}

TEST_CASE("a value that lost its words on the way to the store is told", "[registers][ledger]")
{
    const auto layout = layout_of(register_page("Owner"));
    auto document = parse({layout}, Vocabulary::standard());
    REQUIRE(document.registers.size() == 1);
    for (auto& entry : document.registers[0].entries)
        entry.texts.erase(Field::owner);  // the mutant: a column is dropped
    document.registers[0].entries[0].texts[Field::title].text = "Loss of";

    Ledger ledger;
    ledger.add(layout);
    WordNotes notes;
    const std::vector<LedgerArea> areas{{.blocks = {0, layout.blocks.size()}}};
    ledger.close(layout.blocks, areas, {}, notes, document);

    std::string told;
    for (const auto& item : document.left_out)
        if (!item.is_explained)
            told += item.text + ": " + item.reason + "\n";
    CHECK(told.find("Jo Bloggs: stands in the register's table, and no field took it") != std::string::npos);
    CHECK(told.find("Al Smith: stands in the register's table, and no field took it") != std::string::npos);
    CHECK(told.find("staff: stands at the place of a value and not in its text") != std::string::npos);
    CHECK(document.pages[0].words == document.pages[0].accounted());
}

TEST_CASE("a row above the first id is told with the entry beside it", "[registers][ledger]")
{
    const auto document = parse({layout_of({
                                    "+-----+-------------------+-------+----------+",
                                    "| Ref | Risk              | Score | Owner    |",
                                    "+-----+-------------------+-------+----------+",
                                    "|     |                   |       | Ms Lost  |",
                                    "+-----+-------------------+-------+----------+",
                                    "| R1  | Loss of staff     | 12    | Mr Found |",
                                    "+-----+-------------------+-------+----------+",
                                    "| R2  | Flood             | 9     | Al Smith |",
                                    "+-----+-------------------+-------+----------+",
                                })},
                                Vocabulary::standard());

    const auto findings = unplaced_in(document);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].found.text == "Ms Lost");
    CHECK(findings[0].against.text == "R1");
}

TEST_CASE("what three pages print at their head is furniture", "[registers][ledger]")
{
    const auto page = [](int number) {
        std::vector<std::string> lines{"Council of Nowhere, Audit Committee"};
        for (int i = 0; i < 20; ++i)
            lines.emplace_back();
        lines.push_back("Words of page " + std::string(static_cast<std::size_t>(number), 'x') + " alone");
        for (int i = 0; i < 20; ++i)
            lines.emplace_back();
        Page drawn = draw_page(lines);
        drawn.number = number;
        for (auto& word : drawn.words)
            word.place.page = number;
        drawn.height = 12 * 42;
        return layout_from_page(drawn);
    };

    const auto two = parse({page(1), page(2)}, Vocabulary::standard());
    const auto three = parse({page(1), page(2), page(3)}, Vocabulary::standard());

    CHECK(count_of(two, WordUse::furniture) == 0);
    CHECK(count_of(three, WordUse::furniture) == 15);
    CHECK(count_of(three, WordUse::prose) == 15);
}

TEST_CASE("a heading taken out of the vocabulary loses no words in silence", "[registers][ledger]")
{
    std::size_t losing = 0;
    for (const auto& file : std::filesystem::directory_iterator(DOMESDAY_SOURCE_DIR "/samples")) {
        const std::string path = file.path().string();
        if (file.path().extension() != ".pdf" || path.find("-scan") != std::string::npos)
            continue;
        const auto pages = layouts_of(path);
        const auto whole = parse(pages, Vocabulary::standard());
        CHECK(unplaced_in(whole).empty());
        std::set<std::string> headings;
        for (const auto& reg : whole.registers)
            headings.insert(reg.headings.begin(), reg.headings.end());
        for (const auto& heading : headings) {
            CAPTURE(path, heading);

            const auto mutant = parse(pages, without_heading(heading));

            const std::size_t before = count_of(whole, WordUse::cell),
                              after = count_of(mutant, WordUse::cell);
            if (after >= before)
                continue;  // other words of the vocabulary tell what the column holds
            ++losing;
            CHECK(told_in(mutant) >= before - after);
            CHECK_FALSE(unplaced_in(mutant).empty());
        }
    }
    CHECK(losing >= 10);
}
