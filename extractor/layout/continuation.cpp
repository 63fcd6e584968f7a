#include "extractor/layout/continuation.hpp"

#include <algorithm>
#include <cmath>

#include "extractor/text/edit_distance.hpp"

namespace domesday
{
namespace
{

std::string letters_of(const Cell* cell)
{
    std::string letters;
    if (cell == nullptr)
        return letters;
    for (const auto& word : cell->words)
        for (const char c : word.text)
            letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return letters;
}

std::vector<std::string> texts_of_row(const Grid& grid, std::size_t row)
{
    std::vector<std::string> texts;
    const Cell* last = nullptr;
    for (std::size_t column = 0; column < grid.columns; ++column) {
        const Cell* cell = grid.at(row, column);
        if (cell == nullptr || cell == last)
            continue;
        last = cell;
        if (auto letters = letters_of(cell); !letters.empty())
            texts.push_back(std::move(letters));
    }
    return texts;
}

bool is_recognised(const Grid& grid, std::size_t row)
{
    return std::any_of(grid.cells.begin(), grid.cells.end(), [&](const Cell& cell) {
        return cell.row == row && std::any_of(cell.words.begin(), cell.words.end(),
                                              [](const Word& word) { return word.confidence < 100; });
    });
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string all;
    for (const auto& text : texts)
        all += text;
    return all;
}

// Recognition reads the same header a little differently on every page: one letter in six may differ. The
// worst header of a 200 dpi scan differs in one in nine, two rows of scores in every letter.
bool are_alike(const std::string& a, const std::string& b)
{
    const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    return longer - shorter <= longer / 6 && edit_distance(a, b) <= longer / 6;
}

bool repeats(const Grid& header, const Grid& next, std::size_t row)
{
    const auto texts = texts_of_row(next, row), wanted = texts_of_row(header, row);
    if (texts.empty() || texts == wanted)
        return !texts.empty();
    return is_recognised(next, row) && are_alike(joined(texts), joined(wanted));
}

bool has_words(const Cell* cell)
{
    return cell != nullptr && !cell->words.empty();
}

// The column of `edges` that [left, right) covers best, if it covers most of either.
std::optional<std::size_t> column_under(const std::vector<float>& edges, float left, float right)
{
    std::optional<std::size_t> best;
    float most = 0;
    for (std::size_t column = 0; column + 1 < edges.size(); ++column) {
        const float common = std::min(right, edges[column + 1]) - std::max(left, edges[column]);
        const float narrow = std::min(right - left, edges[column + 1] - edges[column]);
        if (common > most && common > narrow * 0.6F) {
            most = common;
            best = column;
        }
    }
    return best;
}

float shift_between(const std::vector<float>& before, const std::vector<float>& next)
{
    // A table moved as a whole keeps its width; anything else is judged where it stands.
    const float left = next.front() - before.front();
    const float right = next.back() - before.back();
    return std::abs(left - right) < 3 ? (left + right) / 2 : 0;
}

bool edges_agree(const std::vector<float>& before, const std::vector<float>& next, float shift, float drift)
{
    if (before.size() != next.size())
        return false;
    for (std::size_t i = 0; i < before.size(); ++i)
        if (std::abs(next[i] - shift - before[i]) > drift)
            return false;
    return true;
}

bool map_tabbed(const Grid& before, const Grid& next, Continuation& found)
{
    if (before.columns != next.columns)
        return false;
    for (std::size_t column = 0; column < next.columns; ++column)
        found.column_of.push_back(column);
    found.reasons.push_back("the same number of columns, " + std::to_string(next.columns));
    return true;
}

bool map_columns(const Grid& before, const Grid& next, const ContinuationOptions& options,
                 Continuation& found)
{
    const auto& edges = before.column_edges;
    if (edges.size() < 2 || next.column_edges.size() < 2)
        return map_tabbed(before, next, found);
    float shift = shift_between(edges, next.column_edges);
    if (std::abs(shift) > options.largest_shift)
        shift = 0;
    if (edges_agree(edges, next.column_edges, shift, options.drift)) {
        for (std::size_t column = 0; column < next.columns; ++column)
            found.column_of.push_back(column);
        found.reasons.push_back("its columns stand under those before");
        return true;
    }
    std::vector<bool> taken(before.columns, false);
    std::size_t placed = 0, previous = 0;
    for (std::size_t column = 0; column < next.columns; ++column) {
        const float left = next.column_edges[column] - shift, right = next.column_edges[column + 1] - shift;
        auto under = column_under(edges, left, right);
        if (under && (taken[*under] || (placed > 0 && *under < previous)))
            under.reset();
        found.column_of.push_back(under);
        if (!under)
            continue;
        taken[*under] = true;
        previous = *under;
        ++placed;
    }
    const bool ruled = before.kind == GridKind::ruled && next.kind == GridKind::ruled;
    const bool enough =
        placed == next.columns && placed * 2 >= before.columns && (!ruled || placed == before.columns);
    found.reasons.push_back(std::to_string(placed) + " of its " + std::to_string(next.columns) +
                            " columns stand under the " + std::to_string(before.columns) + " before");
    return enough;
}

}  // namespace

std::size_t repeated_header_rows(const Grid& header, const Grid& next)
{
    std::size_t row = 0;
    while (row < header.rows && row < next.rows && repeats(header, next, row))
        ++row;
    return row;
}

Continuation find_continuation(const Grid& header, const Grid& before, const Grid& next,
                               const ContinuationOptions& options)
{
    Continuation found;
    if (before.columns == 0 || next.columns == 0 || next.rows == 0)
        return found;
    found.header_rows = repeated_header_rows(header, next);
    if (found.header_rows > 0)
        found.reasons.push_back("it repeats " + std::to_string(found.header_rows) + " header row(s)");
    found.continues = map_columns(before, next, options, found);
    if (!found.continues || found.header_rows >= next.rows)
        return found;
    const std::size_t row = found.header_rows;
    bool others = false;
    for (std::size_t column = 1; column < next.columns; ++column)
        others = others || has_words(next.at(row, column));
    const Cell* first = next.at(row, 0);
    const bool first_is_key = !found.column_of.empty() && found.column_of.front() == std::size_t{0};
    if (others && (!first_is_key || !has_words(first))) {
        found.first_row = RowCut::cut;
        found.reasons.push_back("its first row has no words in the first column: a row goes on");
    }
    return found;
}

}  // namespace domesday
