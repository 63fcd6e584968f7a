// A sample as JSON: each value with what a file of decisions (docs/review.md) needs to name it.
#pragma once

#include <string>
#include <vector>

#include "domesday/report/sample.hpp"

namespace domesday
{

std::string sample_json(const std::string& seed, const std::vector<SampledValue>& values);

}  // namespace domesday
