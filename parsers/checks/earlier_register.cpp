#include "parsers/checks/earlier_register.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "extractor/text/unicode.hpp"

namespace domesday
{

namespace
{

// "CRR12" -> "CRR": the letters by which ids of one series are known.
std::string series_of(std::string_view id)
{
    std::string series;
    for (const char c : id) {
        if (std::isdigit(static_cast<unsigned char>(c))) {
            break;
        }
        series += c;
    }
    return series;
}

std::set<std::string> words_of_title(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    std::set<std::string> words;
    if (title == entry.texts.end()) {
        return words;
    }
    std::string word;
    for (const char c : folded_for_matching(title->second.text) + " ") {
        const auto u = static_cast<unsigned char>(c);
        if (u >= 0x80 || std::isalnum(u)) {
            word += c;
        } else if (!word.empty()) {
            words.insert(std::exchange(word, {}));
        }
    }
    return words;
}

// Of reworded titles of one risk in consecutive quarters, half of the words or more stay; titles of two risks
// under one id share little but "the", "of" and "to".
constexpr double kShareOfWordsOfOneRisk = 0.3;
constexpr std::size_t kFewestWordsToJudge = 3;

}  // namespace

EarlierRegisters::EarlierRegisters(const CheckInput& input)
{
    for (std::size_t i = 0; i < input.document.registers.size(); ++i) {
        const Register& content = input.document.registers[i];
        const PreviousRegister* previous = i < input.previous.size() ? input.previous[i] : nullptr;
        for (const Entry& entry : content.entries) {
            if (entry.id && previous) {
                now_.emplace(*entry.id, &entry);
            } else if (entry.id) {
                series_without_predecessor_.insert(series_of(*entry.id));
            }
        }
        if (!previous) {
            continue;
        }
        first_ = first_ ? first_ : previous;
        for (const Entry& entry : previous->content.entries) {
            if (entry.id) {
                before_.emplace(*entry.id, EntryAt{previous, &entry});
            }
        }
    }
}

EarlierRegisters::EntryAt EarlierRegisters::find(std::string_view id) const
{
    const auto found = before_.find(id);
    return found == before_.end() ? EntryAt{} : found->second;
}

bool EarlierRegisters::covers(std::string_view id) const
{
    return !series_without_predecessor_.contains(series_of(id));
}

std::string name_of(const PreviousRegister& previous)
{
    const Register& content = previous.content;
    if (!content.year) {
        return "the previous register" +
               (previous.document_name.empty() ? std::string() : " (" + previous.document_name + ")");
    }
    return "the " + *content.year + (content.quarter ? " Q" + std::to_string(*content.quarter) : "") +
           " register";
}

bool are_different_risks(const Entry& a, const Entry& b)
{
    const auto words_a = words_of_title(a), words_b = words_of_title(b);
    if (std::min(words_a.size(), words_b.size()) < kFewestWordsToJudge) {
        return false;
    }
    std::size_t common = 0;
    for (const std::string& word : words_a) {
        common += words_b.contains(word);
    }
    return static_cast<double>(common) <
           kShareOfWordsOfOneRisk * static_cast<double>(std::min(words_a.size(), words_b.size()));
}

}  // namespace domesday
