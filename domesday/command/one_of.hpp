// An option whose value is one of a few words.
#pragma once

#include <string>
#include <vector>

namespace CLI
{
class Option;
}

namespace domesday
{

// A wrong word gets the nearest right one.
void require_one_of(CLI::Option* option, std::vector<std::string> words);

}  // namespace domesday
