// Headings repeated on the next page that were not told apart from the row that goes on below them.
//
// In a table without rules nothing but meaning parts repeated headings from the rest of a row cut by the page
// break: both have no words in the first column's next line. The page on which the table begins knows where
// its headings end; later pages are mended by it.
#pragma once

#include <deque>

#include "extractor/layout/grid.hpp"

namespace domesday
{

class RepeatedHeaders
{
public:
    // Splits the first rows of the page's grids where they begin with headings seen before, then remembers
    // the page's own. Pages must come in order.
    void mend(PageLayout& page);

private:
    std::deque<Grid> seen_{};  // the first rows of the last few tables
};

// `grid` with its first rows cut behind the words of `header`'s first rows; false, and `grid` as it was, when
// they do not begin with them in every column.
bool split_repeated_header(const Grid& header, Grid& grid);

}  // namespace domesday
