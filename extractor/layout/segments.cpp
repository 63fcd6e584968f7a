#include "extractor/layout/segments.hpp"

#include <algorithm>

namespace domesday
{
namespace
{

struct Event {
    float x;
    int step;  // +1: a segment begins
};

struct Stretch {
    float left, right;
};

struct Level {
    float left, right;
    int depth;
};

struct Hollow {
    Level level;
    int peak;  // between it and the hollow before
};

bool parts(const Hollow& hollow, int peak)
{
    return hollow.level.depth * 2 <= peak && hollow.level.depth < peak;
}

// Two hollows with no peak worth the name between them are one: the deeper, or the wider, stands for both.
std::vector<Gutter> prominent(const std::vector<Level>& levels, int deepest, float narrowest)
{
    std::vector<Hollow> kept;
    int peak = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto& level = levels[i];
        const bool hollow = i > 0 && i + 1 < levels.size() && level.depth < levels[i - 1].depth &&
                            level.depth < levels[i + 1].depth && level.depth <= deepest &&
                            level.right - level.left >= narrowest;
        if (!hollow) {
            peak = std::max(peak, level.depth);
            continue;
        }
        Hollow next{level, peak};
        peak = 0;
        while (!kept.empty() && !(parts(kept.back(), next.peak) && parts(next, next.peak))) {
            const auto& before = kept.back().level;
            const bool better =
                level.depth < before.depth ||
                (level.depth == before.depth && level.right - level.left > before.right - before.left);
            if (better) {
                next.peak = std::max(next.peak, kept.back().peak);
            } else {
                peak = std::max(peak, next.peak);
                next = kept.back();
            }
            kept.pop_back();
        }
        kept.push_back(next);
    }
    std::vector<Gutter> found;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const int right = i + 1 < kept.size() ? kept[i + 1].peak : peak;
        if (parts(kept[i], kept[i].peak) && parts(kept[i], right))
            found.push_back({.left = kept[i].level.left, .right = kept[i].level.right});
    }
    return found;
}

// The hollows of the depth of stretches that are at most `deepest` deep and at most half as deep as the
// peaks on both sides: a number centred below a wrapped heading leaves a hollow too, but a shallow one.
std::vector<Gutter> hollows(const std::vector<Stretch>& stretches, std::size_t deepest, float narrowest)
{
    std::vector<Event> events;
    for (const auto& one : stretches) {
        events.push_back({one.left, 1});
        events.push_back({one.right, -1});
    }
    std::sort(events.begin(), events.end(),
              [](const Event& a, const Event& b) { return a.x != b.x ? a.x < b.x : a.step > b.step; });
    std::vector<Level> levels;
    int depth = 0;
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        depth += events[i].step;
        const float left = events[i].x, right = events[i + 1].x;
        if (right <= left)
            continue;
        if (!levels.empty() && levels.back().depth == depth)
            levels.back().right = right;
        else
            levels.push_back({left, right, depth});
    }
    return prominent(levels, static_cast<int>(deepest), narrowest);
}

bool crosses(const std::vector<Gutter>& strips, float left, float right)
{
    const auto it = std::lower_bound(strips.begin(), strips.end(), left,
                                     [](const Gutter& strip, float x) { return strip.left < x; });
    return it != strips.end() && it->right <= right;
}

void count_line(const SegmentLine& line, std::vector<Gutter>& gutters)
{
    if (line.segments.empty())
        return;
    const float left = line.segments.front().box.left, right = line.segments.back().box.right;
    auto segment = line.segments.begin();
    for (auto& gutter : gutters) {
        while (segment != line.segments.end() && segment->box.right <= gutter.left)
            ++segment;
        if (segment != line.segments.end() && segment->box.left < gutter.right)
            ++gutter.crossed;
        else if (left < gutter.left && right > gutter.right)
            ++gutter.parted;
    }
}

}  // namespace

float wide_space(const Page& page, float word_height)
{
    return page.kind == PageKind::aligned ? 9.0F : 0.55F * word_height;
}

std::vector<SegmentLine> segment_lines(const Page& page, std::span<const WordIndex> chosen)
{
    std::vector<SegmentLine> out;
    for (const auto& line : lines_from_words(page.words, chosen)) {
        if (line.rotation != 0)
            continue;
        SegmentLine made{.box = line.box};
        for (const WordIndex i : line.words) {
            const Box& box = page.words[i].place.box;
            if (!made.segments.empty()) {
                auto& last = made.segments.back();
                const float height = std::min(page.words[last.words.back()].place.box.height(), box.height());
                if (box.left - last.box.right < wide_space(page, height)) {
                    last.box = united(last.box, box);
                    last.words.push_back(i);
                    continue;
                }
            }
            made.segments.push_back({.box = box, .words = {i}});
        }
        out.push_back(std::move(made));
    }
    return out;
}

std::vector<Gutter> find_gutters(std::span<const SegmentLine> lines, const GutterOptions& options)
{
    std::vector<Stretch> stretches;
    for (const auto& line : lines)
        for (const auto& segment : line.segments)
            stretches.push_back({segment.box.left, segment.box.right});
    const auto share = static_cast<std::size_t>(options.crossed_share * static_cast<float>(lines.size()));
    const std::size_t most = std::max(share, options.crossed_at_least);
    // First the strips that few lines cross. Then, without what crosses them, those that nothing crosses:
    // the few words of a sparse column cross no strip, and make a column of their own.
    for (std::size_t round = 0; round < 2; ++round) {
        const auto strips = hollows(stretches, most, options.narrowest);
        std::erase_if(stretches, [&](const Stretch& one) { return crosses(strips, one.left, one.right); });
    }
    auto gutters = hollows(stretches, 0, options.narrowest);
    for (const auto& line : lines)
        count_line(line, gutters);
    return gutters;
}

}  // namespace domesday
