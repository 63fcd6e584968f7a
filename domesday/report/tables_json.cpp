#include <cmath>
#include <nlohmann/json.hpp>

#include "domesday/report/tables.hpp"

namespace domesday
{
namespace
{

using Json = nlohmann::ordered_json;

Json json_from(const Box& box)
{
    const auto tenth = [](float points) { return std::round(double{points} * 10) / 10; };
    return {tenth(box.left), tenth(box.top), tenth(box.right), tenth(box.bottom)};
}

std::string_view name_of(GridKind kind)
{
    switch (kind) {
        case GridKind::ruled:
            return "ruled";
        case GridKind::horizontal:
            return "horizontal";
        case GridKind::unruled:
            return "unruled";
        case GridKind::tabbed:
            break;
    }
    return "tabbed";
}

Json json_from(const Grid& grid)
{
    Json cells = Json::array();
    for (const auto& cell : grid.cells)
        cells.push_back({{"row", cell.row},
                         {"col", cell.column},
                         {"row_span", cell.row_span},
                         {"col_span", cell.column_span},
                         {"text", text_without_leaders(cell.words)},
                         {"bbox", json_from(cell.box)}});
    return {{"bbox", json_from(grid.box)},
            {"kind", name_of(grid.kind)},
            {"reasons", grid.reasons},
            {"cells", std::move(cells)}};
}

}  // namespace

std::string tables_json(const std::vector<PageTables>& pages)
{
    Json list = Json::array();
    for (const auto& page : pages) {
        if (page.tables.empty())
            continue;
        Json tables = Json::array();
        for (const auto& grid : page.tables)
            tables.push_back(json_from(grid));
        list.push_back({{"page", page.page}, {"tables", std::move(tables)}});
    }
    const Json document{{"pages", std::move(list)}};
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace domesday
