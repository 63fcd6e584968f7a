#include "extractor/layout/aligned.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "extractor/layout/columns.hpp"
#include "extractor/layout/rows.hpp"

namespace domesday
{
namespace
{

// A cell while it is put together: its columns and the words of its lines.
struct OpenCell {
    std::size_t first, last;
    std::vector<WordIndex> words;
};

using OpenRow = std::vector<OpenCell>;

// Pieces of one row that overlap in columns are one cell.
void add_piece(OpenRow& row, const Piece& piece)
{
    OpenCell made{piece.first, piece.last, piece.words};
    for (auto it = row.begin(); it != row.end();) {
        if (it->last < made.first || it->first > made.last) {
            ++it;
            continue;
        }
        made.first = std::min(made.first, it->first);
        made.last = std::max(made.last, it->last);
        made.words.insert(made.words.end(), it->words.begin(), it->words.end());
        it = row.erase(it);
    }
    row.push_back(std::move(made));
}

// A heading over several columns stands in their middle: its words may be narrower than what it heads. A
// short rule below it says how far it reaches; else the columns whose own headings it lies between.
void widen_by_rules(const Page& page, const std::vector<float>& edges, std::span<const Rule> rules,
                    float below, OpenCell& cell)
{
    const Box box = box_of(page.words, cell.words);
    for (const auto& rule : rules) {
        if (rule.y0 < box.bottom - 2 || rule.y0 > below || rule.x0 > box.left + 2 || rule.x1 < box.right - 2)
            continue;
        std::size_t first = cell.first, last = cell.last;
        while (first > 0 && rule.x0 < (edges[first - 1] + edges[first]) / 2)
            --first;
        while (last + 2 < edges.size() && rule.x1 > (edges[last + 1] + edges[last + 2]) / 2)
            ++last;
        cell.first = first;
        cell.last = last;
        return;
    }
}

bool taken(const OpenRow& row, const OpenCell* but, std::size_t first, std::size_t last)
{
    return std::any_of(row.begin(), row.end(), [&](const OpenCell& cell) {
        return &cell != but && cell.first <= last && cell.last >= first;
    });
}

const Piece* piece_at(const PieceLine& line, std::size_t column)
{
    for (const auto& piece : line.pieces)
        if (piece.first <= column && column <= piece.last)
            return &piece;
    return nullptr;
}

// The only heading of its line beyond the first column, in the middle of all those below, heads them all.
void widen_over_all(const PieceLine& line, const PieceLine& below, Piece& piece)
{
    const auto beyond = [](const PieceLine& any) {
        return std::count_if(any.pieces.begin(), any.pieces.end(),
                             [](const Piece& one) { return one.first > 0; });
    };
    if (piece.first == 0 || beyond(line) != 1 || beyond(below) < 3)
        return;
    const auto left = std::find_if(below.pieces.begin(), below.pieces.end(),
                                   [](const Piece& one) { return one.first > 0; });
    const Piece& right = below.pieces.back();
    const float middle = (left->box.left + right.box.right) / 2;
    if (std::abs(middle - piece.box.middle_x()) < 0.05F * (right.box.right - left->box.left)) {
        piece.first = left->first;
        piece.last = right.last;
    }
}

// A heading over several columns stands in the middle of the headings below it: of the columns beside it that
// have no heading of their own on its line, it takes those that put it there.
void widen_headings(std::vector<PieceLine>& lines)
{
    for (std::size_t i = 0; i + 1 < std::min<std::size_t>(lines.size(), 5); ++i)
        for (auto& piece : lines[i].pieces) {
            const auto& below = lines[i + 1];
            if (piece.first == piece.last) {
                widen_over_all(lines[i], below, piece);
                continue;
            }
            std::size_t low = piece.first, high = piece.last;
            while (low > 1 && piece_at(lines[i], low - 1) == nullptr && piece_at(below, low - 1) != nullptr)
                --low;
            while (piece_at(lines[i], high + 1) == nullptr && piece_at(below, high + 1) != nullptr)
                ++high;
            float best = 1e9F;
            std::size_t best_first = piece.first, best_last = piece.last;
            for (std::size_t first = low; first <= piece.first; ++first)
                for (std::size_t last = piece.last; last <= high; ++last) {
                    const Piece *left = piece_at(below, first), *right = piece_at(below, last);
                    if (left == nullptr || right == nullptr)
                        continue;
                    const float middle = (left->box.left + right->box.right) / 2;
                    const float off = std::abs(middle - piece.box.middle_x());
                    if (off < best) {
                        best = off;
                        best_first = first;
                        best_last = last;
                    }
                }
            if (best < piece.box.height()) {
                piece.first = best_first;
                piece.last = best_last;
            }
        }
}

class RegionGrid
{
public:
    RegionGrid(const Page& page, const AlignedRegion& region) : page_(page), region_(region) {}

    std::optional<FoundGrid> build()
    {
        const auto lines = segment_lines(page_, region_.words);
        edges_ = column_edges(page_, lines, region_.column_hints, region_.trusted_heading ? 1 : 2);
        if (edges_.size() < 3)
            return std::nullopt;
        pieces_ = pieces_of(page_, lines, edges_);
        widen_headings(pieces_);
        RowHints hints{.rules = region_.row_rules, .blank_lines = page_.blank_lines};
        plan_ = plan_rows(page_, pieces_, edges_.size() - 1, hints);
        if (plan_.row_of_line.empty() || plan_.row_of_line.back() == 0)
            return std::nullopt;
        open_rows();
        place_turned_words();
        return finished();
    }

private:
    void open_rows()
    {
        rows_.resize(plan_.row_of_line.back() + 1);
        tops_.assign(rows_.size(), 1e9F);
        bottoms_.assign(rows_.size(), -1e9F);
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const std::size_t row = plan_.row_of_line[i];
            tops_[row] = std::min(tops_[row], pieces_[i].box.top);
            bottoms_[row] = std::max(bottoms_[row], pieces_[i].box.bottom);
            for (const auto& piece : pieces_[i].pieces)
                add_piece(rows_[row], piece);
        }
        for (std::size_t row = 0; row < rows_.size() && row <= plan_.header_rows; ++row)
            for (auto& cell : rows_[row]) {
                OpenCell wider = cell;
                const float below = row + 1 < rows_.size() ? tops_[row + 1] + 3 : bottoms_[row] + 3;
                widen_by_rules(page_, edges_, region_.part_rules, below, wider);
                if (!taken(rows_[row], &cell, wider.first, wider.last))
                    cell = std::move(wider);
            }
    }

    // Rotated words make no lines of the region: they go to the cell they stand in.
    void place_turned_words()
    {
        for (const WordIndex i : region_.words) {
            const Word& word = page_.words[i];
            if (word.rotation == 0)
                continue;
            const auto row =
                static_cast<std::size_t>(std::min_element(tops_.begin(), tops_.end(),
                                                          [&](float a, float b) {
                                                              return std::abs(a - word.place.box.middle_y()) <
                                                                     std::abs(b - word.place.box.middle_y());
                                                          }) -
                                         tops_.begin());
            const auto it = std::upper_bound(edges_.begin() + 1, edges_.end() - 1, word.place.box.middle_x());
            const auto column = static_cast<std::size_t>(it - edges_.begin()) - 1;
            add_piece(rows_[row], {.first = column, .last = column, .box = word.place.box, .words = {i}});
        }
    }

    FoundGrid finished()
    {
        FoundGrid found;
        Grid& grid = found.grid;
        grid.kind = region_.kind;
        grid.page = page_.number;
        grid.box = box_of(page_.words, region_.words);
        grid.rows = rows_.size();
        grid.columns = edges_.size() - 1;
        grid.column_edges = edges_;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            std::sort(rows_[row].begin(), rows_[row].end(),
                      [](const OpenCell& a, const OpenCell& b) { return a.first < b.first; });
            for (auto& open : rows_[row]) {
                Cell cell{.row = row,
                          .column = open.first,
                          .column_span = open.last - open.first + 1,
                          .page = page_.number,
                          .box = box_of(page_.words, open.words)};
                cell.words = words_in_reading_order(page_.words, open.words);
                grid.cells.push_back(std::move(cell));
            }
        }
        note_lines(grid);
        colour_cells(page_, grid);
        grid.reasons = region_.reasons;
        grid.reasons.push_back(std::to_string(grid.columns) + " columns with free strips between them");
        grid.reasons.push_back(plan_.reason);
        found.words = region_.words;
        std::sort(found.words.begin(), found.words.end());
        return found;
    }

    void note_lines(Grid& grid) const
    {
        if (page_.kind != PageKind::aligned)
            return;
        grid.row_lines.assign(grid.rows, 0);
        grid.blank_before.assign(grid.rows, false);
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const int line = page_.words[pieces_[i].pieces.front().words.front()].place.line;
            int& begins = grid.row_lines[plan_.row_of_line[i]];
            if (begins == 0) {
                begins = line;
                grid.blank_before[plan_.row_of_line[i]] =
                    i == 0 ||
                    std::binary_search(page_.blank_lines.begin(), page_.blank_lines.end(), line - 1);
            }
            grid.last_line = std::max(grid.last_line, line);
        }
        grid.first_line = grid.row_lines.front();
    }

    const Page& page_;
    const AlignedRegion& region_;
    std::vector<float> edges_{};
    std::vector<PieceLine> pieces_{};
    RowPlan plan_{};
    std::vector<OpenRow> rows_{};
    std::vector<float> tops_{}, bottoms_{};
};

}  // namespace

std::optional<FoundGrid> grid_from_region(const Page& page, const AlignedRegion& region)
{
    return RegionGrid(page, region).build();
}

}  // namespace domesday
