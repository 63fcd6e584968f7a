#include "extractor/document/separated_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

// Fewer are found in prose: "and / or", "Contact / Telephone / Email".
constexpr std::size_t kFewestSeparators = 3;
// A row of a Word table takes a page at most.
constexpr std::size_t kLongestRow = 100;
constexpr char kNoSeparator = '\0';
// A heading is a few words; a cell of text is longer.
constexpr std::size_t kLongestHeading = 60;

bool is_space_or_end(std::string_view line, std::size_t offset)
{
    return offset >= line.size() || line[offset] == ' ' || line[offset] == '\t' || line[offset] == '\r';
}

std::size_t count_separators(std::string_view line, char separator)
{
    std::size_t count = 0;
    for (auto at = line.find(separator); at != std::string_view::npos; at = line.find(separator, at + 1))
        count += is_separator_at(line, at, separator);
    return count;
}

// A line that begins with a bullet.
bool is_list_item(std::string_view line)
{
    const auto begin = std::min(line.find_first_not_of(" \t\f"), line.size());
    const auto item = line.substr(begin);
    if (item.empty() || item[0] == '/' || item[0] == '(')
        return false;
    std::size_t offset = 0;
    const char32_t first = next_code_point(item, offset);
    return !is_letter(first) && !is_digit(first) && is_space_or_end(item, offset);
}

bool is_blank(std::string_view line)
{
    return line.find_first_not_of(" \t\r\f\v") == std::string_view::npos;
}

// Short cells that are words, not numbers.
bool is_header(std::string_view line, char separator)
{
    std::size_t cells = 0, begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && !is_separator_at(line, i, separator))
            continue;
        const auto cell = line.substr(begin, i - begin);
        begin = i + 1;
        if (is_blank(cell))
            continue;
        const bool has_letter = std::any_of(
            cell.begin(), cell.end(), [](char c) { return (static_cast<unsigned char>(c) | 0x20) >= 'a'; });
        if (!has_letter || cell.size() > kLongestHeading)
            return false;
        ++cells;
    }
    return cells > kFewestSeparators;
}

class RowFinder
{
public:
    explicit RowFinder(const std::vector<std::string_view>& lines) : lines_(lines), parts_(lines.size()) {}

    std::vector<RowPart> find()
    {
        for (const char separator : {'/', '|'})
            for (std::size_t i = 0; i < lines_.size();)
                i = parts_[i].separator == '\t' &&
                            count_separators(lines_[i], separator) >= kFewestSeparators &&
                            is_header(lines_[i], separator)
                        ? take_table(i, separator)
                        : i + 1;
        return std::move(parts_);
    }

private:
    // A table with its header on line `header`; the line after it, or after the header where it is none.
    std::size_t take_table(std::size_t header, char separator)
    {
        const auto separators = count_separators(lines_[header], separator);
        const bool in_lines = separator == '|' || is_row_line(next_line(header + 1), separators, separator);
        std::size_t end = header + 1, rows = 0;
        for (auto next = end; end < lines_.size(); end = next, ++rows) {
            next = in_lines ? line_row_end(end, separators, separator)
                            : long_row_end(end, separators, separator);
            if (next == end)
                break;
        }
        if (rows > 0)
            parts_[header].separator = separator;
        return end;
    }

    // The line at or after `line` that is not blank; the number of lines where there is none.
    std::size_t next_line(std::size_t line) const
    {
        while (line < lines_.size() && is_blank(lines_[line]))
            ++line;
        return line;
    }

    // A row of "/" may lack a fifth of the cells, empty at its end, or have one more. A bar stands between
    // recognised columns of scans too, here and there: rows of "|" have exactly the bars of the header.
    bool is_row_line(std::size_t line, std::size_t separators, char separator) const
    {
        if (line == lines_.size())
            return false;
        const auto count = count_separators(lines_[line], separator);
        if (separator == '|')
            return count == separators;
        return count * 5 >= separators * 4 && count <= separators + 1;
    }

    // The line after the row on line `begin` and the blank lines before it; `begin` where there is no row.
    std::size_t line_row_end(std::size_t begin, std::size_t separators, char separator)
    {
        const auto row = next_line(begin);
        if (!is_row_line(row, separators, separator))
            return begin;
        parts_[row].separator = separator;
        return row + 1;
    }

    // The same for a row over several lines, which is complete when it has the header's separators. A slash
    // in a line of a list ("- gaps / errors") is one only where the others do not suffice.
    std::size_t long_row_end(std::size_t begin, std::size_t separators, char separator)
    {
        const auto first = next_line(begin);
        // a row begins with a cell and its separator, not with prose
        if (first == lines_.size() || count_separators(lines_[first], separator) == 0)
            return begin;
        for (const bool in_lists : {false, true}) {
            std::size_t found = 0, last = first;
            for (; last < lines_.size() && last - first < kLongestRow; ++last) {
                if (in_lists || !is_list_item(lines_[last]))
                    found += count_separators(lines_[last], separator);
                if (found >= separators)
                    break;
            }
            if (found != separators)
                continue;
            for (std::size_t i = first; i <= last; ++i)
                parts_[i] = {.separator = in_lists || !is_list_item(lines_[i]) ? separator : kNoSeparator,
                             .begins_row = i == first,
                             .ends_row = i == last};
            return last + 1;
        }
        return begin;
    }

    const std::vector<std::string_view>& lines_;
    std::vector<RowPart> parts_;
};

}  // namespace

bool is_separator_at(std::string_view line, std::size_t offset, char separator)
{
    if (line[offset] != separator)
        return false;
    if (separator == '/')
        return (offset == 0 || is_space_or_end(line, offset - 1)) && is_space_or_end(line, offset + 1);
    // markdown's outer bars are a frame
    return line.substr(0, offset).find_last_not_of(" \t\f") != std::string_view::npos &&
           line.find_first_not_of(" \t\r", offset + 1) != std::string_view::npos;
}

std::vector<RowPart> find_row_parts(const std::vector<std::string_view>& lines)
{
    return RowFinder{lines}.find();
}

}  // namespace domesday
