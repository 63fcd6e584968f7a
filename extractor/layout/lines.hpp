// Words -> printed lines: the first step of every method of the layout stage.
//
// Words are named by their index in Page::words, so that each can be followed to exactly one block.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

using WordIndex = std::uint32_t;

// The words of one printed line from left to right (in their own direction of reading, if rotated).
struct TextLine {
    std::vector<WordIndex> words{};
    Box box;
    std::int16_t rotation = 0;
};

// Lines from top to bottom; rotated words form lines of their own after the others. Words stand on one line
// when they overlap by half of the smaller one's height, so superscripts stay with their line.
// Time is n log n in the words.
std::vector<TextLine> lines_from_words(const std::vector<Word>& words, std::span<const WordIndex> chosen);

// The chosen words in reading order, copied, with Join set: `line` where a line begins, `none` where the
// source glued two words or they touch, else `space`.
std::vector<Word> words_in_reading_order(const std::vector<Word>& words, std::span<const WordIndex> chosen);

// The smallest box around the chosen words.
Box box_of(const std::vector<Word>& words, std::span<const WordIndex> chosen);

// The height of a typical line of these words; 12 when there are none.
float typical_height(const std::vector<Word>& words, std::span<const WordIndex> chosen);

}  // namespace domesday
