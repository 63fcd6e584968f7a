#include "extractor/layout/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace domesday
{
namespace
{

class DisjointSets
{
public:
    explicit DisjointSets(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
    std::uint32_t find(std::uint32_t i)
    {
        while (parent_[i] != i)
            i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b)
    {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

struct Component {
    std::vector<Rule> horizontal, vertical;
};

std::vector<Component> components_of(const RuleSet& rules, float touch)
{
    const auto horizontals = static_cast<std::uint32_t>(rules.horizontal.size());
    const auto verticals = static_cast<std::uint32_t>(rules.vertical.size());
    DisjointSets sets(horizontals + verticals);
    std::vector<bool> crossed(horizontals + verticals, false);
    for (std::uint32_t h = 0; h < horizontals; ++h) {
        const Rule& across = rules.horizontal[h];
        auto it = std::lower_bound(rules.vertical.begin(), rules.vertical.end(), across.x0 - touch,
                                   [](const Rule& rule, float x) { return rule.x0 < x; });
        for (; it != rules.vertical.end() && it->x0 <= across.x1 + touch; ++it) {
            if (across.y0 < it->y0 - touch || across.y0 > it->y1 + touch)
                continue;
            const auto v = horizontals + static_cast<std::uint32_t>(it - rules.vertical.begin());
            sets.join(h, v);
            crossed[h] = crossed[v] = true;
        }
    }
    std::map<std::uint32_t, Component> found;
    for (std::uint32_t h = 0; h < horizontals; ++h)
        if (crossed[h])
            found[sets.find(h)].horizontal.push_back(rules.horizontal[h]);
    for (std::uint32_t v = 0; v < verticals; ++v)
        if (crossed[horizontals + v])
            found[sets.find(horizontals + v)].vertical.push_back(rules.vertical[v]);
    std::vector<Component> components;
    for (auto& [root, component] : found)
        components.push_back(std::move(component));
    return components;
}

// Positions apart by less than `narrow` are one: the space between double rules is no row and no column.
std::vector<float> positions(std::vector<float> all, float narrow)
{
    std::sort(all.begin(), all.end());
    std::vector<float> out;
    for (const float at : all)
        if (out.empty() || at - out.back() > narrow)
            out.push_back(at);
    return out;
}

std::size_t nearest(const std::vector<float>& sorted, float at)
{
    const auto it = std::lower_bound(sorted.begin(), sorted.end(), at);
    if (it == sorted.begin())
        return 0;
    if (it == sorted.end())
        return sorted.size() - 1;
    const auto index = static_cast<std::size_t>(it - sorted.begin());
    return at - sorted[index - 1] <= *it - at ? index - 1 : index;
}

// Which sides of elementary cells carry a rule.
struct Walls {
    std::size_t rows, columns;
    std::vector<float> right, below;  // covered share of each side; of cell row * columns + column

    bool has_right(std::size_t row, std::size_t column) const
    {
        return right[row * columns + column] >= 0.5F;
    }
    bool has_below(std::size_t row, std::size_t column) const
    {
        return below[row * columns + column] >= 0.5F;
    }
};

// Adds the part of [begin, end) that lies in each interval of `at` to its share.
template <class Add>
void cover(const std::vector<float>& at, float begin, float end, Add add)
{
    auto i = static_cast<std::size_t>(std::upper_bound(at.begin(), at.end(), begin) - at.begin());
    i = i > 0 ? i - 1 : 0;
    for (; i + 1 < at.size() && at[i] < end; ++i) {
        const float common = std::min(end, at[i + 1]) - std::max(begin, at[i]);
        if (common > 0)
            add(i, common / (at[i + 1] - at[i]));
    }
}

Walls walls_of(const Component& component, const Lattice& lattice)
{
    Walls walls{lattice.rows(), lattice.columns(), {}, {}};
    walls.right.assign(walls.rows * walls.columns, 0);
    walls.below.assign(walls.rows * walls.columns, 0);
    for (const auto& rule : component.vertical) {
        const std::size_t edge = nearest(lattice.xs, rule.x0);
        if (edge == 0 || edge > walls.columns)
            continue;
        cover(lattice.ys, rule.y0, rule.y1,
              [&](std::size_t row, float share) { walls.right[row * walls.columns + edge - 1] += share; });
    }
    for (const auto& rule : component.horizontal) {
        const std::size_t edge = nearest(lattice.ys, rule.y0);
        if (edge == 0 || edge > walls.rows)
            continue;
        cover(lattice.xs, rule.x0, rule.x1, [&](std::size_t column, float share) {
            walls.below[(edge - 1) * walls.columns + column] += share;
        });
    }
    return walls;
}

// Elementary cells without a rule between them, as sets.
DisjointSets open_areas(const Walls& walls)
{
    DisjointSets sets(walls.rows * walls.columns);
    for (std::size_t row = 0; row < walls.rows; ++row)
        for (std::size_t column = 0; column < walls.columns; ++column) {
            const auto here = static_cast<std::uint32_t>(row * walls.columns + column);
            if (column + 1 < walls.columns && !walls.has_right(row, column))
                sets.join(here, here + 1);
            if (row + 1 < walls.rows && !walls.has_below(row, column))
                sets.join(here, here + static_cast<std::uint32_t>(walls.columns));
        }
    return sets;
}

bool is_free(const Lattice& lattice, const LatticeCell& cell)
{
    for (std::size_t row = cell.row; row < cell.row + cell.row_span; ++row)
        for (std::size_t column = cell.column; column < cell.column + cell.column_span; ++column)
            if (lattice.cell_at[row * lattice.columns() + column] != UINT32_MAX)
                return false;
    return true;
}

void put(Lattice& lattice, const LatticeCell& cell)
{
    const auto index = static_cast<std::uint32_t>(lattice.cells.size());
    for (std::size_t row = cell.row; row < cell.row + cell.row_span; ++row)
        for (std::size_t column = cell.column; column < cell.column + cell.column_span; ++column)
            lattice.cell_at[row * lattice.columns() + column] = index;
    lattice.cells.push_back(cell);
}

// An open area that is a rectangle is one cell. Any other shape (a missing stretch of a border, the open
// corner of a key) is cut into runs of its rows; runs one below the other with the same ends stay together.
void fill_cells(Lattice& lattice, const Walls& walls)
{
    DisjointSets sets = open_areas(walls);
    struct Extent {
        std::size_t top = SIZE_MAX, left = SIZE_MAX, bottom = 0, right = 0, count = 0;
    };
    std::vector<Extent> extents(walls.rows * walls.columns);
    for (std::size_t row = 0; row < walls.rows; ++row)
        for (std::size_t column = 0; column < walls.columns; ++column) {
            auto& e = extents[sets.find(static_cast<std::uint32_t>(row * walls.columns + column))];
            e.top = std::min(e.top, row);
            e.left = std::min(e.left, column);
            e.bottom = std::max(e.bottom, row + 1);
            e.right = std::max(e.right, column + 1);
            ++e.count;
        }
    lattice.cell_at.assign(walls.rows * walls.columns, UINT32_MAX);
    for (std::size_t row = 0; row < walls.rows; ++row)
        for (std::size_t column = 0; column < walls.columns; ++column) {
            if (lattice.cell_at[row * walls.columns + column] != UINT32_MAX)
                continue;
            const auto root = sets.find(static_cast<std::uint32_t>(row * walls.columns + column));
            const Extent& e = extents[root];
            if (e.count == (e.bottom - e.top) * (e.right - e.left)) {
                put(lattice, {e.top, e.left, e.bottom - e.top, e.right - e.left});
                continue;
            }
            LatticeCell run{row, column, 1, 1};
            while (run.column + run.column_span < walls.columns &&
                   !walls.has_right(row, run.column + run.column_span - 1) &&
                   is_free(lattice, {row, run.column + run.column_span, 1, 1}))
                ++run.column_span;
            const auto same_below = [&](std::size_t last) {
                for (std::size_t k = run.column; k < run.column + run.column_span; ++k)
                    if (walls.has_below(last, k) ||
                        (k + 1 < run.column + run.column_span && walls.has_right(last + 1, k)))
                        return false;
                const bool left_wall = run.column == 0 || walls.has_right(last + 1, run.column - 1);
                const std::size_t end = run.column + run.column_span;
                const bool right_wall = end == walls.columns || walls.has_right(last + 1, end - 1);
                return left_wall && right_wall &&
                       is_free(lattice, {last + 1, run.column, 1, run.column_span});
            };
            while (run.row + run.row_span < walls.rows && same_below(run.row + run.row_span - 1))
                ++run.row_span;
            put(lattice, run);
        }
}

Lattice lattice_from(const Component& component, const LatticeOptions& options)
{
    Lattice lattice;
    std::vector<float> xs, ys;
    for (const auto& rule : component.vertical)
        xs.push_back(rule.x0);
    for (const auto& rule : component.horizontal)
        ys.push_back(rule.y0);
    // Open sides end where the rules that cross them end.
    const auto [left, right] = std::minmax_element(xs.begin(), xs.end());
    const auto [top, bottom] = std::minmax_element(ys.begin(), ys.end());
    float min_x = *left, max_x = *right, min_y = *top, max_y = *bottom;
    for (const auto& rule : component.horizontal) {
        min_x = std::min(min_x, rule.x0);
        max_x = std::max(max_x, rule.x1);
    }
    for (const auto& rule : component.vertical) {
        min_y = std::min(min_y, rule.y0);
        max_y = std::max(max_y, rule.y1);
    }
    const float margin = options.touch * 2;
    lattice.open_top = *top - min_y > margin;
    lattice.open_bottom = max_y - *bottom > margin;
    const bool open_left = *left - min_x > margin, open_right = max_x - *right > margin;
    lattice.open_sides = open_left || open_right;
    if (open_left)
        xs.push_back(min_x);
    if (open_right)
        xs.push_back(max_x);
    if (lattice.open_top)
        ys.push_back(min_y);
    if (lattice.open_bottom)
        ys.push_back(max_y);
    lattice.xs = positions(std::move(xs), options.narrow);
    lattice.ys = positions(std::move(ys), options.narrow);
    return lattice;
}

}  // namespace

const LatticeCell* Lattice::find(float x, float y) const
{
    if (x < xs.front() || x >= xs.back() || y < ys.front() || y >= ys.back())
        return nullptr;
    const auto column = static_cast<std::size_t>(std::upper_bound(xs.begin(), xs.end(), x) - xs.begin()) - 1;
    const auto row = static_cast<std::size_t>(std::upper_bound(ys.begin(), ys.end(), y) - ys.begin()) - 1;
    return &cells[cell_at[row * columns() + column]];
}

void Lattice::cut_cells(const std::vector<ColumnCuts>& cuts)
{
    std::vector<LatticeCell> made = cells;
    for (const auto& [index, before] : cuts) {
        LatticeCell rest = cells[index];
        const std::size_t end = rest.column + rest.column_span;
        for (std::size_t i = 0; i <= before.size(); ++i) {
            LatticeCell part = rest;
            part.column = i == 0 ? rest.column : before[i - 1];
            part.column_span = (i < before.size() ? before[i] : end) - part.column;
            if (i == 0)
                made[index] = part;
            else
                made.push_back(part);
        }
    }
    std::sort(made.begin(), made.end(), [](const LatticeCell& a, const LatticeCell& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    cells.clear();
    cell_at.assign(rows() * columns(), UINT32_MAX);
    for (const auto& cell : made)
        put(*this, cell);
}

void Lattice::cut_rows(const std::vector<float>& heights)
{
    std::vector<float> all = ys;
    all.insert(all.end(), heights.begin(), heights.end());
    std::sort(all.begin(), all.end());
    const auto index = [&](float y) {
        return static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), y) - all.begin());
    };
    std::vector<LatticeCell> made;
    for (const auto& cell : cells) {
        const std::size_t first = index(ys[cell.row]), last = index(ys[cell.row + cell.row_span]);
        if (cell.row_span > 1) {
            made.push_back({first, cell.column, last - first, cell.column_span});
            continue;
        }
        for (std::size_t row = first; row < last; ++row)
            made.push_back({row, cell.column, 1, cell.column_span});
    }
    std::sort(made.begin(), made.end(), [](const LatticeCell& a, const LatticeCell& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    ys = std::move(all);
    cells.clear();
    cell_at.assign(rows() * columns(), UINT32_MAX);
    for (const auto& cell : made)
        put(*this, cell);
}

std::vector<Lattice> lattices_from_rules(const RuleSet& rules, const LatticeOptions& options)
{
    std::vector<Lattice> lattices;
    for (const auto& component : components_of(rules, options.touch)) {
        Lattice lattice = lattice_from(component, options);
        if (lattice.xs.size() < 2 || lattice.ys.size() < 2 ||
            lattice.rows() * lattice.columns() > options.most_cells)
            continue;
        fill_cells(lattice, walls_of(component, lattice));
        if (lattice.cells.size() >= 2 || lattice.open_top || lattice.open_bottom)
            lattices.push_back(std::move(lattice));
    }
    std::stable_sort(lattices.begin(), lattices.end(),
                     [](const Lattice& a, const Lattice& b) { return a.ys.front() < b.ys.front(); });
    return lattices;
}

}  // namespace domesday
