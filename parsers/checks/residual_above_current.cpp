#include "parsers/checks/each.hpp"
#include "parsers/checks/residual_against_current.hpp"

namespace domesday
{

std::vector<Finding> risks_that_would_rise(const CheckInput& input)
{
    return scores_moving_the_wrong_way(input.document, Kind::risk);
}

}  // namespace domesday
