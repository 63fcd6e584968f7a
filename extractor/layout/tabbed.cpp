#include "extractor/layout/tabbed.hpp"

#include <algorithm>
#include <cassert>
#include <span>
#include <string_view>
#include <utility>

#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

// A list that goes on without tabs in the middle of a table. The longest we know has 19 items (cards whose
// progress lists fill a page); an agenda's lists of bullets are as short, but stand among prose.
constexpr std::size_t kLongestLooseBlock = 40;
// Lines without tabs directly below a row belong to it when they are few; a text below a table is longer.
constexpr std::size_t kMostAttachedLines = 3;
constexpr std::size_t kLeastRowsOfKey = 5;  // four levels and the axis
constexpr std::size_t kHeadingWords = 8;

struct Row {
    std::span<const TabCell> cells;
    int line = 0;
    bool blank_before = false;

    bool has_tabs() const { return cells.size() > 1; }
};

enum class Use { paragraph, row, left_out };

bool is_rule_text(std::string_view text)
{
    return text.size() >= 2 && text.find_first_not_of("-:|=") == std::string_view::npos;
}

class TabbedPage
{
public:
    explicit TabbedPage(const Page& page) : page_(page) {}

    PageLayout layout()
    {
        find_rows();
        decide_uses();
        PageLayout result{.number = page_.number,
                          .width = page_.width,
                          .height = page_.height,
                          .kind = page_.kind,
                          .words = page_.words.size()};
        result.notes = page_.notes;
        for (std::size_t i = 0; i < rows_.size();)
            i = uses_[i] == Use::paragraph ? add_paragraph(result, i) : add_grid(result, i);
        return result;
    }

private:
    void find_rows()
    {
        const std::span<const TabCell> cells{page_.cells};
        for (std::size_t i = 0; i < cells.size();) {
            std::size_t end = i + 1;
            while (end < cells.size() && cells[end].column > cells[end - 1].column)
                ++end;
            Row row{.cells = cells.subspan(i, end - i), .line = cells[i].line};
            row.blank_before = rows_.empty() || has_blank_between(rows_.back().line, row.line);
            rows_.push_back(row);
            i = end;
        }
    }

    bool has_blank_between(int before, int after) const
    {
        const auto blank = std::upper_bound(page_.blank_lines.begin(), page_.blank_lines.end(), before);
        return blank != page_.blank_lines.end() && *blank < after;
    }

    std::span<const Word> words(const Row& row) const
    {
        const auto first = row.cells.front().first_word;
        return std::span{page_.words}.subspan(first, row.cells.back().last_word - first);
    }

    void decide_uses()
    {
        uses_.assign(rows_.size(), Use::paragraph);
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (rows_[i].has_tabs())
                uses_[i] = is_rule(rows_[i]) ? Use::left_out : Use::row;
        leave_numbered_paragraphs();
        for (std::size_t i = 0; i < rows_.size();) {
            if (uses_[i] != Use::paragraph) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < rows_.size() && uses_[end] == Use::paragraph)
                ++end;
            if (i > 0)
                decide_loose_block(i, end);
            if (uses_[end - 1] == Use::paragraph)
                table_begin_ = end;
            i = end;
        }
    }

    bool is_rule(const Row& row) const
    {
        const auto all = words(row);
        return !all.empty() &&
               std::all_of(all.begin(), all.end(), [](const Word& word) { return is_rule_text(word.text); });
    }

    // "1.<tab>Apologies": a word processor's numbering, no table.
    void leave_numbered_paragraphs()
    {
        for (std::size_t i = 0; i < rows_.size();) {
            std::size_t end = i;
            bool numbered = true;
            while (end < rows_.size() && rows_[end].has_tabs()) {
                numbered = numbered && is_numbered_paragraph(rows_[end]);
                ++end;
            }
            if (numbered)
                std::fill(uses_.begin() + static_cast<std::ptrdiff_t>(i),
                          uses_.begin() + static_cast<std::ptrdiff_t>(end), Use::paragraph);
            i = end + 1;
        }
    }

    bool is_numbered_paragraph(const Row& row) const
    {
        if (row.cells.size() != 2)
            return false;
        const auto& [first, second] = std::pair{row.cells[0], row.cells[1]};
        if (first.last_word - first.first_word != 1 || second.first_word == second.last_word)
            return false;
        const std::string_view marker = page_.words[first.first_word].text;
        if (is_bullet(marker))
            return true;
        const bool is_closed = marker.back() == '.' || marker.back() == ')';
        const auto body = marker.substr(marker.front() == '(', std::string_view::npos);
        const auto dot = marker.find('.');
        return body.size() <= 7 &&
               body.find_first_not_of("0123456789.)abcdefghijvx") == std::string_view::npos &&
               (is_closed || (dot != std::string_view::npos && dot > 0));
    }

    static bool is_bullet(std::string_view text)
    {
        std::size_t offset = 0;
        const char32_t c = next_code_point(text, offset);
        if (offset != text.size())
            return false;
        return c == '-' || c == '*' || c == 'o' || c == 0xB7 || c == 0x2022 || c == 0x2013 ||
               (c >= 0x25A0 && c < 0x2600) || (c >= 0xE000 && c < 0xF900);
    }

    // Rows [begin, end) have no tabs; a row of a table stands before them.
    void decide_loose_block(std::size_t begin, std::size_t end)
    {
        const bool is_inside = is_inside_table(begin, end);
        for (std::size_t i = begin; i < end;) {
            std::size_t block_end = i + 1;
            while (block_end < end && !rows_[block_end].blank_before)
                ++block_end;
            if (!is_inside && !goes_on(i, block_end))
                return;
            std::fill(uses_.begin() + static_cast<std::ptrdiff_t>(i),
                      uses_.begin() + static_cast<std::ptrdiff_t>(block_end), Use::row);
            i = block_end;
        }
    }

    // Is the whole block of lines [begin, end) part of the table around it? When it is mostly a list, whose
    // headings need not look like the middle of a text; or when rows of the same width go on below it, unless
    // they begin with the table's first row again or a heading stands before them.
    bool is_inside_table(std::size_t begin, std::size_t end) const
    {
        if (end == rows_.size() || end - begin > kLongestLooseBlock)
            return false;
        const auto items = std::count_if(rows_.begin() + static_cast<std::ptrdiff_t>(begin),
                                         rows_.begin() + static_cast<std::ptrdiff_t>(end),
                                         [&](const Row& row) { return is_bullet(words(row).front().text); });
        if (static_cast<std::size_t>(items) * 2 > end - begin)
            return true;
        return rows_[end].cells.size() >= 3 && rows_[end].cells.size() == columns_before(begin) &&
               !is_heading(rows_[begin]) && !has_words_of(rows_[end], rows_[table_begin_]);
    }

    bool has_words_of(const Row& row, const Row& other) const
    {
        const auto a = words(row), b = words(other);
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const Word& x, const Word& y) { return x.text == y.text; });
    }

    // Most cells among the last rows with tabs before `row`.
    std::size_t columns_before(std::size_t row) const
    {
        std::size_t columns = 0;
        for (std::size_t seen = 0; row > 0 && seen < 3; --row) {
            if (!rows_[row - 1].has_tabs())
                continue;
            columns = std::max(columns, rows_[row - 1].cells.size());
            ++seen;
        }
        return columns;
    }

    bool is_heading(const Row& row) const
    {
        const auto all = words(row);
        if (all.empty() || all.size() > kHeadingWords || begins_inside_a_text(all.front()))
            return false;
        const char last = all.back().text.back();
        return last != '.' && last != ',' && last != ';';
    }

    // A lower-case word, a bullet, or a list or paragraph of the dump's own HTML.
    static bool begins_inside_a_text(const Word& word)
    {
        std::size_t offset = 0;
        const char32_t first = next_code_point(word.text, offset);
        return word.join == Join::item || is_lower(first) || is_bullet(word.text) ||
               (!is_letter(first) && !is_digit(first) && is_bullet(word.text.substr(0, offset)));
    }

    // Does the block of lines [begin, end) go on with the table above it?
    bool goes_on(std::size_t begin, std::size_t end) const
    {
        if (end - begin > kLongestLooseBlock)
            return false;
        if (begins_inside_a_text(words(rows_[begin]).front()))
            return true;
        return !rows_[begin].blank_before && end - begin <= kMostAttachedLines;
    }

    std::size_t add_paragraph(PageLayout& layout, std::size_t row) const
    {
        Paragraph paragraph;
        paragraph.page = page_.words[rows_[row].cells.front().first_word].place.page;
        std::size_t end = row;
        do {
            for (const auto& word : words(rows_[end])) {
                paragraph.words.push_back(word);
                paragraph.box = united(paragraph.box, word.place.box);
            }
            // a numbered paragraph: its tab stands for a space
            for (const auto& cell : rows_[end].cells.subspan(1))
                if (cell.first_word < cell.last_word)
                    paragraph
                        .words[paragraph.words.size() - words(rows_[end]).size() + cell.first_word -
                               rows_[end].cells.front().first_word]
                        .join = Join::space;
            ++end;
        } while (end < rows_.size() && uses_[end] == Use::paragraph && !rows_[end].blank_before);
        layout.blocks.emplace_back(std::move(paragraph));
        return end;
    }

    std::size_t add_grid(PageLayout& layout, std::size_t begin) const
    {
        Grid grid{.kind = GridKind::tabbed};
        std::size_t row = begin;
        bool blank_before = false;
        for (; row < rows_.size() && uses_[row] != Use::paragraph; ++row) {
            blank_before = blank_before || rows_[row].blank_before;
            if (uses_[row] == Use::left_out) {
                grid.reasons.push_back("line " + std::to_string(rows_[row].line) +
                                       ": a rule of dashes is left out");
                continue;
            }
            if (row > begin && rows_[row].blank_before && is_another_table(begin, row))
                break;
            add_row(grid, rows_[row], blank_before);
            blank_before = false;
        }
        if (grid.rows > 0)
            layout.blocks.emplace_back(std::move(grid));
        return row;
    }

    void add_row(Grid& grid, const Row& row, bool blank_before) const
    {
        for (const auto& tab_cell : row.cells) {
            Cell cell{.row = grid.rows, .column = static_cast<std::size_t>(tab_cell.column)};
            cell.words.assign(page_.words.begin() + tab_cell.first_word,
                              page_.words.begin() + tab_cell.last_word);
            for (const auto& word : cell.words) {
                cell.box = united(cell.box, word.place.box);
                cell.page = word.place.page;
                grid.page = word.place.page;
            }
            grid.box = united(grid.box, cell.box);
            grid.columns = std::max(grid.columns, cell.column + 1);
            grid.cells.push_back(std::move(cell));
        }
        grid.first_line = grid.rows == 0 ? row.line : grid.first_line;
        grid.last_line = row.line;
        grid.row_lines.push_back(row.line);
        grid.blank_before.push_back(blank_before);
        ++grid.rows;
    }

    // After three rows of one width and a blank line only rows of one smaller width, three or more, or the
    // rows of a key to scores with its short cells: another table. Rows that a dump has damaged are narrower
    // too, but uneven, or begin with the rest of a cell.
    bool is_another_table(std::size_t begin, std::size_t row) const
    {
        if (row < begin + 3)
            return false;
        const std::size_t width = rows_[row - 1].cells.size();
        for (std::size_t i = row - 3; i < row; ++i)
            if (rows_[i].cells.size() != width)
                return false;
        const std::size_t narrow = rows_[row].cells.size();
        const auto& first = rows_[row].cells.front();
        if (narrow + 1 >= width || first.first_word == first.last_word ||
            begins_inside_a_text(page_.words[first.first_word]))
            return false;
        std::size_t end = row;
        while (end < rows_.size() && uses_[end] == Use::row && rows_[end].cells.size() == narrow)
            ++end;
        return end >= row + 3 && (end == rows_.size() || uses_[end] == Use::paragraph ||
                                  (end >= row + kLeastRowsOfKey && has_short_cells(row, end)));
    }

    // A key to scores, a heat map: cells of a few words at most, which no row of a register keeps to.
    bool has_short_cells(std::size_t begin, std::size_t end) const
    {
        for (std::size_t i = begin; i < end; ++i)
            for (const auto& cell : rows_[i].cells)
                if (cell.last_word - cell.first_word > 4)
                    return false;
        return true;
    }

    const Page& page_;
    std::vector<Row> rows_;
    std::vector<Use> uses_;
    std::size_t table_begin_ = 0;  // the first row of the table that is being decided on
};

}  // namespace

PageLayout layout_from_tabbed_page(const Page& page, const LayoutOptions&)
{
    assert(page.kind == PageKind::tabbed);
    return TabbedPage{page}.layout();
}

}  // namespace domesday
