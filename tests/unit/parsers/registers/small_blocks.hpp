// Grids and paragraphs written down as text: cells of a row stand between '|', a row per string.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/layout/grid.hpp"

namespace domesday::test
{

inline std::vector<Word> words_of(std::string_view text, int line)
{
    std::vector<Word> words;
    Join join = Join::space;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == ' ' || text[at] == '\n') {
            join = text[at] == '\n' ? Join::line : join;
            line += text[at++] == '\n';
            continue;
        }
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        Word word{.text = std::string(text.substr(at, end - at)), .join = join};
        word.place.line = line;
        word.place.begin = static_cast<int>(at);
        word.place.end = static_cast<int>(end);
        words.push_back(std::move(word));
        join = Join::space;
        at = end;
    }
    return words;
}

// `first_line` is the line the first row stands on; each row is one line.
inline Grid grid_of(const std::vector<std::string>& rows, int first_line = 1)
{
    Grid grid{.kind = GridKind::tabbed, .first_line = first_line, .rows = rows.size()};
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const int line = first_line + static_cast<int>(r);
        grid.row_lines.push_back(line);
        grid.blank_before.push_back(false);
        std::size_t column = 0, at = 0;
        while (at <= rows[r].size()) {
            const std::size_t bar = std::min(rows[r].find('|', at), rows[r].size());
            Cell cell{.row = r, .column = column++};
            cell.words = words_of(std::string_view(rows[r]).substr(at, bar - at), line);
            grid.cells.push_back(std::move(cell));
            at = bar + 1;
        }
        grid.columns = std::max(grid.columns, column);
    }
    grid.last_line = first_line + static_cast<int>(rows.size()) - 1;
    return grid;
}

inline Paragraph paragraph_of(const std::string& text, int line = 1,
                              ParagraphKind kind = ParagraphKind::prose)
{
    return {.kind = kind, .words = words_of(text, line)};
}

inline Paragraph heading_of(const std::string& text, int line = 1)
{
    return paragraph_of(text, line, ParagraphKind::heading);
}

}  // namespace domesday::test
