// domesday export: the store's content as one JSON object or one CSV table.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/one_of.hpp"
#include "domesday/report/csv.hpp"
#include "domesday/report/document_report.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string format = "json";
    std::string table = "entries";
};

template <class Writer>
void write_all(const Store& store, Writer& writer)
{
    for (const auto& document : store.documents())
        writer.add(report_from(store.load(document)));
}

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    if (options.format == "csv") {
        CsvWriter writer{console.out(), csv_table_from(options.table).value_or(CsvTable::entries)};
        write_all(store, writer);
        return;
    }
    RegisterJsonWriter writer{console.out()};
    write_all(store, writer);
    writer.finish();
}

}  // namespace

Action add_export(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    require_one_of(app.add_option("--format", options->format, "json: everything; csv: one table")
                       ->option_text("json|csv [json]"),
                   {"json", "csv"});
    require_one_of(
        app.add_option("--table", options->table, "csv: entries, scores, findings, mentions or documents")
            ->option_text("TABLE [entries]"),
        {"entries", "scores", "findings", "mentions", "documents"});
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
