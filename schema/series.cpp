#include "schema/series.hpp"

#include <algorithm>
#include <vector>

#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// ASCII punctuation separates words; every other byte of UTF-8 belongs to one.
bool is_in_word(char letter)
{
    return is_digit(letter) || (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    bool is_inside = false;
    for (const char letter : folded_for_matching(text)) {
        if (!is_in_word(letter)) {
            is_inside = false;
            continue;
        }
        if (!is_inside)
            words.emplace_back();
        is_inside = true;
        words.back() += letter;
    }
    return words;
}

int number_at(std::string_view text, std::size_t begin, std::size_t length)
{
    int number = 0;
    for (const char letter : text.substr(begin, length))
        number = number * 10 + (letter - '0');
    return number;
}

std::size_t digits_at(std::string_view text, std::size_t begin)
{
    std::size_t end = begin;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    return end - begin;
}

// "2018-19", "2018_2019", "201819": the first year, when the second is the one after it.
std::optional<int> first_year_at(std::string_view text, std::size_t begin)
{
    std::size_t length = digits_at(text, begin);
    if (length == 4) {
        const int year = number_at(text, begin, 4);
        const std::size_t next = begin + 5;
        const std::size_t next_length = next < text.size() ? digits_at(text, next) : 0;
        if (year >= 1990 && year < 2100 &&
            ((next_length == 2 && number_at(text, next, 2) == (year + 1) % 100) ||
             (next_length == 4 && number_at(text, next, 4) == year + 1)))
            return year;
    }
    if (length == 6) {
        const int year = number_at(text, begin, 4);
        if (year >= 1990 && year < 2100 && number_at(text, begin + 4, 2) == (year + 1) % 100)
            return year;
    }
    return std::nullopt;
}

std::optional<int> quarter_in(const std::vector<std::string>& words)
{
    std::optional<int> quarter;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string_view word = words[i];
        int number = 0;
        if (word.size() == 2 && word[0] == 'q' && is_digit(word[1]))
            number = word[1] - '0';
        else if ((word == "q" || word == "quarter") && i + 1 < words.size() && words[i + 1].size() == 1)
            number = words[i + 1][0] - '0';
        if (number < 1 || number > 4)
            continue;
        if (quarter && *quarter != number)
            return std::nullopt;  // two quarters: it cannot be said which
        quarter = number;
    }
    return quarter;
}

}  // namespace

std::optional<int> period_from_name(std::string_view document_name)
{
    std::optional<int> year;
    for (std::size_t i = 0; i < document_name.size(); ++i) {
        if (!is_digit(document_name[i]))
            continue;
        if (const auto found = first_year_at(document_name, i)) {
            if (year && *year != *found)
                return std::nullopt;
            year = found;
            i += 5;
        }
        while (i + 1 < document_name.size() && is_digit(document_name[i + 1]))
            ++i;
    }
    const auto quarter = quarter_in(words_of(document_name));
    if (!year || !quarter)
        return std::nullopt;
    return *year * 10 + *quarter;
}

std::string period_text(int period)
{
    const int year = period / 10, quarter = period % 10;
    const std::string next = std::to_string((year + 1) % 100);
    return std::to_string(year) + "/" + (next.size() == 1 ? "0" : "") + next +
           (quarter > 0 ? " Q" + std::to_string(quarter) : "");
}

std::optional<int> period_of(const Register& reg, std::string_view document_name)
{
    if (!reg.year)
        return reg.quarter ? std::nullopt : period_from_name(document_name);
    if (reg.year->size() < 4 || digits_at(*reg.year, 0) < 4)
        return std::nullopt;
    return number_at(*reg.year, 0, 4) * 10 + reg.quarter.value_or(0);
}

std::optional<std::int64_t> fingerprint_of(const Entry& entry)
{
    constexpr std::size_t kFirstWords = 24;  // bytes that surely hold two words of most titles
    const auto title = entry.texts.find(Field::title);
    if (!entry.id || title == entry.texts.end())
        return std::nullopt;
    const std::string_view printed = title->second.text;
    const auto words = words_of(printed.substr(0, printed.find_first_of(" \n", kFirstWords)));
    if (words.empty())
        return std::nullopt;
    std::uint64_t hash = 1469598103934665603u;  // FNV-1a
    const auto add = [&hash](std::string_view text) {
        for (const char letter : text)
            hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211u;
        hash = (hash ^ 0xff) * 1099511628211u;
    };
    add(*entry.id);
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 2); ++i)
        add(words[i]);
    return static_cast<std::int64_t>(hash >> 1);
}

std::set<std::int64_t> fingerprints_of(const Register& reg)
{
    std::set<std::int64_t> fingerprints;
    for (const auto& entry : reg.entries)
        if (const auto fingerprint = fingerprint_of(entry))
            fingerprints.insert(*fingerprint);
    return fingerprints;
}

double title_likeness(std::string_view a, std::string_view b)
{
    auto left = words_of(a), right = words_of(b);
    if (left.empty() || right.empty())
        return left.empty() && right.empty() ? 1 : 0;
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    std::vector<std::string> common;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
    return 2.0 * static_cast<double>(common.size()) / static_cast<double>(left.size() + right.size());
}

}  // namespace domesday
