// domesday verify: are the originals and the store what they were?
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/batch/originals.hpp"
#include "domesday/command/command.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    bool store_only = false;
};

// True: the bytes that were read still stand at one of its paths.
bool check_original(const StoredDocument& document, Console& console)
{
    bool is_there = false;
    for (const auto& [path, state] : places_of_original(document)) {
        is_there = is_there || state == OriginalPlace::State::same;
        if (state != OriginalPlace::State::same)
            console.out() << harmless(path) << ": "
                          << (state == OriginalPlace::State::changed ? "other bytes stand there now"
                                                                     : "cannot be read any more")
                          << '\n';
    }
    if (!is_there)
        console.out() << harmless(document.name) << ": the original is nowhere to be found (sha-256 "
                      << document.sha256 << ")\n";
    return is_there;
}

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    const auto faults = store.faults();
    for (const auto& fault : faults)
        console.out() << options.store << ": " << harmless(fault) << '\n';
    if (!faults.empty())
        throw StoreError{options.store, "the store is damaged",
                         "restore it from a copy, or make a new one from the originals"};
    const auto documents = store.documents();
    std::size_t there = 0;
    if (!options.store_only)
        for (const auto& document : documents)
            there += check_original(document, console) ? 1 : 0;
    console.out() << "the store is whole\n";
    if (options.store_only)
        return;
    console.out() << there << " of " << documents.size()
                  << " originals are there, with the bytes that were read\n";
    if (there < documents.size())
        console.note(ExitStatus::input_unreadable);
}

}  // namespace

Action add_verify(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    app.add_flag("--store-only", options->store_only, "do not look at the originals");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
