// domesday digest, domesday runs: what runs brought.
#include "domesday/report/digest.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/run_number.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string since = "last";
    std::string as_of;
    int grace = 90;
    bool json = false;
};

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    const auto unchanging = store.unchanging();
    const auto all = runs(store);
    const auto since = run_from(options.since, all);
    const auto as_of = day_from(options.as_of.empty() ? now_text().substr(0, 10) : options.as_of);
    if (!since || !as_of) {
        console.say("'" + (since ? options.as_of : options.since) + "' is no " +
                    (since ? std::string("date such as 2026-02-13") : std::string("run: give ") + kRunForms) +
                    "\n  domesday runs lists the runs");
        return console.note(ExitStatus::wrong_usage);
    }
    const Digest digest = digest_of(store, all, *since, *as_of, std::chrono::days{options.grace});
    console.out() << (options.json ? digest_json(digest) : harmless(digest_text(digest)));
}

void print_runs(const std::string& path, Console& console)
{
    for (const auto& run : runs(Store::for_reading(path)))
        console.out() << run.id << "  " << run.command << "  " << run.started_at << " to "
                      << run.finished_at.value_or("?") << "  "
                      << harmless(run.outcome.empty() ? "under way, or killed" : run.outcome) << "  domesday "
                      << run.version << '\n';
}

}  // namespace

Action add_digest(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    app.add_option("--since", options->since, "this run and those after it: a number, a date, or last")
        ->option_text("RUN [last]");
    app.add_option("--as-of", options->as_of, "judge what has not come as on this day")
        ->option_text("DATE [today]");
    app.add_option("--grace", options->grace, "a register is due so many days after its quarter has ended")
        ->check(CLI::Range(0, 3650))
        ->option_text("DAYS [90]");
    app.add_flag("--json", options->json, "for programs");
    return [options](Console& console) { run(*options, console); };
}

Action add_runs(CLI::App& app)
{
    const auto store = std::make_shared<std::string>(kDefaultStore);
    add_store_option(app, *store);
    return [store](Console& console) { print_runs(*store, console); };
}

}  // namespace domesday
