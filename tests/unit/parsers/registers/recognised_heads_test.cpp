#include "parsers/registers/recognised_heads.hpp"

#include <catch2/catch.hpp>

#include "parsers/text/vocabulary.hpp"
#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

std::vector<Block> recognised(const std::vector<std::vector<std::string>>& pages)
{
    std::vector<Block> blocks;
    for (const auto& lines : pages) {
        Page page = draw_page(lines);
        for (auto& word : page.words)
            word.confidence = 90;
        for (auto& grid : grids_of(layout_from_page(page)))
            blocks.emplace_back(std::move(grid));
    }
    return blocks;
}

std::string first_row(const Block& block)
{
    const auto text = as_text(std::get<Grid>(block));
    return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("a header read differently on one page is read as on the others", "[registers][scan]")
{
    const auto page = [](const char* cause, const char* score) {
        return std::vector<std::string>{
            "+-----+-------+-------------+-------+",
            std::string("| Ref | ") + cause + " | Consequence | " + score + " |",
            "+-----+-------+-------------+-------+",
            "| CR1 | Fire  | Loss        | 16    |",
            "+-----+-------+-------------+-------+",
        };
    };
    auto blocks = recognised({page("Cauca", "Score"), page("Cause", "Score"), page("Cause", "Scor-")});

    agree_on_heads(blocks, Vocabulary::standard());

    for (const auto& block : blocks)
        CHECK(first_row(block) == "Ref | Cause | Consequence | Score");
    CHECK(std::get<Grid>(blocks.front()).cells.at(1).words.front().other_reading == "Cauca");
}

TEST_CASE("cards of one form keep what each of them says", "[registers][scan]")
{
    const auto card = [](const char* id, const char* owner) {
        return std::vector<std::string>{
            "+---------+-----+-------------+--------+",
            std::string("| Risk ID | ") + id + " | Risk Owner  | " + owner + " |",
            "+---------+-----+-------------+--------+",
            "| Title   | Fire| Score       | 16     |",
            "+---------+-----+-------------+--------+",
        };
    };
    auto blocks = recognised({card("CR1", "Likely"), card("CR2", "Likely"), card("CR1", "Lively")});

    agree_on_heads(blocks, Vocabulary::standard());

    CHECK(first_row(blocks.at(0)) == "Risk ID | CR1 | Risk Owner | Likely");
    CHECK(first_row(blocks.at(1)) == "Risk ID | CR2 | Risk Owner | Likely");
    CHECK(first_row(blocks.at(2)) == "Risk ID | CR1 | Risk Owner | Lively");
}
