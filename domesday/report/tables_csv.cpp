#include "domesday/report/tables.hpp"

namespace domesday
{
namespace
{

std::string field_from(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

void append_grid(const Grid& grid, std::string& out)
{
    auto cell = grid.cells.begin();
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t column = 0; column < grid.columns; ++column) {
            if (column > 0)
                out += ',';
            if (cell != grid.cells.end() && cell->row == row && cell->column == column)
                out += field_from(text_without_leaders((cell++)->words));
        }
        out += "\r\n";
    }
}

}  // namespace

std::string tables_csv(const std::vector<PageTables>& pages)
{
    std::string out;
    for (const auto& page : pages)
        for (const auto& grid : page.tables) {
            if (!out.empty())
                out += "\r\n";
            append_grid(grid, out);
        }
    return out;
}

}  // namespace domesday
