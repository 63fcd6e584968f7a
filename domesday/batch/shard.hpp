// A share of all documents, told by their content alone: who has the bytes knows whose they are, and no two
// shards read the same document, whatever its names and wherever it lies.
#pragma once

#include <optional>
#include <string_view>

namespace domesday
{

struct Shard {
    int index = 0;  // from 0
    int count = 1;

    bool has(std::string_view sha256) const;
};

inline constexpr int kMostShards = 10'000;

// "3/8": the fourth of eight. Nothing where it is no such text.
std::optional<Shard> shard_from(std::string_view text);

}  // namespace domesday
