// Ruled tables: crossing rules -> cells.
//
// The rules of a page that touch each other make one lattice. Its lines cut the plane into elementary cells;
// neighbours with no rule between them are one cell, as printed (merged cells). A side that stands open
// (a table cut by the page's end, or drawn without its outer border) is closed where the crossing rules end.
#pragma once

#include <cstddef>
#include <vector>

#include "extractor/layout/rules.hpp"

namespace domesday
{

struct LatticeCell {
    std::size_t row = 0, column = 0, row_span = 1, column_span = 1;
    bool operator==(const LatticeCell&) const = default;
};

struct Lattice {
    std::vector<float> xs{}, ys{};               // columns + 1, rows + 1 positions
    std::vector<LatticeCell> cells{};            // by row, then column; they cover the whole lattice
    std::vector<std::uint32_t> cell_at{};        // rows x columns: index into `cells`
    bool open_top = false, open_bottom = false;  // no rule along that side
    bool open_sides = false;

    std::size_t rows() const { return ys.size() - 1; }
    std::size_t columns() const { return xs.size() - 1; }
    Box box() const { return {xs.front(), ys.front(), xs.back(), ys.back()}; }
    // The cell that holds the point, or null.
    const LatticeCell* find(float x, float y) const;
    // Cuts the rows at these heights (ascending). Cells of one row become a cell in each part, those over
    // several rows stay whole.
    void cut_rows(const std::vector<float>& heights);
    // Cuts each of these cells (by their place in `cells`) before the columns given for it (ascending, inside
    // the cell).
    struct ColumnCuts {
        std::size_t cell = 0;
        std::vector<std::size_t> before{};
    };
    void cut_cells(const std::vector<ColumnCuts>& cuts);
};

struct LatticeOptions {
    // Rules that end this near to another touch it. Borders of exports miss each other by up to 1.5 pt.
    float touch = 3.0F;
    // Rows and columns narrower than this are the space between double rules.
    float narrow = 3.5F;
    std::size_t most_cells = 200'000;  // of one lattice; more is a drawing
};

// Lattices with at least two cells, or one that stands open above or below, from top to bottom. Time: the
// number of rules, plus the number of pairs of a horizontal and a vertical one of the same columns of the
// page, plus the cells.
std::vector<Lattice> lattices_from_rules(const RuleSet& rules, const LatticeOptions& options = {});

}  // namespace domesday
