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

// Faint lines are seen eight dots at a time, and over gaps of three times that: dots by which their ends may
// reach over a letter's stem.
constexpr int kFaintEnd = 32;

bool touches(const PixelRule& a, const PixelRule& b, double slack)
{
    return a.horizontal != b.horizontal && a.at >= b.begin - slack && a.at <= b.end + slack &&
           b.at >= a.begin - slack && b.at <= a.end + slack;
}

// A line was followed in steps of two letters, and perhaps over the stem of a letter behind the line where it
// ends: where it meets lines across it on its way, it goes no farther than the last of them.
void end_at_last_line(PixelRule& rule, const PixelRule& seen, const std::vector<PixelRule>& all, double unit)
{
    const int slack = std::max(2, static_cast<int>(0.3 * unit));
    int begin = seen.begin, end = seen.end;
    bool met_before = rule.begin == seen.begin, met_behind = rule.end == seen.end;
    for (const auto& other : all) {
        if (!touches(rule, other, slack))
            continue;
        const int half = (other.thickness + 1) / 2;
        if (other.at <= seen.begin + slack && other.at >= rule.begin - slack) {
            begin = std::min(begin, std::max(rule.begin, other.at - half));
            met_before = true;
        }
        if (other.at >= seen.end - slack && other.at <= rule.end + slack) {
            end = std::max(end, std::min(rule.end, other.at + half));
            met_behind = true;
        }
    }
    if (met_before)
        rule.begin = begin;
    if (met_behind)
        rule.end = end;
}

// Lines so faint or grainy that no long run of dark dots is left of them: ridges of the picture averaged
// along the line, eight dots to one.
std::vector<PixelRule> faint_rules(const Pix& flat, double unit, bool horizontal)
{
    constexpr int kAlong = 8;
    constexpr int kRidge = 22;        // darker than both sides; the grain of a poor scan averages to 6
    constexpr double kCovered = 0.9;  // tops of letters in a line of text cover 0.7, more in a grainy scan
    const PixPtr means(pixScaleAreaMap(const_cast<Pix*>(&flat), horizontal ? 1.f / kAlong : 1,
                                       horizontal ? 1 : 1.f / kAlong));
    const int width = pixGetWidth(means.get()), height = pixGetHeight(means.get());
    const int side = std::max(4, static_cast<int>(0.3 * unit));
    PixPtr ridges(pixCreate(width, height, 1));
    const int right = horizontal ? width : width - side, bottom = horizontal ? height - side : height;
    for (int y = horizontal ? side : 0; y < bottom; ++y) {
        for (int x = horizontal ? 0 : side; x < right; ++x) {
            const int value = byte_at(*means, x, y);
            if (value > 255 - kRidge)
                continue;
            const int before = horizontal ? byte_at(*means, x, y - side) : byte_at(*means, x - side, y);
            const int after = horizontal ? byte_at(*means, x, y + side) : byte_at(*means, x + side, y);
            if (value + kRidge <= std::min(before, after))
                pixSetPixel(ridges.get(), x, y, 1);
        }
    }
    const int run = std::max(6, static_cast<int>(8 * unit / kAlong));
    const PixPtr closed(pixCloseSafeBrick(nullptr, ridges.get(), horizontal ? 3 : 1, horizontal ? 1 : 3));
    const PixPtr long_ones(pixOpenBrick(nullptr, closed.get(), horizontal ? run : 1, horizontal ? 1 : run));
    std::vector<PixelRule> rules;
    for (auto rule : rules_of_mask(*long_ones, horizontal)) {
        rule.begin *= kAlong;
        rule.end = std::min(rule.end * kAlong, horizontal ? pixGetWidth(&flat) : pixGetHeight(&flat));
        rule.thickness = std::min(rule.thickness, 3);
        const double own = contrast(flat, horizontal, rule.at, rule.begin, rule.end);
        if (covered(flat, horizontal, rule.at, rule.begin, rule.end, std::max(20.0, 0.3 * own)) >= kCovered)
            rules.push_back(rule);
    }
    return rules;
}

// Does a line run from one clear line across it to another, or over half a page? The letters of a line of
// text form ridges, too, which end anywhere; in a narrow column they end near its sides, with white between.
bool ends_at_rules(const PixelRule& rule, const std::vector<PixelRule>& clear, const Pix& flat, double unit)
{
    constexpr double kFaintest = 12;  // white is 0 to 5, a line that was seen at all 22
    constexpr int kTouching = 4;
    const double slack = 2.5 * unit;  // lines are followed in steps of two letters
    if (rule.end - rule.begin >= 45 * unit)
        return true;
    const auto at = [&](int end) {
        return std::any_of(clear.begin(), clear.end(), [&](const PixelRule& other) {
            if (other.horizontal == rule.horizontal || other.end - other.begin < 8 * unit ||
                std::abs(other.at - end) > slack || rule.at < other.begin - slack ||
                rule.at > other.end + slack)
                return false;
            int course = rule.at;
            const auto [from, to] = std::minmax(other.at, end);
            return to - from <= kTouching || contrast(flat, rule.horizontal, course, from, to) >= kFaintest;
        });
    };
    return at(rule.begin) && at(rule.end);
}

// Bold letters that touch make a dark run through a word. Beside a line there is white, at most on one side,
// above an underline, print; beside such a run letters go on both ways, along half of it. Lines of a table
// meet others.
bool runs_through_letters(const PixelRule& rule, const std::vector<PixelRule>& all, const Pix& flat,
                          double unit)
{
    if (!rule.horizontal || rule.end - rule.begin >= 30 * unit ||
        std::any_of(all.begin(), all.end(),
                    [&](const PixelRule& other) { return touches(rule, other, 0.5 * unit); }))
        return false;
    constexpr int kDark = 100;
    const int near = std::max(2, static_cast<int>(0.2 * unit)) + rule.thickness / 2;
    const int far = std::max(near, static_cast<int>(0.55 * unit));
    const auto share = [&](int side) {
        int dark = 0;
        for (int x = rule.begin; x < std::min(rule.end, pixGetWidth(&flat)); ++x) {
            bool any = false;
            for (int away = near; away <= far && !any; ++away) {
                const int y = rule.at + side * away;
                any = y >= 0 && y < pixGetHeight(&flat) && byte_at(flat, x, y) < kDark;
            }
            dark += any;
        }
        return static_cast<double>(dark) / std::max(1, rule.end - rule.begin);
    };
    return share(-1) >= 0.2 && share(1) >= 0.2;
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

    std::vector<PixelRule> seen;
    for (const bool is_horizontal : {true, false})
        for (const auto& rule :
             joined(rules_of_mask(is_horizontal ? *horizontal : *vertical, is_horizontal), unit))
            seen.push_back(rule);
    auto followed = seen;
    for (auto& rule : followed)
        if (rule.thickness < 0.5 * unit)
            follow(rule, flat, unit);
    std::vector<PixelRule> clear;
    for (const bool is_horizontal : {true, false}) {
        std::vector<PixelRule> found;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (seen[i].horizontal != is_horizontal)
                continue;
            found.push_back(followed[i]);
            end_at_last_line(found.back(), seen[i], followed, unit);
        }
        for (const auto& rule : joined(std::move(found), unit))
            clear.push_back(rule);
    }
    std::vector<PixelRule> rules;
    for (const bool is_horizontal : {true, false}) {
        std::vector<PixelRule> found;
        for (const auto& rule : clear)
            if (rule.horizontal == is_horizontal)
                found.push_back(rule);
        for (auto& rule : faint_rules(flat, unit, is_horizontal)) {
            auto seen_for_sure = rule;
            seen_for_sure.begin += kFaintEnd;
            seen_for_sure.end -= kFaintEnd;
            follow(rule, flat, unit);
            if (seen_for_sure.end > seen_for_sure.begin)
                end_at_last_line(rule, seen_for_sure, clear, unit);
            if (ends_at_rules(rule, clear, flat, unit))
                found.push_back(rule);
        }
        for (const auto& rule : joined(std::move(found), unit))
            rules.push_back(rule);
    }
    drop_strokes(rules, unit);
    const auto all = rules;
    std::erase_if(rules, [&](const PixelRule& rule) { return runs_through_letters(rule, all, flat, unit); });
    mask = pixels_of(rules, *horizontal, *vertical);
    return rules;
}

}  // namespace domesday
