// Tables whose cells a dump separates by " / " or "|" instead of tabs.
//
// Word tables turned to text have " / " between cells; a cell of several paragraphs then goes on over lines
// without a separator ("1 / Title / Causes:", "- one", "/ 4 / Owner"). Markdown has "|". A slash in prose, in
// a title ("managed / governed") or in a list of two columns makes no table: a header of four cells or more
// is asked for, and rows that have its separators.
#pragma once

#include <string_view>
#include <vector>

namespace domesday
{

// What a line is to the table it stands in.
struct RowPart {
    char separator = '\t';  // of its cells; '\0': the line lies within one cell
    bool begins_row = true;
    bool ends_row = true;
    bool operator==(const RowPart&) const = default;
};

// One RowPart for each of `lines`.
std::vector<RowPart> find_row_parts(const std::vector<std::string_view>& lines);

// Does a separator stand at `offset` of `line`? A slash only between white space or at the line's ends, a bar
// everywhere but at the line's ends.
bool is_separator_at(std::string_view line, std::size_t offset, char separator);

}  // namespace domesday
