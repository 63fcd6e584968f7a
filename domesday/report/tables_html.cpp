#include "domesday/report/tables.hpp"

namespace domesday
{
namespace
{

std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            case '\n':
                out += "<br>";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string span(const char* name, std::size_t count)
{
    return count > 1 ? std::string(" ") + name + "=\"" + std::to_string(count) + "\"" : std::string();
}

std::string style(const Cell& cell)
{
    if (!cell.fill)
        return {};
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string colour;
    for (int shift = 20; shift >= 0; shift -= 4)
        colour += kDigits[(*cell.fill >> shift) & 0xF];
    return " style=\"background:#" + colour + "\"";
}

void append_grid(const Grid& grid, int page, std::string& out)
{
    out += "<table>\n<caption>page " + std::to_string(page) + "</caption>\n";
    std::vector<bool> covered(grid.rows * grid.columns, false);
    for (const auto& held : grid.cells)
        for (std::size_t row = held.row; row < held.row + held.row_span; ++row)
            for (std::size_t column = held.column; column < held.column + held.column_span; ++column)
                covered.at(row * grid.columns + column) = true;
    auto cell = grid.cells.begin();
    for (std::size_t row = 0; row < grid.rows; ++row) {
        out += "<tr>";
        for (std::size_t column = 0; column < grid.columns; ++column) {
            if (cell != grid.cells.end() && cell->row == row && cell->column == column) {
                out += "<td" + span("rowspan", cell->row_span) + span("colspan", cell->column_span) +
                       style(*cell) + ">" + escaped(text_without_leaders(cell->words)) + "</td>";
                ++cell;
            } else if (!covered[row * grid.columns + column]) {
                out += "<td></td>";
            }
        }
        out += "</tr>\n";
    }
    out += "</table>\n";
}

}  // namespace

std::string tables_html(const std::vector<PageTables>& pages, const std::string& title)
{
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>" +
                      escaped(title) +
                      "</title>\n<style>table{border-collapse:collapse;margin:1em 0}"
                      "td{border:1px solid #888;padding:2px 6px;vertical-align:top}</style>\n";
    for (const auto& page : pages)
        for (const auto& grid : page.tables)
            append_grid(grid, page.page, out);
    return out + "</html>\n";
}

}  // namespace domesday
