#include "extractor/document/scan_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <queue>

namespace domesday
{

PixelBox united(const PixelBox& a, const PixelBox& b)
{
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

namespace
{

// The background is kept at a quarter of the resolution: letters are narrower than four such blocks, and the
// edge of a filled area is known to 4 pixels (1.4 pt at 200 dpi).
constexpr int kBlock = 4;

int byte_at(const Pix& pix, int x, int y)
{
    const auto* line = pixGetData(const_cast<Pix*>(&pix)) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(&pix);
    return GET_DATA_BYTE(line, x);
}

void set_byte(Pix& pix, int x, int y, int value)
{
    auto* line = pixGetData(&pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(&pix);
    SET_DATA_BYTE(line, x, value);
}

struct Blocks {
    PixPtr pix;
    int width = 0, height = 0;
    int at(int x, int y) const { return byte_at(*pix, x, y); }
    int under(int x, int y) const
    {
        return at(std::min(x / kBlock, width - 1), std::min(y / kBlock, height - 1));
    }
};

Blocks blocks_from(PixPtr pix)
{
    const int width = pixGetWidth(pix.get()), height = pixGetHeight(pix.get());
    return {std::move(pix), width, height};
}

int odd(double length)
{
    return std::max(1, static_cast<int>(length / 2) * 2 + 1);
}

// The lightest dot of each block, then letters closed away, then each area grown by one block, so that no
// rim of a dark area is compared with the white beside it.
Blocks background_of(const Pix& grey, double unit)
{
    auto* picture = const_cast<Pix*>(&grey);
    const PixPtr lightest(pixScaleGrayMinMax(picture, kBlock, kBlock, L_CHOOSE_MAX));
    const int reach = odd(2.2 * unit / kBlock);
    const PixPtr closed(pixCloseGray(lightest.get(), reach, reach));
    return blocks_from(PixPtr(pixErodeGray(closed.get(), 3, 3)));
}

int paper_level(const Blocks& background)
{
    std::array<int, 256> counts{};
    for (int y = 0; y < background.height; ++y)
        for (int x = 0; x < background.width; ++x)
            ++counts.at(background.at(x, y));
    const long total = static_cast<long>(background.width) * background.height;
    long lighter = 0;
    int level = 255;
    // the paper is at least a fifth of a page
    while (level > 1 && (lighter += counts.at(level)) < total / 5)
        --level;
    return level;
}

// Print covers 5 to 30 % of a header; a dark score cell with black print has no light dot.
bool has_light_print(const Pix& grey, const Pix& blocks, const PixelBox& box, int paper)
{
    long light = 0, dark = 0, seen = 0;
    for (int by = box.top; by < box.bottom; ++by) {
        for (int bx = box.left; bx < box.right; ++bx) {
            l_uint32 inside = 0;
            pixGetPixel(const_cast<Pix*>(&blocks), bx, by, &inside);
            for (int i = 0; inside != 0 && i < kBlock * kBlock; i += 3) {
                const int value = byte_at(grey, std::min(bx * kBlock + i % kBlock, pixGetWidth(&grey) - 1),
                                          std::min(by * kBlock + i / kBlock, pixGetHeight(&grey) - 1));
                ++seen;
                light += value > paper * 7 / 10;
                dark += value < paper / 2;
            }
        }
    }
    return light * 100 > seen * 2 && light * 100 < seen * 45 && dark * 2 > seen;
}

// Dark areas with light marks in them: white print on a coloured header. The areas' boxes.
std::vector<PixelBox> inverse_areas(const Pix& grey, int paper, double unit)
{
    const PixPtr small(pixScaleAreaMap2(const_cast<Pix*>(&grey)));
    const PixPtr means(pixScaleAreaMap2(small.get()));
    // black on a mid-grey header is no inverse print: half as light as the paper is the border
    const PixPtr dark(pixThresholdToBinary(means.get(), paper / 2));
    const PixPtr cores(pixOpenBrick(nullptr, dark.get(), 3, 3));
    const int letters = odd(2.5 * unit / kBlock);
    const PixPtr whole(pixCloseSafeBrick(nullptr, cores.get(), letters, letters));
    const PixPtr solid(pixOpenBrick(nullptr, whole.get(), odd(unit / kBlock), odd(1.3 * unit / kBlock)));
    // neither the lighter neighbour nor the ruling line beside an area is print on it
    const PixPtr inner(pixErodeBrick(nullptr, solid.get(), 3, 3));
    const BoxaPtr boxes(pixConnCompBB(solid.get(), 8));
    std::vector<PixelBox> areas;
    for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        int x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        // a bold capital is dark all over as well, but no wider than two letters
        if (w * kBlock < 5 * unit || h * kBlock < 1.6 * unit)
            continue;
        if (has_light_print(grey, *inner, {x, y, x + w, y + h}, paper))
            areas.push_back({x * kBlock, y * kBlock, std::min((x + w) * kBlock, pixGetWidth(&grey)),
                             std::min((y + h) * kBlock, pixGetHeight(&grey))});
    }
    return areas;
}

PixPtr with_inverse_areas_turned(const Pix& grey, const std::vector<PixelBox>& areas)
{
    PixPtr result(pixCopy(nullptr, const_cast<Pix*>(&grey)));
    for (const auto& area : areas)
        for (int y = area.top; y < area.bottom; ++y)
            for (int x = area.left; x < area.right; ++x)
                set_byte(*result, x, y, 255 - byte_at(*result, x, y));
    return result;
}

struct Straight {
    PixPtr grey;
    double skew = 0;
};

Straight straightened(const Pix& grey)
{
    auto* picture = const_cast<Pix*>(&grey);
    const PixPtr bits(pixThresholdToBinary(picture, 140));
    l_float32 angle = 0, confidence = 0;
    // 3 is Leptonica's own limit for a skew to be believed (skew.c, kMinAllowedConfidence)
    const bool found = pixFindSkew(bits.get(), &angle, &confidence) == 0 && confidence >= 3;
    if (!found || std::abs(angle) < 0.04)
        return {PixPtr(pixClone(picture)), 0};
    return {PixPtr(pixRotateAMGray(picture, angle * std::numbers::pi_v<float> / 180, 255)), -angle};
}

// Dots darker than this belong to marks, once the background is white: 0.6 of the way from the print's own
// darkness to white. Thin strokes of a poor grey scan are at 150 and its grain above 200; the rim that
// straightening gives to letters of a black and white scan begins at 160.
int mark_level(const Pix& flat)
{
    std::array<long, 200> counts{};
    long total = 0;
    const int width = pixGetWidth(&flat), height = pixGetHeight(&flat);
    for (int y = 0; y < height; y += 2) {
        for (int x = 0; x < width; x += 2) {
            const auto value = static_cast<std::size_t>(byte_at(flat, x, y));
            if (value >= counts.size())
                continue;
            ++counts.at(value);
            ++total;
        }
    }
    long darker = 0;
    std::size_t print = 0;
    while (print + 1 < counts.size() && (darker += counts.at(print)) * 5 < total)
        ++print;
    return std::clamp(static_cast<int>(print + (255 - static_cast<double>(print)) * 0.6), 150, 190);
}

// Makes the pixels of ruling lines white, and where a line was too faint to be in the mask, its course.
void take_out(Pix& grey, const Pix& mask, const std::vector<PixelRule>& rules)
{
    const PixPtr wide(pixDilateBrick(nullptr, const_cast<Pix*>(&mask), 3, 3));
    for (const auto& rule : rules) {
        const int across = rule.at - (rule.thickness + 1) / 2, width = rule.thickness + 2;
        const int along = rule.begin, length = rule.end - rule.begin;
        if (rule.horizontal)
            pixRasterop(wide.get(), along, across, length, width, PIX_SET, nullptr, 0, 0);
        else
            pixRasterop(wide.get(), across, along, width, length, PIX_SET, nullptr, 0, 0);
    }
    pixSetMasked(&grey, wide.get(), 255);
}

}  // namespace

GreyPicture grey_from_page_picture(const PagePicture& picture)
{
    setMsgSeverity(L_SEVERITY_NONE);  // Leptonica reports pictures without text on the error stream
    // too small for a letter, and for Leptonica's reductions
    constexpr int kSmallest = 32;
    if (picture.width < kSmallest || picture.height < kSmallest) {
        PixPtr blank(pixCreate(kSmallest, kSmallest, 8));
        pixSetAll(blank.get());
        return {std::move(blank), 72};
    }
    PixPtr pix(pixCreate(picture.width, picture.height, 8));
    auto* data = pixGetData(pix.get());
    for (int y = 0; y < picture.height; ++y)
        std::memcpy(data + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get()),
                    picture.grey.data() + static_cast<std::ptrdiff_t>(y) * picture.width, picture.width);
    pixEndianByteSwap(pix.get());  // Leptonica keeps the first dot in a word's highest byte
    const double dpi = std::max(picture.dpi_x, picture.dpi_y);
    // fax resolutions differ by two between the ways (204 x 98); rounding of page sizes stays under 1 %
    const bool uneven = std::abs(picture.dpi_x - picture.dpi_y) > 0.03 * dpi;
    if (uneven)
        pix.reset(pixScale(pix.get(), static_cast<float>(dpi / picture.dpi_x),
                           static_cast<float>(dpi / picture.dpi_y)));
    return {std::move(pix), dpi};
}

PixPtr flattened(const Pix& grey, double unit, std::vector<PixelFill>& fills)
{
    const auto first = background_of(grey, unit);
    const int paper = paper_level(first);
    const auto inverse = inverse_areas(grey, paper, unit);
    const PixPtr dark_on_light = with_inverse_areas_turned(grey, inverse);
    const auto background = inverse.empty() ? background_of(grey, unit) : background_of(*dark_on_light, unit);
    fills = find_fills(*background.pix, kBlock, paper, unit);

    const int width = pixGetWidth(&grey), height = pixGetHeight(&grey);
    PixPtr flat(pixCreate(width, height, 8));
    // a little above white, so that the grain of the paper is cut off
    constexpr int kWhite = 265;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            set_byte(
                *flat, x, y,
                std::min(255, byte_at(*dark_on_light, x, y) * kWhite / std::max(1, background.under(x, y))));
    return flat;
}

ReadyPicture ready_picture(const GreyPicture& picture)
{
    ReadyPicture ready{.dpi = picture.dpi};
    auto straight = straightened(*picture.grey);
    ready.skew = straight.skew;
    const PixPtr rough(pixThresholdToBinary(straight.grey.get(), 140));
    ready.unit = letter_height(*rough, picture.dpi);
    ready.grey = flattened(*straight.grey, ready.unit, ready.fills);
    PixPtr mask;
    ready.rules = find_rules(*ready.grey, ready.unit, mask);
    take_out(*ready.grey, *mask, ready.rules);
    const PixPtr bits(pixThresholdToBinary(ready.grey.get(), mark_level(*ready.grey)));
    ready.pieces = find_pieces(*bits, ready.unit, ready.rules);
    return ready;
}

}  // namespace domesday
