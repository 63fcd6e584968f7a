// Every word leads to its place, and nothing of a dump is lost on the way: over made dumps, and over the
// dumps beside the project where they exist.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <random>
#include <set>

#include "extractor/document/dump.hpp"
#include "extractor/document/markup.hpp"
#include "extractor/layout/grid.hpp"
#include "extractor/text/encoding.hpp"
#include "extractor/text/unicode.hpp"

using namespace domesday;

namespace
{

std::vector<std::u32string> lines_of(std::string_view utf8)
{
    std::vector<std::u32string> lines(1);
    for (std::size_t offset = 0; offset < utf8.size();) {
        const char32_t c = next_code_point(utf8, offset);
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    return lines;
}

std::string utf8_of(std::u32string_view text)
{
    std::string utf8;
    for (const char32_t c : text)
        append_code_point(utf8, c);
    return utf8;
}

// The printed characters behind what a dump has written for them.
std::string as_printed(const std::string& written)
{
    std::string printed;
    for (std::size_t offset = 0; offset < written.size();) {
        const auto rest = std::string_view{written}.substr(offset);
        if (const auto entity = rest[0] == '&' ? entity_at(rest) : std::nullopt) {
            if (!is_invisible(entity->code_point))
                append_code_point(printed, entity->code_point);
            offset += entity->bytes;
        } else if (const auto twice = double_encoded_at(written, offset)) {
            append_code_point(printed, twice->code_point);
            offset += twice->bytes;
        } else {
            const char32_t c = next_code_point(written, offset);
            if (!is_invisible(c))
                append_code_point(printed, c);
        }
    }
    return nfc(printed);
}

// What stands outside all words: white space, tags and characters without a picture, and what separates
// cells.
bool is_no_text(std::string text)
{
    if (text.find_first_not_of(" \t/|") == std::string::npos)
        return true;
    for (std::size_t offset = 0; offset < text.size();) {
        const auto rest = std::string_view{text}.substr(offset);
        if (const auto tag = rest[0] == '<' ? tag_at(rest) : std::nullopt) {
            offset += tag->bytes;
            continue;
        }
        if (const auto entity = rest[0] == '&' ? entity_at(rest) : std::nullopt) {
            if (!is_space(entity->code_point) && !is_invisible(entity->code_point))
                return false;
            offset += entity->bytes;
            continue;
        }
        const char32_t c = next_code_point(text, offset);
        if (!is_space(c) && !is_invisible(c))
            return false;
    }
    return true;
}

std::vector<Word> words_of(const PageLayout& layout)
{
    std::vector<Word> words;
    for (const auto& block : layout.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
            words.insert(words.end(), paragraph->words.begin(), paragraph->words.end());
        else
            for (const auto& cell : std::get<Grid>(block).cells)
                words.insert(words.end(), cell.words.begin(), cell.words.end());
    }
    return words;
}

bool by_place(const Word& a, const Word& b)
{
    return std::pair{a.place.line, a.place.begin} < std::pair{b.place.line, b.place.begin};
}

void check_evidence(const Source& source)
{
    const auto lines = lines_of(decoded_text(source.bytes)->utf8);
    std::vector<int> covered(lines.size(), 0);  // code points of each line up to the last word
    std::size_t failures = 0;
    const auto expect = [&](bool holds, const Word& word, const char* what) {
        if (holds || ++failures > 5)
            return;
        UNSCOPED_INFO(what << ": \"" << word.text << "\", line " << word.place.line << ", "
                           << word.place.begin << "-" << word.place.end);
    };
    read_dump_pages(source, {}, [&](Page&& page) {
        for (const auto& word : page.words) {
            const auto& place = word.place;
            const auto& line = lines.at(static_cast<std::size_t>(place.line - 1));
            auto& end = covered.at(static_cast<std::size_t>(place.line - 1));
            REQUIRE(place.begin >= end);
            REQUIRE(place.end > place.begin);
            REQUIRE(static_cast<std::size_t>(place.end) <= line.size());
            const auto begin = static_cast<std::size_t>(place.begin);
            const auto written =
                utf8_of(std::u32string_view{line}.substr(begin, static_cast<std::size_t>(place.end) - begin));
            expect(as_printed(written) == word.text, word, "not what stands at its place");
            expect(is_no_text(utf8_of(std::u32string_view{line}.substr(
                       static_cast<std::size_t>(end), begin - static_cast<std::size_t>(end)))),
                   word, "text before it is in no word");
            end = place.end;
        }
        if (page.kind == PageKind::tabbed) {
            auto in_blocks = words_of(layout_from_page(page));
            std::sort(in_blocks.begin(), in_blocks.end(), by_place);
            // rules of dashes between rows are left out
            const auto is_rule = [](const Word& word) {
                return word.text.find_first_not_of("-:|=") == std::string::npos;
            };
            std::erase_if(in_blocks, is_rule);
            std::erase_if(page.words, is_rule);
            // a tab in a paragraph has become a space
            const bool is_complete = std::equal(
                in_blocks.begin(), in_blocks.end(), page.words.begin(), page.words.end(),
                [](const Word& a, const Word& b) { return a.text == b.text && a.place == b.place; });
            CHECK(is_complete);
        }
    });
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!is_no_text(utf8_of(std::u32string_view{lines[i]}.substr(static_cast<std::size_t>(covered[i])))))
            expect(false,
                   Word{.text = utf8_of(lines[i]).substr(0, 60), .place = {.line = static_cast<int>(i) + 1}},
                   "the end of the line is in no word");
    CHECK(failures == 0);
}

std::string made_dump(unsigned seed)
{
    static const std::vector<std::string> kPieces{
        "CR1",    "Failure", "to",     " ",        " ",       " ",      "\t",   "\t",     "\n",
        "\n",     "\n\n",    "\r\n",   "<p>",      "</p>",    "<li>",   "<ul>", "<br>",   "<i>",
        "</i>",   "&amp;",   "&lt;",   "&nbsp;",   "&#8211;", "&",      "<",    ">",      "<5%",
        "â€“",    "Â£5",     "é",      "e\u0301",  "\u200B",  "\u00AD", "\x01", "\v",     "\f",
        "•",      "- ",      "\uF0B7", "   ",      "\u00A0",  "--",     "16",   "\uFEFF", "Progress:",
        "\u3000", "😀",       "&shy;",  "&#x200B;", "\x7F"};
    std::mt19937 random{seed};  // the same on every machine, unlike the distributions
    std::string dump = "x";
    for (auto count = 20 + random() % 300; count > 0; --count)
        dump += kPieces.at(random() % kPieces.size());
    return dump;
}

std::vector<Page> pages_of(std::string bytes)
{
    std::vector<Page> pages;
    read_dump_pages(Source{.name = "made.txt", .bytes = std::move(bytes)}, {},
                    [&](Page&& page) { pages.push_back(std::move(page)); });
    return pages;
}

// The same text as another program would have written it.
std::string in_utf16(std::string_view utf8)
{
    std::string bytes = "\xFF\xFE";
    const auto add = [&](char32_t unit) {
        bytes += static_cast<char>(unit & 0xFF);
        bytes += static_cast<char>(unit >> 8);
    };
    for (std::size_t offset = 0; offset < utf8.size();) {
        const char32_t c = next_code_point(utf8, offset);
        if (c < 0x10000) {
            add(c);
        } else {
            add(0xD800 + ((c - 0x10000) >> 10));
            add(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return bytes;
}

std::string with_crlf(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\r')
            continue;
        out += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return out;
}

}  // namespace

TEST_CASE("the same text gives the same pages in any encoding and with any line ends", "[document][dump]")
{
    for (unsigned seed = 1; seed <= 100; ++seed) {
        auto dump = made_dump(seed);
        std::erase(dump, '\r');
        CAPTURE(seed, dump);
        const auto pages = pages_of(dump);

        CHECK((pages_of(with_crlf(dump)) == pages));
        CHECK((pages_of("\xEF\xBB\xBF" + dump) == pages));
        CHECK((pages_of(in_utf16(dump)) == pages));
    }
}

TEST_CASE("every word of a made dump is what stands at its place and no text is lost", "[document][dump]")
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        const auto dump = made_dump(seed);
        CAPTURE(seed, dump);
        check_evidence(Source{.name = "made.txt", .bytes = dump});
    }
}

TEST_CASE("every word of the dumps beside the project is what stands at its place", "[document][dump]")
{
    const auto shared = std::filesystem::path{DOMESDAY_SOURCE_DIR} / ".." / "shared";
    if (!std::filesystem::exists(shared)) {
        std::cout << "skipped: there is no folder of dumps beside the project\n";
        return;
    }
    std::set<std::filesystem::path> dumps;
    for (const auto* folder : {"seeds", "corpus/dev", "real"})
        if (std::filesystem::exists(shared / folder))
            for (const auto& file : std::filesystem::directory_iterator{shared / folder})
                if (file.path().extension() == ".txt")
                    dumps.insert(file.path());
    for (const auto& dump : dumps) {
        CAPTURE(dump);
        check_evidence(open_source(dump));
    }
}
