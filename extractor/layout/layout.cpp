#include <algorithm>
#include <iterator>
#include <numeric>

#include "extractor/layout/aligned.hpp"
#include "extractor/layout/furniture.hpp"
#include "extractor/layout/grid.hpp"
#include "extractor/layout/lines.hpp"
#include "extractor/layout/paragraphs.hpp"
#include "extractor/layout/regions.hpp"
#include "extractor/layout/ruled.hpp"
#include "extractor/layout/rules.hpp"
#include "extractor/layout/tabbed.hpp"

namespace domesday
{
namespace
{

const Box& box_of_block(const Block& block)
{
    return std::visit([](const auto& held) -> const Box& { return held.box; }, block);
}

// Words that stand between two tables one above the other must not share a paragraph: the free words are cut
// into bands at the tables' tops
// and at the furniture.
std::vector<std::vector<WordIndex>> bands_between(const Page& page, const std::vector<FoundGrid>& grids,
                                                  const std::vector<float>& breaks,
                                                  const std::vector<WordIndex>& free)
{
    std::vector<float> tops = breaks;
    for (const auto& found : grids)
        tops.push_back(found.grid.box.top);
    std::sort(tops.begin(), tops.end());
    std::vector<std::vector<WordIndex>> bands(tops.size() + 1);
    for (const WordIndex i : free) {
        const float y = page.words[i].place.box.middle_y();
        bands[static_cast<std::size_t>(std::upper_bound(tops.begin(), tops.end(), y) - tops.begin())]
            .push_back(i);
    }
    return bands;
}

// Takes `used` (ascending) out of `free` (ascending).
void take_out(std::vector<WordIndex>& free, std::span<const WordIndex> used)
{
    std::vector<WordIndex> rest;
    std::set_difference(free.begin(), free.end(), used.begin(), used.end(), std::back_inserter(rest));
    free = std::move(rest);
}

void take_furniture(const Page& page, std::vector<WordIndex>& free, PageLayout& layout,
                    std::vector<float>& breaks)
{
    for (auto& furniture : find_furniture(page, free)) {
        auto paragraph = paragraph_from(page, furniture.words);
        paragraph.kind = furniture.kind;
        layout.blocks.emplace_back(std::move(paragraph));
        breaks.push_back(furniture.y);
        std::sort(furniture.words.begin(), furniture.words.end());
        take_out(free, furniture.words);
    }
    std::sort(breaks.begin(), breaks.end());
}

// A dump without form feeds has its page numbers in the middle: tables do not run over them.
std::vector<std::vector<WordIndex>> parts_between(const Page& page, const std::vector<float>& breaks,
                                                  const std::vector<WordIndex>& free)
{
    std::vector<std::vector<WordIndex>> parts(breaks.size() + 1);
    for (const WordIndex i : free) {
        const float y = page.words[i].place.box.middle_y();
        const auto part = std::upper_bound(breaks.begin(), breaks.end(), y) - breaks.begin();
        parts[static_cast<std::size_t>(part)].push_back(i);
    }
    return parts;
}

void take_aligned_grids(const Page& page, const RuleSet& rules, const std::vector<float>& breaks,
                        std::vector<WordIndex>& free, std::vector<FoundGrid>& grids)
{
    for (const auto& part : parts_between(page, breaks, free))
        for (const auto& region : find_aligned_regions(page, rules, part))
            if (auto found = grid_from_region(page, region)) {
                take_out(free, found->words);
                grids.push_back(std::move(*found));
            }
}

}  // namespace

PageLayout layout_from_page(const Page& page, const LayoutOptions& options)
{
    if (page.kind == PageKind::tabbed)
        return layout_from_tabbed_page(page, options);
    PageLayout layout{.number = page.number,
                      .width = page.width,
                      .height = page.height,
                      .kind = page.kind,
                      .words = page.words.size(),
                      .blocks = {},
                      .notes = page.notes};
    std::vector<WordIndex> free(page.words.size());
    std::iota(free.begin(), free.end(), 0U);
    std::vector<float> breaks;
    take_furniture(page, free, layout, breaks);
    std::vector<FoundGrid> grids;
    if (page.kind != PageKind::stream) {
        const RuleSet rules = rules_from_page(page);
        if (rules.is_drawing)
            layout.notes.push_back("more lines than a table has: a drawing, its lines are not used");
        grids = find_ruled_grids(page, rules, free);
        take_aligned_grids(page, rules, breaks, free, grids);
    }
    for (const auto& band : bands_between(page, grids, breaks, free))
        for (auto& paragraph : paragraphs_from_words(page, band))
            layout.blocks.emplace_back(std::move(paragraph));
    for (auto& found : grids)
        layout.blocks.emplace_back(std::move(found.grid));
    std::stable_sort(layout.blocks.begin(), layout.blocks.end(), [](const Block& a, const Block& b) {
        return box_of_block(a).top < box_of_block(b).top;
    });
    return layout;
}

}  // namespace domesday
