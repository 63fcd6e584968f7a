// domesday export: the store's content as one JSON object, one CSV table, a workbook or a bag.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>

#include "domesday/batch/bag.hpp"
#include "domesday/command/bundle_links.hpp"
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
    std::string out, bundle;
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
void write_workbook(const Store& store, const Options& options, Console& console)
{
    const std::string& path = options.out;
    BundleLinks links{options.bundle, std::filesystem::path{path}.parent_path().string()};
    RecordOptions records{.decisions = has_decisions(store)};
    if (!options.bundle.empty()) {
        records.link = [&links](const auto& document, const auto& subject) {
            return links.of_value(document, subject);
        };
        records.finding_link = [&links](const auto& document, std::size_t position) {
            return links.of_finding(document, position);
        };
    }
    const std::string part = path + ".part";
    std::error_code error;
    try {
        Workbook workbook{part, std::move(records)};
        write_all(store, workbook);
        workbook.finish();
        std::filesystem::rename(part, path, error);
        if (error)
            throw WorkbookError(error.message());
        if (!options.bundle.empty() && !links.has_found_any()) {
            console.say(options.bundle + ": holds no page of this store's documents, so there are no links");
            console.note(ExitStatus::input_unreadable);
        }
    } catch (const WorkbookError& trouble) {
        std::filesystem::remove(part, error);
        console.say(path + ": the workbook could not be written (" + trouble.what() + ")");
        console.note(ExitStatus::output);
    }
}

void write_bag(const Store& store, const std::string& folder, Console& console)
{
    try {
        const BagSummary bag = write_bag(store, folder, program_version());
        for (const auto& missing : bag.missing) {
            bool has_changed = false;
            std::string words = missing.name + ": its bytes are not there any more";
            for (const auto& place : missing.places)
                has_changed = has_changed || place.state == OriginalPlace::State::changed;
            console.say(words + (has_changed ? ", others stand in their place" : ""));
        }
        if (!bag.missing.empty()) {
            console.say(std::to_string(bag.missing.size()) +
                        (bag.missing.size() == 1 ? " original is" : " originals are") +
                        " not in the bag: data/originals-missing.csv lists them");
            console.note(ExitStatus::input_unreadable);
        }
        console.out() << harmless(folder) << ": a bag of " << bag.files << " files, " << bag.originals
                      << (bag.originals == 1 ? " of them an original\n" : " of them originals\n");
    } catch (const BagError& error) {
        console.say(error.what());
        console.note(ExitStatus::output);
    }
}

void run(const Options& options, Console& console)
{
    if ((options.format == "xlsx" || options.format == "bagit") && options.out.empty()) {
        console.say(options.format == "xlsx" ? "a workbook needs a file to go to: --out FILE"
                                             : "a bag needs a folder to go to: --out DIR");
        console.note(ExitStatus::wrong_usage);
        return;
    }
    const Store store = Store::for_reading(options.store);
    if (options.format == "xlsx") {
        write_workbook(store, options, console);
        return;
    }
    if (options.format == "bagit") {
        write_bag(store, options.out, console);
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
                                  "json: everything; csv: one table; xlsx: a workbook of all tables; "
                                  "bagit: a bag of originals and exports")
                       ->option_text("json|csv|xlsx|bagit [json]"),
                   {"json", "csv", "xlsx", "bagit"});
    app.add_option("-o,--out", options->out, "xlsx: the file to write; bagit: the folder")
        ->option_text("PATH");
    app.add_option("--bundle", options->bundle,
                   "xlsx: link each value to its place in this report, a folder named from where FILE lies")
        ->option_text("DIR");
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
