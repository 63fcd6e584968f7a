#include "domesday/batch/shard.hpp"

#include <charconv>
#include <cstdint>

namespace domesday
{
namespace
{

std::optional<int> number_from(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-')
        return std::nullopt;
    return number;
}

}  // namespace

bool Shard::has(std::string_view sha256) const
{
    std::uint32_t first = 0;  // 32 bits of the hash spread documents evenly
    std::from_chars(sha256.data(), sha256.data() + sha256.substr(0, 8).size(), first, 16);
    return first % static_cast<std::uint32_t>(count) == static_cast<std::uint32_t>(index);
}

std::optional<Shard> shard_from(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 == text.size())
        return std::nullopt;
    const auto index = number_from(text.substr(0, slash));
    const auto count = number_from(text.substr(slash + 1));
    if (!index || !count || *count < 1 || *count > kMostShards || *index >= *count)
        return std::nullopt;
    return Shard{*index, *count};
}

}  // namespace domesday
