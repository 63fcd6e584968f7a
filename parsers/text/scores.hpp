// Score cells: numbers, the words printed with them, the levels of likelihood and impact they state.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/register.hpp"

namespace domesday
{

class Vocabulary;

// "16 (Major/Likely)", "Major/ Likely\n16", "4x4= 16", "Amber 8 (4x2)", "21.42", "TBC", "C1".
struct PrintedScore {
    std::optional<double> value{};
    std::optional<std::string> label{};  // words or a letter code, "Major/Likely"; no space after a slash
    std::optional<double> first{}, second{};  // factors printed in it ("4x4"), in that order
    bool unscored = false;                    // TBC and the like stands in place of a number
    bool operator==(const PrintedScore&) const = default;
};

// Nothing when the text is no score (a sentence, a date). An empty text is an empty PrintedScore.
std::optional<PrintedScore> score_from_text(std::string_view text, const Vocabulary& vocabulary);

// "Likely (4)", "4", "4 - Likely", "Likely".
struct PrintedLevel {
    std::optional<int> number{};
    std::string word{};
    bool operator==(const PrintedLevel&) const = default;
};
std::optional<PrintedLevel> level_from_text(std::string_view text);

// Which level of an axis (from 1) a word names; none: no word of this axis. "CATASTROPHIC / OUTSTANDING"
// answers to both its names, "Certain" to "Almost Certain".
std::optional<int> level_of_word(const std::vector<std::string>& axis, std::string_view word);

// The levels that a label's two words name on the matrix, whichever comes first; `impact_first` decides for
// words that stand on both axes.
struct Levels {
    std::optional<int> likelihood{}, impact{};
    bool operator==(const Levels&) const = default;
};
Levels levels_of_label(std::string_view label, const Matrix& matrix, bool impact_first);

// Does the label tell the order by itself? +1 impact first, -1 likelihood first, 0 no evidence.
int order_of_label(std::string_view label, const Matrix& matrix);

}  // namespace domesday
