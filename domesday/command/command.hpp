// A subcommand: its name, its line in the help, its options and what it does. One table holds them all
// (command_line.cpp).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "domesday/command/console.hpp"

namespace CLI
{
class App;
}

namespace domesday
{

// What the command does once its options are known. Throws StoreError.
using Action = std::function<void(Console&)>;

struct Command {
    std::string_view name;
    std::string_view summary;
    std::string_view more;             // examples; what else the help has to say
    Action (*add)(CLI::App& options);  // adds the options; the action is called after parsing
};

// The option --db that every command with a store has.
inline constexpr char kDefaultStore[] = "domesday.db";
void add_store_option(CLI::App& options, std::string& path);

std::string_view program_version();
std::string now_text(int seconds_later = 0);  // UTC, "2026-02-13T02:00:00Z"

// How far another machine's clock may be ahead of ours: a decision made later than that is of the future.
inline constexpr int kClockTolerance = 24 * 60 * 60;  // s

Action add_check(CLI::App& options);
Action add_checks(CLI::App& options);
Action add_digest(CLI::App& options);
Action add_documents(CLI::App& options);
Action add_export(CLI::App& options);
Action add_findings(CLI::App& options);
Action add_history(CLI::App& options);
Action add_ingest(CLI::App& options);
Action add_merge(CLI::App& options);
Action add_ledger(CLI::App& options);
Action add_plan(CLI::App& options);
Action add_read(CLI::App& options);
Action add_report(CLI::App& options);
Action add_review(CLI::App& options);
Action add_runs(CLI::App& options);
Action add_sample(CLI::App& options);
Action add_search(CLI::App& options);
Action add_serve(CLI::App& options);
Action add_show(CLI::App& options);
Action add_tables(CLI::App& options);
Action add_verify(CLI::App& options);
Action add_worker(CLI::App& options);

}  // namespace domesday
