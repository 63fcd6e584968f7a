// What the disk says of a file without reading it.
#pragma once

#include <string>

#include "schema/store.hpp"

namespace domesday
{

FileState state_of(const std::string& path);  // size -1: it is not there
bool is_same(const FileState& a, const FileState& b);

// Some process has it open to write to it, as far as the system tells: it tells the file's owner and root, of
// local disks.
bool is_open_for_writing(const std::string& path);

}  // namespace domesday
