// domesday review summary: how many of the values that were checked are wrong, and what that says of the
// rest.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "domesday/command/console.hpp"

namespace domesday
{

struct SummaryOptions {
    std::optional<std::string> seed{};  // of the sample that was checked; none: all decisions count
    std::size_t size = 60;
};

void print_review_summary(const Store& store, const SummaryOptions& options, Console& console);

}  // namespace domesday
