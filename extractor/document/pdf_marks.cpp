#include "extractor/document/pdf_marks.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

namespace domesday
{
namespace
{

// Pieces of one rule lie on one line within this, points. Borders that an export draws twice for neighbouring
// cells are up to 0.5 apart; the lines of a double rule at least 1.2.
constexpr float kSameLine = 0.3F;
constexpr float kTouch = 0.75F;     // pieces this near have no gap in print
constexpr float kDashGap = 4.5F;    // the widest gap of a dashed rule
constexpr float kDash = 12;         // the longest dash
constexpr std::size_t kDashes = 4;  // so many make a rule

// A rule seen along itself: from `begin` to `end` at the height `at`.
struct Piece {
    float at = 0, begin = 0, end = 0, thickness = 0;
    float length() const { return end - begin; }
};

bool before(const Piece& a, const Piece& b)
{
    return std::tie(a.at, a.begin, a.end) < std::tie(b.at, b.begin, b.end);
}

// Gives pieces of nearly one height the same height, so that sorting brings them together.
void level(std::vector<Piece>& pieces)
{
    std::sort(pieces.begin(), pieces.end(), before);
    for (std::size_t i = 1; i < pieces.size(); ++i)
        if (pieces[i].at - pieces[i - 1].at <= kSameLine)
            pieces[i].at = pieces[i - 1].at;
    std::sort(pieces.begin(), pieces.end(), before);
}

std::vector<Piece> touching_joined(const std::vector<Piece>& pieces)
{
    std::vector<Piece> joined;
    for (const auto& piece : pieces) {
        if (!joined.empty() && joined.back().at == piece.at && piece.begin <= joined.back().end + kTouch) {
            joined.back().end = std::max(joined.back().end, piece.end);
            joined.back().thickness = std::max(joined.back().thickness, piece.thickness);
        } else {
            joined.push_back(piece);
        }
    }
    return joined;
}

// Dashes in a row become one rule; fewer than kDashes of them stay as they are.
std::vector<Piece> dashes_joined(const std::vector<Piece>& pieces)
{
    std::vector<Piece> joined;
    std::size_t first = 0;
    while (first < pieces.size()) {
        std::size_t last = first + 1;
        while (last < pieces.size() && pieces[last].at == pieces[first].at &&
               pieces[last].begin - pieces[last - 1].end <= kDashGap && pieces[last].length() <= kDash &&
               pieces[last - 1].length() <= kDash)
            ++last;
        if (last - first >= kDashes) {
            Piece rule = pieces[first];
            rule.end = pieces[last - 1].end;
            joined.push_back(rule);
        } else {
            joined.insert(joined.end(), pieces.begin() + static_cast<std::ptrdiff_t>(first),
                          pieces.begin() + static_cast<std::ptrdiff_t>(last));
        }
        first = last;
    }
    return joined;
}

std::vector<Piece> joined_pieces(std::vector<Piece> pieces)
{
    level(pieces);
    return dashes_joined(touching_joined(pieces));
}

// Rows of dots, seen along the row: the rules they make, without the dots that make none.
std::vector<Piece> dotted_rules(std::vector<Piece> dots)
{
    level(dots);
    std::vector<Piece> rules;
    for (const auto& piece : dashes_joined(touching_joined(dots)))
        if (piece.length() > kDash)
            rules.push_back(piece);
    return rules;
}

}  // namespace

std::vector<Rule> joined_rules(std::vector<Rule> pieces, std::vector<Box> dots)
{
    std::vector<Piece> level_pieces, upright_pieces;
    for (const auto& rule : pieces) {
        if (rule.is_horizontal())
            level_pieces.push_back({rule.y0, rule.x0, rule.x1, rule.thickness});
        else
            upright_pieces.push_back({rule.x0, rule.y0, rule.y1, rule.thickness});
    }
    std::vector<Piece> rows, columns;
    for (const auto& dot : dots) {
        rows.push_back({dot.middle_y(), dot.left, dot.right, dot.height()});
        columns.push_back({dot.middle_x(), dot.top, dot.bottom, dot.width()});
    }
    for (const auto& rule : dotted_rules(std::move(rows)))
        level_pieces.push_back(rule);
    for (const auto& rule : dotted_rules(std::move(columns)))
        upright_pieces.push_back(rule);

    std::vector<Rule> rules;
    for (const auto& p : joined_pieces(std::move(level_pieces)))
        rules.push_back({p.begin, p.at, p.end, p.at, p.thickness});
    for (const auto& p : joined_pieces(std::move(upright_pieces)))
        rules.push_back({p.at, p.begin, p.at, p.end, p.thickness});
    return rules;
}

}  // namespace domesday
