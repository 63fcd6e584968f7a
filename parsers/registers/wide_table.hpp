// Tables with a heading row and one row or more per entry -> entries.
//
// A row without an id goes on with the entry above it: as a sub-row, or because a page break cut the row;
// each join leaves its reason in Entry::reasons. Rows of a dump whose cells are glued or lost are placed by
// what stands in them (damaged_rows.hpp); what cannot be placed is kept as Field::unplaced, never put into a
// column as if it were certain.
// Scores have value, label, printed texts and heading; levels that need the key to scores come later.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/block_range.hpp"
#include "parsers/registers/table_head.hpp"
#include "parsers/registers/word_notes.hpp"
#include "parsers/text/clean_text.hpp"

namespace domesday
{

class Vocabulary;

// Entries that stand together: the rows of one table, over however many grids and pages.
struct FoundTable {
    std::vector<std::string> headings{};  // as printed, in column order
    std::vector<Stage> stages{};
    Kind kind = Kind::risk;
    bool has_ids = false;
    bool is_card = false;
    std::vector<Heading> meanings{};  // of the columns that are placed: tells tables apart
    std::vector<Entry> entries{};
    BlockRange blocks{};
    bool operator==(const FoundTable&) const = default;
};

struct WideTables {
    std::vector<FoundTable> tables{};
    std::vector<UnplacedTable> unplaced{};
    std::vector<BlockRange> unplaced_blocks{};  // of each of them
    std::vector<BlockRange> empty{};            // register heads over rows of which none makes an entry
};

struct TableContext {
    const Vocabulary& vocabulary;
    const KnownWords& known;
    WordNotes* notes = nullptr;  // what becomes of words that stand in no value; null: nobody asks

    void note(std::span<const Word> words, const WordNote& note) const
    {
        if (notes)
            notes->add(words, note);
    }
};

// `skip[i]`: block i belongs to something else (a key to scores, a card).
WideTables find_wide_tables(std::span<const Block> blocks, const std::vector<bool>& skip,
                            const TableContext& context);

}  // namespace domesday
