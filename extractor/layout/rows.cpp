#include "extractor/layout/rows.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace domesday
{
namespace
{

// What the rules below look at, line by line.
struct LineFacts {
    std::size_t pieces = 0;
    std::size_t filled = 0;    // columns with words
    bool first = false;        // the first column has words
    bool spans = false;        // a piece over several columns
    bool bold = false;         // every word is
    bool key_goes_on = false;  // the first column's words follow those of the line before in that column
    bool rule_before = false;
    bool blank_before = false;
    float gap = 0;            // free height above it
    std::size_t figures = 0;  // pieces beyond the first column that are numbers
};

bool is_figure(const std::string& text)
{
    std::size_t digits = 0, letters = 0;
    for (const char c : text) {
        digits += c >= '0' && c <= '9' ? 1 : 0;
        letters += std::isalpha(static_cast<unsigned char>(c)) != 0 ? 1 : 0;
    }
    if (digits == 0)
        return text == "-" || text == "–" || text == "—" || text == "†" || text == "#" || text == "$" ||
               text == "NA" || text == "N/A";
    return letters <= 1 || digits > letters * 2;
}

bool is_figure(const Page& page, const Piece& piece)
{
    return std::all_of(piece.words.begin(), piece.words.end(),
                       [&](WordIndex i) { return is_figure(page.words[i].text); });
}

LineFacts facts_of(const Page& page, const PieceLine& line)
{
    LineFacts facts{.pieces = line.pieces.size(), .bold = true};
    for (const auto& piece : line.pieces) {
        facts.filled += piece.last - piece.first + 1;
        facts.first = facts.first || piece.first == 0;
        facts.spans = facts.spans || piece.last > piece.first;
        for (const WordIndex i : piece.words)
            facts.bold = facts.bold && page.words[i].bold;
        if (piece.first > 0 && is_figure(page, piece))
            ++facts.figures;
    }
    return facts;
}

std::vector<LineFacts> facts_of(const Page& page, std::span<const PieceLine> lines, const RowHints& hints)
{
    std::vector<LineFacts> facts;
    float bottom = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        facts.push_back(facts_of(page, lines[i]));
        const float free_from = bottom;
        bottom = std::max(bottom, lines[i].box.bottom);
        if (i == 0)
            continue;
        const float above = lines[i - 1].box.middle_y(), here = lines[i].box.middle_y();
        const auto rule = std::upper_bound(hints.rules.begin(), hints.rules.end(), above);
        facts.back().rule_before = rule != hints.rules.end() && *rule <= here;
        facts.back().gap = lines[i].box.top - free_from;
        if (page.kind == PageKind::aligned) {
            // A dump's lines touch: what is free between them are its empty lines.
            facts.back().blank_before = facts.back().gap > 6;
        }
    }
    return facts;
}

// "CR 12" -> "A 9": whether two keys are of one kind.
std::string shape_of(const Page& page, const Piece& piece)
{
    std::string shape;
    for (const WordIndex i : piece.words)
        for (const char c : page.words[i].text) {
            const auto byte = static_cast<unsigned char>(c);
            const char kind = std::isdigit(byte) != 0                   ? '9'
                              : std::isalpha(byte) != 0 || byte >= 0x80 ? 'A'
                                                                        : c;
            if (shape.empty() || shape.back() != kind)
                shape += kind;
        }
    return shape;
}

// A key may wrap ("RK" over "01"): a line right below the first column's words before it goes on with them,
// unless it reads like a key of the same kind.
void mark_wrapped_keys(const Page& page, std::span<const PieceLine> lines, std::vector<LineFacts>& facts)
{
    float bottom = -1e9F;
    std::string shape;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!facts[i].first)
            continue;
        const auto& piece = lines[i].pieces.front();
        const bool right_below = piece.box.top - bottom < 0.6F * piece.box.height();
        bottom = piece.box.bottom;
        std::string own = shape_of(page, piece);
        facts[i].key_goes_on = right_below && !facts[i].rule_before && own != shape;
        if (!facts[i].key_goes_on)
            shape = std::move(own);
    }
}

float quantile(std::vector<float> values, float share)
{
    if (values.empty())
        return 0;
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<float>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

// The free height between two lines of the same cell: most lines of a column follow one of their own cell.
float gap_within_cells(std::span<const PieceLine> lines, std::size_t columns)
{
    std::vector<float> bottoms(columns, -1);
    std::vector<float> gaps;
    for (const auto& line : lines)
        for (const auto& piece : line.pieces) {
            if (bottoms[piece.first] >= 0)
                gaps.push_back(piece.box.top - bottoms[piece.first]);
            bottoms[piece.first] = piece.box.bottom;
        }
    return quantile(std::move(gaps), 0.4F);
}

bool is_wide_gap(const LineFacts& facts, float usual, float height)
{
    return facts.blank_before || facts.gap > usual + 0.3F * height;
}

bool rules_tell_rows(std::span<const LineFacts> facts, std::size_t columns)
{
    std::size_t rules = 0, inner = 0, full = 0, begun = 0;
    for (std::size_t i = 1; i < facts.size(); ++i) {
        if (facts[i].rule_before) {
            ++rules;
            begun += facts[i].first ? 1 : 0;
            continue;
        }
        ++inner;
        full += facts[i].first && facts[i].filled * 2 > columns ? 1 : 0;
    }
    return rules >= 2 && full * 2 < std::max<std::size_t>(inner, 1) && inner <= rules * 12 &&
           begun * 2 >= rules;
}

// Most lines have words in most columns, and these are figures, or the first column has words on nearly
// every line. A register whose cells all wrap to two lines fills its columns too, but with words, and its
// first column on every other line only.
bool is_dense(std::span<const LineFacts> facts, std::size_t columns)
{
    std::size_t full = 0, many = 0, figures = 0, beyond = 0, first = 0;
    for (const auto& line : facts) {
        if (line.pieces < 2)
            continue;
        ++many;
        full += columns == 2 || line.filled * 2 >= columns ? 1 : 0;
        first += line.first ? 1 : 0;
        figures += line.figures;
        beyond += line.pieces - (line.first ? 1 : 0);
    }
    if (many * 5 < facts.size() * 2 || full * 10 < many * 7)
        return false;
    const bool of_figures = figures * 2 >= beyond;
    return of_figures || (first * 20 >= many * 17 && many * 20 >= facts.size() * 11);
}

// Whether a piece reads as the rest of a phrase: it begins with a small letter or a bracket.
bool goes_on(const Page& page, const Piece& piece)
{
    const char first = page.words[piece.words.front()].text.front();
    return std::islower(static_cast<unsigned char>(first)) != 0 || first == '(';
}

bool has_column(const PieceLine& line, std::size_t column)
{
    return std::any_of(line.pieces.begin(), line.pieces.end(),
                       [&](const Piece& piece) { return piece.first <= column && column <= piece.last; });
}

bool all_columns_in(const PieceLine& line, const PieceLine& other)
{
    return std::all_of(line.pieces.begin(), line.pieces.end(), [&](const Piece& piece) {
        return piece.first == piece.last && has_column(other, piece.first);
    });
}

// How many leading lines are headings: up to the first rule below some of them, the end of bold letters, or
// the first line of figures in dense tables.
std::size_t header_lines(std::span<const LineFacts> facts, std::size_t columns, bool dense)
{
    std::size_t figures_from = facts.size();
    for (std::size_t i = 0; dense && i < facts.size(); ++i)
        if (facts[i].figures * 2 >= std::max<std::size_t>(facts[i].filled, 2) - 1 && facts[i].figures > 0) {
            figures_from = i;
            break;
        }
    if (figures_from == facts.size())
        figures_from = 0;
    std::size_t bold_until = 0;
    while (bold_until < facts.size() && facts[bold_until].bold)
        ++bold_until;
    if (bold_until == facts.size())
        bold_until = 0;
    std::size_t rule_at = 0;
    for (std::size_t i = 1; i < std::min<std::size_t>(facts.size(), 8); ++i)
        if (facts[i].rule_before)
            rule_at = i;
        else if (rule_at > 0)
            break;
    if (rule_at > 0 && (figures_from == 0 || rule_at <= figures_from + 1))
        return rule_at;
    // In a dump an empty line below the headings, which stand over most columns.
    if (!dense && bold_until == 0 && facts.front().filled * 2 > columns)
        for (std::size_t i = 1; i < std::min<std::size_t>(facts.size(), 6); ++i)
            if (facts[i].blank_before)
                return i;
    if (bold_until > 0 && bold_until <= std::max<std::size_t>(figures_from, 6))
        return bold_until;
    return figures_from;
}

// Lines of headings: one row, except that below a heading over several columns a new row begins.
void plan_header(std::span<const PieceLine> lines, std::size_t count, RowPlan& plan)
{
    std::size_t row = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) {
            const bool below_span =
                std::any_of(lines[i - 1].pieces.begin(), lines[i - 1].pieces.end(), [&](const Piece& above) {
                    if (above.first == above.last)
                        return false;
                    return std::any_of(lines[i].pieces.begin(), lines[i].pieces.end(),
                                       [&](const Piece& here) {
                                           return here.first >= above.first && here.last <= above.last &&
                                                  (here.first != above.first || here.last != above.last);
                                       });
                });
            if (below_span)
                ++row;
        }
        plan.row_of_line.push_back(row);
    }
    plan.header_rows = count > 0 ? row + 1 : 0;
}

// A label of two lines with its figures at half height: label, figures, label are one row.
bool straddles(std::span<const PieceLine> lines, std::span<const LineFacts> facts, std::size_t at)
{
    if (at + 2 >= lines.size() || facts[at + 1].rule_before || facts[at + 2].rule_before)
        return false;
    const auto is_label = [&](std::size_t i) {
        return facts[i].first && lines[i].pieces.size() == 1 && lines[i].pieces[0].last == 0;
    };
    if (!is_label(at) || facts[at + 1].first || !is_label(at + 2))
        return false;
    const float middle = (lines[at].box.middle_y() + lines[at + 2].box.middle_y()) / 2;
    const float pitch = lines[at + 2].box.middle_y() - lines[at].box.middle_y();
    const float height = lines[at].box.height();
    return std::abs(middle - lines[at + 1].box.middle_y()) < 0.3F * height && pitch < 1.6F * height;
}

void plan_dense(const Page& page, std::span<const PieceLine> lines, std::span<const LineFacts> facts,
                std::size_t from, RowPlan& plan)
{
    std::size_t row = plan.header_rows;
    bool pending_label = false;  // the line before is the first part of a label that goes on here
    std::size_t straddled = 0;   // so many lines more belong to this row
    for (std::size_t i = from; i < lines.size(); ++i) {
        bool joins = straddled > 0;
        if (straddled > 0)
            --straddled;
        else if (straddles(lines, facts, i))
            straddled = 2;
        if (!joins && straddled == 0 && i > from && !facts[i].rule_before) {
            const auto& here = lines[i];
            const auto& before = lines[i - 1];
            const bool wraps = here.pieces.size() == 1 && !facts[i].first && facts[i].figures == 0 &&
                               all_columns_in(here, before);
            const bool label_ends = here.pieces.size() == 1 && facts[i].first && !facts[i].spans &&
                                    has_column(before, 0) && before.pieces.size() > 1 &&
                                    goes_on(page, here.pieces[0]);
            joins = pending_label || wraps || label_ends;
        }
        pending_label = false;
        if (straddled == 0 && lines[i].pieces.size() == 1 && facts[i].first && i + 1 < lines.size() &&
            !facts[i + 1].rule_before && facts[i + 1].first && lines[i + 1].pieces.size() > 1) {
            const auto& next = lines[i + 1].pieces.front();
            pending_label = goes_on(page, next);
        }
        if (i > from && !joins)
            ++row;
        plan.row_of_line.push_back(row);
    }
    plan.reason = "most lines fill most columns: each line is a row";
}

void plan_by_rules(std::span<const LineFacts> facts, std::size_t from, RowPlan& plan)
{
    std::size_t row = plan.header_rows;
    for (std::size_t i = from; i < facts.size(); ++i) {
        if (i > from && facts[i].rule_before)
            ++row;
        plan.row_of_line.push_back(row);
    }
    plan.reason = "each rule begins a row";
}

void plan_wrapped(std::span<const PieceLine> lines, std::span<const LineFacts> facts, std::size_t columns,
                  std::size_t from, RowPlan& plan)
{
    const float usual = gap_within_cells(lines, columns);
    std::vector<float> heights;
    for (const auto& line : lines)
        heights.push_back(line.box.height());
    const float height = quantile(std::move(heights), 0.5F);
    std::size_t keyed = 0, keyed_after_gap = 0;
    for (std::size_t i = from + 1; i < facts.size(); ++i) {
        if (!facts[i].first || facts[i].key_goes_on)
            continue;
        ++keyed;
        keyed_after_gap += facts[i].rule_before || is_wide_gap(facts[i], usual, height) ? 1 : 0;
    }
    const bool by_gap = keyed_after_gap * 5 >= keyed * 2;
    std::size_t row = plan.header_rows;
    for (std::size_t i = from; i < facts.size(); ++i) {
        const bool wide = is_wide_gap(facts[i], usual, height);
        const bool begins =
            facts[i].rule_before || (facts[i].first && (wide || (!by_gap && !facts[i].key_goes_on)));
        if (i > from && begins)
            ++row;
        plan.row_of_line.push_back(row);
    }
    plan.reason = by_gap ? "a row begins after a gap where the first column has words"
                         : "a row begins where the first column has words";
}

}  // namespace

RowPlan plan_rows(const Page& page, std::span<const PieceLine> lines, std::size_t columns,
                  const RowHints& hints)
{
    RowPlan plan;
    auto facts = facts_of(page, lines, hints);
    mark_wrapped_keys(page, lines, facts);
    const bool dense = is_dense(facts, columns);
    const std::size_t header = header_lines(facts, columns, dense);
    plan_header(lines, header, plan);
    if (header == lines.size())
        return plan;
    if (rules_tell_rows(facts, columns))
        plan_by_rules(facts, header, plan);
    else if (dense)
        plan_dense(page, lines, facts, header, plan);
    else
        plan_wrapped(lines, facts, columns, header, plan);
    return plan;
}

bool are_rows_of_figures(const Page& page, std::span<const PieceLine> lines, std::size_t columns)
{
    std::size_t many = 0, full = 0, figures = 0, pieces = 0;
    for (const auto& line : lines) {
        const auto facts = facts_of(page, line);
        figures += facts.figures;
        pieces += line.pieces.size() - (facts.first ? 1 : 0);
        if (line.pieces.size() < 2)
            continue;
        ++many;
        full += columns == 2 || line.pieces.size() * 2 > columns ? 1 : 0;
    }
    return many >= 3 && columns >= 2 && many * 3 >= lines.size() && full * 10 >= many * 7 &&
           figures * 10 >= pieces * 6;
}

RowPlan plan_rows_of_figures(const Page& page, std::span<const PieceLine> lines)
{
    RowPlan plan;
    const auto facts = facts_of(page, lines, {});
    plan_dense(page, lines, facts, 0, plan);
    return plan;
}

}  // namespace domesday
