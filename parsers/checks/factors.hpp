// The two factors of a score as a check sees them: what is printed, and the levels it may mean.
#pragma once

#include <optional>
#include <vector>

#include "parsers/register.hpp"
#include "parsers/registers/levels.hpp"

namespace domesday
{

enum class Axis : std::uint8_t { likelihood, impact };
std::string_view to_string(Axis axis);

// The factor's cell or the half of the label that stands on this axis.
const Value& printed_factor(const Score& score, Axis axis);

// What the factor may be worth, the contract's reading (its number) first, then its word's level. More than
// one only where word and number differ, which is a finding of its own. Empty: the factor is not printed.
std::vector<double> readings_of_factor(const Score& score, Axis axis, const KeyWords* words);

}  // namespace domesday
