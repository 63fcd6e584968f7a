// Which files a run is to look at.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "schema/store.hpp"

namespace domesday
{

struct Listing {
    std::vector<std::filesystem::path> files{};  // in byte order, each once
    std::vector<UnreadPath> unread{};            // not there, not to be opened
    std::size_t passed_over = 0;  // files in folders that are neither .pdf nor .txt nor begin as a PDF
};

// Files are taken as named, folders with all that is below them, following links; a folder is entered once
// however many links lead to it. In folders hidden files are left out.
Listing list_files(const std::vector<std::string>& paths);

}  // namespace domesday
