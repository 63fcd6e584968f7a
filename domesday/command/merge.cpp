// domesday merge STORE...
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "domesday/batch/merging.hpp"
#include "domesday/command/command.hpp"
#include "schema/run_lock.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string into = kDefaultStore;
    std::vector<std::string> stores;
};

bool is_same_file(const std::string& a, const std::string& b)
{
    std::error_code error;
    return std::filesystem::equivalent(a, b, error);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

void print(const std::string& path, const MergeCounts& counts, std::ostream& out)
{
    out << path << ": " << counts.documents << (counts.documents == 1 ? " document, " : " documents, ")
        << counts.added << " new, " << counts.readings
        << (counts.readings == 1 ? " reading added" : " readings added") << '\n';
}

void run(const Options& options, Console& console)
{
    for (const auto& path : options.stores)
        if (is_same_file(path, options.into)) {
            console.say(path + " is the store to merge into; name only the others");
            return console.note(ExitStatus::wrong_usage);
        }
    // All are opened before anything is written: one that is missing is told before the work, not after.
    std::vector<Store> stores;
    for (const auto& path : options.stores)
        stores.push_back(Store::for_reading(path));

    const std::string started = now_text();
    const RunLock lock{options.into, started};
    Store into = Store::for_writing(options.into);
    Run run{into, "merge", {std::string{program_version()}, "", joined(options.stores)}, started};
    try {
        for (std::size_t i = 0; i < stores.size(); ++i) {
            const auto view = stores[i].unchanging();
            print(options.stores[i], merge(into, run, stores[i]), console.out());
            if (stores[i].was_cut_off("ingest")) {
                console.say(
                    options.stores[i] +
                    ": its last ingest is under way or was cut off: what it has not read is missing\n  "
                    "run that ingest again, then this merge");
                console.note(ExitStatus::input_unreadable);
            }
        }
    } catch (const StoreError& error) {
        run.stopped(now_text(), error.found);
        throw;
    }
    run.finish(now_text(), "finished");
}

}  // namespace

Action add_merge(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("STORE", options->stores, "stores whose documents are to be added")->required();
    app.add_option("-d,--db", options->into, "the store to add them to, made where it is not there")
        ->option_text(std::string("PATH [") + kDefaultStore + "]");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
