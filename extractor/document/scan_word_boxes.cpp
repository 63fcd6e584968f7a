#include "extractor/document/scan_word_boxes.hpp"

#include <algorithm>
#include <cmath>

namespace domesday
{
namespace
{

// White around a line that is given to recognition, in letter heights: models are trained on lines with a
// rim.
constexpr double kRim = 0.3;

struct Gap {
    int begin = 0, end = 0;
};

// White gaps between the marks of a piece, left to right.
std::vector<Gap> gaps_of(const TextPiece& piece)
{
    std::vector<Gap> gaps;
    int right = piece.letters.front().right;
    for (const auto& letter : piece.letters) {
        if (letter.left > right)
            gaps.push_back({right, letter.left});
        right = std::max(right, letter.right);
    }
    return gaps;
}

}  // namespace

PixelBox with_rim(const PixelBox& box, double unit, double factor)
{
    const int rim = static_cast<int>(std::lround(kRim * unit * factor));
    const auto at = [&](int length) { return static_cast<int>(std::lround(length * factor)); };
    return {at(box.left) - rim, at(box.top) - rim, at(box.right) + rim, at(box.bottom) + rim};
}

void settle_word_boxes(std::vector<RecognisedWord>& words, const TextPiece& piece, double unit)
{
    if (words.empty())
        return;
    const auto gaps = gaps_of(piece);
    words.front().box.left = piece.box.left;
    words.back().box.right = piece.box.right;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const double told = (words[i].box.right + words[i + 1].box.left) / 2.0;
        const Gap* best = nullptr;
        double best_worth = 0;
        for (const auto& gap : gaps) {
            const double distance = std::abs((gap.begin + gap.end) / 2.0 - told);
            const double worth = (gap.end - gap.begin) - 0.35 * distance;
            if (distance > 1.5 * unit || gap.begin <= words[i].box.left || (best && worth <= best_worth))
                continue;
            best = &gap;
            best_worth = worth;
        }
        const int end = best ? best->begin : static_cast<int>(told);
        const int begin = best ? best->end : static_cast<int>(told);
        words[i].box.right = std::max(end, words[i].box.left + 1);
        words[i + 1].box.left = std::max(begin, words[i].box.right);
        words[i + 1].box.right = std::max(words[i + 1].box.right, words[i + 1].box.left + 1);
    }
    for (auto& word : words) {
        word.box.top = piece.box.top;
        word.box.bottom = piece.box.bottom;
    }
}

}  // namespace domesday
