#include "extractor/document/scan_orientation.hpp"

#include <algorithm>
#include <cmath>

#include "extractor/document/scan_word_boxes.hpp"

namespace domesday
{
namespace
{

// How many letters of the longest lines are read for sure.
int letters_read(const GreyPicture& picture, RecognitionEngine& engine)
{
    constexpr std::size_t kLines = 12;
    constexpr int kSure = 75;
    auto ready = ready_picture(picture);
    auto& pieces = ready.pieces;
    std::erase_if(pieces, [](const TextPiece& piece) { return piece.kind != MarkKind::text; });
    std::stable_sort(pieces.begin(), pieces.end(), [](const TextPiece& a, const TextPiece& b) {
        return a.letters.size() > b.letters.size();
    });
    pieces.resize(std::min(pieces.size(), kLines));
    if (pieces.empty())
        return 0;
    engine.look_at(*ready.grey, ready.dpi);
    int letters = 0;
    for (const auto& piece : pieces)
        for (const auto& word : engine.line(with_rim(piece.box, ready.unit)))
            if (word.confidence >= kSure && word.text.size() >= 3)
                letters += static_cast<int>(word.text.size());
    return letters;
}

}  // namespace

Orientation turn_upright(GreyPicture& picture)
{
    const PixPtr bits(pixThresholdToBinary(picture.grey.get(), 140));
    l_float32 up = 0, left = 0;
    if (pixOrientDetect(bits.get(), &up, &left, 0, 0) != 0)
        return {};
    // Leptonica's own limits are 8 and 2.5. Sideways pages of narrow columns come to 2.2, since their rules'
    // ends count as ascenders; the wrong way never gave more than 0.5.
    constexpr float kLeast = 6, kRatio = 1.5F;
    const float one = std::abs(up), other = std::abs(left);
    const bool sure = std::max(one, other) >= kLeast && std::max(one, other) >= kRatio * std::min(one, other);
    if (!sure)
        return {};
    const int quarters = one > other ? (up > 0 ? 0 : 2) : (left > 0 ? 1 : 3);
    if (quarters > 0)
        picture.grey.reset(pixRotateOrth(picture.grey.get(), quarters));
    return {quarters * 90, true};
}

int turn_as_it_reads(GreyPicture& picture, RecognitionEngine& engine)
{
    int best = letters_read(picture, engine), quarters = 0;
    // enough of it reads as it stands
    constexpr int kEnough = 60;
    if (best >= kEnough)
        return 0;
    const int needed = best * 3 / 2 + 8;
    for (const int turn : {1, 3, 2}) {
        const GreyPicture turned{PixPtr(pixRotateOrth(picture.grey.get(), turn)), picture.dpi};
        const int letters = letters_read(turned, engine);
        if (letters > best && letters >= needed) {
            best = letters;
            quarters = turn;
        }
    }
    if (quarters > 0)
        picture.grey.reset(pixRotateOrth(picture.grey.get(), quarters));
    return quarters * 90;
}

}  // namespace domesday
