// A file that is there as a whole or not at all.
#pragma once

#include <string>

namespace domesday
{

// Written beside `path` and renamed, so that nobody reads half of it. Gives why it could not be written; "":
// it was.
std::string write_whole(const std::string& path, const std::string& bytes);

}  // namespace domesday
