#include "extractor/document/scan_second_look.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace domesday
{
namespace
{

constexpr std::string_view kDigits = "0123456789";
// What a lone digit is read as when no digit is expected.
constexpr std::string_view kLikeDigits = "0123456789OoQDlIi|!][JSsZzBbGgqtTA&?$/.,'";
constexpr float kEnlarged = 1.5f;
// Per cent. Two readings that agree and are this sure need no third.
constexpr int kSure = 85;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_number(std::string_view text)
{
    return !text.empty() && text.size() <= 3 && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_like_number(std::string_view text)
{
    return text.size() <= 4 && std::all_of(text.begin(), text.end(), [](char c) {
               return kLikeDigits.find(c) != std::string_view::npos;
           });
}

std::string without_dirt(std::string_view text)
{
    constexpr std::string_view kDirt = ".,'`|_-:;\"";
    while (!text.empty() && kDirt.find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    while (!text.empty() && kDirt.find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return std::string(text);
}

// The marks as tall as a digit, without grains and remains of ruling lines.
std::vector<PixelBox> tall_marks(const std::vector<PixelBox>& letters, double unit)
{
    std::vector<PixelBox> marks;
    int tallest = 0;
    for (const auto& mark : letters)
        if (mark.width() >= 0.15 * unit && mark.height() <= 4 * unit)
            tallest = std::max(tallest, mark.height());
    for (const auto& mark : letters)
        if (mark.height() * 10 >= tallest * 7 && mark.height() <= tallest && mark.width() >= 0.15 * unit)
            marks.push_back(mark);
    return marks;
}

PixelBox box_of(const std::vector<PixelBox>& marks)
{
    PixelBox box = marks.front();
    for (const auto& mark : marks)
        box = united(box, mark);
    return box;
}

std::string joined(const std::vector<RecognisedWord>& words)
{
    std::string text;
    for (const auto& word : words)
        text += word.text;
    return text;
}

int least_confidence(const std::vector<RecognisedWord>& words)
{
    int least = 100;
    for (const auto& word : words)
        least = std::min(least, word.confidence);
    return words.empty() ? 0 : least;
}

// One answer of recognition to "which number is this?"; empty text: none.
struct Vote {
    std::string text;
    int confidence = 0;
};

struct Candidate {
    std::size_t reading = 0;
    std::vector<PixelBox> marks{};
    PixelBox on_sheet{};
    std::vector<Vote> votes{};
};

// A piece of at most three tall marks that was read as a number, as something like one, or not at all.
std::optional<Candidate> candidate_from(const std::vector<PieceReading>& readings, std::size_t index,
                                        double unit)
{
    const auto& [piece, words] = readings[index];
    if (piece.kind != MarkKind::text || words.size() > 2)
        return std::nullopt;
    const std::string text = joined(words);
    if (!is_like_number(without_dirt(text)))
        return std::nullopt;
    Candidate candidate{.reading = index};
    candidate.marks = tall_marks(piece.letters, unit);
    if (candidate.marks.empty() || candidate.marks.size() > 3)
        return std::nullopt;
    const auto box = box_of(candidate.marks);
    if (box.width() > 5 * unit || box.height() < 0.8 * unit)
        return std::nullopt;
    return candidate;
}

bool stands_below_or_above(const PixelBox& a, const PixelBox& b, double unit)
{
    const double shift = std::abs(a.left + a.right - b.left - b.right) / 2.0;
    return shift <= 2.5 * unit;
}

// Another number stands in the same column: then what is like a number is one.
bool has_numbers_in_column(const std::vector<PieceReading>& readings, std::size_t index, double unit)
{
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (i != index && stands_below_or_above(readings[i].piece.box, readings[index].piece.box, unit) &&
            readings[i].words.size() == 1 && is_number(readings[i].words.front().text))
            return true;
    return false;
}

// An upright bar is a capital I (a heading) and never a 1, which has a flag or a foot.
bool is_bar(const std::vector<PixelBox>& marks)
{
    return marks.size() == 1 && marks.front().width() * 100 < marks.front().height() * 32;
}

// The marks of each candidate alone on white, one below the other.
PixPtr sheet_of(const Pix& grey, std::vector<Candidate>& candidates, double unit)
{
    const int rim = static_cast<int>(unit);
    int width = 1, height = rim;
    for (auto& candidate : candidates) {
        const auto box = box_of(candidate.marks);
        candidate.on_sheet = {rim, height, rim + box.width(), height + box.height()};
        width = std::max(width, box.width() + 2 * rim);
        height += box.height() + 2 * rim;
    }
    PixPtr sheet(pixCreate(width, height, 8));
    pixSetAll(sheet.get());
    for (const auto& candidate : candidates) {
        const auto box = box_of(candidate.marks);
        for (const auto& mark : candidate.marks)
            // one dot around a mark: its soft edge
            pixRasterop(sheet.get(), candidate.on_sheet.left + mark.left - box.left - 1,
                        candidate.on_sheet.top + mark.top - box.top - 1, mark.width() + 2, mark.height() + 2,
                        PIX_SRC, const_cast<Pix*>(&grey), mark.left - 1, mark.top - 1);
    }
    return sheet;
}

PixelBox scaled(const PixelBox& box, double factor, double rim)
{
    const auto at = [&](int length, double shift) {
        return static_cast<int>(std::lround(length * factor + shift));
    };
    return {at(box.left, -rim), at(box.top, -rim), at(box.right, rim), at(box.bottom, rim)};
}

Vote vote_from(const std::vector<RecognisedWord>& words)
{
    const auto text = without_dirt(joined(words));
    return is_number(text) ? Vote{text, least_confidence(words)} : Vote{};
}

int votes_for(const std::vector<Vote>& votes, const std::string& text)
{
    return static_cast<int>(
        std::count_if(votes.begin(), votes.end(), [&](const Vote& vote) { return vote.text == text; }));
}

int best_confidence(const std::vector<Vote>& votes, const std::string& text)
{
    int best = 0;
    for (const auto& vote : votes)
        if (vote.text == text)
            best = std::max(best, vote.confidence);
    return best;
}

// Votes are one more reading of the cell as it stands and, when that is not the same as the first and both
// sure, two more: enlarged, and without finding the line again.
bool is_settled(const std::vector<Vote>& votes)
{
    return std::all_of(votes.begin(), votes.end(), [&](const Vote& vote) {
        return !vote.text.empty() && vote.text == votes.front().text && vote.confidence >= kSure;
    });
}

void settle(PieceReading& reading, const Candidate& candidate, const std::vector<Vote>& votes,
            bool number_expected)
{
    const Vote* winner = nullptr;
    for (const auto& vote : votes) {
        if (vote.text.empty())
            continue;
        const auto worth = [&](const Vote& v) {
            return std::pair{votes_for(votes, v.text), best_confidence(votes, v.text)};
        };
        if (!winner || worth(vote) > worth(*winner))
            winner = &vote;
    }
    const bool number_at_first = !votes.front().text.empty();
    if (!winner || (!number_at_first && !number_expected))
        return;  // no number: a heading letter, an arrow; it stays as it was read
    RecognisedWord kept{.text = winner->text, .box = box_of(candidate.marks)};
    kept.confidence = best_confidence(votes, winner->text);
    const bool certain =
        votes_for(votes, winner->text) * 4 >= static_cast<int>(votes.size()) * 3 && kept.confidence >= kSure;
    if (!certain)
        kept.confidence = std::min(kept.confidence, kDoubtful - 1);
    const auto first = without_dirt(joined(reading.words));
    for (const auto& vote : votes)
        if (kept.other.empty() && vote.text != winner->text)
            kept.other = vote.text;
    if (first != winner->text)
        kept.other = first;
    reading.words.assign(1, std::move(kept));
}

void look_at_numbers(RecognitionEngine& engine, const ReadyPicture& picture,
                     std::vector<PieceReading>& readings)
{
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        auto candidate = candidate_from(readings, i, picture.unit);
        if (!candidate)
            continue;
        if (is_bar(candidate->marks)) {
            for (auto& word : readings[i].words)
                word.text = "I";
            continue;
        }
        candidate->votes.push_back(vote_from(readings[i].words));
        candidates.push_back(std::move(*candidate));
    }
    if (candidates.empty())
        return;
    const std::string digits{kDigits};
    const auto sheet = sheet_of(*picture.grey, candidates, picture.unit);
    engine.look_at(*sheet, picture.dpi);
    for (auto& candidate : candidates)
        candidate.votes.push_back(
            vote_from(engine.line(scaled(candidate.on_sheet, 1, 0.2 * picture.unit), digits)));
    for (auto& candidate : candidates)
        if (!is_settled(candidate.votes))
            candidate.votes.push_back(
                vote_from(engine.raw_line(scaled(candidate.on_sheet, 1, 0.35 * picture.unit), digits)));
    const PixPtr large(pixScale(sheet.get(), kEnlarged, kEnlarged));
    engine.look_at(*large, picture.dpi * kEnlarged);
    for (auto& candidate : candidates)
        if (candidate.votes.size() > 2)
            candidate.votes.push_back(vote_from(
                engine.line(scaled(candidate.on_sheet, kEnlarged, 0.3 * picture.unit * kEnlarged), digits)));
    for (const auto& candidate : candidates)
        settle(readings[candidate.reading], candidate, candidate.votes,
               has_numbers_in_column(readings, candidate.reading, picture.unit));
}

bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

// Capitals, then what may be a number: "CR6", "SRO5", "R-O7", "CRl".
bool is_like_identifier(std::string_view text)
{
    constexpr std::string_view kNumber = "0123456789OIl|";
    if (text.size() < 2 || text.size() > 9 || !is_capital(text.front()))
        return false;
    std::size_t letters = 0;
    while (letters < text.size() && is_capital(text[letters]) && text[letters] != 'O' && text[letters] != 'I')
        ++letters;
    std::size_t rest = letters;
    if (rest < text.size() && (text[rest] == '-' || text[rest] == '.'))
        ++rest;
    return letters >= 1 && letters <= 5 && rest < text.size() &&
           text.substr(rest).find_first_not_of(kNumber) == std::string_view::npos &&
           text.substr(rest).find_first_of("0123456789Il|") != std::string_view::npos;
}

// Short, alone and all capitals and digits: it may have been an identifier.
bool may_be_identifier(const PieceReading& reading)
{
    if (reading.words.size() != 1 || reading.piece.kind != MarkKind::text)
        return false;
    const auto text = without_dirt(reading.words.front().text);
    return text.size() >= 2 && text.size() <= 8 && is_capital(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_capital(c) || is_digit(c) || c == 'l' || c == '|' || c == '-' || c == '.';
           });
}

// An identifier that was read without confidence is read again from its marks alone, larger.
void look_at_identifiers(RecognitionEngine& engine, const ReadyPicture& picture,
                         std::vector<PieceReading>& readings)
{
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!may_be_identifier(readings[i]))
            continue;
        auto& word = readings[i].words.front();
        auto by_shape = identifier_by_shape(word.text, readings[i].piece.letters);
        if (by_shape != word.text)
            word.other = std::exchange(word.text, std::move(by_shape));
        if (word.confidence < kSure)
            candidates.push_back(
                {.reading = i, .marks = tall_marks(readings[i].piece.letters, picture.unit)});
    }
    std::erase_if(candidates, [](const Candidate& candidate) { return candidate.marks.empty(); });
    if (candidates.empty())
        return;
    const auto sheet = sheet_of(*picture.grey, candidates, picture.unit);
    const PixPtr large(pixScale(sheet.get(), kEnlarged, kEnlarged));
    engine.look_at(*large, picture.dpi * kEnlarged);
    for (const auto& candidate : candidates) {
        auto& word = readings[candidate.reading].words.front();
        const auto again = engine.line(scaled(candidate.on_sheet, kEnlarged, 0.3 * picture.unit * kEnlarged));
        auto text = identifier_by_shape(without_dirt(joined(again)), candidate.marks);
        const bool better = is_like_identifier(text) &&
                            (!is_like_identifier(word.text) || least_confidence(again) > word.confidence);
        if (text == word.text) {
            word.confidence = std::max(word.confidence, least_confidence(again));
        } else if (better) {
            word.other = std::exchange(word.text, std::move(text));
            word.confidence = std::min(least_confidence(again), 90);
        }
    }
}

}  // namespace

std::string identifier_by_shape(const std::string& text, const std::vector<PixelBox>& marks)
{
    if (!is_like_identifier(text) || marks.size() != text.size())
        return text;
    std::string result = text;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const auto& mark = marks[i];
        // a nought is 0.5 to 0.7 as wide as high, an O 0.85 to 1.1, in Times and Arial alike
        if (text[i] == 'O' || text[i] == '0')
            result[i] = mark.width() * 100 < mark.height() * 78 ? '0' : 'O';
        else if (text[i] == 'I' || text[i] == 'l' || text[i] == '|')
            result[i] = '1';
    }
    return result;
}

void look_again(RecognitionEngine& engine, const ReadyPicture& picture, std::vector<PieceReading>& readings)
{
    look_at_identifiers(engine, picture, readings);
    look_at_numbers(engine, picture, readings);
}

}  // namespace domesday
