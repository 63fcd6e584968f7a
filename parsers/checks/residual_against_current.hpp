// What two checks share: a later score of an entry beside the score it starts from.
#pragma once

#include <vector>

#include "parsers/checks/checks.hpp"

namespace domesday
{

// Residual and target scores of entries of `kind` that lie above (risk) or below (opportunity) today's.
std::vector<Finding> scores_moving_the_wrong_way(const ParsedDocument& document, Kind kind);

}  // namespace domesday
