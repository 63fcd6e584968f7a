#include <algorithm>
#include <map>

#include "extractor/text/unicode.hpp"
#include "parsers/checks/each.hpp"
#include "parsers/checks/factors.hpp"
#include "parsers/checks/wording.hpp"
#include "parsers/registers/levels.hpp"

namespace domesday
{

namespace
{

constexpr Axis other(Axis axis)
{
    return axis == Axis::likelihood ? Axis::impact : Axis::likelihood;
}

std::optional<int> level_on(const KeyWords& words, Axis axis, const std::string& word)
{
    return axis == Axis::likelihood ? words.likelihood(word) : words.impact(word);
}

// Which words a register without a key prints as likelihood, and which as impact, and how often.
struct WordsInUse {
    std::map<std::string, int> likelihood, impact;

    explicit WordsInUse(const Register& content)
    {
        for (const Entry& entry : content.entries) {
            for (const auto& [stage, score] : entry.scores) {
                count(likelihood, score.likelihood_printed.text);
                count(impact, score.impact_printed.text);
            }
        }
    }

    // Words of a scale that serves both axes ("Low", "Medium", "High") stand on both in most registers.
    bool shares_words_but(const std::string& word) const
    {
        const std::string key = folded_for_matching(word);
        return std::any_of(likelihood.begin(), likelihood.end(), [&](const auto& used) {
            return used.first != key && impact.contains(used.first);
        });
    }

    int times(Axis axis, const std::string& word) const
    {
        const auto& used = axis == Axis::likelihood ? likelihood : impact;
        const auto found = used.find(folded_for_matching(word));
        return found == used.end() ? 0 : found->second;
    }

private:
    static void count(std::map<std::string, int>& used, const std::string& text)
    {
        const std::string word = factor_from_text(text).word;
        if (!word.empty()) {
            ++used[folded_for_matching(word)];
        }
    }
};

// Without a key, a word printed once as the one factor and at least this often as the other stands on the
// wrong axis there; words of both axes ("Medium") are printed more than once as each in registers of any
// size.
constexpr int kOftenOnTheOtherAxis = 3;

bool stands_wrong(const std::string& word, Axis axis, const KeyWords* key, const WordsInUse& in_use)
{
    if (word.empty()) {
        return false;
    }
    if (key) {
        return !level_on(*key, axis, word) && level_on(*key, other(axis), word);
    }
    return in_use.times(axis, word) == 1 && in_use.times(other(axis), word) >= kOftenOnTheOtherAxis &&
           !in_use.shares_words_but(word);
}

// Which word the key has for the printed number, to be put in the wrong word's place.
std::optional<std::string> word_for_number(const Matrix& matrix, Axis axis, const PrintedFactor& printed)
{
    const auto& names = axis == Axis::likelihood ? matrix.likelihood : matrix.impact;
    if (!printed.number || *printed.number < 1 || *printed.number > static_cast<double>(names.size()) ||
        *printed.number != static_cast<int>(*printed.number)) {
        return std::nullopt;
    }
    return names.at(static_cast<std::size_t>(*printed.number) - 1) + " (" + number_text(*printed.number) +
           ")";
}

Fact axis_fact(const Register& content, Axis axis)
{
    Fact fact{.what = content.matrix ? "the key to scores, words for " + std::string(to_string(axis))
                                     : "the register's other entries"};
    if (content.matrix) {
        for (const auto& name :
             axis == Axis::likelihood ? content.matrix->likelihood : content.matrix->impact) {
            fact.text += (fact.text.empty() ? "" : ", ") + name;
        }
    }
    return fact;
}

Finding wrong_word(const ScoreAt& at, Axis axis, const PrintedFactor& printed)
{
    const Value& cell = printed_factor(*at.score, axis);
    Finding finding = finding_about(at);
    finding.printed = cell.text;
    finding.found = {.what = "the register, " + std::string(to_string(at.stage)) + " " +
                             std::string(to_string(axis)) + " of " + name_of(*at.entry),
                     .text = cell.text,
                     .places = cell.places};
    finding.against = axis_fact(*at.content, axis);
    if (at.content->matrix) {
        finding.expected = word_for_number(*at.content->matrix, axis, printed);
    }
    finding.message = name_of(*at.entry) + ": the " + std::string(to_string(at.stage)) + " " +
                      std::string(to_string(axis)) + " is printed as " + cell.text + ", but " + printed.word +
                      " is a word for " + std::string(to_string(other(axis))) +
                      (at.content->matrix ? " on the key to scores." : " in the other entries.");
    return finding;
}

// "Major/Moderate": two words of one axis below a score.
std::optional<Finding> wrong_label(const ScoreAt& at, const KeyWords& key)
{
    const auto pair = at.score->label ? pair_of_words(*at.score->label) : std::nullopt;
    if (!pair) {
        return std::nullopt;
    }
    for (const Axis axis : {Axis::impact, Axis::likelihood}) {
        const bool both = level_on(key, axis, pair->first) && level_on(key, axis, pair->second);
        const bool neither =
            !level_on(key, other(axis), pair->first) && !level_on(key, other(axis), pair->second);
        if (both && neither) {
            Finding finding = finding_about(at);
            finding.against = axis_fact(*at.content, other(axis));
            finding.message = name_of(*at.entry) + ": both words of " + *at.score->label + " are words for " +
                              std::string(to_string(axis)) + " on the key to scores; one should be of " +
                              finding.against.text + ".";
            return finding;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<Finding> factors_on_wrong_axis(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const Register& content : input.document.registers) {
        const auto key = content.matrix ? std::optional<KeyWords>(*content.matrix) : std::nullopt;
        const WordsInUse in_use(content);
        for (const Entry& entry : content.entries) {
            for (const auto& [stage, score] : entry.scores) {
                const ScoreAt at{&content, &entry, stage, &score};
                for (const Axis axis : {Axis::likelihood, Axis::impact}) {
                    const PrintedFactor printed = factor_from_text(printed_factor(score, axis).text);
                    if (stands_wrong(printed.word, axis, key ? &*key : nullptr, in_use)) {
                        findings.push_back(wrong_word(at, axis, printed));
                    }
                }
                if (auto finding = key ? wrong_label(at, *key) : std::nullopt) {
                    findings.push_back(std::move(*finding));
                }
            }
        }
    }
    return findings;
}

}  // namespace domesday
