#include "parsers/registers/flat_rows.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// Letters and a number that begin a line.
struct Candidate {
    FlatRow row;
    std::string prefix;  // lower case
    int number = 0;
    bool alone = false;   // nothing else on its line
    bool zeroed = false;  // a zero follows the letters: may be a letter O
};

bool is_digit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string lower(std::string_view text)
{
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return low;
}

struct Shape {
    std::string prefix;
    int number = -1;  // -1: none
    bool zeroed = false;
};

// "CR3", "R-07", "CRR.67"; a number is optional.
std::optional<Shape> shape_of(std::string_view text)
{
    while (!text.empty() && (text.back() == ':' || text.back() == '.'))
        text.remove_suffix(1);
    std::size_t i = 0;
    while (i < text.size() && is_letter(text[i]))
        ++i;
    if (i == 0 || i > 6)
        return std::nullopt;
    Shape shape{.prefix = lower(text.substr(0, i))};
    if (i == text.size())
        return shape;
    if (text[i] == '-' || text[i] == '.' || text[i] == '/')
        ++i;
    const auto digits = text.substr(i);
    if (digits.empty() || digits.size() > 4 || !std::all_of(digits.begin(), digits.end(), is_digit))
        return std::nullopt;
    shape.number = std::stoi(std::string(digits));
    shape.zeroed = digits.size() > 1 && digits[0] == '0' && text[i - 1] != '-' && text[i - 1] != '.';
    return shape;
}

// What printed digits look like to text recognition that took them for letters.
std::optional<std::string> as_digits(std::string_view text)
{
    constexpr std::string_view letters = "oOlISsBbZzgqG", digits = "0011558822996";
    std::string out;
    for (const char c : text) {
        const auto at = letters.find(c);
        if (is_digit(c))
            out += c;
        else if (at != std::string_view::npos)
            out += digits[at];
        else
            return std::nullopt;
    }
    return out.empty() || out.size() > 3 ? std::nullopt : std::optional(out);
}

std::size_t first_word(const FlatDocument& document, const FlatLine& line)
{
    std::size_t w = line.first;
    while (w < line.last && document.words[w].id == 0 && !document.words[w].bullet)
        ++w;
    return w;
}

std::vector<Candidate> candidates_from(const FlatDocument& document, std::size_t first_line,
                                       const Vocabulary& vocabulary)
{
    std::vector<Candidate> found;
    for (auto l = first_line; l < document.lines.size(); ++l) {
        const auto& line = document.lines[l];
        if (line.dropped)
            continue;
        const auto w = first_word(document, line);
        if (w == line.last)
            continue;
        const auto& text = document.words[w].word->text;
        auto shape = shape_of(text);
        if (!shape)
            continue;
        auto last = w + 1;
        std::string printed = text;
        bool next_line = false;
        if (shape->number < 0) {
            // The number may follow as a word of its own, in a narrow column on the next line.
            if (shape->prefix.size() > 5 || !document.words[w].upper || vocabulary.find("measure", text))
                continue;
            if (last == line.last && l + 1 < document.lines.size() &&
                document.lines[l + 1].blank_before == 0 &&
                document.lines[l + 1].last - document.lines[l + 1].first == 1)
                next_line = true;
            else if (last == line.last)
                continue;
            const auto& number = document.words[last].word->text;
            if (number.size() > 4 || !std::all_of(number.begin(), number.end(), is_digit))
                continue;
            if (number.size() == 4 && vocabulary.find("month", text))
                continue;  // "July 2016"
            shape->number = std::stoi(number);
            printed += ' ' + number;
            ++last;
        }
        if (shape->prefix == "q" || shape->prefix == "page" || shape->prefix == "section")
            continue;
        const bool alone = next_line || last == line.last;
        if (!alone && document.words[last].lower)
            continue;
        found.push_back({.row = {.line = l,
                                 .first = static_cast<std::uint32_t>(w),
                                 .last = static_cast<std::uint32_t>(last),
                                 .printed = printed},
                         .prefix = shape->prefix,
                         .number = shape->number,
                         .alone = alone,
                         .zeroed = shape->zeroed});
    }
    return found;
}

// Prefixes that number several rows, and those of the same length that differ from one in a letter: the
// opportunities beside the risks.
std::set<std::string> families_of(const std::vector<Candidate>& candidates)
{
    std::map<std::string, std::set<int>> numbers;
    for (const auto& candidate : candidates)
        numbers[candidate.prefix].insert(candidate.number);
    std::set<std::string> families;
    std::size_t most = 0;
    for (const auto& [prefix, seen] : numbers)
        most = std::max(most, seen.size());
    if (most < 2)
        return families;
    for (const auto& [prefix, seen] : numbers)
        if (seen.size() >= 2 && seen.size() * 6 >= most)
            families.insert(prefix);
    const auto large = families;
    for (const auto& [prefix, seen] : numbers)
        for (const auto& family : large) {
            if (prefix.size() != family.size())
                continue;
            int differ = 0;
            for (std::size_t i = 0; i < prefix.size(); ++i)
                differ += prefix[i] != family[i];
            if (differ == 1 && prefix.size() > 1)
                families.insert(prefix);
        }
    return families;
}

// Bare numbers for ids: they count up from 1, each at the beginning of a line before words, or alone on one
// before a line of words. A score is only taken for one when it is just the next number.
std::vector<Candidate> numbered_rows(const FlatDocument& document, std::size_t first_line,
                                     const Vocabulary& vocabulary)
{
    constexpr int kWidestGap = 3;  // numbers of rows that were closed
    std::vector<Candidate> rows;
    int expected = 1;
    const auto begins_words = [&](std::size_t w) {
        const auto& flat = document.words[w];
        return flat.upper && flat.length > 1 && !flat.level && !vocabulary.find("role", flat.word->text) &&
               !vocabulary.find("direction", flat.word->text);
    };
    for (auto l = first_line; l < document.lines.size(); ++l) {
        const auto& line = document.lines[l];
        if (line.dropped)
            continue;
        const auto& first = document.words[line.first];
        if (!first.number || first.length > 2 || first.word->text.find('.') != std::string::npos)
            continue;
        const int number = std::stoi(first.word->text);
        if (number < expected || number > expected + kWidestGap)
            continue;
        const bool alone = line.last == line.first + 1;
        const bool next = l + 1 < document.lines.size() && !document.lines[l + 1].dropped;
        if (alone ? !(next && begins_words(document.lines[l + 1].first)) : !begins_words(line.first + 1))
            continue;
        rows.push_back(
            {.row = {.line = l, .first = line.first, .last = line.first + 1, .printed = first.word->text},
             .number = number,
             .alone = alone});
        expected = number + 1;
    }
    if (rows.size() < 3)
        rows.clear();
    return rows;
}

// Lines that begin with a family's letters and something that may be the number missing between the rows
// before and after.
void add_spoiled(const FlatDocument& document, const std::set<std::string>& families, std::size_t first_line,
                 std::vector<Candidate>& rows)
{
    std::set<std::size_t> taken;
    for (const auto& row : rows)
        taken.insert(row.row.line);
    for (auto l = first_line; l < document.lines.size(); ++l) {
        const auto& line = document.lines[l];
        if (line.dropped || taken.contains(l))
            continue;
        const auto w = first_word(document, line);
        if (w == line.last)
            continue;
        const std::string_view text = document.words[w].word->text;
        if (text.size() < 2 || text.size() > 6)
            continue;
        const bool alone = w + 1 == line.last;
        if (!alone && !document.words[w + 1].upper)
            continue;
        for (const auto& family : families) {
            if (text.size() <= family.size())
                continue;
            auto letters = lower(text.substr(0, family.size()));
            std::replace(letters.begin(), letters.end(), '0', 'o');
            if (letters != family)
                continue;
            const auto rest = text.substr(family.size());
            const auto previous =
                std::find_if(rows.rbegin(), rows.rend(), [&](const Candidate& c) { return c.row.line < l; });
            const auto next =
                std::find_if(rows.begin(), rows.end(), [&](const Candidate& c) { return c.row.line > l; });
            const bool after = previous != rows.rend();
            const bool before = next != rows.end();
            const int low = after && previous->prefix == family ? previous->number : 0;
            const int high = before && next->prefix == family ? next->number : low + 2;
            const auto digits = as_digits(rest);
            const int read = digits ? std::stoi(*digits) : -1;
            const bool fits = read > low && read < high;
            const bool gap =
                high == low + 2 && rest.size() == std::to_string(low + 1).size() && (after || before);
            if (!fits && !(gap && before && next->prefix == family))
                continue;
            const auto at =
                std::find_if(rows.begin(), rows.end(), [&](const Candidate& c) { return c.row.line > l; });
            rows.insert(at, {.row = {.line = l,
                                     .first = static_cast<std::uint32_t>(w),
                                     .last = static_cast<std::uint32_t>(w + 1),
                                     .printed = std::string(text),
                                     .inferred = true},
                             .prefix = family,
                             .number = fits ? read : low + 1,
                             .alone = alone});
            break;
        }
    }
}

}  // namespace

std::vector<FlatRow> flat_rows(const FlatDocument& document, std::size_t first_line,
                               const Vocabulary& vocabulary)
{
    auto candidates = candidates_from(document, first_line, vocabulary);
    const auto families = families_of(candidates);
    for (auto& candidate : candidates)
        if (!families.contains(candidate.prefix) && candidate.zeroed &&
            families.contains(candidate.prefix + 'o')) {
            candidate.prefix += 'o';
            candidate.row.inferred = true;
        }
    std::erase_if(candidates, [&](const Candidate& c) { return !families.contains(c.prefix); });
    if (candidates.empty())
        candidates = numbered_rows(document, first_line, vocabulary);
    else
        add_spoiled(document, families, first_line, candidates);
    std::vector<FlatRow> rows;
    for (auto& candidate : candidates) {
        candidate.row.number = candidate.number;
        candidate.row.prefix = candidate.prefix;
        rows.push_back(std::move(candidate.row));
    }
    return rows;
}

}  // namespace domesday
