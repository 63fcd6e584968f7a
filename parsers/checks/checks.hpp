// The checks: one table from which the runs, `domesday checks` and the README's list are made.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "parsers/register.hpp"

namespace domesday
{

// The register that the same publisher printed for the period before, where the store has it.
struct PreviousRegister {
    Register content;
    std::string document_sha256;
    std::string document_name;
};

// What a check may look at. `previous[i]`, if not null, is the one before registers[i].
struct CheckInput {
    const ParsedDocument& document;
    std::vector<const PreviousRegister*> previous{};
};

struct Check {
    std::string_view name;  // part of the output format: never renamed
    Severity severity;
    std::string_view summary;  // one line, as `domesday checks` prints it
    std::vector<Finding> (*run)(const CheckInput&);
    bool needs_previous = false;
};

std::span<const Check> checks();

// Findings of every check, in the order of the entries, then of the table.
std::vector<Finding> findings_for(const CheckInput& input);

}  // namespace domesday
