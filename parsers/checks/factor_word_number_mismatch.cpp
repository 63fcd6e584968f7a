#include "parsers/checks/each.hpp"
#include "parsers/checks/factors.hpp"
#include "parsers/checks/wording.hpp"
#include "parsers/registers/levels.hpp"

namespace domesday
{

namespace
{

// The number the key gives the word: its level, or its weight on a key whose numbers are weights.
bool number_fits(const Matrix& matrix, Axis axis, int level, double number)
{
    if (number == level) {
        return true;
    }
    const auto at = static_cast<std::size_t>(level) - 1;
    return axis == Axis::impact && at < matrix.impact_weights.size() && matrix.impact_weights[at] == number;
}

Finding mismatch(const ScoreAt& at, Axis axis, const PrintedFactor& printed, int level)
{
    const Value& cell = printed_factor(*at.score, axis);
    const auto& names =
        axis == Axis::likelihood ? at.content->matrix->likelihood : at.content->matrix->impact;
    Finding finding = finding_about(at);
    finding.printed = cell.text;
    finding.expected = std::to_string(level);
    finding.found = {.what = "the register, " + std::string(to_string(at.stage)) + " " +
                             std::string(to_string(axis)) + " of " + name_of(*at.entry),
                     .text = cell.text,
                     .places = cell.places};
    finding.against = {.what = "the key to scores, " + std::string(to_string(axis)),
                       .text = names.at(static_cast<std::size_t>(level) - 1) + " = " + std::to_string(level)};
    finding.message = name_of(*at.entry) + ": the " + std::string(to_string(at.stage)) + " " +
                      std::string(to_string(axis)) + " is printed as " + cell.text + ", but " + printed.word +
                      " is level " + std::to_string(level) + " on the key to scores, not " +
                      number_text(*printed.number) + ".";
    return finding;
}

}  // namespace

std::vector<Finding> factor_words_unlike_numbers(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const ScoreAt& at : scores_of(input.document)) {
        if (!at.content->matrix) {
            continue;
        }
        const KeyWords key(*at.content->matrix);
        for (const Axis axis : {Axis::likelihood, Axis::impact}) {
            const PrintedFactor printed = factor_from_text(printed_factor(*at.score, axis).text);
            if (printed.word.empty() || !printed.number) {
                continue;
            }
            const auto level =
                axis == Axis::likelihood ? key.likelihood(printed.word) : key.impact(printed.word);
            if (level && !number_fits(*at.content->matrix, axis, *level, *printed.number)) {
                findings.push_back(mismatch(at, axis, printed, *level));
            }
        }
    }
    return findings;
}

}  // namespace domesday
