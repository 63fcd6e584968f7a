// A page as it was found: words, ruling lines, filled areas, images, each with its place.
//
// Lengths are PDF points (1/72 inch) from the top-left corner of the page as it is displayed (crop box,
// after /Rotate), y downwards. A text dump has no points: its characters are laid on a grid of
// 6 x 12 points (column x 6, line x 12), so that the same layout code reads both.
// Pages count from 1, lines of a dump from 1 over the whole file, characters (code points) of a line from 0.
// Everything owns its text: a Page stays valid after the document is closed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace domesday
{

struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float middle_x() const { return (left + right) / 2; }
    float middle_y() const { return (top + bottom) / 2; }
    bool empty() const { return right <= left || bottom <= top; }
    bool operator==(const Box&) const = default;
};

Box united(const Box& a, const Box& b);

// Where something stands in its source. In a dump `line`, `begin` and `end` are set; in a PDF or scan
// `line` is 0 and `box` is the place.
struct Place {
    int page = 0;  // 0: a dump without form feeds
    int line = 0;
    int begin = 0, end = 0;  // code points of that line, half-open
    Box box;
    bool operator==(const Place&) const = default;
};

// How a word follows the one before it in its cell or paragraph.
enum class Join : std::uint8_t {
    space,  // on the same printed line
    none,   // glued: the two are one word in print
    line,   // a new printed line
    item,   // the source itself says a new item begins: <li>, <p>, a sub-row
};

struct Word {
    std::string text;  // UTF-8, NFC; never empty; no white space, no control characters
    Place place;
    float size = 0;                 // font size in points; 0: not known
    std::uint32_t colour = 0;       // 0xRRGGBB of the letters
    std::uint8_t confidence = 100;  // of text recognition, per cent; 100: not recognised but given
    // 0, 90, 180, 270: the direction of reading, clockwise, on the displayed page; slanted text such as a
    // watermark has its own angle
    std::int16_t rotation = 0;
    Join join = Join::space;
    bool bold = false;
    bool italic = false;
    bool hidden = false;          // invisible render mode, clipped, painted over, or of the colour behind it
    bool unmapped = false;        // the font has no Unicode map: `text` is not to be trusted
    std::string other_reading{};  // of text recognition, where a second look read something else
    bool operator==(const Word&) const = default;
};

// A ruling line: horizontal (y0 == y1) or vertical (x0 == x1), x0 <= x1, y0 <= y1. Thin filled boxes are
// rules too.
struct Rule {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float thickness = 0;
    bool is_horizontal() const { return y0 == y1; }
    bool operator==(const Rule&) const = default;
};

struct Fill {
    Box box;
    std::uint32_t colour = 0;  // 0xRRGGBB
    bool operator==(const Fill&) const = default;
};

struct Image {
    Box box;
    int pixel_width = 0, pixel_height = 0;
    bool operator==(const Image&) const = default;
};

// How the words of the page came to their places; the layout stage chooses its method by it.
enum class PageKind : std::uint8_t {
    printed,  // PDF: points
    scanned,  // recognised from a picture: points, and confidences
    tabbed,   // dump: cells separated by tabs; Word::place.line and the page's `cells` say which
    aligned,  // dump: columns aligned by spaces
    stream,   // dump: one line after the other, no columns left
};

// A dump's cell: words [first_word, last_word) of the page are column `column` of line `line`.
struct TabCell {
    int line = 0;
    int column = 0;
    std::uint32_t first_word = 0, last_word = 0;
    bool operator==(const TabCell&) const = default;
};

struct Page {
    int number = 1;
    std::string label;  // the document's own page label, if any
    float width = 0, height = 0;
    PageKind kind = PageKind::printed;
    // Scanned pages: degrees clockwise by which the picture was turned to stand upright, and the skew that
    // was taken out after that. Width, height and boxes are those of the upright, straight page.
    std::int16_t turned = 0;
    float skew = 0;
    std::vector<Word> words;  // in reading order as far as the source knows one
    std::vector<Rule> rules;
    std::vector<Fill> fills;  // in the order of painting: later ones hide earlier ones
    std::vector<Image> images;
    std::vector<TabCell> cells;    // tabbed pages only, in order of line and column
    std::vector<int> blank_lines;  // dumps: numbers of the empty lines, ascending
    std::vector<std::string>
        notes;  // what a person should know: "reduced to 150 dpi", "fonts without Unicode"
    bool operator==(const Page&) const = default;
};

}  // namespace domesday
