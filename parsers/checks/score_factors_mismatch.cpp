#include <cmath>

#include "parsers/checks/each.hpp"
#include "parsers/checks/factors.hpp"
#include "parsers/checks/wording.hpp"
#include "parsers/registers/matrix_rule.hpp"

namespace domesday
{

namespace
{

// Means printed with one decimal, multiplied before they were rounded, miss the product by up to this much.
constexpr double kRoundingOfMeans = 0.5;

bool is_whole(double number)
{
    return number == std::floor(number);
}

bool is_product(double likelihood, double impact, double value)
{
    const bool whole = is_whole(likelihood) && is_whole(impact) && is_whole(value);
    return std::abs(likelihood * impact - value) < (whole ? 1e-6 : kRoundingOfMeans);
}

// A score with both of its factors printed as such. Words below the number are the label check's business.
struct FactoredScore {
    ScoreAt at;
    std::vector<double> likelihoods, impacts;
};

std::vector<FactoredScore> factored_scores(const Register& content, const KeyWords* words)
{
    std::vector<FactoredScore> all;
    for (const Entry& entry : content.entries) {
        for (const auto& [stage, score] : entry.scores) {
            const bool own_fields =
                !score.likelihood_printed.text.empty() || !score.impact_printed.text.empty();
            if (!score.value || (score.label && pair_of_words(*score.label) && !own_fields)) {
                continue;
            }
            auto likelihoods = readings_of_factor(score, Axis::likelihood, words);
            auto impacts = readings_of_factor(score, Axis::impact, words);
            if (!likelihoods.empty() && !impacts.empty()) {
                all.push_back(
                    {{&content, &entry, stage, &score}, std::move(likelihoods), std::move(impacts)});
            }
        }
    }
    return all;
}

// How the printed impact numbers are to be understood on a weighted key: as levels (1 2 3 4), or as the
// weights themselves (1 2 4 8)? The register's own scores tell.
bool impacts_are_weights(const Matrix& matrix, const std::vector<FactoredScore>& scores)
{
    int as_weights = 0, as_levels = 0;
    for (const FactoredScore& score : scores) {
        const double likelihood = score.likelihoods.front(), impact = score.impacts.front();
        const auto cell = score_of_levels(matrix, static_cast<int>(impact), static_cast<int>(likelihood));
        as_levels += cell && *cell == *score.at.score->value;
        as_weights += is_product(likelihood, impact, *score.at.score->value);
    }
    return matrix.rule != MatrixRule::product && as_weights > as_levels;
}

// What a document gives for two factors: its key's cell, or the product where it has no cell for them.
struct FactorRule {
    const Matrix* matrix = nullptr;
    bool product = true;

    std::optional<double> operator()(double likelihood, double impact) const
    {
        if (product) {
            return likelihood * impact;
        }
        if (!is_whole(likelihood) || !is_whole(impact)) {
            return std::nullopt;
        }
        return score_of_levels(*matrix, static_cast<int>(impact), static_cast<int>(likelihood));
    }
};

FactorRule rule_for(const Register& content, const std::vector<FactoredScore>& scores)
{
    if (!content.matrix || content.matrix->scores.empty()) {
        return {};
    }
    return {&*content.matrix, impacts_are_weights(*content.matrix, scores)};
}

bool agrees(const FactoredScore& score, const FactorRule& rule)
{
    const double value = *score.at.score->value;
    for (const double likelihood : score.likelihoods) {
        for (const double impact : score.impacts) {
            const auto given = rule(likelihood, impact);
            if (given ? (rule.product ? is_product(likelihood, impact, value) : *given == value)
                      : is_product(likelihood, impact, value)) {
                return true;
            }
        }
    }
    return false;
}

// Without a key the product is only a guess at the publisher's rule: when most scores break it, the rule is
// another one and nothing can be said.
bool product_is_the_rule(const std::vector<FactoredScore>& scores)
{
    int obey = 0, break_it = 0;
    for (const FactoredScore& score : scores) {
        ++(agrees(score, {}) ? obey : break_it);
    }
    return break_it <= 1 || obey >= break_it;
}

std::string factor_text(const Score& score, Axis axis, double reading)
{
    const std::string& printed = printed_factor(score, axis).text;
    return printed.empty() ? number_text(reading) : printed;
}

Finding mismatch(const FactoredScore& score, const FactorRule& rule)
{
    const double likelihood = score.likelihoods.front(), impact = score.impacts.front();
    const Score& printed = *score.at.score;
    const std::string likelihood_text = factor_text(printed, Axis::likelihood, likelihood);
    const std::string impact_text = factor_text(printed, Axis::impact, impact);
    const auto given = rule(likelihood, impact);

    Finding finding = finding_about(score.at);
    finding.printed = number_text(*printed.value) + " (" + likelihood_text + " \xC3\x97 " + impact_text + ")";
    finding.against = {.what = "the register, " + std::string(to_string(score.at.stage)) +
                               " likelihood and impact of " + name_of(*score.at.entry),
                       .text = likelihood_text + " \xC3\x97 " + impact_text,
                       .places = printed.likelihood_printed.places};
    finding.against.places.insert(finding.against.places.end(), printed.impact_printed.places.begin(),
                                  printed.impact_printed.places.end());
    const std::string who = name_of(*score.at.entry) + ": " + std::string(to_string(score.at.stage)) +
                            " likelihood " + likelihood_text + " and impact " + impact_text;
    if (given) {
        finding.expected = number_text(*given);
        finding.message = who + " give " + number_text(*given) +
                          (rule.product ? "" : " on the key to scores") + ", not the printed " +
                          number_text(*printed.value) + doubt_of(finding.confidence) + ".";
    } else {
        finding.message = who + " have no cell on the key to scores, but " + number_text(*printed.value) +
                          " is printed" + doubt_of(finding.confidence) + ".";
    }
    return finding;
}

// Two scores of an entry that fit each other's factors were exchanged: said in both messages.
void note_exchanged(std::vector<Finding>& findings, std::size_t first)
{
    for (std::size_t a = first; a < findings.size(); ++a) {
        for (std::size_t b = a + 1; b < findings.size(); ++b) {
            const auto number = [](const Finding& f) { return f.printed->substr(0, f.printed->find(' ')); };
            if (findings[a].expected == number(findings[b]) && findings[b].expected == number(findings[a])) {
                const auto note = [](Finding& one, const Finding& other) {
                    one.message +=
                        " It looks exchanged with the " + std::string(to_string(*other.stage)) + " score.";
                };
                note(findings[a], findings[b]);
                note(findings[b], findings[a]);
            }
        }
    }
}

}  // namespace

std::vector<Finding> scores_unlike_factors(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const Register& content : input.document.registers) {
        const auto words = content.matrix ? std::optional<KeyWords>(*content.matrix) : std::nullopt;
        const auto scores = factored_scores(content, words ? &*words : nullptr);
        const FactorRule rule = rule_for(content, scores);
        if (rule.product && !product_is_the_rule(scores)) {
            continue;
        }
        const Entry* entry = nullptr;
        std::size_t first_of_entry = findings.size();
        for (const FactoredScore& score : scores) {
            if (score.at.entry != entry) {
                note_exchanged(findings, first_of_entry);
                entry = score.at.entry;
                first_of_entry = findings.size();
            }
            if (!agrees(score, rule)) {
                findings.push_back(mismatch(score, rule));
            }
        }
        note_exchanged(findings, first_of_entry);
    }
    return findings;
}

}  // namespace domesday
