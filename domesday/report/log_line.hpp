// One event of the log as JSON.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace domesday
{

using LogFields = std::vector<std::pair<std::string_view, std::string>>;

// {"event": ..., "field": ...} on one line, in ASCII: what a file name holds can break neither line nor
// terminal.
std::string log_json(std::string_view event, const LogFields& fields);

}  // namespace domesday
