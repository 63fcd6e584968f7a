#include "extractor/document/pdf_words.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

// A gap wider than this ends a word, in em: what pdftotext uses. The narrowest space that LibreOffice sets in
// justified lines is 0.14 em; kerning inside words stays under 0.06.
constexpr float kWordGap = 0.10F;
// A letter that begins further back than this does not follow the one before, in em; one that advances by as
// much does.
constexpr float kOverlap = 0.20F;
// Letters whose base lines differ by more than this are not of one word, points.
constexpr float kBaseDrift = 0.5F;
// The same text within this distance is one text painted twice, in em: shadows and overprinted bold stay
// under 0.12, the narrowest letter advances by 0.2.
constexpr float kSamePlace = 0.15F;
// Colours whose channels all differ by no more than this cannot be told apart on paper.
constexpr int kSameColour = 12;
constexpr char32_t kUnknown = 0xFFFD;  // a letter that the font does not tell
constexpr std::uint32_t kWhite = 0xFFFFFF;
constexpr std::size_t kMostComparisons = 64;      // of one word with those at the same height
constexpr std::size_t kMostAreaLooks = 20000000;  // per page, words times areas of their band

float along(const LetterStyle& style, float x, float y)
{
    return x * style.direction_x + y * style.direction_y;
}

// Distance from the origin upwards as the reader of the line sees it.
float across(const LetterStyle& style, float x, float y)
{
    return x * style.direction_y - y * style.direction_x;
}

bool same_direction(const LetterStyle& a, const LetterStyle& b)
{
    return a.direction_x * b.direction_x + a.direction_y * b.direction_y > 0.999F;
}

std::int16_t rotation_of(const LetterStyle& style)
{
    const double degrees = std::atan2(style.direction_y, style.direction_x) * 180 / std::numbers::pi;
    const int whole = (static_cast<int>(std::lround(degrees)) + 360) % 360;
    const int quarter = (whole + 45) / 90 * 90;
    return static_cast<std::int16_t>(std::abs(whole - quarter) <= 3 ? quarter % 360 : whole);
}

bool same_colour(std::uint32_t a, std::uint32_t b)
{
    for (int shift = 0; shift < 24; shift += 8)
        if (std::abs(static_cast<int>(a >> shift & 0xFF) - static_cast<int>(b >> shift & 0xFF)) > kSameColour)
            return false;
    return true;
}

// The areas by height, so that a word looks only at those beside it.
class AreaBands
{
public:
    AreaBands(const std::vector<PaintedArea>& areas, const Box& page) : areas_(areas), top_(page.top)
    {
        step_ = std::max(8.0F, page.height() / 200);
        bands_.resize(static_cast<std::size_t>(page.height() / step_) + 2);
        for (std::size_t i = 0; i < areas.size(); ++i)
            for (std::size_t band = at(areas[i].box.top); band <= at(areas[i].box.bottom); ++band)
                bands_[band].push_back(i);
    }

    const std::vector<std::size_t>& beside(float y) const { return bands_[at(y)]; }

private:
    std::size_t at(float y) const
    {
        const float band = std::max(0.0F, (y - top_) / step_);
        return std::min(static_cast<std::size_t>(band), bands_.size() - 1);
    }

    const std::vector<PaintedArea>& areas_;
    float top_ = 0, step_ = 8;
    std::vector<std::vector<std::size_t>> bands_;
};

bool holds(const Box& box, float x, float y)
{
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

bool covers(const Box& outer, const Box& inner)
{
    constexpr float kSlack = 1;
    return outer.left <= inner.left + kSlack && outer.right >= inner.right - kSlack &&
           outer.top <= inner.top + kSlack && outer.bottom >= inner.bottom - kSlack;
}

}  // namespace

void WordBuilder::set_style(const LetterStyle& style)
{
    if (!(styles_.back() == style))
        styles_.push_back(style);
}

float WordBuilder::end_of(const Draft& draft) const
{
    return letters_[draft.last - 1].end;
}

bool WordBuilder::continues(const Draft& draft, const LetterStyle& style, float begin, float base) const
{
    const LetterStyle& first = styles_[draft.style];
    const float size = std::max(first.size, style.size);
    if (!same_direction(first, style) || std::abs(base - draft.base) > kBaseDrift ||
        first.hidden != style.hidden || std::min(first.size, style.size) < 0.55F * size)
        return false;
    const float gap = begin - end_of(draft);
    // Fonts that tell too great widths let letters overlap; they still advance
    const float advance = begin - letters_.back().begin;
    if (gap < -kOverlap * size && (advance < kOverlap * size || gap < -size))
        return false;
    // Spaced out letters follow each other at exactly the spacing that was asked for
    const bool spaced_out = std::abs(gap - style.letter_spacing) < 0.01F * size && gap < 0.6F * size;
    return spaced_out || gap <= kWordGap * size;
}

// Raised or lowered letters that stand close to the word they belong to: 19th, m2.
bool WordBuilder::is_raised(const Draft& word, const Draft& raised, const LetterStyle& style,
                            float begin) const
{
    const LetterStyle& first = styles_[word.style];
    const float size = std::max(first.size, style.size);
    return same_direction(first, style) && first.hidden == style.hidden &&
           std::abs(begin - end_of(word)) <= kWordGap * size &&
           std::abs(raised.base - word.base) < 0.6F * size;
}

void WordBuilder::add(const Letter& letter)
{
    const LetterStyle& style = styles_.back();
    float begin = along(style, letter.x, letter.y);
    float end = begin + letter.advance;
    if (end < begin)
        std::swap(begin, end);
    const float base = across(style, letter.x, letter.y);
    const Spot spot{.begin = begin,
                    .end = end,
                    .code_point = letter.code_point,
                    .unmapped = letter.unmapped,
                    .begins_string = letter.begins_string};
    if (open_ && (letter.code_point == kUnknown) != (letters_.back().code_point == kUnknown))
        open_ = false;  // it may be a space
    if (open_) {
        Draft& draft = drafts_.back();
        const Spot& before = letters_.back();
        if (before.code_point == spot.code_point && end > begin &&
            std::abs(before.begin - begin) < 0.5F * kSamePlace * style.size &&
            std::abs(draft.base - base) < kSamePlace * style.size &&
            same_direction(styles_[draft.style], style)) {
            draft.bold = true;  // each letter painted twice
            return;
        }
        if (continues(draft, style, begin, base)) {
            letters_.push_back(spot);
            draft.last = letters_.size();
            draft.clipped = draft.clipped && letter.clipped;
            return;
        }
    }
    Draft draft{.first = letters_.size(),
                .last = letters_.size() + 1,
                .style = styles_.size() - 1,
                .base = base,
                .order = letter.order,
                .hidden = style.hidden,
                .clipped = letter.clipped,
                .bold = style.bold,
                .after_space = !open_,
                .colour = style.colour};
    if (open_)
        draft.glued = is_raised(drafts_.back(), draft, style, begin);
    letters_.push_back(spot);
    drafts_.push_back(draft);
    open_ = true;
}

void WordBuilder::end_word()
{
    open_ = false;
}

Box WordBuilder::box_of(const Draft& draft) const
{
    const LetterStyle& style = styles_[draft.style];
    const float low = draft.base + style.descent * style.size;
    const float high = draft.base + style.ascent * style.size;
    Box box{1e30F, 1e30F, -1e30F, -1e30F};
    for (const float a : {begin_of(draft), end_of(draft)}) {
        for (const float b : {low, high}) {
            const float x = a * style.direction_x + b * style.direction_y;
            const float y = a * style.direction_y - b * style.direction_x;
            box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x),
                   std::max(box.bottom, y)};
        }
    }
    return box;
}

// "19" and the raised "th" are one word. A raised digit is not: after a score it is the sign of a footnote,
// and 16 is not 161.
void WordBuilder::join_raised_letters()
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
        Draft draft = drafts_[i];
        if (draft.glued && is_digit(letters_[draft.first].code_point)) {
            draft.glued = !is_digit(letters_[draft.first - 1].code_point);
        } else if (draft.glued && kept > 0 && is_letter(letters_[draft.first].code_point)) {
            drafts_[kept - 1].last = draft.last;
            continue;
        }
        drafts_[kept++] = draft;
    }
    drafts_.resize(kept);
}

// The end of the run of single letters that begins at `first` and is set with one and the same gap.
std::size_t WordBuilder::end_of_spaced_letters(std::size_t first) const
{
    constexpr float kWidest = 0.22F, kSpread = 0.1F;  // em: spaces between words start at 0.25
    const float size = styles_[drafts_[first].style].size;
    float least = 1e30F, most = 0;
    std::size_t last = first;
    for (; last < drafts_.size(); ++last) {
        const Draft& draft = drafts_[last];
        if (draft.last - draft.first != 1 || !is_letter(letters_[draft.first].code_point))
            break;
        if (last == first)
            continue;
        const Draft& before = drafts_[last - 1];
        const float gap = begin_of(draft) - end_of(before);
        least = std::min(least, gap);
        most = std::max(most, gap);
        if (draft.after_space || gap <= 0 || gap > kWidest * size || most - least > kSpread * size ||
            std::abs(draft.base - before.base) > kBaseDrift ||
            !same_direction(styles_[draft.style], styles_[before.style]))
            break;
    }
    return last;
}

// A heading may be set letter by letter, with gaps as wide as spaces: "R I S K".
void WordBuilder::join_spaced_letters()
{
    constexpr std::size_t kFewest = 4;
    std::vector<Draft> joined;
    joined.reserve(drafts_.size());
    for (std::size_t i = 0; i < drafts_.size();) {
        const std::size_t last = end_of_spaced_letters(i);
        Draft draft = drafts_[i];
        if (last - i >= kFewest) {
            draft.last = drafts_[last - 1].last;
            i = last;
        } else {
            ++i;
        }
        joined.push_back(draft);
    }
    drafts_ = std::move(joined);
}

void WordBuilder::drop_repetitions()
{
    struct Key {
        std::size_t text;
        float base, begin;
        std::size_t draft;
    };
    std::vector<Key> keys;
    keys.reserve(drafts_.size());
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
        std::size_t text = 1469598103934665603U;
        for (std::size_t l = drafts_[i].first; l < drafts_[i].last; ++l)
            text = (text ^ letters_[l].code_point) * 1099511628211U;
        keys.push_back({text, drafts_[i].base, begin_of(drafts_[i]), i});
    }
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
        return std::tie(a.text, a.base, a.draft) < std::tie(b.text, b.base, b.draft);
    });
    for (std::size_t i = 0; i < keys.size(); ++i) {
        Draft& first = drafts_[keys[i].draft];
        const float reach = kSamePlace * styles_[first.style].size;
        const std::size_t most = std::min(keys.size(), i + kMostComparisons);
        for (std::size_t j = i + 1; j < most && !first.dropped; ++j) {
            Draft& second = drafts_[keys[j].draft];
            if (keys[j].text != keys[i].text || keys[j].base - keys[i].base > reach)
                break;
            if (second.dropped || std::abs(keys[j].begin - keys[i].begin) > reach ||
                !same_direction(styles_[first.style], styles_[second.style]))
                continue;
            const float shift = std::abs(keys[j].begin - keys[i].begin) + keys[j].base - keys[i].base;
            const bool first_stays =
                first.hidden != second.hidden ? second.hidden : first.order < second.order;
            Draft& stays = first_stays ? first : second;
            Draft& goes = first_stays ? second : first;
            if (!goes.hidden) {
                stays.colour = first.order < second.order ? second.colour : first.colour;
                stays.bold = stays.bold || goes.bold || shift > 0.01F * styles_[first.style].size;
                stays.order = std::max(stays.order, goes.order);
            }
            stays.clipped = stays.clipped && goes.clipped;
            goes.dropped = true;
        }
    }
}

// Text of the colour of what lies behind it, and text that was painted over.
void WordBuilder::hide_unseen(const std::vector<PaintedArea>& areas, const Box& page)
{
    const AreaBands bands{areas, page};
    std::unordered_set<std::uint32_t> backgrounds{kWhite};
    for (const auto& area : areas)
        backgrounds.insert(area.colour);
    std::size_t looks = 0;
    std::uint32_t last_colour = kWhite;
    bool last_may_vanish = true;
    for (auto& draft : drafts_) {
        if (draft.hidden || draft.dropped)
            continue;
        if (draft.colour != last_colour) {
            last_colour = draft.colour;
            last_may_vanish = std::any_of(backgrounds.begin(), backgrounds.end(),
                                          [&](std::uint32_t c) { return same_colour(c, last_colour); });
        }
        const Box box = box_of(draft);
        const auto& beside = bands.beside(box.middle_y());
        looks += beside.size();
        if (looks > kMostAreaLooks)
            return;
        std::uint32_t behind = kWhite;
        bool known = true;
        for (const std::size_t i : beside) {
            const PaintedArea& area = areas[i];
            if (area.order > draft.order) {
                draft.hidden = draft.hidden || (area.opaque && covers(area.box, box));
            } else if (holds(area.box, box.middle_x(), box.middle_y())) {
                behind = area.colour;
                known = area.one_colour;
            }
        }
        if (last_may_vanish && known && same_colour(behind, draft.colour))
            draft.hidden = true;
    }
}

void WordBuilder::split_at_rules(const std::vector<Rule>& rules)
{
    std::vector<Rule> uprights;
    for (const auto& rule : rules)
        if (!rule.is_horizontal())
            uprights.push_back(rule);
    if (uprights.empty())
        return;
    std::sort(uprights.begin(), uprights.end(), [](const Rule& a, const Rule& b) { return a.x0 < b.x0; });
    std::vector<Draft> parts;
    parts.reserve(drafts_.size());
    for (Draft draft : drafts_) {
        const LetterStyle& style = styles_[draft.style];
        if (draft.last - draft.first < 2 || style.direction_x < 0.99F) {
            parts.push_back(draft);
            continue;
        }
        const Box box = box_of(draft);
        auto rule = std::lower_bound(uprights.begin(), uprights.end(), box.left,
                                     [](const Rule& r, float x) { return r.x0 < x; });
        for (std::size_t looks = 0; rule != uprights.end() && rule->x0 < box.right && looks < 1000;
             ++rule, ++looks) {
            if (rule->y0 > box.middle_y() || rule->y1 < box.middle_y())
                continue;
            const float reach = 0.15F * style.size;
            for (std::size_t l = draft.first + 1; l < draft.last; ++l) {
                const float between = (letters_[l - 1].end + letters_[l].begin) / 2;
                // Letters that one operator paints, or that follow without any gap, run across the rule
                if (std::abs(between - rule->x0) > reach || !letters_[l].begins_string ||
                    std::abs(letters_[l].begin - letters_[l - 1].end) < 0.01F * style.size)
                    continue;
                Draft before = draft;
                before.last = l;
                parts.push_back(before);
                draft.first = l;
                draft.glued = false;
                break;
            }
        }
        parts.push_back(draft);
    }
    drafts_ = std::move(parts);
}

// Producers paint a line in pieces, now and then from the right: within a run of words on one base line, from
// left to right.
void WordBuilder::order_lines()
{
    std::size_t first = 0;
    while (first < drafts_.size()) {
        const LetterStyle& style = styles_[drafts_[first].style];
        std::size_t last = first + 1;
        bool in_order = true;
        while (last < drafts_.size() && same_direction(style, styles_[drafts_[last].style]) &&
               std::abs(drafts_[last].base - drafts_[first].base) <= kBaseDrift) {
            in_order = in_order && begin_of(drafts_[last]) >= begin_of(drafts_[last - 1]);
            ++last;
        }
        if (!in_order) {
            std::stable_sort(drafts_.begin() + static_cast<std::ptrdiff_t>(first),
                             drafts_.begin() + static_cast<std::ptrdiff_t>(last),
                             [&](const Draft& a, const Draft& b) { return begin_of(a) < begin_of(b); });
            for (std::size_t i = first; i < last; ++i)
                drafts_[i].glued = false;
        }
        first = last;
    }
}

Word WordBuilder::word_from(const Draft& draft, int page_number, const Box& page) const
{
    const LetterStyle& style = styles_[draft.style];
    Word word;
    bool is_ascii = true;
    for (std::size_t l = draft.first; l < draft.last; ++l) {
        // A soft hyphen that takes room was printed: inside a word some producers use it for every hyphen
        const char32_t c = letters_[l].code_point == 0xAD ? U'-' : letters_[l].code_point;
        append_code_point(word.text, c);
        is_ascii = is_ascii && c < 0x80;
        word.unmapped = word.unmapped || letters_[l].unmapped;
    }
    if (!is_ascii)
        word.text = nfc(word.text);
    const Box box = box_of(draft);
    word.place.page = page_number;
    word.place.box = {std::clamp(box.left, page.left, page.right), std::clamp(box.top, page.top, page.bottom),
                      std::clamp(box.right, page.left, page.right),
                      std::clamp(box.bottom, page.top, page.bottom)};
    word.size = style.size;
    word.colour = draft.colour;
    word.rotation = rotation_of(style);
    word.join = draft.glued ? Join::none : Join::space;
    word.bold = draft.bold;
    word.italic = style.italic;
    word.hidden = draft.hidden || draft.clipped;
    return word;
}

std::vector<Word> WordBuilder::take(int page_number, const Box& page, const std::vector<PaintedArea>& areas,
                                    const std::vector<Rule>& rules)
{
    join_raised_letters();
    join_spaced_letters();
    drop_repetitions();
    hide_unseen(areas, page);
    split_at_rules(rules);
    order_lines();
    std::vector<Word> words;
    words.reserve(drafts_.size());
    for (const auto& draft : drafts_) {
        if (draft.dropped)
            continue;
        const Box box = box_of(draft);
        if (box.right <= page.left || box.left >= page.right || box.bottom <= page.top ||
            box.top >= page.bottom)
            continue;
        words.push_back(word_from(draft, page_number, page));
    }
    *this = WordBuilder{};
    return words;
}

}  // namespace domesday
