// What the readers of keys share: the words along the sides, and the last steps from numbers to a Matrix.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extractor/document/page.hpp"
#include "parsers/register.hpp"

namespace domesday
{

class Vocabulary;

enum class KeyAxis : std::uint8_t { likelihood, impact };

constexpr KeyAxis other(KeyAxis axis)
{
    return axis == KeyAxis::likelihood ? KeyAxis::impact : KeyAxis::likelihood;
}

// The number that is all of a cell; none for words, signs and empty cells.
std::optional<double> number_of_cell(std::span<const Word> words);
std::optional<double> number_of_word(const std::string& word);

// "IMPACT", "Likelihood (L)": the words name an axis and nothing else.
std::optional<KeyAxis> axis_named(std::span<const Word> words, const Vocabulary& vocabulary);

// Which axis a level's word belongs to; none for unknown words and words of both axes.
std::optional<KeyAxis> axis_of_level(const std::string& label, const Vocabulary& vocabulary);

// The name of a level: "CATASTROPHIC (for risk) OUTSTANDING (for opportunity)" ->
// "CATASTROPHIC / OUTSTANDING"; "5 Catastrophic", "Catastrophic (5)" -> "Catastrophic".
std::string label_from_words(std::span<const Word> words);

// A key as printed: rows from top to bottom, NaN for a number that was not read.
struct KeyDraft {
    std::vector<std::string> row_labels{}, column_labels{};
    std::vector<std::vector<double>> scores{};
    std::vector<std::vector<Place>> places{};
    std::optional<KeyAxis> named_row_axis{};
};

// Turned so that both axes ascend and rows are impact, its rule classified, lost cells filled in where all
// the others obey one rule (and said so). None where it is no key: scores that do not rise along both axes,
// or no word that speaks of likelihood or impact.
std::optional<Matrix> matrix_from_draft(KeyDraft draft, const Vocabulary& vocabulary);

}  // namespace domesday
