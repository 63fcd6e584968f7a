// The numbered files schema/NNN_*.sql, compiled in. Their count is the version of the store.
#pragma once

#include <span>
#include <string_view>

namespace domesday
{

std::span<const std::string_view> migrations();  // in number order

}  // namespace domesday
