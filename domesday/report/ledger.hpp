// The ledger of a document: what became of every word of every page.
#pragma once

#include <string>

#include "schema/store.hpp"

namespace domesday
{

// A table of the pages with totals, then the words left out by reason, each with its place.
std::string ledger_text(const LoadedDocument& loaded);

// One JSON object: `source`, `sha256`, `pages`, `total`, `left_out`.
std::string ledger_json(const LoadedDocument& loaded);

}  // namespace domesday
