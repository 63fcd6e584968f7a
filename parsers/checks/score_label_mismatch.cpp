#include <algorithm>

#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"
#include "parsers/registers/levels.hpp"
#include "parsers/registers/matrix_rule.hpp"

namespace domesday
{

namespace
{

// The levels whose cell does not have the score; none when some allowed reading of the words agrees.
// Both orders are allowed for words that stand on both axes while the document does not show its order.
std::optional<LabelLevels> disagreeing_levels(const Matrix& matrix, const KeyWords& words,
                                              const std::string& label, double value, PairOrder usual)
{
    const auto levels = levels_of_label(words, label, usual);
    if (!levels) {
        return std::nullopt;
    }
    const auto agrees = [&](const LabelLevels& reading) {
        const auto cell = score_of_levels(matrix, reading.impact, reading.likelihood);
        return !cell || *cell == value;
    };
    if (agrees(*levels)) {
        return std::nullopt;
    }
    if (levels->order == PairOrder::unknown && usual == PairOrder::unknown) {
        const auto turned = levels_of_label(words, label, PairOrder::likelihood_first);
        if (turned && agrees(*turned)) {
            return std::nullopt;
        }
    }
    return levels;
}

Finding mismatch(const Matrix& matrix, const LabelLevels& levels, const std::string& who,
                 const std::string& label, double value, Finding finding)
{
    const double cell = *score_of_levels(matrix, levels.impact, levels.likelihood);
    finding.expected = number_text(cell);
    finding.against = key_fact(matrix, levels.impact, levels.likelihood);
    finding.message = who + ": " + label + " is " + number_text(cell) + " on the key to scores, not " +
                      number_text(value) + doubt_of(finding.confidence) + ".";
    const auto by_rule = score_by_rule(matrix, static_cast<std::size_t>(levels.impact) - 1,
                                       static_cast<std::size_t>(levels.likelihood) - 1);
    if (by_rule && *by_rule != cell) {
        finding.message.insert(
            finding.message.size() - 1,
            "; that cell of the key breaks the key's own rule, which gives " + number_text(*by_rule));
    }
    return finding;
}

void check_register(const Register& content, std::vector<Finding>& findings)
{
    const Matrix& matrix = *content.matrix;
    const KeyWords words(matrix);
    const PairOrder usual = usual_order(content, words);
    for (const Entry& entry : content.entries) {
        for (const auto& [stage, score] : entry.scores) {
            if (!score.value || !score.label) {
                continue;
            }
            if (const auto levels = disagreeing_levels(matrix, words, *score.label, *score.value, usual)) {
                findings.push_back(mismatch(matrix, *levels, name_of(entry), *score.label, *score.value,
                                            finding_about({&content, &entry, stage, &score})));
            }
        }
    }
}

// A report may print words with a score where the register prints the number alone: those are looked up too.
// Where the register prints words itself, they are compared with the report's (narrative-score-mismatch).
void check_mention(const Mention& mention, const std::vector<ScoreAt>& scores, std::vector<Finding>& findings)
{
    const Register& content = *scores.front().content;
    const bool words_in_register = std::any_of(scores.begin(), scores.end(), [&](const ScoreAt& at) {
        return at.score->label && (!mention.stage || *mention.stage == at.stage);
    });
    if (!content.matrix || words_in_register) {
        return;
    }
    const KeyWords words(*content.matrix);
    const auto levels = disagreeing_levels(*content.matrix, words, *mention.label, *mention.value,
                                           usual_order(content, words));
    if (levels) {
        findings.push_back(mismatch(*content.matrix, *levels, mention.id, *mention.label, *mention.value,
                                    {.entry = mention.id,
                                     .stage = mention.stage,
                                     .printed = printed_score(mention),
                                     .found = fact_of(mention),
                                     .confidence = mention.text.confidence}));
    }
}

}  // namespace

std::vector<Finding> scores_unlike_label(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const Register& content : input.document.registers) {
        if (content.matrix) {
            check_register(content, findings);
        }
    }
    const ScoresById scores = scores_by_id(input.document);
    for (const Mention& mention : input.document.mentions) {
        const auto of_entry = scores.find(mention.id);
        if (mention.value && mention.label && of_entry != scores.end()) {
            check_mention(mention, of_entry->second, findings);
        }
    }
    return findings;
}

}  // namespace domesday
