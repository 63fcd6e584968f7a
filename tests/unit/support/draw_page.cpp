#include "tests/unit/support/draw_page.hpp"

#include <algorithm>

namespace domesday
{
namespace
{

constexpr float kWide = 6, kHigh = 12;

using Lines = std::vector<std::u32string>;

std::u32string decoded(const std::string& utf8)
{
    std::u32string out;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = length == 1 ? lead : lead & (0xFF >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            point = (point << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3F);
        out += point;
        i += length;
    }
    return out;
}

std::string encoded(std::u32string_view text)
{
    std::string out;
    for (const char32_t point : text) {
        if (point < 0x80) {
            out += static_cast<char>(point);
        } else if (point < 0x800) {
            out += static_cast<char>(0xC0 | (point >> 6));
            out += static_cast<char>(0x80 | (point & 0x3F));
        } else {
            if (point >= 0x10000) {
                out += static_cast<char>(0xF0 | (point >> 18));
                out += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
            } else {
                out += static_cast<char>(0xE0 | (point >> 12));
            }
            out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
            out += static_cast<char>(0x80 | (point & 0x3F));
        }
    }
    return out;
}

char32_t at(const Lines& lines, int row, int column)
{
    if (row < 0 || column < 0 || row >= static_cast<int>(lines.size()) ||
        column >= static_cast<int>(lines[row].size()))
        return U' ';
    return lines[row][column];
}

bool is_dash(char32_t c)
{
    return c == U'-' || c == U'=';
}

// '-' is a rule in a run of three or more, or beside a crossing.
bool is_horizontal(const Lines& lines, int row, int column)
{
    const auto joins = [&](int k) {
        const char32_t c = at(lines, row, k);
        return is_dash(c) || c == U'+' || c == U'|';
    };
    const char32_t c = at(lines, row, column);
    if (c == U'+')
        return is_dash(at(lines, row, column - 1)) || is_dash(at(lines, row, column + 1));
    return is_dash(c) &&
           ((joins(column - 1) && joins(column + 1)) || (joins(column - 1) && joins(column - 2)) ||
            (joins(column + 1) && joins(column + 2)));
}

bool is_vertical(const Lines& lines, int row, int column)
{
    const auto joins = [&](int k) {
        const char32_t c = at(lines, k, column);
        return c == U'|' || c == U'+';
    };
    const char32_t c = at(lines, row, column);
    return c == U'|' || (c == U'+' && (joins(row - 1) || joins(row + 1)));
}

void draw_rules(const Lines& lines, Page& page)
{
    const int height = static_cast<int>(lines.size());
    const int width = static_cast<int>(page.width / kWide);
    for (int row = 0; row < height; ++row)
        for (int from = 0; from < width; ++from) {
            int to = from;
            while (is_horizontal(lines, row, to))
                ++to;
            if (to - from < 2)
                continue;
            const auto edge = [&](int column, float dash_edge) {
                return at(lines, row, column) == U'+' ? column * kWide + kWide / 2 : dash_edge;
            };
            const float y = row * kHigh + kHigh / 2;
            page.rules.push_back({.x0 = edge(from, from * kWide),
                                  .y0 = y,
                                  .x1 = edge(to - 1, to * kWide),
                                  .y1 = y,
                                  .thickness = 0.5F});
            from = to;
        }
    for (int column = 0; column < width; ++column)
        for (int from = 0; from < height; ++from) {
            int to = from;
            while (is_vertical(lines, to, column))
                ++to;
            if (to == from)
                continue;
            const auto edge = [&](int row, float bar_edge) {
                return at(lines, row, column) == U'+' ? row * kHigh + kHigh / 2 : bar_edge;
            };
            const float x = column * kWide + kWide / 2;
            page.rules.push_back({.x0 = x,
                                  .y0 = edge(from, from * kHigh),
                                  .x1 = x,
                                  .y1 = edge(to - 1, to * kHigh),
                                  .thickness = 0.5F});
            from = to;
        }
}

Page page_from_lines(const std::vector<std::string>& lines, bool ruled)
{
    Lines decoded_lines;
    std::size_t width = 0;
    for (const auto& line : lines) {
        decoded_lines.push_back(decoded(line));
        width = std::max(width, decoded_lines.back().size());
    }
    Page page;
    page.kind = ruled ? PageKind::printed : PageKind::aligned;
    page.width = static_cast<float>(width) * kWide;
    page.height = static_cast<float>(lines.size()) * kHigh;
    for (int row = 0; row < static_cast<int>(lines.size()); ++row) {
        const auto& line = decoded_lines[row];
        const auto is_word = [&](std::size_t k) {
            return k < line.size() && line[k] != U' ' &&
                   !(ruled && (is_horizontal(decoded_lines, row, k) || is_vertical(decoded_lines, row, k)));
        };
        bool first = true;
        for (std::size_t from = 0; from < line.size(); ++from) {
            std::size_t to = from;
            while (is_word(to))
                ++to;
            if (to == from)
                continue;
            Word word;
            word.text = encoded(std::u32string_view(line).substr(from, to - from));
            word.place.page = 1;
            word.place.box = {from * kWide, row * kHigh, to * kWide, (row + 1) * kHigh};
            word.size = 10;
            word.join = first ? Join::line : Join::space;
            if (!ruled) {
                word.size = 0;
                word.place.line = row + 1;
                word.place.begin = static_cast<int>(from);
                word.place.end = static_cast<int>(to);
            }
            page.words.push_back(word);
            first = false;
            from = to;
        }
        if (!ruled && first)
            page.blank_lines.push_back(row + 1);
    }
    if (ruled)
        draw_rules(decoded_lines, page);
    return page;
}

std::string one_line(const std::vector<Word>& words)
{
    std::string text = plain_text(words);
    std::replace(text.begin(), text.end(), '\n', '/');
    return text;
}

std::string_view name_of(ParagraphKind kind)
{
    switch (kind) {
        case ParagraphKind::prose:
            return "prose";
        case ParagraphKind::heading:
            return "heading";
        case ParagraphKind::header:
            return "header";
        case ParagraphKind::footer:
            return "footer";
        case ParagraphKind::page_number:
            return "page number";
    }
    return "";
}

}  // namespace

Page draw_page(const std::vector<std::string>& lines)
{
    return page_from_lines(lines, true);
}

Page draw_dump(const std::vector<std::string>& lines)
{
    return page_from_lines(lines, false);
}

Fill draw_fill(int left, int top, int right, int bottom, std::uint32_t colour)
{
    return {.box = {left * kWide, top * kHigh, right * kWide, bottom * kHigh}, .colour = colour};
}

std::string as_text(const Grid& grid)
{
    std::string text;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        std::string line;
        for (std::size_t column = 0; column < grid.columns; ++column) {
            if (column > 0)
                line += line.empty() || line.back() == ' ' ? "| " : " | ";
            const Cell* cell = grid.at(row, column);
            if (cell == nullptr)
                continue;
            if (cell->row == row && cell->column == column)
                line += one_line(cell->words);
            else
                line += cell->row == row ? "<" : "^";
        }
        while (!line.empty() && line.back() == ' ')
            line.pop_back();
        text += line + '\n';
    }
    return text;
}

std::string as_text(const Paragraph& paragraph)
{
    return one_line(paragraph.words);
}

std::string as_text(const PageLayout& layout)
{
    std::string text;
    for (const auto& block : layout.blocks) {
        if (const auto* grid = std::get_if<Grid>(&block))
            text += "[\n" + as_text(*grid) + "]\n";
        else
            text += std::string(name_of(std::get<Paragraph>(block).kind)) + ": " +
                    as_text(std::get<Paragraph>(block)) + '\n';
    }
    return text;
}

std::vector<Grid> grids_of(const PageLayout& layout)
{
    std::vector<Grid> grids;
    for (const auto& block : layout.blocks)
        if (const auto* grid = std::get_if<Grid>(&block))
            grids.push_back(*grid);
    return grids;
}

std::vector<Paragraph> paragraphs_of(const PageLayout& layout)
{
    std::vector<Paragraph> paragraphs;
    for (const auto& block : layout.blocks)
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
            paragraphs.push_back(*paragraph);
    return paragraphs;
}

}  // namespace domesday
