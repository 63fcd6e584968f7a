// The bundle's style sheet and script, compiled in.
#pragma once

#include <string_view>

namespace domesday
{

std::string_view bundle_style();
std::string_view bundle_script();

}  // namespace domesday
