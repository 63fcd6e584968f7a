// domesday ledger DOCUMENT: what became of every word of every page.
#include "domesday/report/ledger.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/entry_id.hpp"
#include "domesday/command/nearest.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string document;
    bool json = false;
};

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    std::vector<std::string> names;
    bool is_found = false;
    for (const auto& document : store.documents()) {
        names.push_back(document.name);
        if (!is_named(document, options.document))
            continue;
        const auto loaded = store.load(document);
        console.out() << (is_found ? "\n" : "")
                      << (options.json ? ledger_json(loaded) : harmless(ledger_text(loaded)));
        is_found = true;
    }
    if (is_found)
        return;
    const std::string nearest = nearest_word(options.document, names);
    console.say("no document '" + options.document + "' in the store\n  " +
                (nearest.empty() ? std::string("domesday documents lists all of them")
                                 : "did you mean '" + nearest + "'?"));
    console.note(ExitStatus::wrong_usage);
}

}  // namespace

Action add_ledger(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("DOCUMENT", options->document, "its file name or sha-256")->required();
    add_store_option(app, options->store);
    app.add_flag("--json", options->json, "for programs");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
