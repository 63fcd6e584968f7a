#include "parsers/text/clean_text.hpp"

#include <algorithm>
#include <array>

#include "extractor/text/unicode.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

// Folded letters of a word without the punctuation around it; a buffer saves the allocation.
std::string_view bare_word(std::string_view word, std::string& buffer)
{
    const auto is_edge = [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u < 0x80 && !is_letter(u) && !(u >= '0' && u <= '9');
    };
    while (!word.empty() && is_edge(word.front()))
        word.remove_prefix(1);
    while (!word.empty() && is_edge(word.back()))
        word.remove_suffix(1);
    buffer.assign(word);
    for (char& c : buffer)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return buffer;
}

// The run of letters at the end or at the beginning of a word: "ment/H" ends in "H".
std::string_view last_run(std::string_view word)
{
    std::size_t at = word.size();
    while (at > 0 && (is_letter(static_cast<unsigned char>(word[at - 1])) || word[at - 1] == '\''))
        --at;
    return word.substr(at);
}
std::string_view first_run(std::string_view word)
{
    std::size_t at = 0;
    while (at < word.size() && (is_letter(static_cast<unsigned char>(word[at])) || word[at] == '\''))
        ++at;
    return word.substr(0, at);
}

// Small words that stand by themselves, whatever they would make with the word before them.
bool stands_alone(std::string_view word)
{
    static constexpr std::array kSmall{"of", "and", "the", "for", "in", "to", "a", "on",
                                       "or", "at",  "is",  "as",  "by", "be", "it"};
    return std::find(kSmall.begin(), kSmall.end(), word) != kSmall.end();
}

enum class Glue { space, none, drop_hyphen };

Glue glue_between(std::string_view before, const Word& word, const CleanOptions& options)
{
    if (word.join == Join::none)
        return Glue::none;
    const bool at_line_end = word.join == Join::line;
    if (before.size() > 1 && before.back() == '/' &&
        is_letter(static_cast<unsigned char>(before[before.size() - 2])) &&
        is_letter(static_cast<unsigned char>(word.text.front())))
        return Glue::none;
    const auto right = first_run(word.text);
    if (right.empty())
        return Glue::space;
    if (at_line_end && before.size() > 1 && before.back() == '-') {
        const auto left = last_run(before.substr(0, before.size() - 1));
        if (left.empty())
            return Glue::space;
        const std::string with = std::string(left) + "-" + std::string(right);
        const std::string without = std::string(left) + std::string(right);
        if (options.known && options.known->count(with) > 0)
            return Glue::none;
        if (options.known && options.known->count(without) > 0)
            return Glue::drop_hyphen;
        const bool keeps = !is_lower(static_cast<unsigned char>(right.front())) ||
                           before.substr(0, before.size() - 1).find('-') != std::string_view::npos ||
                           (options.vocabulary && options.vocabulary->find("hyphen-prefix", left));
        return keeps ? Glue::none : Glue::drop_hyphen;
    }
    if (!options.known || !is_lower(static_cast<unsigned char>(right.front())) || stands_alone(right))
        return Glue::space;
    if (!options.narrow && !at_line_end)
        return Glue::space;
    const auto left = last_run(before);
    if (left.empty() || stands_alone(left))
        return Glue::space;
    if (options.known->count(std::string(left) + std::string(right)) == 0)
        return Glue::space;
    // In running text both halves must be unknown as words ("with" + "out" stays); in a narrow column it is
    // enough that the whole is a word, since its halves are broken again and again.
    const bool halves_unknown = options.known->count(left) <= 1 && options.known->count(right) <= 1;
    return options.narrow || halves_unknown ? Glue::none : Glue::space;
}

// The distance from one printed line to the next in a cell, where the words have boxes: the least one.
float line_pitch(std::span<const Word> words)
{
    float least = 0;
    float top = 0;
    bool any = false;
    for (const auto& word : words) {
        if (word.place.box.empty())
            return 0;
        if (any && (word.join == Join::line || word.join == Join::item)) {
            const float pitch = word.place.box.middle_y() - top;
            if (pitch > word.place.box.height() * 0.7f && (least == 0 || pitch < least))
                least = pitch;
        }
        if (!any || word.join == Join::line || word.join == Join::item)
            top = word.place.box.middle_y();
        any = true;
    }
    return least;
}

constexpr std::string_view kUnsure = "text recognition is unsure of \"";

bool has_digit(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Of the words in doubt the worst number and the worst word are named.
void note_recognition(std::span<const Word> words, Value& value)
{
    const Word *worst_number = nullptr, *worst_word = nullptr;
    bool unmapped = false;
    for (const auto& word : words) {
        const Word*& worst = has_digit(word.text) ? worst_number : worst_word;
        if (word.confidence < 80 && (!worst || word.confidence < worst->confidence))
            worst = &word;
        unmapped = unmapped || word.unmapped;
    }
    for (const Word* worst : {worst_number, worst_word}) {
        if (!worst)
            continue;
        value.confidence =
            std::max(value.confidence, worst->confidence < 50 ? Confidence::low : Confidence::medium);
        value.reasons.push_back(std::string(kUnsure) + worst->text + "\"");
    }
    if (unmapped) {
        value.confidence = Confidence::low;
        value.reasons.push_back("the font has no Unicode map");
    }
}

}  // namespace

bool doubts_number(const Value& value)
{
    return std::any_of(value.reasons.begin(), value.reasons.end(), [](const std::string& reason) {
        return reason.starts_with(kUnsure) && has_digit(reason);
    });
}

void KnownWords::add(std::string_view word)
{
    std::string buffer;
    const auto bare = bare_word(word, buffer);
    if (bare.empty())
        return;
    if (const auto found = counts_.find(bare); found != counts_.end())
        ++found->second;
    else
        counts_.emplace(bare, 1);
}

void KnownWords::add(std::span<const Word> words)
{
    for (const auto& word : words)
        add(word.text);
}

int KnownWords::count(std::string_view word) const
{
    std::string buffer;
    const auto found = counts_.find(bare_word(word, buffer));
    return found == counts_.end() ? 0 : found->second;
}

std::size_t bullet_length(std::string_view word, bool begins_line)
{
    const auto lead = static_cast<unsigned char>(word.empty() ? 'a' : word.front());
    if (lead < 0x80 && word.size() > 1)
        return 0;  // nearly every word
    static constexpr std::array<std::string_view, 15> kAnywhere{"•", "▪", "●", "○", "◦", "‣", "⁃", "∙",
                                                                "■", "□", "➢", "➤", "✓", "❖", "◆"};
    for (const auto bullet : kAnywhere)
        if (word.starts_with(bullet))
            return bullet.size();
    if (word.size() >= 3 && static_cast<unsigned char>(word[0]) == 0xEF &&
        static_cast<unsigned char>(word[1]) >= 0x80 && static_cast<unsigned char>(word[1]) <= 0xA3)
        return 3;  // private use U+F000..U+F8FF: a symbol font's bullet
    if (word == "o" || (begins_line && word == "·"))
        return word.size();
    static constexpr std::array<std::string_view, 7> kAlone{"-", "–", "—", "*", "§", "Ø", "ü"};
    if (begins_line && std::find(kAlone.begin(), kAlone.end(), word) != kAlone.end())
        return word.size();
    return 0;
}

std::vector<Place> places_of(std::span<const Word> words)
{
    std::vector<Place> places;
    for (const auto& word : words) {
        const bool goes_on = !places.empty() && (word.join == Join::space || word.join == Join::none) &&
                             places.back().page == word.place.page && places.back().line == word.place.line &&
                             (word.place.line == 0 || (word.place.begin >= places.back().end &&
                                                       word.place.begin - places.back().end <= 8));
        if (!goes_on) {
            places.push_back(word.place);
        } else {
            places.back().end = word.place.end;
            places.back().box = united(places.back().box, word.place.box);
        }
    }
    return places;
}

Value text_from_words(std::span<const Word> words, const CleanOptions& options)
{
    Value value;
    const float pitch = line_pitch(words);
    bool item_begins = true;
    bool after_bullet = false;
    std::size_t first_kept = 0;
    std::size_t last_word = 0;  // where it begins in the text
    float line_middle = 0;
    const auto close_run = [&](std::size_t end) {
        const auto places = places_of(words.subspan(first_kept, end - first_kept));
        value.places.insert(value.places.end(), places.begin(), places.end());
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& word = words[i];
        const bool begins_line = i == 0 || word.join == Join::line || word.join == Join::item;
        if (begins_line) {
            const bool gap = pitch > 0 && i > 0 && word.place.page == words[i - 1].place.page &&
                             word.place.box.middle_y() - line_middle > 1.35f * pitch;
            item_begins = item_begins || word.join == Join::item || gap;
            line_middle = word.place.box.middle_y();
        }
        std::string_view text = word.text;
        const bool may_be_dash = begins_line && !after_bullet && i + 1 < words.size();
        if (const auto bullet = bullet_length(text, may_be_dash)) {
            item_begins = true;
            after_bullet = true;
            text.remove_prefix(bullet);
            if (text.empty()) {
                close_run(i);
                first_kept = i + 1;
                continue;
            }
        }
        after_bullet = false;
        if (value.text.empty()) {
            value.text = text;
        } else if (item_begins) {
            value.text += '\n';
            last_word = value.text.size();
            value.text += text;
        } else {
            const Glue glue = glue_between(std::string_view(value.text).substr(last_word), word, options);
            if (glue == Glue::drop_hyphen)
                value.text.pop_back();
            if (glue == Glue::space) {
                value.text += ' ';
                last_word = value.text.size();
            }
            value.text += text;
        }
        item_begins = false;
    }
    close_run(words.size());
    note_recognition(words, value);
    return value;
}

Value joined_items(Value first, const Value& second)
{
    if (!first.text.empty() && !second.text.empty())
        first.text += '\n';
    first.text += second.text;
    first.places.insert(first.places.end(), second.places.begin(), second.places.end());
    first.reasons.insert(first.reasons.end(), second.reasons.begin(), second.reasons.end());
    first.confidence = std::max(first.confidence, second.confidence);
    return first;
}

}  // namespace domesday
