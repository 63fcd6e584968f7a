// domesday check: the checks again, over what the store holds.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/batch/keeping.hpp"
#include "domesday/command/command.hpp"
#include "schema/run_lock.hpp"

namespace domesday
{
namespace
{

void run(const std::string& path, Console& console)
{
    const std::string started = now_text();
    const RunLock lock{path, started};
    Store store = Store::for_writing(path, {.must_exist = true});
    Run run{store, "check", {std::string{program_version()}, "", ""}, started};
    const auto documents = store.documents();
    std::size_t changed = 0;
    for (const auto& document : documents)
        changed += check_again(store, run, document) ? 1 : 0;
    run.finish(now_text(), "finished");
    std::map<Severity, std::size_t> findings;
    for (const auto& [sha256, counts] : store.counts())
        for (const auto& [severity, count] : counts.findings)
            findings[severity] += count;
    console.out() << documents.size() << (documents.size() == 1 ? " document" : " documents")
                  << " checked; findings changed in " << changed << '\n'
                  << "findings: " << findings[Severity::error] << " errors, " << findings[Severity::warning]
                  << " warnings, " << findings[Severity::info] << " info\n";
    if (findings[Severity::error] > 0)
        console.note(ExitStatus::error_found);
}

}  // namespace

Action add_check(CLI::App& app)
{
    const auto store = std::make_shared<std::string>(kDefaultStore);
    add_store_option(app, *store);
    return [store](Console& console) { run(*store, console); };
}

}  // namespace domesday
