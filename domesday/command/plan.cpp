// domesday plan: what ingest would have to read.
#include "domesday/report/plan.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/batch/planning.hpp"
#include "domesday/command/command.hpp"
#include "domesday/command/reading_options.hpp"
#include "domesday/command/worker_options.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::vector<std::string> paths;
    ReadingOptions reading;
    WorkerOptions workers;
    bool json = false;
};

void run(const Options& options, Console& console)
{
    const bool is_trusted = options.workers.allow_unsandboxed || options.workers.jobs == 0;
    const Plan plan =
        plan_of(options.paths, options.reading.read, is_trusted, surveyor_from(options.workers));
    console.out() << (options.json ? plan_json(plan) : plan_text(plan));
}

}  // namespace

Action add_plan(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("PATH", options->paths, "files, zip files, and folders with all that is below them")
        ->required();
    add_reading_options(app, options->reading);
    add_worker_options(app, options->workers);
    app.add_flag("--json", options->json, "for programs");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
