// Splits the lines of a flattened table into pieces, and gives each piece to a row and a column.
//
// A search over the lines, keeping the best few readings (a beam; Lowerre, "The HARPY Speech Recognition
// System", 1976): a piece costs by how well it fits its column's width, by whether it goes on from the line
// before in its cell (line breaking leaves no room for the next word; a phrase does not stop after "of"; word
// pairs that the document prints elsewhere), and by the order of the columns. Widths, word pairs and the
// words of each column are learnt from a first reading and used in the second.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "parsers/registers/flat_columns.hpp"
#include "parsers/registers/flat_lines.hpp"

namespace domesday
{

// Where a row begins: its printed id.
struct FlatRow {
    std::size_t line = 0;
    std::uint32_t first = 0, last = 0;  // its words
    std::string printed;
    std::string prefix;  // the family's letters, lower case
    int number = 0;      // read, or told by the rows around it
    bool inferred = false;
    int table = 0;  // rows of one table share its columns' widths
};

inline constexpr int kUnplaced = -1;

struct FlatPiece {
    std::uint32_t first = 0, last = 0;  // words, half-open
    std::uint32_t line = 0;             // of FlatDocument::lines
    int row = 0;
    int column = kUnplaced;
    bool item = false;   // begins a new item of its cell
    bool split = false;  // its line was cut into several pieces
    float cost = 0;
};

struct FlatSplit {
    std::vector<FlatPiece> pieces;  // in the order of the dump
    std::vector<double> widths;     // characters per printed line of each column
};

// What a document's scores may be: the numbers of its key, or where it prints none the products of two
// levels.
struct PossibleScores {
    std::vector<double> on_key{};  // ascending; empty: no key
    double highest = 36;           // six levels by six, the largest matrix seen
};

// `lines` are indexes into document.lines, ascending; `rows` in the order of the dump.
FlatSplit split_lines(const FlatDocument& document, std::span<const std::size_t> lines,
                      std::span<const FlatColumn> columns, std::span<const FlatRow> rows,
                      const PossibleScores& scores, const Vocabulary& vocabulary);

}  // namespace domesday
