// Lines of text from connected marks: letters next to each other, no farther than a word space apart and with
// no ruling line between, are one piece.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "extractor/document/scan_picture.hpp"

namespace domesday
{

namespace
{

// Letters of one piece stand at most this far apart, in letter heights: a word space of justified 10 pt print
// is 1.0, the gap after a bullet 1.8 and between columns without rules 1.5 and more.
constexpr double kWordGap = 1.25;

std::vector<PixelBox> marks_of(const Pix& bits)
{
    std::vector<PixelBox> marks;
    const BoxaPtr boxes(pixConnCompBB(const_cast<Pix*>(&bits), 8));
    for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        int x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        marks.push_back({x, y, x + w, y + h});
    }
    return marks;
}

class Groups
{
public:
    explicit Groups(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::size_t root(std::size_t i)
    {
        while (parent_[i] != i)
            i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent_[root(b)] = root(a); }

private:
    std::vector<std::size_t> parent_;
};

bool rule_between(const std::vector<PixelRule>& rules, const PixelBox& a, const PixelBox& b)
{
    const int y = (a.middle_y() + b.middle_y()) / 2;
    return std::any_of(rules.begin(), rules.end(), [&](const PixelRule& rule) {
        return !rule.horizontal && rule.at >= a.right - 2 && rule.at <= b.left + 2 && rule.begin <= y &&
               rule.end >= y;
    });
}

int shared_height(const PixelBox& a, const PixelBox& b)
{
    return std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
}

bool is_letter(const PixelBox& mark, double unit)
{
    return mark.height() >= 0.5 * unit && mark.height() <= 4.5 * unit && mark.width() <= 18 * unit;
}

// Of two neighbours' heights the larger decides how wide a gap may be: a heading's spaces are larger.
double gap_limit(const PixelBox& a, const PixelBox& b, double unit)
{
    return kWordGap * std::max(unit, 0.8 * std::min(a.height(), b.height()));
}

std::vector<TextPiece> chained(const std::vector<PixelBox>& letters, double unit,
                               const std::vector<PixelRule>& rules)
{
    Groups groups(letters.size());
    for (std::size_t i = 0; i < letters.size(); ++i) {
        for (std::size_t j = i + 1; j < letters.size(); ++j) {
            const auto &a = letters[i], &b = letters[j];
            if (b.left - a.right > 4.5 * unit)
                break;
            if (b.left - a.right > gap_limit(a, b, unit))
                continue;
            const int common = std::min(a.height(), b.height());
            // a mark of two touching lines would tie them together
            if (std::max(a.height(), b.height()) > 2.6 * common && common < 1.4 * unit)
                continue;
            if (shared_height(a, b) * 2 < common)
                continue;
            if (groups.root(i) == groups.root(j) || rule_between(rules, a, b))
                continue;
            groups.join(i, j);
        }
    }
    std::vector<TextPiece> pieces;
    std::vector<int> piece_of(letters.size(), -1);
    for (std::size_t i = 0; i < letters.size(); ++i) {
        int& piece = piece_of[groups.root(i)];
        if (piece < 0) {
            piece = static_cast<int>(pieces.size());
            pieces.push_back({letters[i]});
        }
        auto& found = pieces[static_cast<std::size_t>(piece)];
        found.box = united(found.box, letters[i]);
        found.letters.push_back(letters[i]);
    }
    return pieces;
}

bool near(const PixelBox& line, const PixelBox& mark, double unit)
{
    return mark.left < line.right + 0.9 * unit && mark.right > line.left - 0.9 * unit &&
           mark.middle_y() > line.top - 0.5 * unit && mark.middle_y() < line.bottom + 0.45 * unit;
}

// Full stops, commas, hyphens, quotes, dots of i: to the piece they stand at.
void add_small_marks(std::vector<TextPiece>& pieces, const std::vector<PixelBox>& small, double unit)
{
    for (const auto& mark : small) {
        TextPiece* best = nullptr;
        int best_distance = 0;
        for (auto& piece : pieces) {
            if (!near(piece.box, mark, unit))
                continue;
            const int distance = std::max({0, piece.box.left - mark.right, mark.left - piece.box.right}) +
                                 std::abs(piece.box.middle_y() - mark.middle_y());
            if (best && distance >= best_distance)
                continue;
            best = &piece;
            best_distance = distance;
        }
        if (!best)
            continue;
        best->letters.push_back(mark);
        best->box = united(best->box, mark);
    }
}

// Pieces between which only a full stop or comma stood.
void join_neighbours(std::vector<TextPiece>& pieces, double unit, const std::vector<PixelRule>& rules)
{
    std::sort(pieces.begin(), pieces.end(),
              [](const TextPiece& a, const TextPiece& b) { return a.box.left < b.box.left; });
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t j = i + 1; j < pieces.size();) {
            auto &a = pieces[i], &b = pieces[j];
            const int gap = b.box.left - a.box.right;
            const int common = std::min(a.box.height(), b.box.height());
            if (gap > gap_limit(a.box, b.box, unit) || gap < -unit ||
                shared_height(a.box, b.box) * 2 < common ||
                std::max(a.box.height(), b.box.height()) > 2 * common || rule_between(rules, a.box, b.box)) {
                ++j;
                continue;
            }
            a.box = united(a.box, b.box);
            a.letters.insert(a.letters.end(), b.letters.begin(), b.letters.end());
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(j));
            j = i + 1;
        }
    }
}

double dark_share(const Pix& bits, const PixelBox& box)
{
    long dark = 0;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x) {
            l_uint32 value = 0;
            pixGetPixel(const_cast<Pix*>(&bits), x, y, &value);
            dark += value;
        }
    return static_cast<double>(dark) / std::max(1, box.width() * box.height());
}

// Neither hole nor bay within: an e has both.
bool is_full(const Pix& bits, const PixelBox& box)
{
    const PixelBox inner{box.left + box.width() / 5, box.top + box.height() / 5, box.right - box.width() / 5,
                         box.bottom - box.height() / 5};
    return dark_share(bits, inner) > 0.93 && dark_share(bits, box) > 0.65;
}

bool is_dark(const Pix& bits, int x, int y)
{
    l_uint32 value = 0;
    pixGetPixel(const_cast<Pix*>(&bits), x, y, &value);
    return value != 0;
}

// The white dots of a mark's box that the mark shuts in.
std::vector<std::pair<int, int>> hole_of(const Pix& bits, const PixelBox& box)
{
    const int width = box.width() + 2, height = box.height() + 2;
    const auto index = [&](int x, int y) { return static_cast<std::size_t>(y * width + x); };
    std::vector<char> shut(static_cast<std::size_t>(width * height), 1);
    for (int y = 0; y < box.height(); ++y)
        for (int x = 0; x < box.width(); ++x)
            if (is_dark(bits, box.left + x, box.top + y))
                shut[index(x + 1, y + 1)] = 0;
    std::vector<std::pair<int, int>> front{{0, 0}};
    shut[0] = 0;
    while (!front.empty()) {
        const auto [x, y] = front.back();
        front.pop_back();
        for (const auto& [nx, ny] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
            if (nx < 0 || ny < 0 || nx >= width || ny >= height || !shut[index(nx, ny)])
                continue;
            shut[index(nx, ny)] = 0;
            front.emplace_back(nx, ny);
        }
    }
    std::vector<std::pair<int, int>> hole;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (shut[index(x, y)])
                hole.emplace_back(x - 1, y - 1);
    return hole;
}

// A ring ("o" as a bullet): round, with a hole in its middle. An e's hole is in its upper half, an L has
// none; the smallest ring of a 200 dpi scan (7 x 8 dots) has a hole of 9, the filled dots of one none.
bool is_hollow(const Pix& bits, const PixelBox& box)
{
    const auto hole = hole_of(bits, box);
    if (static_cast<int>(hole.size()) * 100 < 6 * box.width() * box.height())
        return false;
    double sum_x = 0, sum_y = 0;
    for (const auto& [left, top] : hole)
        sum_x += left + 0.5, sum_y += top + 0.5;
    const auto count = static_cast<double>(hole.size());
    const bool central = std::abs(sum_x / count / box.width() - 0.5) < 0.14 &&
                         std::abs(sum_y / count / box.height() - 0.5) < 0.14;
    const bool round = !is_dark(bits, box.left, box.top) && !is_dark(bits, box.right - 1, box.top) &&
                       !is_dark(bits, box.left, box.bottom - 1) &&
                       !is_dark(bits, box.right - 1, box.bottom - 1);
    // a # has a hole as well, and white in the middle of each side
    const auto dark_from = [&](int x, int y, int dx, int dy, int depth) {
        for (int i = 0; i < depth; ++i)
            if (is_dark(bits, x + i * dx, y + i * dy))
                return true;
        return false;
    };
    const int x_middle = (box.left + box.right) / 2, y_middle = (box.top + box.bottom) / 2;
    const int across = std::max(2, box.width() / 4), down = std::max(2, box.height() / 4);
    return central && round && dark_from(x_middle, box.top, 0, 1, down) &&
           dark_from(x_middle, box.bottom - 1, 0, -1, down) && dark_from(box.left, y_middle, 1, 0, across) &&
           dark_from(box.right - 1, y_middle, -1, 0, across);
}

// The dark dots of each line of dots across a mark: how far they reach, and where their middle is.
struct Profile {
    std::vector<int> reach{};
    std::vector<double> middle{};
    int width = 0;
};

Profile profile_of(const Pix& bits, const PixelBox& box, bool upright)
{
    const int length = upright ? box.height() : box.width();
    Profile profile{.width = upright ? box.width() : box.height()};
    for (int i = 0; i < length; ++i) {
        int first = -1, last = -1;
        for (int j = 0; j < profile.width; ++j) {
            if (!(upright ? is_dark(bits, box.left + j, box.top + i)
                          : is_dark(bits, box.left + i, box.top + j)))
                continue;
            first = first < 0 ? j : first;
            last = j;
        }
        profile.reach.push_back(first < 0 ? 0 : last - first + 1);
        profile.middle.push_back(first < 0 ? -1 : (first + last + 1) / 2.0);
    }
    return profile;
}

// Does a head stand at the beginning of the profile: a point that widens to the whole width and falls back to
// the shaft, even on both sides? The flag of a 1 is on one side, the bar of a T has no point.
bool has_head(const Profile& profile, double shaft, double axis)
{
    const auto length = profile.reach.size();
    int widest = 0;
    for (std::size_t i = 0; i < length * 2 / 5; ++i) {
        if (profile.reach[i] > 0 && std::abs(profile.middle[i] - axis) > 0.16 * profile.width + 0.3)
            return false;
        widest = std::max(widest, profile.reach[i]);
    }
    return widest >= 0.8 * profile.width && widest >= 2 * shaft &&
           profile.reach[0] <= std::max(shaft + 1, 0.5 * profile.width);
}

std::optional<MarkKind> arrow_along(const Pix& bits, const PixelBox& box, bool upright)
{
    auto profile = profile_of(bits, box, upright);
    const auto length = profile.reach.size();
    if (profile.width < 5 || static_cast<double>(length) < 1.3 * profile.width)
        return std::nullopt;
    const std::vector<int> inner(profile.reach.begin() + static_cast<std::ptrdiff_t>(length * 9 / 20),
                                 profile.reach.begin() + static_cast<std::ptrdiff_t>(length * 11 / 20 + 1));
    const auto [least, most] = std::minmax_element(inner.begin(), inner.end());
    const double shaft = *most, axis = profile.middle[length / 2];
    if (*least == 0 || *most - *least > 1 || shaft > 0.45 * profile.width ||
        std::abs(axis - profile.width / 2.0) > 0.16 * profile.width + 0.3)
        return std::nullopt;
    const auto plain_from = [&](std::size_t begin, std::size_t end) {
        return std::all_of(profile.reach.begin() + static_cast<std::ptrdiff_t>(begin),
                           profile.reach.begin() + static_cast<std::ptrdiff_t>(end),
                           [&](int reach) { return reach <= shaft + 1; });
    };
    const bool first = has_head(profile, shaft, axis);
    const bool first_plain = plain_from(0, length / 2), last_plain = plain_from(length / 2, length);
    std::reverse(profile.reach.begin(), profile.reach.end());
    std::reverse(profile.middle.begin(), profile.middle.end());
    const bool last = has_head(profile, shaft, axis);
    if (first && last)
        return upright ? std::nullopt : std::optional(MarkKind::arrow_both);
    if (first && last_plain)
        return upright ? MarkKind::arrow_up : MarkKind::arrow_left;
    if (last && first_plain)
        return upright ? MarkKind::arrow_down : MarkKind::arrow_right;
    return std::nullopt;
}

// An arrow that stands alone, as in a column for the direction of travel.
std::optional<MarkKind> arrow_of(const Pix& bits, const TextPiece& piece, double unit)
{
    const auto& box = piece.box;
    const int length = std::max(box.width(), box.height());
    if (piece.letters.size() != 1 || length < 0.8 * unit || length > 3 * unit)
        return std::nullopt;
    return arrow_along(bits, box, box.height() > box.width());
}

// A round or square mark of 0.3 to 1.1 letter heights, alone before a line: a bullet. Grains of dust are
// smaller (0.28 in a poor 200 dpi scan; its bullets 0.55).
bool is_bullet_shape(const PixelBox& mark, double unit)
{
    const double w = mark.width(), h = mark.height();
    return h >= 0.3 * unit && h <= 1.2 * unit && w >= 0.7 * h && w <= 1.4 * h;
}

// A ring before a line may be an o as large as the text's own; an O and a 0 are narrower or higher.
bool is_ring_shape(const PixelBox& mark, double unit)
{
    const double w = mark.width(), h = mark.height();
    return h >= 0.3 * unit && h <= 1.5 * unit && w >= 0.8 * h && w <= 1.25 * h;
}

bool stands_apart(const TextPiece& piece, double unit)
{
    return piece.letters[1].left - piece.letters[0].right >= 0.5 * unit;
}

const TextPiece* line_right_of(const std::vector<TextPiece>& pieces, const PixelBox& mark, double unit,
                               const std::vector<PixelRule>& rules)
{
    const TextPiece* nearest = nullptr;
    for (const auto& piece : pieces) {
        const int gap = piece.box.left - mark.right;
        if (piece.kind != MarkKind::text || gap < 0.3 * unit || gap > 4 * unit)
            continue;
        if (piece.box.height() < 0.8 * unit)
            continue;
        if (mark.middle_y() < piece.box.top || mark.middle_y() > piece.box.bottom)
            continue;
        if (rule_between(rules, mark, piece.box))
            continue;
        if (!nearest || piece.box.left < nearest->box.left)
            nearest = &piece;
    }
    return nearest;
}

}  // namespace

double letter_height(const Pix& bits, double dpi)
{
    constexpr std::size_t kTallest = 400;
    constexpr long kFewLetters = 12, kFewAlike = 4;
    std::array<long, kTallest> marks{};
    for (const auto& mark : marks_of(bits)) {
        const int h = mark.height(), w = mark.width();
        if (h >= 5 && h < static_cast<int>(kTallest) && w <= 3 * h && h <= 6 * w)
            ++marks.at(static_cast<std::size_t>(h));
    }
    // a letter has others of about its height; the frame of a table or a seal has not
    std::array<long, kTallest> weight{};  // heights squared: specks weigh little
    long total = 0, letters = 0;
    for (std::size_t h = 5; h < kTallest; ++h) {
        const auto from = marks.begin() + static_cast<std::ptrdiff_t>(h * 4 / 5);
        const auto to = marks.begin() + static_cast<std::ptrdiff_t>(std::min(kTallest, h * 5 / 4 + 1));
        if (std::accumulate(from, to, 0L) < kFewAlike)
            continue;
        weight.at(h) = marks.at(h) * static_cast<long>(h * h);
        total += weight.at(h);
        letters += marks.at(h);
    }
    if (letters < kFewLetters)
        return std::max(6.0, dpi / 14);  // the x-height of 10 pt
    long below = 0;
    std::size_t height = 0;
    while ((below += weight.at(height)) * 2 < total)
        ++height;
    return static_cast<double>(height);
}

std::vector<TextPiece> find_pieces(const Pix& bits, double unit, const std::vector<PixelRule>& rules)
{
    std::vector<PixelBox> letters, small;
    for (const auto& mark : marks_of(bits)) {
        if (is_letter(mark, unit))
            letters.push_back(mark);
        else if (mark.height() >= 0.1 * unit && mark.height() < 0.5 * unit && mark.width() < 3 * unit)
            small.push_back(mark);
    }
    const auto by_left = [](const PixelBox& a, const PixelBox& b) {
        return std::pair{a.left, a.top} < std::pair{b.left, b.top};
    };
    std::sort(letters.begin(), letters.end(), by_left);
    std::sort(small.begin(), small.end(), by_left);

    auto pieces = chained(letters, unit, rules);
    for (auto& piece : pieces)
        if (const auto arrow = arrow_of(bits, piece, unit))
            piece.kind = *arrow;
    std::vector<TextPiece> bullets;  // and arrows
    const auto take_bullet = [&](const PixelBox& mark) {
        if ((!is_bullet_shape(mark, unit) && !is_ring_shape(mark, unit)) ||
            !line_right_of(pieces, mark, unit, rules))
            return false;
        const bool hollow = is_ring_shape(mark, unit) && is_hollow(bits, mark);
        if (!hollow && !(is_bullet_shape(mark, unit) && is_full(bits, mark)))
            return false;
        bullets.push_back({mark, hollow ? MarkKind::ring : MarkKind::bullet, {mark}});
        return true;
    };
    std::erase_if(
        pieces, [&](const TextPiece& piece) { return piece.letters.size() == 1 && take_bullet(piece.box); });
    std::erase_if(small, [&](const PixelBox& mark) {
        TextPiece lone{mark, MarkKind::text, {mark}};
        const auto arrow = arrow_of(bits, lone, unit);
        if (!arrow)
            return false;
        lone.kind = *arrow;
        bullets.push_back(std::move(lone));
        return true;
    });
    std::erase_if(small, [&](const PixelBox& mark) {
        const bool in_line = std::any_of(pieces.begin(), pieces.end(), [&](const TextPiece& piece) {
            return mark.right > piece.box.left - 0.5 * unit && mark.left < piece.box.right + 0.9 * unit &&
                   shared_height(mark, piece.box) > 0;
        });
        return !in_line && take_bullet(mark);
    });
    for (auto& piece : pieces) {
        const auto first = piece.letters.front();
        if (piece.letters.size() < 2 || !stands_apart(piece, unit))
            continue;
        const double middle = piece.box.middle_y();
        if (std::abs(first.middle_y() - middle) > 0.45 * piece.box.height() ||
            (!is_bullet_shape(first, unit) && !is_ring_shape(first, unit)))
            continue;
        const bool hollow = is_ring_shape(first, unit) && is_hollow(bits, first);
        // a letter o is a ring as well, and then the next letter is close
        if (hollow ? piece.letters[1].left - first.right < 0.5 * unit
                   : !is_bullet_shape(first, unit) || !is_full(bits, first))
            continue;
        bullets.push_back({first, hollow ? MarkKind::ring : MarkKind::bullet, {first}});
        piece.letters.erase(piece.letters.begin());
        piece.box = piece.letters.front();
        for (const auto& letter : piece.letters)
            piece.box = united(piece.box, letter);
    }
    // what stands alone and is lower than a small letter is dirt
    std::erase_if(pieces, [&](const TextPiece& piece) {
        return piece.kind == MarkKind::text && piece.letters.size() == 1 && piece.box.height() < 0.8 * unit;
    });
    add_small_marks(pieces, small, unit);
    join_neighbours(pieces, unit, rules);
    pieces.insert(pieces.end(), bullets.begin(), bullets.end());
    for (auto& piece : pieces)
        std::sort(piece.letters.begin(), piece.letters.end(), by_left);
    std::sort(pieces.begin(), pieces.end(), [](const TextPiece& a, const TextPiece& b) {
        return std::tuple{a.box.top, a.box.left, a.box.bottom} <
               std::tuple{b.box.top, b.box.left, b.box.bottom};
    });
    return pieces;
}

}  // namespace domesday
