// The columns of a flattened table, from its headings.
//
// A stream prints headings in one of three ways: each as a block of lines, one after the other on one or more
// lines, or stacked ("Residual" over "Score") with those of all columns side by side. Every page may repeat
// them, whole or in part.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "parsers/registers/flat_lines.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

struct FlatColumn {
    Heading heading;
    std::string printed;
    bool operator==(const FlatColumn&) const = default;

    bool is_id() const { return heading.part == Part::id; }
    bool is_field(Field field) const { return heading.part == Part::field && heading.field == field; }
    bool is_number() const { return heading.part != Part::id && heading.part != Part::field; }
};

struct FlatTable {
    std::vector<FlatColumn> columns;  // in printed order, the id first
    std::size_t first_line = 0;       // of FlatDocument::lines: where its first heading stands
    Kind kind = Kind::risk;
};

// The tables of the document in order. Lines that hold nothing but headings are marked dropped. Empty when
// there are no headings of a register, or they are labels of cards.
std::vector<FlatTable> flat_tables(FlatDocument& document, const Vocabulary& vocabulary);

}  // namespace domesday
