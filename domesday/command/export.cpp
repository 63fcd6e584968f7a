// domesday export: the store's content as one JSON object, one CSV table or a workbook.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/one_of.hpp"
#include "domesday/report/csv.hpp"
#include "domesday/report/document_report.hpp"
#include "domesday/report/workbook.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string format = "json";
    std::string table = "entries";
    std::string out;
    bool decisions = false;
};

template <class Writer>
void write_all(const Store& store, Writer& writer)
{
    for (const auto& document : store.documents())
        writer.add(report_from(store.load(document), store.decisions(document)));
}

bool has_decisions(const Store& store)
{
    const auto documents = store.documents();
    return std::any_of(documents.begin(), documents.end(),
                       [&](const auto& document) { return !store.decisions(document).empty(); });
}

// Written beside its place and moved there when it is complete.
void write_workbook(const Store& store, const std::string& path, Console& console)
{
    const std::string part = path + ".part";
    std::error_code error;
    try {
        Workbook workbook{part, {.decisions = has_decisions(store)}};
        write_all(store, workbook);
        workbook.finish();
        std::filesystem::rename(part, path, error);
        if (error)
            throw WorkbookError(error.message());
    } catch (const WorkbookError& trouble) {
        std::filesystem::remove(part, error);
        console.say(path + ": the workbook could not be written (" + trouble.what() + ")");
        console.note(ExitStatus::output);
    }
}

void run(const Options& options, Console& console)
{
    if (options.format == "xlsx" && options.out.empty()) {
        console.say("a workbook needs a file to go to: --out FILE");
        console.note(ExitStatus::wrong_usage);
        return;
    }
    const Store store = Store::for_reading(options.store);
    if (options.format == "xlsx") {
        write_workbook(store, options.out, console);
        return;
    }
    if (options.format == "csv") {
        CsvWriter writer{console.out(),
                         table_from_name(options.table).value_or(Table::entries),
                         {.decisions = options.decisions}};
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
    require_one_of(app.add_option("--format", options->format,
                                  "json: everything; csv: one table; xlsx: a workbook of all tables")
                       ->option_text("json|csv|xlsx [json]"),
                   {"json", "csv", "xlsx"});
    app.add_option("-o,--out", options->out, "xlsx: the file to write")->option_text("FILE");
    require_one_of(
        app.add_option(
               "--table", options->table,
               "csv: entries, scores, findings, mentions, documents, values (every value with its place) "
               "or decisions")
            ->option_text("TABLE [entries]"),
        {"entries", "scores", "findings", "mentions", "documents", "values", "decisions"});
    app.add_flag("--decisions", options->decisions,
                 "csv: scores, findings and values with what auditors decided, in two more columns");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
