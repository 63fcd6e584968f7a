// domesday tables FILE: the tables of any PDF or dump, registers or not.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "extractor/document/reader.hpp"

namespace domesday
{

enum class TablesFormat { json, csv, html };

struct TablesOptions {
    std::string file{};
    TablesFormat format = TablesFormat::json;
    ReadOptions read{};
};

// Prints to `out`; words about the work go to `err`. Returns the exit status: 0, or 4 when the file cannot
// be read.
int run_tables(const TablesOptions& options, std::ostream& out, std::ostream& err);

}  // namespace domesday
