#include "parsers/checks/checks.hpp"

namespace domesday
{

std::span<const Check> checks()
{
    return {};
}

std::vector<Finding> findings_for(const CheckInput&)
{
    return {};
}

}  // namespace domesday
