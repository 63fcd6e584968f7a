#include "parsers/checks/each.hpp"
#include "parsers/checks/residual_against_current.hpp"

namespace domesday
{

std::vector<Finding> opportunities_that_would_fall(const CheckInput& input)
{
    return scores_moving_the_wrong_way(input.document, Kind::opportunity);
}

}  // namespace domesday
