#include "extractor/document/scan_second_look.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "extractor/document/scan_word_boxes.hpp"

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
// Per cent, of the least sure word of a line. Right words have 96 as a rule; of the misread ones of 200 dpi
// scans two in three are below 88, and one line in fourteen is.
constexpr int kSureWord = 88;
// Per cent. A word below it is told to be unsure.
constexpr int kUnsure = 80;

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

// Every mark is a digit at least; one that is no wider than a digit is no more than one.
bool fits_marks(const std::string& number, const std::vector<PixelBox>& marks)
{
    std::size_t most = 0;
    for (const auto& mark : marks)
        most += mark.width() * 10 <= mark.height() * 9 ? 1 : 3;
    return number.size() >= marks.size() && number.size() <= most;
}

Vote fitting(Vote&& vote, const std::vector<PixelBox>& marks)
{
    return fits_marks(vote.text, marks) ? std::move(vote) : Vote{};
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
    const bool number_at_first = is_number(without_dirt(joined(reading.words)));
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
        candidate->votes.push_back(fitting(vote_from(readings[i].words), candidate->marks));
        candidates.push_back(std::move(*candidate));
    }
    if (candidates.empty())
        return;
    const std::string digits{kDigits};
    const auto sheet = sheet_of(*picture.grey, candidates, picture.unit);
    engine.look_at(*sheet, picture.dpi);
    for (auto& candidate : candidates)
        candidate.votes.push_back(
            fitting(vote_from(engine.line(scaled(candidate.on_sheet, 1, 0.2 * picture.unit), digits)),
                    candidate.marks));
    for (auto& candidate : candidates)
        if (!is_settled(candidate.votes))
            candidate.votes.push_back(fitting(
                vote_from(engine.raw_line(scaled(candidate.on_sheet, 1, 0.35 * picture.unit), digits)),
                candidate.marks));
    const PixPtr large(pixScale(sheet.get(), kEnlarged, kEnlarged));
    engine.look_at(*large, picture.dpi * kEnlarged);
    for (auto& candidate : candidates)
        if (candidate.votes.size() > 2)
            candidate.votes.push_back(
                fitting(vote_from(engine.line(
                            scaled(candidate.on_sheet, kEnlarged, 0.3 * picture.unit * kEnlarged), digits)),
                        candidate.marks));
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

// "RK O1": looked at as one word.
struct Parted {
    std::size_t reading = 0;
    std::vector<RecognisedWord> words{};
};

std::vector<Parted> join_parted_identifiers(std::vector<PieceReading>& readings)
{
    std::vector<Parted> parted;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        auto& words = readings[i].words;
        if (words.size() != 2 || words[0].text.size() > 4 || words[1].text.size() > 4 ||
            !std::all_of(words[0].text.begin(), words[0].text.end(), is_capital))
            continue;
        PieceReading whole{readings[i].piece, {words[0]}};
        auto& word = whole.words.front();
        word.text += words[1].text;
        word.box = united(words[0].box, words[1].box);
        word.confidence = std::min(words[0].confidence, words[1].confidence);
        if (!is_like_identifier(word.text) || !may_be_identifier(whole))
            continue;
        parted.push_back({i, std::move(words)});
        words = std::move(whole.words);
    }
    return parted;
}

void part_again(std::vector<PieceReading>& readings, std::vector<Parted>&& parted)
{
    for (auto& [reading, words] : parted) {
        const auto whole = readings[reading].words.front();
        const std::size_t first = words[0].text.size();
        if (whole.text.size() != first + words[1].text.size())
            continue;
        words[0].text = whole.text.substr(0, first);
        words[1].text = whole.text.substr(first);
        if (!whole.other.empty())
            words[1].other = whole.other;
        words[0].confidence = words[1].confidence = whole.confidence;
        readings[reading].words = std::move(words);
    }
}

// The tall marks and the hyphens between them.
std::vector<PixelBox> identifier_marks(const std::vector<PixelBox>& letters, double unit)
{
    auto marks = tall_marks(letters, unit);
    if (marks.size() < 2)
        return marks;
    const auto box = box_of(marks);
    for (const auto& mark : letters) {
        const bool low = mark.height() <= 0.4 * unit && mark.width() * 10 >= mark.height() * 14;
        const int above = mark.middle_y() - box.top, below = box.bottom - mark.middle_y();
        if (low && mark.width() >= 0.2 * unit && mark.left > box.left && mark.right < box.right &&
            above * 10 > box.height() * 3 && below * 10 > box.height() * 2)
            marks.push_back(mark);
    }
    std::sort(marks.begin(), marks.end(),
              [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
    return marks;
}

// "SR04" of "SRO4": none where no O stands before a digit.
std::optional<std::string> other_nought(std::string text)
{
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == 'O' && is_digit(text[i + 1])) {
            text[i] = '0';
            return text;
        }
    return std::nullopt;
}

// What stands before the number of an identifier ("CR", "R-"); empty: it is none.
std::string identifier_prefix(std::string_view text)
{
    std::size_t letters = 0;
    while (letters < text.size() && is_capital(text[letters]))
        ++letters;
    if (letters > 0 && letters < text.size() &&
        std::string_view("-./").find(text[letters]) != std::string::npos)
        ++letters;
    const auto digits = text.substr(letters);
    const bool is_identifier = letters > 0 && letters <= 5 && !digits.empty() && digits.size() <= 4 &&
                               std::all_of(digits.begin(), digits.end(), is_digit);
    return std::string(is_identifier ? text.substr(0, letters) : std::string_view{});
}

// "CRR9" of "CRR9Y" that has four marks.
std::optional<std::string> without_last_letter(const std::string& text, std::size_t marks)
{
    if (text.size() < 3 || text.size() != marks + 1 || is_digit(text.back()) ||
        identifier_prefix(text.substr(0, marks)).empty())
        return std::nullopt;
    return text.substr(0, marks);
}

// How often each prefix stands on the page.
std::vector<std::pair<std::string, int>> prefixes_of(const std::vector<PieceReading>& readings)
{
    std::vector<std::pair<std::string, int>> prefixes;
    for (const auto& reading : readings) {
        if (!may_be_identifier(reading))
            continue;
        const auto prefix = identifier_prefix(without_dirt(reading.words.front().text));
        if (prefix.empty())
            continue;
        const auto known = std::find_if(prefixes.begin(), prefixes.end(),
                                        [&](const auto& one) { return one.first == prefix; });
        if (known == prefixes.end())
            prefixes.emplace_back(prefix, 1);
        else
            ++known->second;
    }
    return prefixes;
}

// "CRS", "CRO" at the left edge of a page with CR4: the marks after the prefix are read again as digits.
// Without another identifier on the page the letters that digits are taken for are given up, at most two.
std::string prefix_of_misread(const std::string& text,
                              const std::vector<std::pair<std::string, int>>& prefixes)
{
    for (const auto& [prefix, count] : prefixes)
        if (text.size() > prefix.size() && text.size() <= prefix.size() + 3 && text.starts_with(prefix))
            return prefix;
    constexpr std::string_view kLikeDigit = "0123456789OQDIl|SZBG";
    std::size_t end = text.size();
    while (end > 1 && text.size() - end < 2 && kLikeDigit.find(text[end - 1]) != std::string_view::npos)
        --end;
    const bool alone = prefixes.empty() && end >= 2 && end < text.size() &&
                       std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), is_capital);
    return alone ? text.substr(0, end) : std::string();
}

// Identifiers stand in the first column; YES and LOSS elsewhere are none.
int left_edge(const std::vector<PieceReading>& readings)
{
    int left = std::numeric_limits<int>::max();
    for (const auto& reading : readings)
        if (reading.piece.kind == MarkKind::text && !reading.words.empty() &&
            joined(reading.words).size() >= 2)
            left = std::min(left, reading.piece.box.left);
    return left;
}

// An identifier of which the number was read as letters.
struct Misread {
    std::size_t reading = 0;
    std::string prefix{};
    Vote number{};
};

std::vector<Misread> misread_numbers(const ReadyPicture& picture, const std::vector<PieceReading>& readings)
{
    const auto prefixes = prefixes_of(readings);
    const int left = left_edge(readings);
    std::vector<Misread> found;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!may_be_identifier(readings[i]) || readings[i].piece.box.left > left + 3 * picture.unit)
            continue;
        const auto text = without_dirt(readings[i].words.front().text);
        auto prefix = identifier_prefix(text).empty() ? prefix_of_misread(text, prefixes) : std::string();
        if (!prefix.empty())
            found.push_back({i, std::move(prefix)});
    }
    return found;
}

Vote number_behind(const std::string& prefix, const std::vector<RecognisedWord>& words)
{
    const auto text = without_dirt(joined(words));
    if (!text.starts_with(prefix) || !is_number(std::string_view(text).substr(prefix.size())))
        return {};
    return {text.substr(prefix.size()), least_confidence(words)};
}

// What most of the answers say, at least two.
Vote agreed(const std::vector<Vote>& votes)
{
    for (const auto& vote : votes)
        if (!vote.text.empty() && votes_for(votes, vote.text) >= 2)
            return {vote.text, best_confidence(votes, vote.text)};
    return {};
}

// The whole identifier with the letters of its prefix and digits expected, from three variants of the
// picture, and where it has a mark for each letter those behind the prefix with digits only. What two of the
// answers say is taken; it is never sure.
void look_at_misread_numbers(RecognitionEngine& engine, const ReadyPicture& picture,
                             std::vector<PieceReading>& readings)
{
    const auto found = misread_numbers(picture, readings);
    if (found.empty())
        return;
    const std::string digits{kDigits};
    auto* grey = picture.grey.get();
    std::vector<std::vector<Vote>> votes(found.size());
    const auto read = [&](const Pix& variant, double factor) {
        engine.look_at(variant, picture.dpi * factor);
        for (std::size_t i = 0; i < found.size(); ++i)
            votes[i].push_back(number_behind(
                found[i].prefix,
                engine.line(with_rim(readings[found[i].reading].piece.box, picture.unit, factor),
                            found[i].prefix + digits)));
    };
    read(*grey, 1);
    read(*PixPtr(pixBlockconvGray(grey, nullptr, 1, 1)), 1);
    read(*PixPtr(pixScale(grey, kEnlarged, kEnlarged)), kEnlarged);
    std::vector<Candidate> behind;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& [piece, words] = readings[found[i].reading];
        auto marks = tall_marks(piece.letters, picture.unit);
        if (marks.size() != without_dirt(words.front().text).size())
            continue;
        marks.erase(marks.begin(), marks.begin() + static_cast<std::ptrdiff_t>(found[i].prefix.size()));
        behind.push_back({.reading = i, .marks = std::move(marks)});
    }
    if (!behind.empty()) {
        const auto sheet = sheet_of(*grey, behind, picture.unit);
        engine.look_at(*sheet, picture.dpi);
        for (const auto& one : behind)
            votes[one.reading].push_back(
                vote_from(engine.line(scaled(one.on_sheet, 1, 0.2 * picture.unit), digits)));
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        auto& word = readings[found[i].reading].words.front();
        const auto number = agreed(votes[i]);
        if (number.text.empty())
            continue;
        word.other = std::exchange(word.text, found[i].prefix + number.text);
        word.confidence = std::min(number.confidence, kDoubtful - 1);
    }
}

// "co2" of which all marks are as high as the digit is CO2; "col" likewise.
void raise_capitals(std::vector<PieceReading>& readings, double unit)
{
    constexpr std::string_view kLowLetters = "cosuvwxz";
    constexpr std::string_view kTall = "0123456789lI";
    for (auto& reading : readings) {
        if (reading.piece.kind != MarkKind::text || reading.words.size() != 1)
            continue;
        auto& word = reading.words.front();
        const auto marks = tall_marks(reading.piece.letters, unit);
        const auto low =
            static_cast<std::size_t>(std::count_if(word.text.begin(), word.text.end(), [&](char c) {
                return kLowLetters.find(c) != std::string_view::npos;
            }));
        if (word.text.size() > 6 || low == 0 || marks.size() != word.text.size() ||
            kTall.find(word.text.back()) == std::string::npos)
            continue;
        const auto [least, most] =
            std::minmax_element(marks.begin(), marks.end(),
                                [](const PixelBox& a, const PixelBox& b) { return a.height() < b.height(); });
        if (least->height() * 100 < most->height() * 87)
            continue;
        for (char& c : word.text)
            if (kLowLetters.find(c) != std::string_view::npos)
                c = static_cast<char>(c - 'a' + 'A');
    }
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
        const auto marks = identifier_marks(readings[i].piece.letters, picture.unit);
        auto by_shape = identifier_by_shape(word.text, marks);
        if (by_shape != word.text)
            word.other = std::exchange(word.text, std::move(by_shape));
        else if (auto with_nought = other_nought(word.text);
                 marks.size() != word.text.size() && with_nought) {
            // letters that touch have no shapes of their own
            word.other = std::move(*with_nought);
            word.confidence = std::min(word.confidence, kDoubtful - 1);
        }
        if (auto shorter = without_last_letter(word.text, marks.size())) {
            word.other = std::exchange(word.text, std::move(*shorter));
            word.confidence = std::min(word.confidence, kDoubtful - 1);
            continue;
        }
        if (word.confidence < kSure || marks.size() != word.text.size())
            candidates.push_back({.reading = i, .marks = marks});
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
        // a reading with as many letters as there are marks is the better one
        const auto worth = [&](const std::string& read, int confidence) {
            return std::tuple(is_like_identifier(read), read.size() == candidate.marks.size(), confidence);
        };
        const bool better = is_like_identifier(text) &&
                            worth(text, least_confidence(again)) > worth(word.text, word.confidence);
        if (text == word.text) {
            word.confidence = std::max(word.confidence, least_confidence(again));
        } else if (better) {
            word.other = std::exchange(word.text, std::move(text));
            word.confidence = std::min(least_confidence(again), 90);
        }
    }
}

std::size_t letters_in(const std::vector<RecognisedWord>& words)
{
    std::size_t letters = 0;
    for (const auto& word : words)
        letters += static_cast<std::size_t>(std::count_if(word.text.begin(), word.text.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        }));
    return letters;
}

// Width of a line of words in dots per letter that was read, a space being half of one.
double width_per_letter(const PieceReading& reading)
{
    const double letters = static_cast<double>(letters_in(reading.words)) +
                           0.5 * (static_cast<double>(reading.words.size()) - 1);
    return reading.piece.box.width() / std::max(1.0, letters);
}

double typical_width_per_letter(const std::vector<PieceReading>& readings)
{
    std::vector<double> widths;
    for (const auto& reading : readings)
        if (reading.piece.kind == MarkKind::text && letters_in(reading.words) >= 5)
            widths.push_back(width_per_letter(reading));
    if (widths.empty())
        return 0;
    const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    return *middle;
}

// Too few letters were read for the line's width: "ore" of "Score" is 1.8 times as wide as its letters should
// be, bold capitals 1.4 times.
bool lacks_letters(const PieceReading& reading, double letter_width)
{
    return letter_width > 0 && width_per_letter(reading) > 1.45 * letter_width;
}

bool may_be_misread(const PieceReading& reading, double letter_width)
{
    if (reading.piece.kind != MarkKind::text || letters_in(reading.words) < 3 || may_be_identifier(reading) ||
        is_like_number(joined(reading.words)))
        return false;
    return least_confidence(reading.words) < kSureWord || lacks_letters(reading, letter_width);
}

// Of several readings of a word the one that most have; of as many, the surest.
void settle_word(RecognisedWord& word, const std::vector<const RecognisedWord*>& again)
{
    std::vector<const RecognisedWord*> all{&word};
    all.insert(all.end(), again.begin(), again.end());
    const auto worth = [&](const RecognisedWord* one) {
        const auto count = std::count_if(
            all.begin(), all.end(), [&](const RecognisedWord* other) { return other->text == one->text; });
        return std::pair(count, one->confidence);
    };
    const auto* best = *std::max_element(
        all.begin(), all.end(),
        [&](const RecognisedWord* a, const RecognisedWord* b) { return worth(a) < worth(b); });
    const RecognisedWord kept = *best;
    const bool agreed = worth(best).first > 1;
    for (const auto* one : again)
        if (one->text != kept.text && word.other.empty())
            word.other = one->text;
    if (kept.text != word.text)
        word.other = std::exchange(word.text, kept.text);
    word.confidence = agreed ? kept.confidence : std::min(kept.confidence, kUnsure - 1);
}

void replace_line(PieceReading& reading, std::vector<RecognisedWord>&& words, double unit)
{
    for (auto& word : words)
        word.confidence = std::min(word.confidence, kUnsure - 1);
    words.front().other = joined(reading.words);
    reading.words = std::move(words);
    settle_word_boxes(reading.words, reading.piece, unit);
}

void settle_line(PieceReading& reading, std::vector<std::vector<RecognisedWord>> again, bool lacks_letters,
                 double unit)
{
    const auto most = std::max_element(again.begin(), again.end(), [](const auto& a, const auto& b) {
        return letters_in(a) < letters_in(b);
    });
    if (lacks_letters && letters_in(*most) > letters_in(reading.words) &&
        least_confidence(*most) >= kDoubtful)
        return replace_line(reading, std::move(*most), unit);
    std::vector<const std::vector<RecognisedWord>*> alike;
    for (const auto& words : again)
        if (words.size() == reading.words.size())
            alike.push_back(&words);
    for (std::size_t i = 0; !alike.empty() && i < reading.words.size(); ++i) {
        std::vector<const RecognisedWord*> words;
        for (const auto* line : alike)
            words.push_back(&(*line)[i]);
        settle_word(reading.words[i], words);
    }
    if (!alike.empty())
        return;
    // parted into other words: the surer reading
    const auto surest = std::max_element(again.begin(), again.end(), [](const auto& a, const auto& b) {
        return least_confidence(a) < least_confidence(b);
    });
    if (least_confidence(*surest) > least_confidence(reading.words))
        replace_line(reading, std::move(*surest), unit);
}

// Lines of words are read again as blurred by a dot, which closes the jags of black and white scans, and
// larger. Of the misread words of 200 dpi scans a third is read right then; none of the variants is better
// for all.
void look_at_words(RecognitionEngine& engine, const ReadyPicture& picture,
                   std::vector<PieceReading>& readings)
{
    std::vector<std::size_t> lines;
    const double letter_width = typical_width_per_letter(readings);
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (may_be_misread(readings[i], letter_width))
            lines.push_back(i);
    if (lines.empty())
        return;
    auto* grey = picture.grey.get();
    std::vector<std::vector<std::vector<RecognisedWord>>> again(lines.size());
    const auto read = [&](const Pix& variant, double factor) {
        engine.look_at(variant, picture.dpi * factor);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            auto words = engine.line(with_rim(readings[lines[i]].piece.box, picture.unit, factor));
            for (auto& word : words)
                word.box = scaled(word.box, 1 / factor, 0);
            if (!words.empty())
                again[i].push_back(std::move(words));
        }
    };
    read(*PixPtr(pixBlockconvGray(grey, nullptr, 1, 1)), 1);
    read(*PixPtr(pixScale(grey, kEnlarged, kEnlarged)), kEnlarged);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!again[i].empty())
            settle_line(readings[lines[i]], std::move(again[i]),
                        lacks_letters(readings[lines[i]], letter_width), picture.unit);
}

}  // namespace

std::string identifier_by_shape(const std::string& text, const std::vector<PixelBox>& marks)
{
    if (!is_like_identifier(text) || marks.size() != text.size())
        return text;
    std::string result = text;
    int digit = 0;  // the width of the widest of its other digits; a 1 is narrower
    for (std::size_t i = 1; i < text.size(); ++i)
        if (text[i] >= '2' && text[i] <= '9')
            digit = std::max(digit, marks[i].width());
    for (std::size_t i = 1; i < text.size(); ++i) {
        const auto& mark = marks[i];
        // a nought is 0.5 to 0.7 as wide as high (0.81 where blurred), an O 0.85 to 1.1; it is up to 1.2
        // times as wide as another digit, an O 1.4 times and more: in Times, Arial and Calibri alike
        if (text[i] == 'O' || text[i] == '0') {
            const bool narrow =
                digit > 0 ? mark.width() * 100 < digit * 130 : mark.width() * 100 < mark.height() * 78;
            result[i] = narrow ? '0' : 'O';
        } else if (text[i] == 'I' || text[i] == 'l' || text[i] == '|')
            result[i] = '1';
    }
    return result;
}

void look_again(RecognitionEngine& engine, const ReadyPicture& picture, std::vector<PieceReading>& readings)
{
    raise_capitals(readings, picture.unit);
    auto parted = join_parted_identifiers(readings);
    look_at_identifiers(engine, picture, readings);
    look_at_misread_numbers(engine, picture, readings);
    part_again(readings, std::move(parted));
    look_at_words(engine, picture, readings);
    look_at_numbers(engine, picture, readings);
}

}  // namespace domesday
