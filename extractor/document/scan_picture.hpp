// A page's picture made ready for recognition: upright, straight, paper white everywhere, ruling lines taken
// out, and the lines of text found.
//
// Lengths are pixels of the upright picture unless said otherwise; `unit` is the height of a common letter
// (between x-height and capitals) and the measure for all else, because the resolution that a scan claims is
// often wrong. A picture without any mark on it is normal and gives nothing but its size.
#pragma once

#include <vector>

#include "extractor/document/pdf_document.hpp"
#include "extractor/document/scan_pix.hpp"

namespace domesday
{

struct PixelBox {
    int left = 0, top = 0, right = 0, bottom = 0;  // right and bottom are the first pixels outside

    int width() const { return right - left; }
    int height() const { return bottom - top; }
    int middle_y() const { return (top + bottom) / 2; }
    bool operator==(const PixelBox&) const = default;
};

PixelBox united(const PixelBox& a, const PixelBox& b);

// A straight ruling line: the middle of its stroke from end to end.
struct PixelRule {
    bool horizontal = true;
    int begin = 0, end = 0;  // along the line
    int at = 0;              // across it
    int thickness = 1;
    bool operator==(const PixelRule&) const = default;
};

struct PixelFill {
    PixelBox box;
    int grey = 0;
    bool operator==(const PixelFill&) const = default;
};

enum class MarkKind { text, bullet, ring, arrow_up, arrow_down, arrow_left, arrow_right, arrow_both };

// Letters that stand in one line without a gap wider than a word space: a line of one cell, or a part of one.
// A bullet or a lone arrow is found by its shape: recognition reads them as any letter.
struct TextPiece {
    PixelBox box;
    MarkKind kind = MarkKind::text;
    std::vector<PixelBox> letters{};  // connected marks, left to right
    bool operator==(const TextPiece&) const = default;
};

struct ReadyPicture {
    PixPtr grey;  // 8 bits, without ruling lines, text dark on white
    double dpi = 0;
    int turned = 0;   // degrees clockwise: 0, 90, 180, 270
    double skew = 0;  // degrees clockwise by which it was straightened, after turning
    double unit = 0;
    std::vector<PixelRule> rules{};
    std::vector<PixelFill> fills{};
    std::vector<TextPiece> pieces{};
};

// A grey picture with equal resolution both ways.
struct GreyPicture {
    PixPtr grey;
    double dpi = 0;
};

GreyPicture grey_from_page_picture(const PagePicture& picture);

// Straightens `picture` (within 7 degrees). Turning by quarters has been done: see scan_orientation.hpp.
ReadyPicture ready_picture(const GreyPicture& picture);

// The steps of ready_picture, for tests.

// The height of a common letter, from the heights of the dark marks; 1/14 inch where there are too few.
double letter_height(const Pix& bits, double dpi);

// Every area's own background is brought to white; white letters on dark areas are made dark on white.
PixPtr flattened(const Pix& grey, double unit, std::vector<PixelFill>& fills);

// Ruling lines of a flattened picture, longest pieces joined; `mask` gets their pixels.
std::vector<PixelRule> find_rules(const Pix& flat, double unit, PixPtr& mask);

// Areas of one grey that are darker than the paper. `background`: the page's ground without letters, one dot
// for `block` x `block` dots of the picture.
std::vector<PixelFill> find_fills(const Pix& background, int block, int paper, double unit);

std::vector<TextPiece> find_pieces(const Pix& bits, double unit, const std::vector<PixelRule>& rules);

}  // namespace domesday
