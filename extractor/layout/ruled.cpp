#include "extractor/layout/ruled.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "extractor/layout/rows.hpp"
#include "extractor/layout/segments.hpp"

namespace domesday
{
namespace
{

struct Filled {
    std::map<const LatticeCell*, std::vector<WordIndex>> words;
    std::vector<WordIndex> used;
};

// The words whose middle stands in a cell. `by_y` are the free words sorted by their middle.
Filled words_in_cells(const Page& page, const Lattice& lattice, const std::vector<WordIndex>& by_y)
{
    Filled filled;
    const Box box = lattice.box();
    const auto first = std::lower_bound(by_y.begin(), by_y.end(), box.top, [&](WordIndex i, float y) {
        return page.words[i].place.box.middle_y() < y;
    });
    for (auto it = first; it != by_y.end(); ++it) {
        const Box& word = page.words[*it].place.box;
        if (word.middle_y() >= box.bottom)
            break;
        if (const auto* cell = lattice.find(word.middle_x(), word.middle_y())) {
            filled.words[cell].push_back(*it);
            filled.used.push_back(*it);
        }
    }
    std::sort(filled.used.begin(), filled.used.end());
    return filled;
}

// A card cut by the end of the page can have but one cell below or above the others on this page: a column
// that stands open at the page's head or foot.
bool goes_over_the_page(const Page& page, const Lattice& lattice)
{
    const bool at_head = lattice.ys.front() < 0.15F * page.height;
    const bool at_foot = lattice.ys.back() > 0.85F * page.height;
    return (at_head && lattice.open_top) || (at_foot && lattice.open_bottom) ||
           (at_head && lattice.rows() >= 2);
}

// Two cells with words beside each other, and not an axis system with its few labels: the key to scores of
// one document has words in a sixth of its cells, a chart's lines under one in ten.
bool is_table(const Page& page, const Lattice& lattice, const Filled& filled)
{
    if (lattice.columns() == 1)
        return goes_over_the_page(page, lattice) && !filled.words.empty();
    if (filled.words.size() < 2)
        return false;
    const bool sparse = filled.words.size() * 10 < lattice.cells.size();
    if (sparse)
        return false;
    std::size_t column = SIZE_MAX;
    for (const auto& [cell, words] : filled.words) {
        if (column != SIZE_MAX && column != cell->column)
            return true;
        column = cell->column;
    }
    return false;
}

// The columns inside a cell over several before which no line of its words runs across.
std::vector<std::size_t> free_edges(const Lattice& lattice, const LatticeCell& cell,
                                    const std::vector<SegmentLine>& lines)
{
    constexpr float kInto = 1;  // points that a letter may lean over an edge
    std::vector<std::size_t> edges;
    for (std::size_t column = cell.column + 1; column < cell.column + cell.column_span; ++column) {
        const float x = lattice.xs[column];
        const bool crossed = std::any_of(lines.begin(), lines.end(), [&](const SegmentLine& line) {
            return std::any_of(line.segments.begin(), line.segments.end(), [&](const Segment& segment) {
                return segment.box.left < x - kInto && segment.box.right > x + kInto;
            });
        });
        if (!crossed)
            edges.push_back(column);
    }
    return edges;
}

std::size_t parts_with_words(const Lattice& lattice, const std::vector<std::size_t>& edges,
                             const std::vector<SegmentLine>& lines)
{
    std::vector<bool> has(edges.size() + 1, false);
    for (const auto& line : lines)
        for (const auto& segment : line.segments) {
            const auto part = std::count_if(edges.begin(), edges.end(), [&](std::size_t column) {
                return lattice.xs[column] <= segment.box.middle_x();
            });
            has[static_cast<std::size_t>(part)] = true;
        }
    return static_cast<std::size_t>(std::count(has.begin(), has.end(), true));
}

// A picture shows no lines within a dark header, and a faint line is lost in a row here and there: a cell
// over several columns whose words keep to these columns, in most of them, is as many cells. The words of a
// merged cell run across the columns' edges, or stand in one or two of many.
bool restore_lost_lines(const Page& page, Lattice& lattice, const Filled& filled)
{
    std::vector<Lattice::ColumnCuts> cuts;
    for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
        const auto& cell = lattice.cells[i];
        const auto words = filled.words.find(&cell);
        if (cell.column_span < 2 || words == filled.words.end())
            continue;
        const auto lines = segment_lines(page, words->second);
        auto edges = free_edges(lattice, cell, lines);
        const std::size_t parts = parts_with_words(lattice, edges, lines);
        if (parts >= 2 && parts * 2 > edges.size() + 1)
            cuts.push_back({i, std::move(edges)});
    }
    if (!cuts.empty())
        lattice.cut_cells(cuts);
    return !cuts.empty();
}

// The lines of the cells that stand in one lattice row alone.
std::vector<PieceLine> lines_of_row(const Page& page, const Lattice& lattice, const Filled& filled,
                                    std::size_t row)
{
    std::vector<WordIndex> words;
    for (std::size_t column = 0; column < lattice.columns();) {
        const auto& cell = lattice.cells[lattice.cell_at[row * lattice.columns() + column]];
        const auto found = filled.words.find(&cell);
        if (found != filled.words.end() && cell.row_span == 1)
            words.insert(words.end(), found->second.begin(), found->second.end());
        column = cell.column + cell.column_span;
    }
    std::vector<PieceLine> lines;
    for (const auto& line : lines_from_words(page.words, words)) {
        PieceLine made{.box = line.box};
        for (const WordIndex i : line.words) {
            const Box& box = page.words[i].place.box;
            const auto* cell = lattice.find(box.middle_x(), box.middle_y());
            if (made.pieces.empty() || made.pieces.back().first != cell->column)
                made.pieces.push_back({.first = cell->column, .last = cell->column});
            made.pieces.back().box = united(made.pieces.back().box, box);
            made.pieces.back().words.push_back(i);
        }
        lines.push_back(std::move(made));
    }
    return lines;
}

// Rules between columns only: the rows of figures between two horizontal rules become rows of the lattice.
void split_rows_of_figures(const Page& page, const Filled& filled, Lattice& lattice)
{
    std::vector<float> cuts;
    for (std::size_t row = 0; row < lattice.rows(); ++row) {
        const auto lines = lines_of_row(page, lattice, filled, row);
        if (!are_rows_of_figures(page, lines, lattice.columns()))
            continue;
        const RowPlan plan = plan_rows_of_figures(page, lines);
        for (std::size_t i = 1; i < lines.size(); ++i)
            if (plan.row_of_line[i] != plan.row_of_line[i - 1])
                cuts.push_back((lines[i - 1].box.middle_y() + lines[i].box.middle_y()) / 2);
    }
    if (!cuts.empty())
        lattice.cut_rows(cuts);
}

// A ruled heading above rows that have no rules is a part of their table, not one by itself: words in two
// columns follow right below its only row.
bool heads_lines_below(const Page& page, const Lattice& lattice, const std::vector<WordIndex>& by_y,
                       const Filled& filled)
{
    const Box box = lattice.box();
    if (lattice.rows() != 1 || lattice.open_bottom || filled.used.empty())
        return false;
    const float height = typical_height(page.words, filled.used);
    if (box.height() > 5 * height)
        return false;
    std::vector<WordIndex> below;
    auto it = std::lower_bound(by_y.begin(), by_y.end(), box.bottom,
                               [&](WordIndex i, float y) { return page.words[i].place.box.middle_y() < y; });
    for (; it != by_y.end() && page.words[*it].place.box.top < box.bottom + 1.2F * height; ++it)
        if (page.words[*it].place.box.middle_x() > box.left &&
            page.words[*it].place.box.middle_x() < box.right)
            below.push_back(*it);
    std::size_t columns = 0;
    for (const auto& line : segment_lines(page, below))
        columns = std::max(columns, line.segments.size());
    return columns >= 2 && columns * 2 > lattice.columns();
}

std::string count(std::size_t number, const char* what)
{
    return std::to_string(number) + " " + what;
}

Grid grid_from(const Page& page, const Lattice& lattice, const Filled& filled)
{
    Grid grid{.kind = GridKind::ruled,
              .page = page.number,
              .box = lattice.box(),
              .rows = lattice.rows(),
              .columns = lattice.columns(),
              .column_edges = lattice.xs};
    for (const auto& cell : lattice.cells) {
        Cell made{.row = cell.row,
                  .column = cell.column,
                  .row_span = cell.row_span,
                  .column_span = cell.column_span,
                  .page = page.number,
                  .box = {lattice.xs[cell.column], lattice.ys[cell.row],
                          lattice.xs[cell.column + cell.column_span], lattice.ys[cell.row + cell.row_span]}};
        if (const auto found = filled.words.find(&cell); found != filled.words.end())
            made.words = words_in_reading_order(page.words, found->second);
        grid.cells.push_back(std::move(made));
    }
    std::sort(grid.cells.begin(), grid.cells.end(), [](const Cell& a, const Cell& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    grid.reasons.push_back("ruled: " + count(lattice.ys.size(), "horizontal and ") +
                           count(lattice.xs.size(), "vertical lines enclose ") +
                           count(lattice.cells.size(), "cells"));
    if (lattice.open_top)
        grid.reasons.push_back("open above: its lines run on over the first horizontal one");
    if (lattice.open_bottom)
        grid.reasons.push_back("open below: its lines run on over the last horizontal one");
    if (lattice.open_sides)
        grid.reasons.push_back("open at a side: closed where the horizontal lines end");
    return grid;
}

}  // namespace

void colour_cells(const Page& page, Grid& grid)
{
    for (const auto& fill : page.fills) {
        if (fill.box.right <= grid.box.left || fill.box.left >= grid.box.right ||
            fill.box.bottom <= grid.box.top || fill.box.top >= grid.box.bottom)
            continue;
        for (auto& cell : grid.cells) {
            const float width =
                std::min(fill.box.right, cell.box.right) - std::max(fill.box.left, cell.box.left);
            const float height =
                std::min(fill.box.bottom, cell.box.bottom) - std::max(fill.box.top, cell.box.top);
            if (width <= 0 || height <= 0 || width * height < 0.3F * cell.box.width() * cell.box.height())
                continue;
            if (fill.colour == 0xFFFFFF)
                cell.fill.reset();
            else
                cell.fill = fill.colour;
        }
    }
}

std::vector<FoundGrid> find_ruled_grids(const Page& page, const RuleSet& rules, std::vector<WordIndex>& free)
{
    auto lattices = lattices_from_rules(rules);
    std::stable_sort(lattices.begin(), lattices.end(), [](const Lattice& a, const Lattice& b) {
        return a.box().width() * a.box().height() < b.box().width() * b.box().height();
    });
    std::vector<WordIndex> by_y = free;
    std::stable_sort(by_y.begin(), by_y.end(), [&](WordIndex a, WordIndex b) {
        return page.words[a].place.box.middle_y() < page.words[b].place.box.middle_y();
    });
    std::vector<FoundGrid> found;
    std::vector<bool> taken(page.words.size(), false);
    for (auto& lattice : lattices) {
        Filled filled = words_in_cells(page, lattice, by_y);
        if (page.kind == PageKind::scanned && restore_lost_lines(page, lattice, filled))
            filled = words_in_cells(page, lattice, by_y);
        if (!is_table(page, lattice, filled) || heads_lines_below(page, lattice, by_y, filled))
            continue;
        const std::size_t rows = lattice.rows();
        split_rows_of_figures(page, filled, lattice);
        if (lattice.rows() > rows)
            filled = words_in_cells(page, lattice, by_y);
        FoundGrid made{.grid = grid_from(page, lattice, filled), .words = filled.used};
        colour_cells(page, made.grid);
        for (const WordIndex i : made.words)
            taken[i] = true;
        std::erase_if(by_y, [&](WordIndex i) { return taken[i]; });
        found.push_back(std::move(made));
    }
    std::erase_if(free, [&](WordIndex i) { return taken[i]; });
    return found;
}

}  // namespace domesday
