// What a person means by a run: its number, the first one on or after a date, or the last.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/nights.hpp"

namespace domesday
{

inline constexpr char kRunForms[] = "its number, a date such as 2026-02-13, or last";

// One past the last where no run is as young. None: `text` means nothing.
std::optional<std::int64_t> run_from(const std::string& text, const std::vector<RunRecord>& runs);

}  // namespace domesday
