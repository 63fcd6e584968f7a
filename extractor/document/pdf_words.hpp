// Letters as a PDF paints them -> words.
//
// A PDF says where each letter stands, not what a word is: words end at white space, where a gap opens, where
// the line, the direction or the visibility changes. What is painted twice at one place is one word.
// Knows nothing of Poppler. Lengths as in page.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

// What letters that are painted in one go have in common.
struct LetterStyle {
    float size = 0;          // em, points
    float ascent = 0.75F;    // in em, upwards
    float descent = -0.25F;  // in em, upwards: below the line is negative
    float direction_x = 1;   // unit vector in which the line is read, on the displayed page
    float direction_y = 0;
    float letter_spacing = 0;  // added after each letter, points
    std::uint32_t colour = 0;
    bool bold = false;
    bool italic = false;
    bool hidden = false;
    bool operator==(const LetterStyle&) const = default;
};

struct Letter {
    float x = 0, y = 0;  // of its origin on the base line
    float advance = 0;   // along the direction of reading; negative where letters are painted backwards
    char32_t code_point = 0;
    bool unmapped = false;       // the font does not say what the letter is
    bool begins_string = false;  // the first of what one operator paints
    bool clipped = false;        // outside the area that is painted
    int order = 0;               // of painting, common to letters and areas
};

// An area that hides what was painted before it, and against which letters may be invisible.
struct PaintedArea {
    Box box;
    std::uint32_t colour = 0;
    int order = 0;
    bool opaque = true;      // hides what lies behind: a rectangle without transparency
    bool one_colour = true;  // false: an image, a pattern
};

class WordBuilder
{
public:
    void set_style(const LetterStyle& style);
    const LetterStyle& style() const { return styles_.back(); }
    void add(const Letter& letter);
    void end_word();  // white space was painted, or nothing that follows belongs to the word before
    std::size_t letters() const { return letters_.size(); }

    // The words so far, in the order of painting, within a printed line in the order of reading; the builder
    // is empty afterwards. Words outside `page` are dropped, boxes are cut at its edge. No word goes on
    // across one of the vertical `rules` that stands between two of its letters.
    std::vector<Word> take(int page_number, const Box& page, const std::vector<PaintedArea>& areas,
                           const std::vector<Rule>& rules);

private:
    struct Spot {  // a letter along its line
        float begin = 0, end = 0;
        char32_t code_point = 0;
        bool unmapped = false;
        bool begins_string = false;
    };
    struct Draft {
        std::size_t first = 0, last = 0;  // into letters_
        std::size_t style = 0;
        float base = 0;  // distance of the base line from the origin, across the direction
        int order = 0;
        bool hidden = false;
        bool clipped = true;  // every letter is
        bool bold = false;
        bool after_space = false;
        bool glued = false;  // no gap after the draft before
        bool dropped = false;
        std::uint32_t colour = 0;
    };

    float begin_of(const Draft& draft) const { return letters_[draft.first].begin; }
    float end_of(const Draft& draft) const;
    Box box_of(const Draft& draft) const;
    bool continues(const Draft& draft, const LetterStyle& style, float begin, float base) const;
    bool is_raised(const Draft& word, const Draft& raised, const LetterStyle& style, float begin) const;
    void join_raised_letters();
    std::size_t end_of_spaced_letters(std::size_t first) const;
    void join_spaced_letters();
    void drop_repetitions();
    void hide_unseen(const std::vector<PaintedArea>& areas, const Box& page);
    void split_at_rules(const std::vector<Rule>& rules);
    void order_lines();
    Word word_from(const Draft& draft, int page_number, const Box& page) const;

    std::vector<LetterStyle> styles_{LetterStyle{}};
    std::vector<Spot> letters_;
    std::vector<Draft> drafts_;
    bool open_ = false;  // the last draft may go on
};

}  // namespace domesday
