#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "extractor/layout/grid.hpp"
#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

// The words of all blocks by their places, sorted.
std::vector<std::pair<float, float>> words_out(const PageLayout& layout)
{
    std::vector<std::pair<float, float>> out;
    const auto add = [&](const std::vector<Word>& words) {
        for (const auto& word : words)
            out.emplace_back(word.place.box.top, word.place.box.left);
    };
    for (const auto& block : layout.blocks)
        if (const auto* grid = std::get_if<Grid>(&block))
            for (const auto& cell : grid->cells)
                add(cell.words);
        else
            add(std::get<Paragraph>(block).words);
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::pair<float, float>> words_in(const Page& page)
{
    std::vector<std::pair<float, float>> in;
    for (const auto& word : page.words)
        in.emplace_back(word.place.box.top, word.place.box.left);
    std::sort(in.begin(), in.end());
    return in;
}

// Words, stretches of rules, crossings and bars, anywhere.
std::vector<std::string> random_lines(std::mt19937& random)
{
    const auto below = [&](unsigned limit) { return random() % limit; };
    std::vector<std::string> lines(4 + below(24), std::string(20 + below(90), ' '));
    const auto put = [&](std::size_t y, std::size_t x, const std::string& text) {
        for (std::size_t i = 0; i < text.size() && x + i < lines[y].size(); ++i)
            lines[y][x + i] = text[i];
    };
    const std::size_t width = lines[0].size();
    for (unsigned rules = below(8); rules > 0; --rules)
        put(below(static_cast<unsigned>(lines.size())), below(static_cast<unsigned>(width)),
            std::string(2 + below(60), '-'));
    for (unsigned bars = below(8); bars > 0; --bars) {
        const std::size_t x = below(static_cast<unsigned>(width)),
                          first = below(static_cast<unsigned>(lines.size()));
        for (std::size_t y = first; y < lines.size() && y < first + 12; ++y)
            put(y, x, lines[y][x] == '-' ? "+" : "|");
    }
    for (unsigned words = below(120); words > 0; --words) {
        static const std::vector<std::string> kWords{" R1 ",   " Risk ", " 12 ",           " of ",
                                                     " Page ", " 3 ",    " Major/Likely ", " a "};
        put(below(static_cast<unsigned>(lines.size())), below(static_cast<unsigned>(width)),
            kWords[below(static_cast<unsigned>(kWords.size()))]);
    }
    return lines;
}

}  // namespace

TEST_CASE("every word of a page is in exactly one block, whatever is drawn on it", "[layout]")
{
    std::mt19937 random{20190401};
    for (int round = 0; round < 400; ++round) {
        const auto lines = random_lines(random);
        const bool dump = round % 3 == 0;
        const Page page = dump ? draw_dump(lines) : draw_page(lines);

        const PageLayout layout = layout_from_page(page);

        CAPTURE(round, dump);
        CHECK(layout.words == page.words.size());
        REQUIRE(words_out(layout) == words_in(page));
    }
}
