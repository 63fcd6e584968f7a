#include "parsers/text/scores.hpp"

#include <re2/re2.h>

#include <cmath>

#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kLongestScore =
    90;  // bytes: "Amber 8 (4x2 - impact major, likelihood unlikely)" has 50

const RE2& number_pattern()
{
    static const RE2 pattern(R"((^|[^\d.,£$%A-Za-z])(\d{1,3}(?:\.\d{1,2})?)($|[^\d.,%A-Za-z]|[.,](?:$|\s)))");
    return pattern;
}
const RE2& product_pattern()  // 4x4= 16, (4 x 2), 4.2 x 5.1 = 21.42
{
    static const RE2 pattern(
        R"((\d(?:\.\d{1,2})?) ?[xX×*] ?(\d(?:\.\d{1,2})?)(?: ?= ?(\d{1,3}(?:\.\d{1,2})?))?)");
    return pattern;
}
const RE2& code_pattern()  // A1 ... F6: a cell's code, no number
{
    static const RE2 pattern(R"(^\(?([A-F][ -]?[1-6]|[1-6][A-F])\)?$)");
    return pattern;
}

std::string single_spaced(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t';
        if (space && (out.empty() || out.back() == ' '))
            continue;
        out += space ? ' ' : c;
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

// Words left beside the number: without the signs around them and without spaces about a slash.
std::string label_from(std::string_view text)
{
    static constexpr std::string_view kEdges = " ()[]-:;,=.";
    std::string out;
    for (const char c : single_spaced(text)) {
        if (c == ' ' && !out.empty() && out.back() == '/')
            continue;
        if (c == '/' && !out.empty() && out.back() == ' ')
            out.pop_back();
        out += c;
    }
    const auto first = out.find_first_not_of(kEdges);
    if (first == std::string::npos)
        return {};
    const auto last = out.find_last_not_of(kEdges);
    std::string label = out.substr(first, last - first + 1);
    // a dash of another width
    for (const std::string_view dash : {"– ", "— ", " –", " —"})
        if (label.starts_with(dash))
            label.erase(0, dash.size());
    return label;
}

std::size_t word_count(std::string_view text)
{
    std::size_t count = 0;
    bool inside = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n';
        count += !space && !inside;
        inside = !space;
    }
    return count;
}

double number_of(const std::string& text)
{
    double value = 0, scale = 0;
    for (const char c : text) {
        if (c == '.') {
            scale = 1;
            continue;
        }
        value = value * 10 + (c - '0');
        scale *= 10;
    }
    return scale > 1 ? std::round(value / scale * 1000) / 1000 : value;
}

}  // namespace

std::optional<PrintedScore> score_from_text(std::string_view printed, const Vocabulary& vocabulary)
{
    PrintedScore score;
    if (printed.size() > kLongestScore)
        return std::nullopt;
    std::string text = single_spaced(printed);
    if (text.empty())
        return score;
    if (vocabulary.find("unscored", text)) {
        score.unscored = true;
        return score;
    }
    std::string code;
    if (RE2::PartialMatch(text, code_pattern(), &code)) {
        score.label = code;
        return score;
    }
    std::string first, second, product;
    bool has_product = false;
    const bool has_digit = text.find_first_of("0123456789") != std::string::npos;
    if (has_digit && RE2::PartialMatch(text, product_pattern(), &first, &second, &product)) {
        score.first = number_of(first);
        score.second = number_of(second);
        if (!product.empty())
            score.value = number_of(product);
        has_product = true;
        RE2::Replace(&text, product_pattern(), " ");
    }
    std::string before, number, after;
    int numbers = 0;
    std::string rest = text;
    if (has_digit && !score.value && RE2::PartialMatch(text, number_pattern(), &before, &number, &after)) {
        score.value = number_of(number);
        RE2::Replace(&rest, number_pattern(), "\\1 \\3");
        ++numbers;
    }
    if (has_product && !score.value)
        score.value = *score.first * *score.second;
    if (has_digit && RE2::PartialMatch(rest, number_pattern()))
        return std::nullopt;  // two numbers: no score, or several
    for (const char c : rest)
        if (c >= '0' && c <= '9')
            return std::nullopt;
    std::string label = label_from(rest);
    if (word_count(label) > 7 || (numbers == 0 && !has_product && word_count(label) > 4))
        return std::nullopt;
    if (!label.empty())
        score.label = std::move(label);
    return score;
}

std::optional<PrintedLevel> level_from_text(std::string_view printed)
{
    static const RE2 number_first(R"(^\(?(\d{1,3})\)?(?: ?[-–:=.)]? ?\(?(\pL[\pL /]*?)\)?)?$)");
    static const RE2 word_first(R"(^(\pL[\pL /]*?) ?[-–:=]? ?\(?(\d{1,3})\)?$)");
    static const RE2 word_only(R"(^\(?(\pL[\pL /]*?)\)?$)");
    if (printed.size() > 40)
        return std::nullopt;
    const std::string text = single_spaced(printed);
    PrintedLevel level;
    std::string number;
    if (RE2::FullMatch(text, number_first, &number, &level.word) ||
        RE2::FullMatch(text, word_first, &level.word, &number)) {
        level.number = std::stoi(number);  // three digits at most; some scales are open
        return level;
    }
    if (RE2::FullMatch(text, word_only, &level.word) && word_count(level.word) <= 3)
        return level;
    return std::nullopt;
}

std::optional<int> level_of_word(const std::vector<std::string>& axis, std::string_view word)
{
    const std::string key = match_key(word);
    if (key.empty())
        return std::nullopt;
    const auto any_name = [&](std::string_view names, auto&& fits) {
        for (std::size_t at = 0; at <= names.size();) {
            const auto slash = std::min(names.find('/', at), names.size());
            if (fits(match_key(names.substr(at, slash - at))))
                return true;
            at = slash + 1;
        }
        return false;
    };
    for (std::size_t i = 0; i < axis.size(); ++i)
        if (any_name(axis[i], [&](const std::string& name) { return name == key; }))
            return static_cast<int>(i) + 1;
    for (std::size_t i = 0; i < axis.size(); ++i)
        if (any_name(axis[i], [&](const std::string& name) {
                return name == "almost" + key || "almost" + name == key;
            }))
            return static_cast<int>(i) + 1;
    return std::nullopt;
}

namespace
{

std::optional<std::pair<std::string, std::string>> halves_of(std::string_view label)
{
    for (const char sign : {'/', ',', '-', '&'})
        if (const auto at = label.find(sign); at != std::string_view::npos)
            return std::pair{std::string(label.substr(0, at)), std::string(label.substr(at + 1))};
    if (const auto at = label.find(' '); at != std::string_view::npos && word_count(label) == 2)
        return std::pair{std::string(label.substr(0, at)), std::string(label.substr(at + 1))};
    return std::nullopt;
}

}  // namespace

int order_of_label(std::string_view label, const Matrix& matrix)
{
    const auto halves = halves_of(label);
    if (!halves)
        return 0;
    const auto& [one, two] = *halves;
    const bool impact_first = level_of_word(matrix.impact, one) && level_of_word(matrix.likelihood, two);
    const bool likelihood_first = level_of_word(matrix.likelihood, one) && level_of_word(matrix.impact, two);
    return impact_first == likelihood_first ? 0 : impact_first ? 1 : -1;
}

Levels levels_of_label(std::string_view label, const Matrix& matrix, bool impact_first)
{
    const auto halves = halves_of(label);
    if (!halves)
        return {};
    const int order = order_of_label(label, matrix);
    const bool first_is_impact = order != 0 ? order > 0 : impact_first;
    const auto& [one, two] = *halves;
    const Levels levels{level_of_word(matrix.likelihood, first_is_impact ? two : one),
                        level_of_word(matrix.impact, first_is_impact ? one : two)};
    if (!levels.likelihood || !levels.impact)
        return {};
    return levels;
}

}  // namespace domesday
