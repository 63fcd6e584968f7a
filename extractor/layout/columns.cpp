#include "extractor/layout/columns.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace domesday
{
namespace
{

bool is_bullet_or_number(const std::string& text)
{
    if (text == "o" || text == "-" || text == "*" || text == "•")
        return true;
    const auto first = static_cast<unsigned char>(text.front());
    if (first >= 0x80)  // a symbol: one code point beyond Latin
        return text.size() <= 4 && first >= 0xE2;
    if (text.size() > 4 || (text.back() != '.' && text.back() != ')'))
        return false;
    return std::all_of(text.begin(), text.end() - 1, [](char c) {
        return (c >= '0' && c <= '9') || c == '(' || (c >= 'a' && c <= 'z' && c != 'o');
    });
}

// A strip between bullets and their text is no gutter: left of it, since the gutter before, stand bullets.
void drop_bullet_gutters(const Page& page, std::span<const SegmentLine> lines, std::vector<Gutter>& gutters)
{
    std::vector<std::size_t> bullets(gutters.size(), 0), others(gutters.size(), 0);
    for (const auto& line : lines)
        for (const auto& segment : line.segments) {
            const auto right_of =
                std::lower_bound(gutters.begin(), gutters.end(), segment.box.right,
                                 [](const Gutter& gutter, float x) { return gutter.left < x; });
            if (right_of == gutters.end())
                continue;
            const auto k = static_cast<std::size_t>(right_of - gutters.begin());
            if (k > 0 && segment.box.left < gutters[k - 1].left)
                continue;
            const bool bullet =
                segment.words.size() == 1 && is_bullet_or_number(page.words[segment.words.front()].text);
            ++(bullet ? bullets : others)[k];
        }
    std::size_t k = 0;
    std::erase_if(gutters, [&](const Gutter&) {
        const bool drop = bullets[k] > 0 && bullets[k] >= 4 * others[k];
        ++k;
        return drop;
    });
}

// The number of segments that most of the lines with three or more have; 0 if they do not agree.
std::size_t usual_count(std::span<const SegmentLine> lines)
{
    std::map<std::size_t, std::size_t> counts;
    std::size_t all = 0;
    for (const auto& line : lines)
        if (line.segments.size() >= 3) {
            ++counts[line.segments.size()];
            ++all;
        }
    for (const auto& [count, times] : counts)
        if (times * 10 >= all * 6)
            return count;
    return 0;
}

// A dump moves the figures of one column by some characters from line to line, and in print a heading may
// stand left and its figures right in their column. When most lines agree on fewer columns than there are
// strips, a strip goes that never has words right on both sides.
void drop_needless_gutters(std::span<const SegmentLine> lines, std::vector<Gutter>& gutters)
{
    const std::size_t usual = usual_count(lines);
    for (std::size_t k = 0; usual > 0 && gutters.size() + 1 > usual && k < gutters.size();) {
        const float left = k > 0 ? gutters[k - 1].middle() : -1e9F;
        const float right = k + 1 < gutters.size() ? gutters[k + 1].middle() : 1e9F;
        const bool needed = std::any_of(lines.begin(), lines.end(), [&](const SegmentLine& line) {
            bool before = false, after = false;
            for (const auto& segment : line.segments) {
                const float x = segment.box.middle_x();
                before = before || (x > left && x < gutters[k].middle());
                after = after || (x > gutters[k].middle() && x < right);
            }
            return before && after;
        });
        if (needed)
            ++k;
        else
            gutters.erase(gutters.begin() + static_cast<std::ptrdiff_t>(k));
    }
}

std::size_t words_across(const Page& page, std::span<const SegmentLine> lines, float x)
{
    std::size_t across = 0;
    for (const auto& line : lines)
        for (const auto& segment : line.segments)
            if (segment.box.left < x && segment.box.right > x)
                for (const WordIndex i : segment.words) {
                    const Box& box = page.words[i].place.box;
                    across += box.left + 1 < x && box.right - 1 > x ? 1 : 0;
                }
    return across;
}

bool is_figure(const std::string& text)
{
    return text.find_first_of("0123456789") != std::string::npos &&
           text.find_first_not_of("0123456789.,%-") == std::string::npos;
}

// A printed spreadsheet without rules: headings and texts begin where their column begins, figures end where
// the next one begins, so the space before a figure is wider than the space behind it, and gaps alone would
// give it to the next heading. The edges are then where the headings begin; empty when the lines are printed
// otherwise.
std::vector<float> spreadsheet_edges(const Page& page, std::span<const SegmentLine> lines)
{
    constexpr std::size_t kFewestHeadings = 4;
    constexpr float kSameEdge = 1.5F;  // exports place the texts of a column within 0.1 pt
    const auto header = std::find_if(lines.begin(), lines.end(), [](const SegmentLine& line) {
        return line.segments.size() >= kFewestHeadings;
    });
    if (header == lines.end())
        return {};
    std::vector<float> edges;
    for (const auto& segment : header->segments)
        edges.push_back(segment.box.left);
    std::size_t figures = 0, figures_at_edge = 0, texts = 0, texts_at_edge = 0;
    for (auto line = header + 1; line != lines.end(); ++line)
        for (const auto& segment : line->segments) {
            bool begins = true;
            for (const WordIndex i : segment.words) {
                const Word& word = page.words[i];
                const Box& box = word.place.box;
                const auto next = std::upper_bound(edges.begin(), edges.end(), box.left + kSameEdge);
                if (next != edges.end() && box.right > *next + kSameEdge)
                    return {};  // it runs over into the next column
                if (is_figure(word.text)) {
                    figures += next != edges.end();
                    figures_at_edge += next != edges.end() && *next - box.right <= 0.8F * box.height();
                    begins = true;
                } else if (begins) {
                    ++texts;
                    texts_at_edge += next != edges.begin() && std::abs(*(next - 1) - box.left) <= kSameEdge;
                    begins = false;
                }
            }
        }
    const bool printed_so = figures_at_edge >= 3 && 10 * figures_at_edge >= 8 * figures && texts >= 3 &&
                            10 * texts_at_edge >= 8 * texts;
    return printed_so ? edges : std::vector<float>{};
}

}  // namespace

std::vector<float> column_edges(const Page& page, std::span<const SegmentLine> lines,
                                std::span<const float> hints, std::size_t needed)
{
    float left = 1e9F, right = -1e9F, height = 12;
    for (const auto& line : lines) {
        left = std::min(left, line.box.left);
        right = std::max(right, line.box.right);
        height = std::min(height, line.box.height());
    }
    const bool dump = page.kind == PageKind::aligned;
    GutterOptions options;
    options.narrowest = dump ? 6.0F : std::max(1.5F, 0.4F * height);
    auto gutters = find_gutters(lines, options);
    drop_bullet_gutters(page, lines, gutters);
    drop_needless_gutters(lines, gutters);
    std::vector<float> edges{left};
    if (const auto begins = hints.empty() && !dump ? spreadsheet_edges(page, lines) : std::vector<float>{};
        !begins.empty()) {
        for (std::size_t i = 1; i < begins.size(); ++i)
            edges.push_back(begins[i] - 0.5F);
        edges.push_back(right);
        return edges;
    }
    if (!hints.empty()) {
        for (const float x : hints)
            if (x > left && x < right && words_across(page, lines, x) * 20 <= lines.size())
                edges.push_back(x);
        if (edges.size() <= hints.size() * 3 / 4)
            edges.resize(1);
    }
    if (edges.size() == 1) {
        for (const auto& gutter : gutters) {
            // Two lines that happen to leave the same space are no column, nor is one character in a dump
            // unless many lines agree on it.
            const bool narrow = gutter.width() < (dump ? 12.0F : 0.6F * height);
            if (gutter.parted >= (narrow ? 2 * needed : needed) && gutter.parted > gutter.crossed)
                edges.push_back(gutter.middle());
        }
    }
    edges.push_back(right);
    return edges;
}

namespace
{

bool has_digit(const std::string& text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether the words of a segment run on over a column edge between them: they stand as near to each other as
// words of a phrase, and are no two figures.
bool runs_on(const Page& page, const Word& before, const Word& after)
{
    const float gap = after.place.box.left - before.place.box.right;
    const float height = std::min(before.place.box.height(), after.place.box.height());
    const float phrase = page.kind == PageKind::aligned ? 6.5F : 0.38F * height;
    return gap <= phrase && !(has_digit(before.text) && has_digit(after.text));
}

}  // namespace

std::vector<PieceLine> pieces_of(const Page& page, std::span<const SegmentLine> lines,
                                 const std::vector<float>& edges)
{
    const std::size_t columns = edges.size() - 1;
    const auto column_at = [&](float x) {
        const auto it = std::upper_bound(edges.begin() + 1, edges.end() - 1, x);
        return std::min(static_cast<std::size_t>(it - edges.begin()) - 1, columns - 1);
    };
    std::vector<PieceLine> out;
    for (const auto& line : lines) {
        PieceLine made{.box = line.box};
        for (const auto& segment : line.segments) {
            bool runs_over = false;
            for (const WordIndex i : segment.words) {
                const Box& box = page.words[i].place.box;
                runs_over = runs_over || column_at(box.left + 0.2F * box.height()) <
                                             column_at(box.right - 0.2F * box.height());
            }
            for (std::size_t k = 1; k < segment.words.size(); ++k) {
                const Word &before = page.words[segment.words[k - 1]], &after = page.words[segment.words[k]];
                runs_over = runs_over || (column_at(before.place.box.middle_x()) !=
                                              column_at(after.place.box.middle_x()) &&
                                          runs_on(page, before, after));
            }
            std::vector<Piece> pieces;
            for (const WordIndex i : segment.words) {
                const std::size_t column = column_at(page.words[i].place.box.middle_x());
                const bool joins = !pieces.empty() && (runs_over || pieces.back().last == column);
                if (!joins)
                    pieces.push_back({.first = column, .last = column});
                pieces.back().last = std::max(pieces.back().last, column);
                pieces.back().box = united(pieces.back().box, page.words[i].place.box);
                pieces.back().words.push_back(i);
            }
            if (runs_over) {
                pieces.front().first = std::min(pieces.front().first, column_at(segment.box.left + 2));
                pieces.front().last = std::max(pieces.front().last, column_at(segment.box.right - 2));
            }
            for (auto& piece : pieces) {
                const bool same = !made.pieces.empty() && made.pieces.back().first == piece.first &&
                                  made.pieces.back().last == piece.last;
                if (!same) {
                    made.pieces.push_back(std::move(piece));
                    continue;
                }
                auto& last = made.pieces.back();
                last.box = united(last.box, piece.box);
                last.words.insert(last.words.end(), piece.words.begin(), piece.words.end());
            }
        }
        out.push_back(std::move(made));
    }
    return out;
}

}  // namespace domesday
