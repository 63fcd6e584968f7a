// Ruling lines by morphological opening: what remains of the marks when everything shorter than a few letters
// is taken away (D. S. Bloomberg, Leptonica: "Line removal").
#include <algorithm>
#include <cmath>

#include "extractor/document/scan_picture.hpp"

namespace domesday
{

namespace
{

// Thin lines are smeared over two dots by straightening and are then half as dark as print.
constexpr int kRuleLevel = 180;

PixelRule rule_from(int x, int y, int w, int h, bool horizontal)
{
    // the mask was thickened by one dot on each side
    if (horizontal)
        return {true, x, x + w, y + h / 2, std::max(1, h - 2)};
    return {false, y, y + h, x + w / 2, std::max(1, w - 2)};
}

std::vector<PixelRule> rules_of_mask(const Pix& mask, bool horizontal)
{
    std::vector<PixelRule> rules;
    const BoxaPtr boxes(pixConnCompBB(const_cast<Pix*>(&mask), 8));
    for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        int x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        rules.push_back(rule_from(x, y, w, h, horizontal));
    }
    return rules;
}

// Pieces of one printed line: level with each other, and no more than a letter apart.
std::vector<PixelRule> joined(std::vector<PixelRule> rules, double unit)
{
    const int level = std::max(2, static_cast<int>(0.25 * unit));
    const int gap = std::max(3, static_cast<int>(1.5 * unit));
    std::sort(rules.begin(), rules.end(), [](const PixelRule& a, const PixelRule& b) {
        return std::pair{a.begin, a.at} < std::pair{b.begin, b.at};
    });
    std::vector<PixelRule> whole;
    for (const auto& rule : rules) {
        const auto fits = [&](const PixelRule& other) {
            return std::abs(other.at - rule.at) <= level && rule.begin <= other.end + gap;
        };
        const auto before = std::find_if(whole.begin(), whole.end(), fits);
        if (before == whole.end()) {
            whole.push_back(rule);
            continue;
        }
        const int a = before->end - before->begin, b = rule.end - rule.begin;
        before->at = (before->at * a + rule.at * b) / std::max(1, a + b);
        before->end = std::max(before->end, rule.end);
        before->thickness = std::max(before->thickness, rule.thickness);
    }
    return whole;
}

int byte_at(const Pix& pix, int x, int y)
{
    const auto* line = pixGetData(const_cast<Pix*>(&pix)) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(&pix);
    return GET_DATA_BYTE(line, x);
}

// Mean darkness of the dots [begin, end) along a line at `at`; 0 outside the picture.
double darkness(const Pix& flat, bool horizontal, int at, int begin, int end)
{
    const int across = horizontal ? pixGetHeight(&flat) : pixGetWidth(&flat);
    if (at < 0 || at >= across || end <= begin)
        return 0;
    long sum = 0;
    for (int i = begin; i < end; ++i)
        sum += 255 - (horizontal ? byte_at(flat, i, at) : byte_at(flat, at, i));
    return static_cast<double>(sum) / (end - begin);
}

// How much darker than both sides the darkest course within two dots of `at` is; `at` moves there.
double contrast(const Pix& flat, bool horizontal, int& at, int begin, int end)
{
    double best = -1;
    int found = at;
    for (int shift = -2; shift <= 2; ++shift) {
        const double middle = darkness(flat, horizontal, at + shift, begin, end);
        const double side = std::max(darkness(flat, horizontal, at + shift - 4, begin, end),
                                     darkness(flat, horizontal, at + shift + 4, begin, end));
        if (middle - side <= best)
            continue;
        best = middle - side;
        found = at + shift;
    }
    at = found;
    return best;
}

// Share of the dots [begin, end) along a line that are darker than `seen` on it or beside it.
double covered(const Pix& flat, bool horizontal, int at, int begin, int end, double seen)
{
    const int across = horizontal ? pixGetHeight(&flat) : pixGetWidth(&flat);
    int dark = 0;
    for (int i = begin; i < end; ++i) {
        bool any = false;
        for (int side = std::max(0, at - 1); side <= std::min(across - 1, at + 1); ++side)
            any = any || 255 - (horizontal ? byte_at(flat, i, side) : byte_at(flat, side, i)) > seen;
        dark += any;
    }
    return static_cast<double>(dark) / std::max(1, end - begin);
}

// Follows a line beyond its ends, where it is too faint or too broken to be seen dot by dot: a stretch of two
// letters is darker on the line than beside it. 25: the faintest lines of a poor 200 dpi scan give 45, its
// paper 8. Stems of letters that stand above a line are dark, too, but white lies between them: they cover
// two thirds of the stretch, a line beside a dark cell nine tenths.
void follow(PixelRule& rule, const Pix& flat, double unit)
{
    constexpr double kSeen = 25, kCovered = 0.8;
    int at = rule.at;
    const double own = contrast(flat, rule.horizontal, at, rule.begin, rule.end);
    const auto goes_on = [&](int begin, int end) {
        return contrast(flat, rule.horizontal, at, begin, end) >= kSeen &&
               covered(flat, rule.horizontal, at, begin, end, std::max(20.0, 0.2 * own)) >= kCovered;
    };
    const int step = std::max(8, static_cast<int>(2 * unit));
    const int length = rule.horizontal ? pixGetWidth(&flat) : pixGetHeight(&flat);
    for (at = rule.at; rule.end + step < length && goes_on(rule.end, rule.end + step);)
        rule.end += step;
    for (at = rule.at; rule.begin - step >= 0 && goes_on(rule.begin - step, rule.begin);)
        rule.begin -= step;
}

bool touches(const PixelRule& a, const PixelRule& b, double slack)
{
    return a.horizontal != b.horizontal && a.at >= b.begin - slack && a.at <= b.end + slack &&
           b.at >= a.begin - slack && b.at <= a.end + slack;
}

// A stroke of a large heading is as long as the side of a low cell, but touches no line across it; the stem
// of an E touches its own short arms, which are no rules.
void drop_strokes(std::vector<PixelRule>& rules, double unit)
{
    const auto sure = rules;
    std::erase_if(rules, [&](const PixelRule& rule) {
        const double length = rule.end - rule.begin;
        if (rule.thickness > 0.8 * unit || length < 5 * rule.thickness)
            return true;
        if (length >= 8 * unit)
            return false;
        return std::none_of(sure.begin(), sure.end(), [&](const PixelRule& other) {
            return other.end - other.begin >= 5 * unit && touches(rule, other, unit);
        });
    });
}

// The masks' pixels along the rules that were kept.
PixPtr pixels_of(const std::vector<PixelRule>& rules, const Pix& horizontal, const Pix& vertical)
{
    PixPtr pixels(pixCreateTemplate(const_cast<Pix*>(&horizontal)));
    for (const auto& rule : rules) {
        const int across = rule.at - rule.thickness / 2 - 3, width = rule.thickness + 6;
        const int along = rule.begin, length = rule.end - rule.begin;
        if (rule.horizontal)
            pixRasterop(pixels.get(), along, across, length, width, PIX_SRC | PIX_DST,
                        const_cast<Pix*>(&horizontal), along, across);
        else
            pixRasterop(pixels.get(), across, along, width, length, PIX_SRC | PIX_DST,
                        const_cast<Pix*>(&vertical), across, along);
    }
    return pixels;
}

}  // namespace

std::vector<PixelRule> find_rules(const Pix& flat, double unit, PixPtr& mask)
{
    const PixPtr marks(pixThresholdToBinary(const_cast<Pix*>(&flat), kRuleLevel));
    const int across = std::max(20, static_cast<int>(4.5 * unit));
    const int down = std::max(16, static_cast<int>(3 * unit));
    const PixPtr taller(pixDilateBrick(nullptr, marks.get(), 1, 3));
    const PixPtr horizontal(pixOpenBrick(nullptr, taller.get(), across, 1));
    const PixPtr wider(pixDilateBrick(nullptr, marks.get(), 3, 1));
    const PixPtr vertical(pixOpenBrick(nullptr, wider.get(), 1, down));

    std::vector<PixelRule> rules;
    for (const bool is_horizontal : {true, false}) {
        auto found = joined(rules_of_mask(is_horizontal ? *horizontal : *vertical, is_horizontal), unit);
        for (auto& rule : found)
            if (rule.thickness < 0.5 * unit)
                follow(rule, flat, unit);
        for (const auto& rule : joined(std::move(found), unit))
            rules.push_back(rule);
    }
    drop_strokes(rules, unit);
    mask = pixels_of(rules, *horizontal, *vertical);
    return rules;
}

}  // namespace domesday
