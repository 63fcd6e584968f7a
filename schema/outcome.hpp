// What became of a document: all of it read, some pages left out, or nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace domesday
{

enum class Outcome : std::uint8_t { complete, partial, quarantined };

std::string_view to_string(Outcome outcome);  // part of the output format

}  // namespace domesday
