#include "extractor/layout/tiles.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace domesday
{
namespace
{

// White lines of 1 to 2.5 pt part the cells of such tables.
constexpr float kGap = 3;
// More areas than this are a picture: our densest table of coloured cells has 90.
constexpr std::size_t kMost = 2000;

bool is_tile(const Page& page, const Fill& fill)
{
    return fill.colour != 0xFFFFFF && fill.box.width() >= 12 && fill.box.height() >= 6 &&
           fill.box.height() < 0.5F * page.height;
}

bool near(float a, float b)
{
    return std::abs(a - b) <= kGap;
}

bool has_edge(const TileRow& row, float x)
{
    return std::any_of(row.edges.begin(), row.edges.end(), [&](float edge) { return near(edge, x); });
}

// Tiles of one height from left to right, without those painted inside another (the shading of paragraphs
// inside the shading of their cell).
void append_rows(std::span<const Box> tiles, std::vector<TileRow>& rows)
{
    TileRow open;
    float right = -1e9F;
    const auto close = [&] {
        if (open.edges.size() >= 3)
            rows.push_back(open);
        open = {};
    };
    for (const auto& tile : tiles) {
        if (tile.right <= right + kGap)
            continue;
        if (open.edges.empty() || tile.left > right + kGap) {
            close();
            open = {.top = tile.top, .bottom = tile.bottom, .edges = {tile.left}};
        } else if (!near(open.edges.back(), tile.left)) {
            open.edges.push_back(tile.left);
        }
        open.edges.push_back(tile.right);
        right = tile.right;
    }
    close();
}

// From left to right an edge between two tiles stands twice, a white line apart.
void merge_edges(TileRow& row)
{
    std::vector<float> edges;
    for (const float x : row.edges)
        if (edges.empty() || !near(edges.back(), x))
            edges.push_back(x);
    row.edges = std::move(edges);
}

}  // namespace

std::vector<TileRow> tile_rows_of(const Page& page)
{
    std::vector<Box> tiles;
    for (const auto& fill : page.fills)
        if (is_tile(page, fill))
            tiles.push_back(fill.box);
    if (tiles.size() < 3 || tiles.size() > kMost)
        return {};
    std::sort(tiles.begin(), tiles.end(), [](const Box& a, const Box& b) { return a.top < b.top; });
    std::vector<TileRow> rows;
    for (std::size_t from = 0; from < tiles.size();) {
        std::size_t to = from;
        while (to < tiles.size() && tiles[to].top - tiles[from].top <= 1.5F)
            ++to;
        // The tallest height of this top edge counts: lower ones are painted inside it.
        float tallest = 0;
        for (std::size_t i = from; i < to; ++i)
            tallest = std::max(tallest, tiles[i].height());
        std::vector<Box> same;
        for (std::size_t i = from; i < to; ++i)
            if (tiles[i].height() >= tallest - 2)
                same.push_back(tiles[i]);
        std::sort(same.begin(), same.end(), [](const Box& a, const Box& b) {
            return a.left != b.left ? a.left < b.left : a.right > b.right;
        });
        append_rows(same, rows);
        from = to;
    }
    for (auto& row : rows)
        merge_edges(row);
    std::erase_if(rows, [](const TileRow& row) { return row.edges.size() < 3; });
    return rows;
}

namespace
{

bool belongs_below(const TileRow& above, const TileRow& row)
{
    const float gap = row.top - above.bottom;
    const float height = std::max(row.bottom - row.top, above.bottom - above.top);
    if (gap < -kGap || gap > 1.6F * height)
        return false;
    std::size_t common = 0;
    for (const float x : row.edges)
        common += has_edge(above, x) ? 1 : 0;
    return common >= 3 || common == std::min(row.edges.size(), above.edges.size());
}

void add_stack(std::span<const TileRow> stack, std::vector<Rule>& rules)
{
    for (std::size_t i = 0; i < stack.size(); ++i) {
        const TileRow& row = stack[i];
        rules.push_back({row.edges.front(), row.top, row.edges.back(), row.top});
        rules.push_back({row.edges.front(), row.bottom, row.edges.back(), row.bottom});
        for (const float x : row.edges)
            rules.push_back({x, row.top, x, row.bottom});
        if (i + 1 == stack.size() || stack[i + 1].top - row.bottom <= kGap)
            continue;
        for (const float x : row.edges)
            if (has_edge(stack[i + 1], x))
                rules.push_back({x, row.bottom, x, stack[i + 1].top});
    }
}

}  // namespace

std::vector<Rule> rules_from_tiles(const Page& page)
{
    const auto rows = tile_rows_of(page);
    std::vector<Rule> rules;
    for (std::size_t from = 0; from < rows.size();) {
        std::size_t to = from + 1;
        while (to < rows.size() && belongs_below(rows[to - 1], rows[to]))
            ++to;
        if (to - from >= 3)
            add_stack(std::span(rows).subspan(from, to - from), rules);
        from = to;
    }
    return rules;
}

}  // namespace domesday
