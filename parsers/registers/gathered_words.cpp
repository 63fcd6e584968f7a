#include "parsers/registers/gathered_words.hpp"

#include "parsers/text/clean_text.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

bool ends_sentence(const Word& word)
{
    const char last = word.text.back();
    return last == '.' || last == ';' || last == ':' || last == '!' || last == '?';
}

bool begins_sentence(const Word& word)
{
    return word.text.front() >= 'A' && word.text.front() <= 'Z';
}

}  // namespace

std::string spaced_text(std::span<const Word> words)
{
    std::string text;
    for (const auto& word : words) {
        if (!text.empty() && word.join != Join::none)
            text += ' ';
        text += word.text;
    }
    return text;
}

std::string other_reading_of(std::span<const Word> words)
{
    if (std::all_of(words.begin(), words.end(), [](const Word& word) { return word.other_reading.empty(); }))
        return {};
    std::vector<Word> others(words.begin(), words.end());
    for (auto& word : others)
        if (!word.other_reading.empty())
            word.text = word.other_reading;
    return spaced_text(others);
}

bool is_short_field(Field field)
{
    switch (field) {
        case Field::type:
        case Field::owner:
        case Field::control_owner:
        case Field::mitigation_owner:
        case Field::target_date:
        case Field::status:
        case Field::link:
            return true;
        default:
            return false;
    }
}

void GatheredWords::append(const RowCell& cell, Relation relation, bool is_short)
{
    if (cell.words.empty())
        return;
    const std::size_t at = words.size();
    words.insert(words.end(), cell.words.begin(), cell.words.end());
    if (at > 0) {
        Word& begin = words[at];
        const Word& before = words[at - 1];
        const bool is_item = relation == Relation::sub_row || bullet_length(begin.text, true) > 0 ||
                             (!is_short && ends_sentence(before) && begins_sentence(begin));
        begin.join = is_item ? Join::item : Join::line;
    }
    if (!cell.reason.empty())
        doubt(cell.confidence, cell.reason);
}

RowCell GatheredWords::without_repeats(const RowCell& cell)
{
    RowCell rest = cell;
    rest.words.clear();
    const auto keep_new = [&](std::span<const Word> item) {
        std::string key = match_key(spaced_text(item));
        if (std::find(keys_.begin(), keys_.end(), key) != keys_.end())
            return;
        keys_.push_back(std::move(key));
        rest.words.insert(rest.words.end(), item.begin(), item.end());
    };
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= cell.words.size(); ++i)
        if (i == cell.words.size() || cell.words[i].join == Join::item) {
            keep_new(std::span(cell.words).subspan(begin, i - begin));
            begin = i;
        }
    return rest;
}

bool GatheredWords::holds(const RowCell& cell) const
{
    constexpr std::size_t kLeastLetters = 40;  // a phrase of fewer may well be printed twice
    const std::string key = match_key(spaced_text(cell.words));
    return key.size() >= kLeastLetters && match_key(spaced_text(words)).find(key) != std::string::npos;
}

void GatheredWords::doubt(Confidence worst, const std::string& reason)
{
    confidence = std::max(confidence, worst);
    if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
        reasons.push_back(reason);
}

}  // namespace domesday
