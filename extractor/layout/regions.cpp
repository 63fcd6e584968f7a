#include "extractor/layout/regions.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "extractor/layout/segments.hpp"
#include "extractor/layout/tiles.hpp"

namespace domesday
{
namespace
{

struct Interval {
    float left, right;
};

constexpr float kFar = 1e6F;

// What a line leaves free, from far left to far right.
std::vector<Interval> free_of(const SegmentLine& line)
{
    std::vector<Interval> free;
    float from = -kFar;
    for (const auto& segment : line.segments) {
        if (segment.box.left > from)
            free.push_back({from, segment.box.left});
        from = std::max(from, segment.box.right);
    }
    free.push_back({from, kFar});
    return free;
}

std::vector<Interval> common(const std::vector<Interval>& a, const std::vector<Interval>& b, float narrowest)
{
    std::vector<Interval> out;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const float left = std::max(a[i].left, b[j].left), right = std::min(a[i].right, b[j].right);
        if (right - left >= narrowest)
            out.push_back({left, right});
        if (a[i].right < b[j].right)
            ++i;
        else
            ++j;
    }
    return out;
}

// Lines [first, last) that leave strips free in common.
struct Run {
    std::size_t first = 0, last = 0;
    std::vector<Interval> free{};
    std::size_t parted = 0;              // lines with words on both sides of a strip
    std::vector<Interval> above_last{};  // what the lines before the last leave free; empty: not known
    std::size_t last_before = 0;         // where they end

    std::size_t strips() const { return free.size() < 2 ? 0 : free.size() - 2; }
};

struct RuleLine {
    float y, left, right;
};

class RegionFinder
{
public:
    RegionFinder(const Page& page, const RuleSet& rules, std::span<const WordIndex> free)
        : page_(page), lines_(segment_lines(page, free)), height_(typical_height(page.words, free))
    {
        for (const auto& rule : rules.horizontal)
            rules_.push_back({rule.y0, rule.x0, rule.x1});
        tiles_ = tile_rows_of(page);
        narrowest_ = page.kind == PageKind::aligned ? 6.0F : std::max(1.5F, 0.4F * height_);
    }

    std::vector<AlignedRegion> find()
    {
        std::vector<AlignedRegion> regions;
        std::size_t from = 0;
        while (from < lines_.size()) {
            if (lines_[from].segments.size() < 2) {
                ++from;
                continue;
            }
            Run run = without_lead(without_last_line_across(grown(from)));
            trim(run);
            extend_upwards(run, done_);
            if (auto region = region_from(run)) {
                regions.push_back(std::move(*region));
                done_ = run.last;
                from = run.last;
            } else {
                from = std::max(from + 1, run.last);
            }
        }
        return regions;
    }

private:
    // A rule between the lines that is as wide as the table, or nearly.
    bool rule_between(std::size_t above, std::size_t below, float left, float right) const
    {
        const float top = lines_[above].box.middle_y(), bottom = lines_[below].box.middle_y();
        auto it = std::lower_bound(rules_.begin(), rules_.end(), top,
                                   [](const RuleLine& rule, float y) { return rule.y < y; });
        for (; it != rules_.end() && it->y <= bottom; ++it)
            if (std::min(it->right, right) - std::max(it->left, left) > 0.8F * (right - left))
                return true;
        return false;
    }

    bool is_bold(const SegmentLine& line) const
    {
        return std::all_of(line.segments.begin(), line.segments.end(), [&](const Segment& segment) {
            return std::all_of(segment.words.begin(), segment.words.end(),
                               [&](WordIndex i) { return page_.words[i].bold; });
        });
    }

    bool has_bold_heading(const Run& run) const
    {
        return lines_[run.first].segments.size() >= 4 && is_bold(lines_[run.first]);
    }

    bool too_far(std::size_t above, std::size_t below, std::size_t strips) const
    {
        const float gap = lines_[below].box.top - lines_[above].box.bottom;
        const float most = page_.kind == PageKind::aligned ? 2.5F : strips >= 2 ? 2.2F : 1.6F;
        return gap > most * height_;
    }

    // A line may close some strips (a blank cell's neighbour running over); a line of another table closes
    // more.
    static bool keeps_enough(std::size_t after, std::size_t before, std::size_t most)
    {
        return after * 2 >= before && after * 3 >= most * 2;
    }

    // The columns of a run that a line has words in.
    static std::size_t columns_filled(const Run& run, const SegmentLine& line)
    {
        std::size_t filled = 0, last = 0;
        for (const auto& segment : line.segments) {
            const auto column = static_cast<std::size_t>(
                std::count_if(run.free.begin(), run.free.end(), [&](const Interval& strip) {
                    return (strip.left + strip.right) / 2 < segment.box.middle_x();
                }));
            filled += filled == 0 || column != last ? 1 : 0;
            last = column;
        }
        return filled;
    }

    // Groups of rows parted by wide gaps, perhaps with a heading of their own between, still leave the same
    // strips free.
    bool goes_on_below(const Run& run, std::size_t at) const
    {
        if (run.strips() < 4 || run.parted < 2 ||
            lines_[at].box.top - lines_[at - 1].box.bottom > 5 * height_)
            return false;
        for (std::size_t i = at; i < std::min(lines_.size(), at + 2); ++i) {
            const auto free = common(run.free, free_of(lines_[i]), narrowest_);
            const std::size_t after = free.size() < 2 ? 0 : free.size() - 2;
            if (columns_filled(run, lines_[i]) * 2 > run.strips())
                return after * 5 >= run.strips() * 4;
        }
        return false;
    }

    Run grown(std::size_t from) const
    {
        Run run{.first = from, .last = from + 1, .free = free_of(lines_[from]), .parted = 1};
        std::size_t against = 0;
        std::size_t lone = 0;         // the last single line that did not fit
        std::size_t most_strips = 0;  // once three lines agreed
        std::size_t body = 0;         // lines not in bold
        for (std::size_t i = from + 1; i < lines_.size(); ++i) {
            if (too_far(i - 1, i, run.strips()) && !goes_on_below(run, i))
                break;
            const auto& line = lines_[i];
            if (is_title(line))
                break;
            if (body >= 2 && line.segments.size() >= 3 && is_bold(line) && !has_figures(line))
                break;  // the headings of another table
            body += is_bold(line) ? 0 : 1;
            auto free = common(run.free, free_of(line), narrowest_);
            const std::size_t before = run.strips();
            const std::size_t after = free.size() < 2 ? 0 : free.size() - 2;
            const bool fits = line.segments.size() >= 2
                                  ? after >= 1 && keeps_enough(after, before, most_strips)
                                  : after >= before;
            if (!fits) {
                if (++against > (before >= 3 ? 2U : 1U)) {
                    // A heading and perhaps the first line of the next table came before.
                    if (lone > run.first + 1 && lone + 3 + against > i && lone < run.last) {
                        run.last = lone;
                        run.above_last.clear();
                    }
                    break;
                }
                continue;
            }
            if (against == 1 && lines_[i - 1].segments.size() == 1)
                lone = i - 1;
            against = 0;
            run.above_last = std::move(run.free);
            run.last_before = run.last;
            run.free = std::move(free);
            if (line.segments.size() >= 2) {
                ++run.parted;
                run.last = i + 1;
                if (run.parted >= 3)
                    most_strips = std::max(most_strips, run.strips());
            } else if (run.strips() >= 2) {
                run.last = i + 1;
            }
        }
        return run;
    }

    // Lines above a table's headings, wide spaces in them, that stand over its first columns only and close
    // strips between these: they are another matter, and the table begins below them. Headings that lie over
    // the first ones right above are taken back by extend_upwards.
    Run without_lead(Run run) const
    {
        constexpr std::size_t fewest_columns = 4;
        std::size_t head = run.first;
        while (head < run.last && lines_[head].segments.size() < fewest_columns)
            ++head;
        if (head == run.first || head == run.last)
            return run;
        const float second = lines_[head].segments[2].box.left;
        for (std::size_t i = run.first; i < head; ++i)
            if (lines_[i].box.right > second)
                return run;
        Run own = without_last_line_across(grown(head));
        return own.strips() > run.strips() && own.last + 1 >= run.last ? own : run;
    }

    // A line across several columns parts the rows of a table into groups: as the last it heads none of them,
    // and belongs to what stands below.
    Run without_last_line_across(Run run) const
    {
        const auto& last = lines_[run.last - 1];
        if (run.above_last.size() >= run.free.size() + 2 && run.last_before > run.first + 1 &&
            last.segments.size() <= 2 && !has_figures(last)) {
            run.free = std::move(run.above_last);
            run.last = run.last_before;
            --run.parted;
        }
        return run;
    }

    Interval extent(const Run& run) const
    {
        Interval out{kFar, -kFar};
        for (std::size_t i = run.first; i < run.last; ++i) {
            out.left = std::min(out.left, lines_[i].box.left);
            out.right = std::max(out.right, lines_[i].box.right);
        }
        return out;
    }

    static bool has_digit(const std::string& text)
    {
        return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    }

    static std::string lower(std::string text)
    {
        for (char& c : text)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return text;
    }

    // "Table 3. ...", "Exhibit 2a": the name of a table is no part of it.
    bool is_title(const SegmentLine& line) const
    {
        const auto& words = line.segments.front().words;
        const auto first = lower(page_.words[words.front()].text);
        if (first != "table" && first != "figure" && first != "exhibit" && first != "chart")
            return false;
        const auto* second = words.size() > 1           ? &page_.words[words[1]].text
                             : line.segments.size() > 1 ? &page_.words[line.segments[1].words.front()].text
                                                        : nullptr;
        return second != nullptr && (has_digit(*second) || second->size() <= 3);
    }

    bool has_figures(const SegmentLine& line) const
    {
        return line.segments.size() >= 2 && has_digit(page_.words[line.segments.back().words.front()].text);
    }

    // Title lines that look like rows, and notes below the last rule, are left outside.
    void trim(Run& run) const
    {
        const Interval reach = extent(run);
        for (std::size_t i = run.first; i < std::min(run.last, run.first + 3); ++i) {
            if (!is_title(lines_[i]))
                continue;
            std::size_t after = i + 1;
            for (std::size_t k = i + 1; k < std::min(run.last, i + 4); ++k)
                if (rule_between(k - 1, k, reach.left, reach.right))
                    after = k;
            run.first = std::min(after, run.last - 1);
            break;
        }
        for (std::size_t i = run.last - 1; i > run.first + 1; --i) {
            if (lines_[i].segments.size() >= 3 || has_figures(lines_[i]))
                break;
            if (rule_between(i - 1, i, reach.left, reach.right)) {
                run.last = i;
                break;
            }
        }
    }

    // Headings above the first line of the run: their words stand over columns beyond the first, or in
    // several.
    void extend_upwards(Run& run, std::size_t floor) const
    {
        const Interval reach = extent(run);
        for (int steps = 0; steps < 5 && run.first > floor; ++steps) {
            const auto& line = lines_[run.first - 1];
            const bool ruled = rule_between(run.first - 1, run.first, reach.left, reach.right);
            if (is_title(line) || (ruled && (steps > 0 || !has_figures(lines_[run.first]))))
                break;
            if (lines_[run.first].box.top - line.box.bottom > 0.9F * height_)
                break;
            const bool beyond_first =
                run.free.size() > 2 && line.segments.front().box.left > run.free[1].left;
            if (line.segments.size() < 2 && !beyond_first)
                break;
            if (line.box.left < reach.left - height_ || line.box.right > reach.right + height_)
                break;
            --run.first;
        }
    }

    std::size_t rules_within(const Run& run, const Interval& reach) const
    {
        const float top = lines_[run.first].box.top - height_ * 1.5F;
        const float bottom = lines_[run.last - 1].box.bottom + height_ * 1.5F;
        std::size_t count = 0;
        for (const auto& rule : rules_)
            if (rule.y >= top && rule.y <= bottom &&
                std::min(rule.right, reach.right) - std::max(rule.left, reach.left) >
                    0.8F * (reach.right - reach.left) &&
                rule.right - rule.left < 1.3F * (reach.right - reach.left))
                ++count;
        return count;
    }

    struct Content {
        std::size_t pieces = 0, figures = 0, long_pieces = 0, words = 0, leaders = 0, colons = 0,
                    numbered = 0;
    };

    static bool is_item_number(const std::string& text)
    {
        return text.size() >= 2 && text.size() <= 3 && (text.back() == '.' || text.back() == ')') &&
               std::all_of(text.begin(), text.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
    }

    Content content_of(const Run& run) const
    {
        Content content;
        for (std::size_t i = run.first; i < run.last; ++i) {
            const auto& segments = lines_[i].segments;
            for (std::size_t k = 0; k < segments.size(); ++k) {
                ++content.pieces;
                content.words += segments[k].words.size();
                content.long_pieces += segments[k].words.size() >= 6 ? 1 : 0;
                content.numbered +=
                    k == 0 && is_item_number(page_.words[segments[k].words.front()].text) ? 1 : 0;
                const auto& text = page_.words[segments[k].words.front()].text;
                content.figures += k > 0 && segments[k].words.size() <= 2 && has_digit(text) ? 1 : 0;
                for (const WordIndex w : segments[k].words)
                    content.leaders += page_.words[w].text.find("....") != std::string::npos ? 1 : 0;
                content.colons += k == 0 && page_.words[segments[k].words.back()].text.back() == ':' ? 1 : 0;
            }
        }
        return content;
    }

    std::optional<AlignedRegion> region_from(const Run& run) const
    {
        const std::size_t lines = run.last - run.first;
        if (lines < 2 || run.strips() == 0)
            return std::nullopt;
        const Interval reach = extent(run);
        const std::size_t rules = rules_within(run, reach);
        const Content content = content_of(run);
        const std::size_t columns = run.strips() + 1;
        AlignedRegion region;
        region.kind = rules >= 2 ? GridKind::horizontal : GridKind::unruled;
        if (!is_believable(run, columns, rules, content, region.reasons))
            return std::nullopt;
        for (std::size_t i = run.first; i < run.last; ++i)
            for (const auto& segment : lines_[i].segments)
                region.words.insert(region.words.end(), segment.words.begin(), segment.words.end());
        region.trusted_heading = columns >= 4 && has_bold_heading(run);
        add_rules(run, reach, region);
        add_hints(run, reach, region);
        return region;
    }

    static std::string counted(std::size_t number, const char* what)
    {
        return std::to_string(number) + " " + what;
    }

    bool is_believable(const Run& run, std::size_t columns, std::size_t rules, const Content& content,
                       std::vector<std::string>& reasons) const
    {
        const std::size_t lines = run.last - run.first;
        if (columns == 2 && content.leaders * 3 > lines)
            return false;  // a contents page
        // An agenda: numbered items, and perhaps the pages of their papers.
        if (columns <= 3 && rules < 2 && content.numbered >= 3 && content.numbered * 5 > lines)
            return false;
        const bool prose = content.long_pieces * 3 > content.pieces;
        const std::size_t beyond_first = content.pieces > lines ? content.pieces - lines : 1;
        const bool figures = content.figures * 2 > beyond_first;
        if (rules >= 2 && run.parted >= 2) {
            reasons.push_back(counted(rules, "horizontal rules as wide as its words"));
            return !prose || rules >= 3;
        }
        if (prose)
            return false;
        if (columns >= 3 && run.parted >= 3 && run.parted * 3 >= lines) {
            reasons.push_back(counted(run.parted, "lines leave the same strips free"));
            return true;
        }
        if (columns >= 4 && has_bold_heading(run)) {
            reasons.push_back("headings in bold over " + counted(columns, "columns"));
            return true;
        }
        if (columns >= 4 && run.parted >= 3) {
            reasons.push_back(counted(run.parted, "lines leave the same strips free"));
            return true;
        }
        if (columns == 2 && figures && run.parted >= 3 && run.parted * 2 >= lines &&
            content.colons * 2 < lines) {
            reasons.push_back(counted(run.parted, "lines with a figure behind the same strip"));
            return true;
        }
        return false;
    }

    void add_rules(const Run& run, const Interval& reach, AlignedRegion& region) const
    {
        const float top = lines_[run.first].box.top, bottom = lines_[run.last - 1].box.bottom;
        for (const auto& rule : rules_) {
            if (rule.y < top || rule.y > bottom)
                continue;
            const float covered = std::min(rule.right, reach.right) - std::max(rule.left, reach.left);
            if (covered > 0.8F * (reach.right - reach.left))
                region.row_rules.push_back(rule.y);
            else if (covered > 0)
                region.part_rules.push_back({rule.left, rule.y, rule.right, rule.y});
        }
    }

    // The shaded cells of a heading over the whole width know the columns, empty ones too.
    void add_hints(const Run& run, const Interval& reach, AlignedRegion& region) const
    {
        const float top = lines_[run.first].box.top, bottom = lines_[run.last - 1].box.bottom;
        const TileRow* best = nullptr;
        for (const auto& row : tiles_) {
            const bool inside = row.bottom > top && row.top < bottom;
            const bool wide =
                row.edges.front() < reach.left + height_ && row.edges.back() > reach.right - height_;
            if (inside && wide && row.edges.size() >= 4 &&
                (best == nullptr || row.edges.size() > best->edges.size()))
                best = &row;
        }
        if (best == nullptr)
            return;
        region.column_hints.assign(best->edges.begin() + 1, best->edges.end() - 1);
        region.reasons.push_back("a shaded heading of " + counted(best->edges.size() - 1, "cells"));
    }

    const Page& page_;
    std::vector<TileRow> tiles_{};
    std::vector<SegmentLine> lines_;
    std::vector<RuleLine> rules_{};
    float height_, narrowest_ = 4;
    std::size_t done_ = 0;
};

}  // namespace

std::vector<AlignedRegion> find_aligned_regions(const Page& page, const RuleSet& rules,
                                                std::span<const WordIndex> free)
{
    return RegionFinder(page, rules, free).find();
}

}  // namespace domesday
