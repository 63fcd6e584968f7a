#include <algorithm>

#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"
#include "parsers/registers/matrix_rule.hpp"

namespace domesday
{

namespace
{

std::string rule_in_words(const Matrix& matrix, std::size_t impact)
{
    return matrix.rule == MatrixRule::product
               ? std::string("likelihood times impact")
               : "likelihood times the row's weight " + number_text(matrix.impact_weights.at(impact));
}

void check_matrix(const Matrix& matrix, std::vector<Finding>& findings)
{
    for (std::size_t i = 0; i < matrix.scores.size(); ++i) {
        for (std::size_t j = 0; j < matrix.scores[i].size(); ++j) {
            const auto by_rule = score_by_rule(matrix, i, j);
            const double cell = matrix.scores[i][j];
            if (!by_rule || !is_known(cell) || cell == *by_rule) {
                continue;
            }
            const int impact = static_cast<int>(i) + 1, likelihood = static_cast<int>(j) + 1;
            Fact printed = key_fact(matrix, impact, likelihood);
            Fact rule{.what = "the rule that the key's other cells obey", .text = rule_in_words(matrix, i)};
            for (std::size_t k = 0; i < matrix.places.size() && k < matrix.places[i].size(); ++k) {
                if (k != j) {
                    rule.places.push_back(matrix.places[i][k]);
                }
            }
            findings.push_back({.printed = number_text(cell),
                                .expected = number_text(*by_rule),
                                .message = "The key to scores shows " + number_text(cell) + " for " +
                                           words_of_levels(matrix, impact, likelihood) + ", where " +
                                           rule_in_words(matrix, i) + " is " + number_text(*by_rule) + ".",
                                .found = std::move(printed),
                                .against = std::move(rule)});
        }
    }
}

}  // namespace

// A key that several registers of a pack share is one key.
std::vector<Finding> matrix_cells_off_rule(const CheckInput& input)
{
    std::vector<Finding> findings;
    std::vector<const Matrix*> seen;
    for (const Register& content : input.document.registers) {
        if (!content.matrix || std::any_of(seen.begin(), seen.end(), [&](const Matrix* matrix) {
                return matrix->scores == content.matrix->scores && matrix->places == content.matrix->places;
            })) {
            continue;
        }
        seen.push_back(&*content.matrix);
        check_matrix(*content.matrix, findings);
    }
    return findings;
}

}  // namespace domesday
