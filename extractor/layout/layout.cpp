#include <algorithm>
#include <iterator>
#include <numeric>

#include "extractor/layout/aligned.hpp"
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
// into bands at the tables' tops.
std::vector<std::vector<WordIndex>> bands_between(const Page& page, const std::vector<FoundGrid>& grids,
                                                  const std::vector<WordIndex>& free)
{
    std::vector<float> tops;
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

}  // namespace

PageLayout layout_from_page(const Page& page, const LayoutOptions& options)
{
    if (page.kind == PageKind::tabbed)
        return layout_from_tabbed_page(page, options);
    PageLayout layout{.number = page.number,
                      .width = page.width,
                      .height = page.height,
                      .kind = page.kind,
                      .blocks = {},
                      .notes = page.notes};
    std::vector<WordIndex> free(page.words.size());
    std::iota(free.begin(), free.end(), 0U);
    const RuleSet rules = rules_from_page(page);
    if (rules.is_drawing)
        layout.notes.push_back("more lines than a table has: a drawing, its lines are not used");
    auto grids = find_ruled_grids(page, rules, free);
    for (const auto& region : find_aligned_regions(page, rules, free))
        if (auto found = grid_from_region(page, region)) {
            std::vector<WordIndex> rest;
            std::set_difference(free.begin(), free.end(), found->words.begin(), found->words.end(),
                                std::back_inserter(rest));
            free = std::move(rest);
            grids.push_back(std::move(*found));
        }
    for (const auto& band : bands_between(page, grids, free))
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
