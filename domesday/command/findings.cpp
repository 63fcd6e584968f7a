// domesday findings: what the checks flagged, each with the two facts it compared.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/entry_id.hpp"
#include "domesday/command/one_of.hpp"
#include "domesday/report/text.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string check, severity, document, entry;
};

bool is_wanted(const Finding& finding, const Options& options)
{
    return (options.check.empty() || finding.check == options.check) &&
           (options.severity.empty() || to_string(finding.severity) == options.severity) &&
           (options.entry.empty() || finding.entry == options.entry);
}

void run(Options options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    options.entry = entry_id(options.entry);
    const auto documents = store.documents();
    std::map<std::string, std::string> names;
    for (const auto& document : documents)
        names.emplace(document.sha256, document.name);
    for (const auto& document : documents) {
        if (!is_named(document, options.document))
            continue;
        for (const auto& finding : store.findings(document)) {
            if (!is_wanted(finding, options))
                continue;
            console.out() << harmless(finding_text(finding, document.name, names));
            if (finding.severity == Severity::error)
                console.note(ExitStatus::error_found);
        }
    }
}

std::vector<std::string> check_names()
{
    std::vector<std::string> names;
    for (const auto& check : checks())
        names.emplace_back(check.name);
    return names;
}

}  // namespace

Action add_findings(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    require_one_of(
        app.add_option("--check", options->check, "only of this check (domesday checks lists them)")
            ->option_text("NAME"),
        check_names());
    require_one_of(
        app.add_option("--severity", options->severity, "only error, warning or info")->option_text("LEVEL"),
        {"error", "warning", "info"});
    app.add_option("--document", options->document, "only of this file name or sha-256")->option_text("NAME");
    app.add_option("--entry", options->entry, "only about this entry, such as CR6")->option_text("ID");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
