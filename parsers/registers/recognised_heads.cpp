#include "parsers/registers/recognised_heads.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "extractor/layout/continuation.hpp"
#include "extractor/text/edit_distance.hpp"
#include "parsers/registers/gathered_words.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kMostHeadingRows = 4;
constexpr std::size_t kFewestColumns = 3;

bool is_recognised(const Grid& grid)
{
    return std::any_of(grid.cells.begin(), grid.cells.end(), [](const Cell& cell) {
        return std::any_of(cell.words.begin(), cell.words.end(),
                           [](const Word& word) { return word.confidence < 100; });
    });
}

// Tables of one header, in the order of the document.
struct Group {
    std::vector<Grid*> grids{};
    std::size_t rows = kMostHeadingRows;  // that all of them repeat
};

std::vector<Group> groups_of(std::span<Block> blocks)
{
    std::vector<Group> groups;
    for (auto& block : blocks) {
        auto* grid = std::get_if<Grid>(&block);
        if (grid == nullptr || grid->columns < kFewestColumns || !is_recognised(*grid))
            continue;
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& known) {
            return known.grids.front()->columns == grid->columns &&
                   repeated_header_rows(*known.grids.front(), *grid) > 0;
        });
        if (group == groups.end()) {
            groups.push_back({.grids = {grid}});
            continue;
        }
        group->rows = std::min(group->rows, repeated_header_rows(*group->grids.front(), *grid));
        group->grids.push_back(grid);
    }
    return groups;
}

Cell* cell_like(Grid& grid, const Cell& model)
{
    const auto found = std::find_if(grid.cells.begin(), grid.cells.end(), [&](const Cell& cell) {
        return cell.row == model.row && cell.column == model.column && cell.row_span == model.row_span &&
               cell.column_span == model.column_span;
    });
    return found == grid.cells.end() ? nullptr : &*found;
}

int least_confidence(const Cell& cell)
{
    int least = 100;
    for (const auto& word : cell.words)
        least = std::min<int>(least, word.confidence);
    return least;
}

struct Reading {
    std::size_t pages = 0;
    bool known = false;
    int confidence = 0;
    std::vector<Word> words{};
    auto worth() const { return std::tuple(pages, known, confidence); }
};

// "Cauca" of "Cause", "{" of "I", nothing or a grain of dirt of anything; a text of other letters is another
// text, and one with digits may be an id or a score.
bool may_be_misread(const std::string& text, const std::string& heading)
{
    if (text == heading || (text.size() > 1 && text.find_first_of("0123456789") != std::string::npos))
        return false;
    const std::size_t longer = std::max(text.size(), heading.size());
    return text.size() <= 1 || edit_distance(text, heading) * 2 <= longer;
}

// The words of `chosen` where the cell's own stand.
void take_reading(Cell& cell, const std::vector<Word>& chosen)
{
    const auto own = spaced_text(cell.words);
    const Place place = cell.words.empty() ? Place{.page = cell.page, .box = cell.box} : cell.words[0].place;
    Box box = place.box;
    for (const auto& word : cell.words)
        box = united(box, word.place.box);
    cell.words = chosen;
    for (auto& word : cell.words) {
        word.place = place;
        word.place.box = box;
        word.other_reading = own;
    }
}

void agree_on_cell(const Group& group, const Cell& model, const Vocabulary& vocabulary)
{
    std::vector<Cell*> cells;
    for (auto* grid : group.grids)
        if (auto* cell = cell_like(*grid, model))
            cells.push_back(cell);
    std::map<std::string, Reading> readings;
    for (const auto* cell : cells) {
        const auto text = spaced_text(cell->words);
        auto& reading = readings[text];
        const auto heading = vocabulary.find_heading(text);
        reading.known = heading && !heading->loose;
        if (reading.pages++ == 0 || least_confidence(*cell) > reading.confidence) {
            reading.confidence = least_confidence(*cell);
            reading.words = cell->words;
        }
    }
    if (readings.size() < 2)
        return;
    // cards of one form have rows alike, too, and there what differs is what they say
    const auto best = std::max_element(readings.begin(), readings.end(), [](const auto& a, const auto& b) {
        return a.second.worth() < b.second.worth();
    });
    if (!best->second.known)
        return;
    const auto chosen = best->second.words;
    for (auto* cell : cells)
        if (may_be_misread(spaced_text(cell->words), best->first))
            take_reading(*cell, chosen);
}

}  // namespace

void agree_on_heads(std::span<Block> blocks, const Vocabulary& vocabulary)
{
    for (const auto& group : groups_of(blocks)) {
        if (group.grids.size() < 2)
            continue;
        const auto model = *group.grids.front();
        for (const auto& cell : model.cells)
            if (cell.row < group.rows)
                agree_on_cell(group, cell, vocabulary);
    }
}

}  // namespace domesday
