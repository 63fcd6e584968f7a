#include "extractor/document/dump.hpp"

#include <catch2/catch.hpp>

#include "extractor/document/error.hpp"

using namespace domesday;
using namespace std::string_literals;

namespace
{

std::vector<Page> pages_of(std::string text)
{
    std::vector<Page> pages;
    read_dump_pages(source_from_bytes("dump.txt", std::move(text)), {},
                    [&](Page&& page) { pages.push_back(std::move(page)); });
    return pages;
}

DocumentInfo info_of(std::string text)
{
    return read_dump_pages(source_from_bytes("dump.txt", std::move(text)), {}, [](Page&&) {});
}

// Words with what joins them: "one two", "one+two" (none), "one/two" (line), "one;two" (item).
std::string joined(const Page& page)
{
    std::string text;
    for (const auto& word : page.words) {
        if (!text.empty())
            text += " +/;"[static_cast<int>(word.join)];
        text += word.text;
    }
    return text;
}

// Cells of a page: "1:CR1|Failure to recruit|" a line each.
std::string cells_of(const Page& page)
{
    std::string text;
    for (const auto& cell : page.cells) {
        if (cell.column == 0)
            text += (text.empty() ? "" : "\n") + std::to_string(cell.line) + ":";
        else
            text += '|';
        for (auto i = cell.first_word; i < cell.last_word; ++i)
            text += (i > cell.first_word ? " " : "") + page.words.at(i).text;
    }
    return text;
}

}  // namespace

TEST_CASE("tabs separate cells and empty cells keep their column", "[document][dump]")
{
    const auto pages = pages_of("CR1\tFailure to recruit\t16\n\n\t\tto date\n");

    REQUIRE(pages.size() == 1);
    CHECK(pages[0].kind == PageKind::tabbed);
    CHECK(cells_of(pages[0]) == "1:CR1|Failure to recruit|16\n3:||to date");
    CHECK(pages[0].blank_lines == std::vector<int>{2});
}

TEST_CASE("a word knows its line and its code points", "[document][dump]")
{
    const auto pages = pages_of("a\tb\nCR1\t£5 – net\tx\r\n");

    const auto& net = pages.at(0).words.at(5);
    CHECK(net.text == "net");
    CHECK(net.place.page == 0);
    CHECK(net.place.line == 2);
    CHECK(net.place.begin == 9);
    CHECK(net.place.end == 12);
    CHECK(net.place.box == Box{54, 12, 72, 24});
}

TEST_CASE("HTML fragments are no words and say where items begin", "[document][dump]")
{
    const auto text = GENERATE(
        as<std::pair<std::string, std::string>>{}, std::pair{"<p>One two</p> <p>three</p>", "One two;three"},
        std::pair{"<ul style=\"list-style-type: none\"><li>One</li><li>two</li></ul>end", "One;two;end"},
        std::pair{"one<br>two<br/>three", "one/two/three"},
        std::pair{"the <i>Stronger</i>er plan", "the Stronger+er plan"},
        std::pair{"below <5% & <name of school> or a < b", "below <5% & <name of school> or a < b"},
        std::pair{"R&amp;D &pound;5 &#8211; &#x2013; &nbsp;end &unknown;", "R&D £5 – – end &unknown;"});

    auto pages = pages_of("a\tb\n\t\t" + text.first + "\n");

    auto& page = pages.at(0);
    page.words.erase(page.words.begin(), page.words.begin() + 2);
    CHECK(joined(page) == text.second);
}

TEST_CASE("a decoded entity stands where it was written", "[document][dump]")
{
    const auto pages = pages_of("R&amp;D team\n");

    CHECK(pages.at(0).words.at(0).text == "R&D");
    CHECK(pages.at(0).words.at(0).place.end == 7);
    CHECK(pages.at(0).words.at(1).place.begin == 8);
}

TEST_CASE("form feeds begin pages and lines count over the whole file", "[document][dump]")
{
    const auto pages = pages_of("one\n\fthree\n\f\ffive\n\f");

    REQUIRE(pages.size() == 4);
    CHECK(pages[1].words.at(0).text == "three");
    CHECK(pages[1].words.at(0).place.page == 2);
    CHECK(pages[1].words.at(0).place.line == 2);
    CHECK(pages[1].words.at(0).place.begin == 1);  // the form feed is the line's first character
    CHECK(pages[1].words.at(0).place.box.left == 0);
    CHECK(pages[2].words.empty());
    CHECK(pages[3].words.at(0).place.page == 4);
    CHECK(info_of("one\n\fthree\n\f\ffive\n\f").page_count == 4);
}

TEST_CASE("a dump without form feeds has no pages to count", "[document][dump]")
{
    CHECK_FALSE(info_of("one\ntwo\n").page_count);
    CHECK(pages_of("one\n").at(0).words.at(0).place.page == 0);
}

TEST_CASE("the structure decides how a page is read", "[document][dump]")
{
    CHECK(pages_of("CR1\tone\nCR2\ttwo\n").at(0).kind == PageKind::tabbed);
    CHECK(pages_of("Ref    Risk      Score\nCR1    one         16\n").at(0).kind == PageKind::aligned);
    CHECK(pages_of("Ref\nRisk\nScore\nCR1\none\n16\n").at(0).kind == PageKind::stream);
    CHECK(pages_of("\tDear Sir\n\tyours\n").at(0).kind == PageKind::stream);  // tabs that indent
    CHECK(pages_of("Dear Sir       1 May 2019\nyours\n").at(0).kind == PageKind::stream);
}

TEST_CASE("parts of one page that are printed differently are given apart", "[document][dump]")
{
    const auto pages = pages_of(
        "Title\n\nRef\tRisk\nCR1\tFailure\n\nRef    Score   Owner\nCR1    16      Head\nCR2    12      "
        "Head\n\n"
        "Key\tto\nscores\tbelow\n");

    REQUIRE(pages.size() == 3);
    CHECK(pages[0].kind == PageKind::tabbed);
    CHECK(pages[1].kind == PageKind::aligned);
    CHECK(pages[1].words.at(0).place.line == 6);
    CHECK(pages[1].words.at(0).place.box.top == 60);
    CHECK(pages[2].kind == PageKind::tabbed);
    CHECK(pages[2].number == 1);
    CHECK(cells_of(pages[2]) == "10:Key|to\n11:scores|below");
}

TEST_CASE("after a page with a table one line with cells is a table", "[document][dump]")
{
    const auto pages = pages_of("Ref\tRisk\nCR1\tFailure\n\f\t\tto recruit\n\f- and keep\t\n\f\tDear Sir\n");

    REQUIRE(pages.size() == 4);
    CHECK(pages[1].kind == PageKind::tabbed);
    CHECK(cells_of(pages[1]) == "3:||to recruit");
    CHECK(pages[2].kind == PageKind::tabbed);
    CHECK(pages[3].kind == PageKind::stream);
}

TEST_CASE("a page and more of printed lines among tables is a stream", "[document][dump]")
{
    std::string stream;
    for (int line = 0; line < 60; ++line)
        stream += "a line as it was printed\n";
    const auto kinds = [&](const std::string& dump) {
        std::string text;
        for (const auto& page : pages_of(dump))
            text += page.kind == PageKind::tabbed ? 't' : page.kind == PageKind::stream ? 's' : '?';
        return text;
    };

    CHECK(kinds("a\tb\nc\td\n" + stream) == "ts");
    CHECK(kinds(stream + "a\tb\nc\td\n" + stream + "e\tf\n") == "stst");
    CHECK(kinds("a\tb\nc\td\n" + stream.substr(0, stream.size() / 2)) == "t");
}

TEST_CASE("characters without a picture are kept out of words", "[document][dump]")
{
    CHECK(joined(pages_of("ri\x01sk main\u00ADtain \u200B \uFEFF end\x07\n").at(0)) == "risk maintain end");
    CHECK(joined(pages_of("one\vtwo\rthree\n").at(0)) == "one/two/three");
    CHECK(joined(pages_of("one\u00A0two\u2003three\n").at(0)) == "one two three");
    CHECK(joined(pages_of("cafe\u0301\n").at(0)) == "café");
}

TEST_CASE("text that was encoded twice is put right", "[document][dump]")
{
    const auto pages = pages_of("2018â€“19 Councilâ€™s Â£5m\n");

    CHECK(joined(pages.at(0)) == "2018–19 Council’s £5m");
    CHECK(pages.at(0).words.at(0).place.end == 9);
}

TEST_CASE("only the pages asked for are given", "[document][dump]")
{
    std::vector<int> given;
    read_dump_pages(source_from_bytes("dump.txt", "a\n\fb\n\fc\n"), {.pages = {3, 1}},
                    [&](Page&& page) { given.push_back(page.number); });

    CHECK(given == std::vector<int>{1, 3});
}

TEST_CASE("a dump over a limit is refused with what was found", "[document][dump][limits]")
{
    const DumpLimits limits{.bytes = 1000, .lines = 10, .pages = 5, .line_bytes = 100, .columns = 20};
    const auto refusal = [&](std::string text) {
        try {
            read_dump_pages(
                source_from_bytes("dump.txt", std::move(text)), {}, [](Page&&) {}, limits);
        } catch (const InputError& error) {
            return std::string{to_string(error.reason)} + ": " + error.found;
        }
        return "read"s;
    };

    CHECK(refusal(std::string(10, 'x') + std::string(9, '\n')) == "read");
    CHECK(refusal(std::string(11, '\n')) == "too-large: it has more than 10 lines");
    CHECK(refusal(std::string(100, 'x')) == "read");
    CHECK(refusal("a\n" + std::string(101, 'x')) ==
          "too-large: line 2 has 101 bytes, more than the limit of 100");
    CHECK(refusal("x" + std::string(19, '\t')) == "read");
    CHECK(refusal(std::string(20, '\t')) == "too-large: line 1 has 21 cells, more than the limit of 20");
    CHECK(refusal("x" + std::string(5, '\f')) == "read");
    CHECK(refusal("x" + std::string(6, '\f')) == "too-large: it has more than 5 pages");
    CHECK(refusal(std::string(1001, '\n')) == "too-large: a text of 0 MiB, more than the limit of 0 MiB");
}

TEST_CASE("a dump without words is empty", "[document][dump]")
{
    CHECK_THROWS_WITH(
        pages_of("\f\n \f\f"),
        "dump.txt: a text without a word in it\n  if it is the dump of a scan, read the scan itself");
}

TEST_CASE("a dump in an unknown encoding is refused with what to do", "[document][dump]")
{
    CHECK_THROWS_WITH(pages_of("\xD0\xC9\xD3\xD8\xCD\xCF \xD7 \xD3\xCF\xD7\xC5\xD4"),
                      "dump.txt: text in an encoding that is neither UTF-8, UTF-16, Windows-1252 nor "
                      "Latin-1\n  save it as UTF-8");
}

TEST_CASE("slashes and bars separate cells where they make a table", "[document][dump]")
{
    const auto slashes = pages_of(
        "Ref / Title / Causes / Score / Owner\n1 / Fraud / Causes:\n- gaps / errors\n/ Major/Likely\n4 / "
        "Head\n");
    CHECK(slashes.at(0).kind == PageKind::tabbed);
    CHECK(cells_of(slashes[0]) ==
          "1:Ref|Title|Causes|Score|Owner\n2:1|Fraud|Causes: - gaps / errors|Major/Likely 4|Head");
    CHECK(slashes[0].words.at(8).place.line == 3);
    CHECK(slashes[0].words.at(8).join == Join::line);

    const auto bars = pages_of("| Ref | Risk | Score | Owner |\n| R1 | Fraud | | Head |\n");
    CHECK(cells_of(bars.at(0)) == "1:Ref|Risk|Score|Owner\n2:R1|Fraud||Head");
}
