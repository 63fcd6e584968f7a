// domesday documents: what is in the store, and what became of each.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    bool paths = false;
};

void print(const StoredDocument& document, const Counts& counts, const Store& store, std::ostream& out)
{
    out << harmless(document.name) << ": " << to_string(document.newest_outcome);
    if (document.newest_outcome == Outcome::quarantined)
        out << " (" << document.newest_reason << ")";
    std::size_t findings = 0;
    for (const auto& [severity, count] : counts.findings)
        findings += count;
    out << ", " << counts.registers << (counts.registers == 1 ? " register, " : " registers, ")
        << counts.entries << (counts.entries == 1 ? " entry, " : " entries, ") << findings
        << (findings == 1 ? " finding" : " findings") << ", revision " << document.revision << '\n';
    if (document.newest_outcome == Outcome::quarantined)
        if (const auto failure = store.newest_failure(document.document))
            out << "    " << harmless(failure->found) << '\n';
}

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    const auto counts = store.counts();
    for (const auto& document : store.documents()) {
        const auto found = counts.find(document.sha256);
        print(document, found == counts.end() ? Counts{} : found->second, store, console.out());
        if (options.paths)
            for (const auto& path : document.paths)
                console.out() << "    " << harmless(path) << '\n';
    }
    for (const auto& [path, failure] : store.unread_paths())
        console.out() << harmless(path) << ": quarantined (" << failure.reason << ")\n    "
                      << harmless(failure.found) << '\n';
}

}  // namespace

Action add_documents(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    app.add_flag("--paths", options->paths, "also where each was seen");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
