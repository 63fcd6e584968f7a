#include "extractor/layout/rules.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "extractor/layout/tiles.hpp"

namespace domesday
{
namespace
{

// A rule along its own axis, so that both directions are merged by one piece of code.
struct Stretch {
    float across, begin, end, thickness;
};

std::vector<Stretch> merged(std::vector<Stretch> pieces, const RuleOptions& options)
{
    std::sort(pieces.begin(), pieces.end(), [](const Stretch& a, const Stretch& b) {
        return std::tie(a.across, a.begin, a.end) < std::tie(b.across, b.begin, b.end);
    });
    std::vector<Stretch> out;
    for (std::size_t from = 0; from < pieces.size();) {
        std::size_t to = from;
        float sum = 0;
        while (to < pieces.size() && pieces[to].across - pieces[from].across <= options.snap)
            sum += pieces[to++].across;
        const float across = sum / static_cast<float>(to - from);
        std::sort(pieces.begin() + static_cast<std::ptrdiff_t>(from),
                  pieces.begin() + static_cast<std::ptrdiff_t>(to),
                  [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
        for (std::size_t i = from; i < to; ++i) {
            if (i > from && pieces[i].begin <= out.back().end + options.gap) {
                out.back().end = std::max(out.back().end, pieces[i].end);
                out.back().thickness = std::max(out.back().thickness, pieces[i].thickness);
            } else {
                out.push_back({across, pieces[i].begin, pieces[i].end, pieces[i].thickness});
            }
        }
        from = to;
    }
    return out;
}

}  // namespace

RuleSet rules_from_page(const Page& page, const RuleOptions& options)
{
    RuleSet set;
    if (page.rules.size() > options.most) {
        set.is_drawing = true;
        return set;
    }
    std::vector<Stretch> across, down;
    auto all = page.rules;
    const auto tiles = rules_from_tiles(page);
    all.insert(all.end(), tiles.begin(), tiles.end());
    for (const auto& rule : all) {
        if (rule.y0 == rule.y1)
            across.push_back({rule.y0, rule.x0, rule.x1, rule.thickness});
        else if (rule.x0 == rule.x1)
            down.push_back({rule.x0, rule.y0, rule.y1, rule.thickness});
    }
    for (const auto& one : merged(std::move(across), options))
        set.horizontal.push_back({one.begin, one.across, one.end, one.across, one.thickness});
    for (const auto& one : merged(std::move(down), options))
        set.vertical.push_back({one.across, one.begin, one.across, one.end, one.thickness});
    return set;
}

}  // namespace domesday
