// domesday checks: the table of checks.
#include "parsers/checks/checks.hpp"

#include <CLI/CLI.hpp>
#include <iomanip>
#include <ostream>

#include "domesday/command/command.hpp"

namespace domesday
{

Action add_checks(CLI::App&)
{
    return [](Console& console) {
        for (const auto& check : checks())
            console.out() << std::left << std::setw(30) << check.name << std::setw(9)
                          << to_string(check.severity) << check.summary << '\n';
    };
}

}  // namespace domesday
