// What a person types for an entry or a document.
#pragma once

#include <string>
#include <string_view>

#include "schema/store.hpp"

namespace domesday
{

// Normalised as the store has it: "cr 06" -> "CR6". What is no id comes back as it is.
std::string entry_id(std::string_view typed);

// The file name, the hash or the beginning of the hash (eight digits at least); an empty name names all.
bool is_named(const StoredDocument& document, std::string_view name);

}  // namespace domesday
