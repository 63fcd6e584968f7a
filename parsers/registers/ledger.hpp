// The conservation ledger: what became of every word of every page.
//
// It is made from the outcome, not from what the readers meant to do: a word counts as `cell` when it stands
// at the place of a stored value and its letters are in that value's text. What no value holds is a heading,
// furniture, prose or left out, by the notes of the readers and by where it stands. Words left out inside a
// register's table for which nothing gives a reason are not explained: the finding words-unplaced.
//
// Pages are counted as they come; blocks that are not kept until the end stay what they were counted as,
// prose or furniture.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/block_range.hpp"
#include "parsers/registers/matrix.hpp"
#include "parsers/registers/word_notes.hpp"

namespace domesday
{

// Blocks that are no prose.
struct LedgerArea {
    enum class Kind : std::uint8_t {
        entries,   // a register's tables or cards
        repeated,  // the same rows printed again
        unplaced,  // a table that looks like a register and is none that can be read
    };
    BlockRange blocks{};
    Kind kind = Kind::entries;
    int first_line = 0, last_line = 0;  // of a dump whose blocks hold more than the area; 0: all of them
    bool is_cards = false;              // text between cards is theirs as a rule
    std::string reason{};               // not for `entries`: why none of its words stands in a value
};

class Ledger
{
public:
    void add(const PageLayout& page);

    // `blocks`: those that were kept; areas and keys refer to them. `document` has its registers and gets its
    // ledger and the words left out.
    void close(std::span<const Block> blocks, std::span<const LedgerArea> areas,
               std::span<const FoundMatrix> keys, const WordNotes& notes, ParsedDocument& document);

    // Of a paragraph, by where it stands and whether other pages print it there too.
    WordUse use_of(const Paragraph& paragraph) const;

private:
    struct Margin {  // what stands at the top or foot of pages under one wording
        std::vector<std::pair<int, std::size_t>> pages{};  // page, words
    };
    std::string margin_key(const Paragraph& paragraph) const;  // empty: not in a margin
    PageWords& page(int number);
    void find_running_heads();

    std::vector<PageWords> pages_;
    std::unordered_map<int, std::size_t> index_;  // of pages_, by number
    std::unordered_map<int, float> heights_;
    std::unordered_map<std::string, Margin> margins_;
    bool is_closed_ = false;  // margins_ holds running heads only
};

}  // namespace domesday
