// Does the first table of a page go on from the last table of the page before?
//
// Promised: a pure function of two grids; it looks at positions and words, knows no vocabulary and changes
// nothing. Whether anything but page furniture stands between the two grids is the caller's to know.
// Normal: no continuation (another table, other columns). Nothing fails.
//
// Columns agree when their edges do, within `drift` points after one common shift of the whole table: the
// second page of a table printed in another frame is shifted, and columns found from words (no rules)
// move with the words. A page on which a column has no word at all lacks that column in an unruled grid:
// `column_of` then leaves a gap. Tabbed grids have no edges: they agree by their number of columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "extractor/layout/grid.hpp"

namespace domesday
{

struct ContinuationOptions {
    float drift = 6;           // points; columns of one table moved up to 4 pt between pages of exports
    float largest_shift = 40;  // points; binding margins of left and right pages
};

// How the first row of the next page (after a repeated header) stands to the last row of the page before.
enum class RowCut {
    new_row,  // its first column holds words: a row of its own
    cut,  // the row was cut by the page break, or its merged first cell was: first column empty, others not
};

struct Continuation {
    bool continues = false;
    // For each column of `next` the column of `before` it stands under; none: a column that `before` lacks.
    std::vector<std::optional<std::size_t>> column_of{};
    std::size_t header_rows = 0;  // leading rows of `next` that repeat the header rows of `header`
    RowCut first_row = RowCut::new_row;
    std::vector<std::string> reasons{};  // for and against, one sentence each, for `show --why`
};

// `header` is the grid that holds the table's header (its first page); often `before` itself. `before` may
// be a grid joined from several pages: its column_edges are those that count.
Continuation find_continuation(const Grid& header, const Grid& before, const Grid& next,
                               const ContinuationOptions& options = {});

// Leading rows of `next` whose words are those of the leading rows of `header`, cell for cell without regard
// to white space and case of ASCII letters; of recognised words a few letters may differ. 0 when the header
// is not repeated.
std::size_t repeated_header_rows(const Grid& header, const Grid& next);

}  // namespace domesday
