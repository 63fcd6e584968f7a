// Scores stated in a sentence: "the residual score has been reduced from 16 to 12 (Major/Possible)".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extractor/document/page.hpp"
#include "parsers/register.hpp"

namespace domesday
{

class Vocabulary;

struct ScorePhrase {
    std::size_t first = 0, last = 0;  // half-open words, from the stage or "score" to the label
    std::optional<Stage> stage{};     // none: the sentence names none
    double value = 0;
    std::optional<std::string> label{};
    Change change = Change::none;
    std::string claim{};
    std::optional<double> from{};
};

// Numbers that are no scores (dates, percentages, counts of things) are passed over.
std::vector<ScorePhrase> score_phrases(std::span<const Word> words, const Vocabulary& vocabulary);

}  // namespace domesday
