#include "domesday/command/tables.hpp"

#include <ostream>

#include "domesday/report/tables.hpp"
#include "extractor/document/error.hpp"
#include "extractor/layout/grid.hpp"

namespace domesday
{
namespace
{

PageTables tables_from(PageLayout&& layout)
{
    PageTables found{.page = layout.number};
    for (auto& block : layout.blocks)
        if (auto* grid = std::get_if<Grid>(&block))
            found.tables.push_back(std::move(*grid));
    return found;
}

}  // namespace

int run_tables(const TablesOptions& options, std::ostream& out, std::ostream& err)
{
    std::vector<PageTables> pages;
    std::string name;
    try {
        const Source source = open_source(options.file);
        name = source.name;
        const auto info = read_pages(source, options.read, [&](Page&& page) {
            if (auto found = tables_from(layout_from_page(page)); !found.tables.empty())
                pages.push_back(std::move(found));
        });
        for (const auto& note : info.notes)
            err << "domesday: " << name << ": " << note << '\n';
    } catch (const InputError& error) {
        err << "domesday: " << error.what() << '\n';
        return 4;
    }
    switch (options.format) {
        case TablesFormat::json:
            out << tables_json(pages);
            break;
        case TablesFormat::csv:
            out << tables_csv(pages);
            break;
        case TablesFormat::html:
            out << tables_html(pages, name);
            break;
    }
    return 0;
}

}  // namespace domesday
