// Words of one field, gathered over the rows and pages of an entry.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "extractor/document/page.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/table_rows.hpp"

namespace domesday
{

// How words go on with those above them.
enum class Relation {
    sub_row,  // a row of its own below: its words are an item
    cut,      // a page break or a blank cell cut the text: it goes on, unless a sentence ended
};

std::string spaced_text(std::span<const Word> words);

// The same with what a second look at doubtful words read; empty where none of them has another reading.
std::string other_reading_of(std::span<const Word> words);

// Fields of few words: a cut goes on in the middle of a name.
bool is_short_field(Field field);

struct GatheredWords {
    std::vector<Word> words{};
    Confidence confidence = Confidence::high;
    std::vector<std::string> reasons{};

    void append(const RowCell& cell, Relation relation, bool is_short);
    // The cell without the items that this was called with before: a value that the next sub-row repeats is
    // kept once.
    RowCell without_repeats(const RowCell& cell);
    bool holds(const RowCell& cell) const;  // its text, word for word
    void doubt(Confidence worst, const std::string& reason);

private:
    std::vector<std::string> keys_{};  // of the items seen by without_repeats
};

}  // namespace domesday
