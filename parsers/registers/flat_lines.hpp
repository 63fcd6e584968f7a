// The printed lines of a stream dump, with what the splitting of lines into columns asks of each word.
//
// A line borrows its words from the blocks, which must outlive it. Lengths are counted in characters (code
// points), as a dump has no other measure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extractor/layout/grid.hpp"

namespace domesday
{

class Vocabulary;

struct FlatWord {
    const Word* word = nullptr;
    std::uint32_t id = 0;  // equal for words of the same letters and digits, case folded; 0: it has none
    std::uint16_t length = 0;
    bool upper = false;       // begins with a capital
    bool lower = false;       // begins with a small letter
    bool number = false;      // a whole number of at most three digits, or a decimal one, and nothing else
    bool stop = false;        // ends a sentence: '.', '?', '!'
    bool pause = false;       // ends with a comma, semicolon, hyphen or slash: something must follow
    bool colon = false;       // ends with a colon
    bool joining = false;     // cannot end a cell: "of", "the", "and"
    bool bullet = false;      // a sign before an item, certain or likely
    bool bar = false;         // '|' or what text recognition makes of a ruling line
    bool numbering = false;   // "2." at the beginning of an item
    bool level = false;       // a word of a scale, or two: "Major/", "Major/Likely"
    bool level_part = false;  // the beginning or the end of one: "Outstan", "ding/"
};

struct FlatLine {
    std::uint32_t first = 0, last = 0;  // words, half-open
    int page = 0;
    int number = 0;        // of the dump
    int blank_before = 0;  // blank lines between it and the line before; a page break counts as many
    bool page_start = false;
    bool dropped = false;  // page furniture, headings: no part of any cell
    std::uint16_t length = 0;
};

// The ids that FlatWord::id gives to the words of a document, counted from 1.
class WordIds
{
public:
    std::uint32_t of(std::string_view word);
    std::uint32_t find(std::string_view word) const;  // 0: not in the document
    std::size_t count() const { return ids_.size() + 1; }

private:
    std::unordered_map<std::uint64_t, std::uint32_t> ids_;
};

struct FlatDocument {
    std::vector<FlatWord> words;
    std::vector<FlatLine> lines;
    WordIds ids;

    std::span<const FlatWord> words_of(const FlatLine& line) const
    {
        return std::span{words}.subspan(line.first, line.last - line.first);
    }
};

// Lines of the paragraphs among `blocks`; page numbers ("Page 3 of 15") are marked dropped.
FlatDocument flat_document(std::span<const Block> blocks, const Vocabulary& vocabulary);

// The words [first, last) with one space between them.
std::string joined_words(const FlatDocument& document, std::size_t first, std::size_t last);

}  // namespace domesday
