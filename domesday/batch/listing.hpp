// Which files a run is to look at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "schema/store.hpp"

namespace domesday
{

struct ListedFile {
    std::filesystem::path path;
    std::int64_t size = 0;
};

struct Listing {
    std::vector<ListedFile> files{};   // in byte order, each once
    std::vector<UnreadPath> unread{};  // not there, not to be opened
    std::size_t passed_over = 0;       // files in folders that are neither documents nor zip files
};

// In folders and archives only what is called a document, or begins as a PDF, is taken for one; hidden files
// are left out.
bool is_called_document(std::string_view name);
bool begins_as_pdf(std::string_view head);
bool is_hidden(std::string_view name);                                // or in a hidden folder
bool is_wanted_member(std::string_view name, std::string_view head);  // of an archive

// Files are taken as named, folders with all that is below them, following links; a folder is entered once
// however many links lead to it. In folders hidden files are left out.
Listing list_files(const std::vector<std::string>& paths);

}  // namespace domesday
