#include "parsers/registers/levels.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include "extractor/text/unicode.hpp"

namespace domesday
{

namespace
{

std::string folded_word(std::string_view word)
{
    std::string folded = folded_for_matching(word);
    std::erase_if(folded, [](char c) { return c == ' ' || c == '-' || c == '.' || c == ','; });
    return folded;
}

void add_level(std::map<std::string, int>& axis, const std::string& name, int level)
{
    std::size_t begin = 0;
    while (begin <= name.size()) {  // "Catastrophic / Outstanding": two names of one level
        const std::size_t slash = std::min(name.find('/', begin), name.size());
        std::string word = folded_word(std::string_view(name).substr(begin, slash - begin));
        if (!word.empty()) {
            axis.emplace(std::move(word), level);
        }
        begin = slash + 1;
    }
}

// Whether `b` is `a` with at most one byte replaced, left out or added.
bool within_one_letter(std::string_view a, std::string_view b)
{
    if (a.size() < b.size()) {
        std::swap(a, b);
    }
    if (a.size() - b.size() > 1) {
        return false;
    }
    const auto split = std::mismatch(b.begin(), b.end(), a.begin());
    const auto rest_a = a.substr(static_cast<std::size_t>(split.second - a.begin()));
    const auto rest_b = b.substr(static_cast<std::size_t>(split.first - b.begin()));
    if (a.size() == b.size()) {
        return rest_a.empty() || rest_a.substr(1) == rest_b.substr(1);
    }
    return rest_a.substr(1) == rest_b;
}

// Below five letters one wrong letter makes another word ("Rare", "Race"; "High", "Nigh").
constexpr std::size_t kShortestMended = 5;

std::optional<int> level_on(const std::map<std::string, int>& axis, std::string_view printed)
{
    const std::string word = folded_word(printed);
    if (const auto exact = axis.find(word); exact != axis.end()) {
        return exact->second;
    }
    if (word.size() < kShortestMended) {
        return std::nullopt;
    }
    std::optional<int> near;
    for (const auto& [name, level] : axis) {
        if (name.size() >= kShortestMended && within_one_letter(name, word)) {
            if (near && *near != level) {
                return std::nullopt;
            }
            near = level;
        }
    }
    return near;
}

std::string_view trimmed(std::string_view text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::optional<double> number_from(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

bool is_number_letter(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

}  // namespace

KeyWords::KeyWords(const Matrix& matrix)
{
    for (std::size_t i = 0; i < matrix.likelihood.size(); ++i) {
        add_level(likelihood_, matrix.likelihood[i], static_cast<int>(i) + 1);
    }
    for (std::size_t i = 0; i < matrix.impact.size(); ++i) {
        add_level(impact_, matrix.impact[i], static_cast<int>(i) + 1);
    }
}

std::optional<int> KeyWords::likelihood(std::string_view word) const
{
    return level_on(likelihood_, word);
}

std::optional<int> KeyWords::impact(std::string_view word) const
{
    return level_on(impact_, word);
}

PrintedFactor factor_from_text(std::string_view text)
{
    PrintedFactor factor;
    std::string word;
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_number_letter(text[at]) && !factor.number) {
            std::size_t end = at;
            while (end < text.size() && is_number_letter(text[end])) {
                ++end;
            }
            std::string_view digits = text.substr(at, end - at);
            while (!digits.empty() && digits.back() == '.') {
                digits.remove_suffix(1);
            }
            factor.number = number_from(digits);
            at = end;
            continue;
        }
        const char c = text[at++];
        word += c == '(' || c == ')' || c == '[' || c == ']' || c == '=' || c == ':' || c == '\n' ? ' ' : c;
    }
    std::string_view bare = trimmed(word);
    while (!bare.empty() && (bare.front() == '-' || bare.front() == '/' || bare.front() == '.')) {
        bare = trimmed(bare.substr(1));
    }
    while (!bare.empty() && (bare.back() == '-' || bare.back() == '/')) {
        bare = trimmed(bare.substr(0, bare.size() - 1));
    }
    factor.word = std::string(bare);
    return factor;
}

std::optional<std::pair<std::string, std::string>> pair_of_words(std::string_view label)
{
    for (const std::string_view separator : {"/", " x ", " X ", "\xC3\x97", " - ", "\n", ","}) {
        const std::size_t at = label.find(separator);
        if (at == std::string_view::npos ||
            label.find(separator, at + separator.size()) != std::string_view::npos) {
            continue;
        }
        auto first = factor_from_text(label.substr(0, at)).word;
        auto second = factor_from_text(label.substr(at + separator.size())).word;
        if (!first.empty() && !second.empty()) {
            return std::pair{std::move(first), std::move(second)};
        }
    }
    return std::nullopt;
}

std::optional<LabelLevels> levels_of_label(const KeyWords& words, std::string_view label, PairOrder usual)
{
    const auto pair = pair_of_words(label);
    if (!pair) {
        return std::nullopt;
    }
    std::optional<LabelLevels> impact_first, likelihood_first;
    const auto read = [&](const std::string& impact, const std::string& likelihood,
                          PairOrder order) -> std::optional<LabelLevels> {
        const auto i = words.impact(impact);
        const auto l = words.likelihood(likelihood);
        if (!i || !l) {
            return std::nullopt;
        }
        return LabelLevels{.likelihood = *l, .impact = *i, .order = order};
    };
    impact_first = read(pair->first, pair->second, PairOrder::impact_first);
    likelihood_first = read(pair->second, pair->first, PairOrder::likelihood_first);
    if (impact_first && likelihood_first) {
        if (usual == PairOrder::likelihood_first) {
            return likelihood_first;
        }
        if (usual == PairOrder::unknown) {
            impact_first->order = PairOrder::unknown;
        }
        return impact_first;
    }
    return impact_first ? impact_first : likelihood_first;
}

PairOrder usual_order(const Register& content, const KeyWords& words)
{
    int impact_first = 0, likelihood_first = 0;
    for (const Entry& entry : content.entries) {
        for (const auto& [stage, score] : entry.scores) {
            if (!score.label) {
                continue;
            }
            if (const auto levels = levels_of_label(words, *score.label)) {
                impact_first += levels->order == PairOrder::impact_first;
                likelihood_first += levels->order == PairOrder::likelihood_first;
            }
        }
    }
    if (impact_first > likelihood_first) {
        return PairOrder::impact_first;
    }
    return likelihood_first > impact_first ? PairOrder::likelihood_first : PairOrder::unknown;
}

}  // namespace domesday
