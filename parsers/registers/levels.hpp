// Words of a key's axes: which level a word or a printed pair of words stands for.
//
// Levels count from 1, lowest first. Words compare without regard to case, spacing and look-alike letters; a
// word with one letter wrong (recognised text) is taken when only one level is that near.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/register.hpp"

namespace domesday
{

// A level's words on each axis, ready for look-up.
class KeyWords
{
public:
    explicit KeyWords(const Matrix& matrix);

    std::optional<int> likelihood(std::string_view word) const;
    std::optional<int> impact(std::string_view word) const;

private:
    std::map<std::string, int> likelihood_, impact_;
};

// Which of a label's two words is the impact. Learnt per document, never assumed.
enum class PairOrder : std::uint8_t { unknown, impact_first, likelihood_first };

struct LabelLevels {
    int likelihood = 0, impact = 0;
    PairOrder order = PairOrder::unknown;  // unknown: both words are on both axes
    bool operator==(const LabelLevels&) const = default;
};

// "Major/Likely" -> impact 4, likelihood 4. None: not two words, or words the key does not have.
// `usual` decides where both words stand on both axes.
std::optional<LabelLevels> levels_of_label(const KeyWords& words, std::string_view label,
                                           PairOrder usual = PairOrder::unknown);

// The order of the register's pairs that have only one reading; unknown without one, or when they differ.
PairOrder usual_order(const Register& content, const KeyWords& words);

// The two words of a label, without a bracketed number: "Major / Likely (4)" -> "Major", "Likely".
std::optional<std::pair<std::string, std::string>> pair_of_words(std::string_view label);

// A factor as printed: "Likely (4)", "4 - Likely", "Likely", "4".
struct PrintedFactor {
    std::string word{};
    std::optional<double> number{};
    bool operator==(const PrintedFactor&) const = default;
};

PrintedFactor factor_from_text(std::string_view text);

}  // namespace domesday
