// Decisions -> store. What cannot be placed is told, never guessed; the rest is kept.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "domesday/report/decisions_json.hpp"
#include "schema/store.hpp"

namespace domesday
{

// `now`: UTC as in Run; a decision of the future is refused, for the latest one holds.
// All of the file's good decisions in one transaction. Throws StoreError.
ReviewTaken take_decisions(Store& store, Run& run, DecisionsFile file, std::string_view now);

// How many of the decisions about the document hold for another revision than they were made on, and how many
// do not.
struct CarriedCounts {
    std::size_t carried = 0, not_carried = 0;
};
CarriedCounts carried_counts(const Store& store, const StoredDocument& document);

}  // namespace domesday
