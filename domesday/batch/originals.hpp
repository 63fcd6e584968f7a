// A document's original bytes, found again where it was seen: in a file or in a zip file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/store.hpp"

namespace domesday
{

struct OriginalPlace {
    enum class State {
        same,     // the bytes that were read
        changed,  // other bytes stand there now
        missing,  // nothing can be read there
    };
    std::string path;  // of the document's paths
    State state = State::missing;
};

// What stands at each of the document's paths (StoredDocument::paths; relative ones count from the working
// directory, as they did when they were ingested).
std::vector<OriginalPlace> places_of_original(const StoredDocument& document);

// The bytes whose sha-256 the store has, from the first path where they still stand; none: from none of them.
std::optional<std::string> bytes_of_original(const StoredDocument& document);

}  // namespace domesday
