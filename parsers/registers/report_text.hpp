// Running text of reports as sentences, and the ids that stand in it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/block_range.hpp"
#include "parsers/registers/pack_sections.hpp"
#include "parsers/text/ids.hpp"

namespace domesday
{

class Vocabulary;
struct Term;

// A paragraph of a report; one that a page break cut in mid-sentence is put together again.
struct Passage {
    std::vector<Word> words;
    bool heading = false;
};

// Blocks that are not asked about, and grids, part the passages before and after them: an empty passage
// stands for each.
std::vector<Passage> passages_of(std::span<const Block> blocks, const std::vector<bool>& asked);

// Which blocks are neither taken nor minutes nor agenda.
std::vector<bool> blocks_of_reports(std::span<const Block> blocks, std::span<const BlockRange> taken,
                                    const Vocabulary& vocabulary);

// Words up to a full stop, the end of an item or a heading.
struct Sentence {
    std::span<const Word> words;
    bool begins_item = false;  // with a bullet, or where the source itself says an item begins
    bool begins_line = false;
    bool heading = false;  // a heading, or a line as short as one
};

std::vector<Sentence> sentences_of(std::span<const Word> words, bool heading);

// "12 (Major/Possible)" as it stands, for a Value.
std::string text_of(std::span<const Word> words);

// Some words may be read as one term of the vocabulary; the longest from `at` is taken.
struct TermAt {
    const Term* term = nullptr;
    std::size_t first = 0, last = 0;  // half-open words
};
std::optional<TermAt> term_at(std::span<const Word> words, std::size_t at, std::string_view kind,
                              const Vocabulary& vocabulary);

// Ids in running text, in the light of the registers of the document.
class KnownIds
{
public:
    // Without registers every id with letters and digits is taken for one.
    explicit KnownIds(std::span<const Register> registers);

    struct At {
        std::string id;
        std::size_t first = 0, last = 0;  // half-open words
    };
    // The id that begins at this word; none where it is another word.
    std::optional<At> at(std::span<const Word> words, std::size_t word) const;
    std::vector<At> in(std::span<const Word> words) const;

    // Of an id column's cell, where bare numbers are ids too.
    std::optional<std::string> in_cell(std::span<const Word> words) const;

    // Of the registers; any id where no register tells its ids.
    bool knows(const std::string& id) const;

private:
    std::optional<std::string> normalised(const std::string& printed, IdPlace place) const;

    IdFamilies families_;
    std::vector<std::string> known_;  // sorted
    bool any_ = false;                // no register told its ids
};

}  // namespace domesday
