// What a document says, as the JSON of docs/register-json.md.
#pragma once

#include <string>
#include <vector>

#include "extractor/document/reader.hpp"
#include "extractor/document/source.hpp"
#include "parsers/register.hpp"

namespace domesday
{

// One document with everything that was read from it: what `read` prints and `export` gives back.
struct DocumentReport {
    std::string source;  // file name without folders
    std::string sha256;
    std::optional<int> pages{};
    ParsedDocument content{};
    std::vector<Finding> findings{};
};

// UTF-8, one object with a key "documents"; the same values give the same bytes.
std::string register_json(const std::vector<DocumentReport>& documents);

}  // namespace domesday
