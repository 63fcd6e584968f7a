#include "parsers/registers/matrix_rule.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace domesday
{

namespace
{

// Of keys with one to three misprinted cells, the rule still holds for 15 of 16 to 22 of 25; of free keys
// (each cell its own score) a product or weighted reading never held for more than half.
constexpr double kShareThatMakesARule = 0.8;

// Weights are multiples of thirds at worst (12 / 3); printed scores are whole or have one decimal.
constexpr double kSameScore = 1e-6;

bool same(double a, double b)
{
    return std::abs(a - b) < kSameScore;
}

double column_factor(std::size_t likelihood)
{
    return static_cast<double>(likelihood + 1);
}

// The weight that most known cells of the row have; 0 for a row without known cells.
double usual_weight(const std::vector<double>& row)
{
    double best = 0;
    int most = 0;
    for (std::size_t j = 0; j < row.size(); ++j) {
        if (!is_known(row[j])) {
            continue;
        }
        const double weight = row[j] / column_factor(j);
        int votes = 0;
        for (std::size_t k = 0; k < row.size(); ++k) {
            votes += is_known(row[k]) && same(row[k], weight * column_factor(k));
        }
        if (votes > most) {
            most = votes;
            best = weight;
        }
    }
    return best;
}

double share_that_obeys(const Matrix& matrix, const std::vector<double>& weights)
{
    int known = 0, obey = 0;
    for (std::size_t i = 0; i < matrix.scores.size(); ++i) {
        for (std::size_t j = 0; j < matrix.scores[i].size(); ++j) {
            if (is_known(matrix.scores[i][j])) {
                ++known;
                obey += same(matrix.scores[i][j], weights[i] * column_factor(j));
            }
        }
    }
    return known == 0 ? 0 : static_cast<double>(obey) / known;
}

bool rises(const std::vector<double>& weights)
{
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] <= (i == 0 ? 0 : weights[i - 1])) {
            return false;
        }
    }
    return true;
}

}  // namespace

bool is_known(double cell)
{
    return !std::isnan(cell);
}

void classify_rule(Matrix& matrix)
{
    matrix.rule = MatrixRule::free;
    matrix.impact_weights.clear();
    std::vector<double> ordinals, weights;
    for (std::size_t i = 0; i < matrix.scores.size(); ++i) {
        ordinals.push_back(static_cast<double>(i + 1));
        weights.push_back(usual_weight(matrix.scores[i]));
    }
    const double as_product = share_that_obeys(matrix, ordinals);
    const double as_weighted = rises(weights) ? share_that_obeys(matrix, weights) : 0;
    if (as_product >= kShareThatMakesARule && as_product >= as_weighted) {
        matrix.rule = MatrixRule::product;
    } else if (as_weighted >= kShareThatMakesARule) {
        matrix.rule = MatrixRule::weighted;
        matrix.impact_weights = std::move(weights);
    }
}

std::optional<double> score_by_rule(const Matrix& matrix, std::size_t impact, std::size_t likelihood)
{
    if (matrix.rule == MatrixRule::product) {
        return static_cast<double>(impact + 1) * column_factor(likelihood);
    }
    if (matrix.rule == MatrixRule::weighted && impact < matrix.impact_weights.size()) {
        return matrix.impact_weights[impact] * column_factor(likelihood);
    }
    return std::nullopt;
}

std::optional<double> score_of_levels(const Matrix& matrix, int impact, int likelihood)
{
    if (impact < 1 || likelihood < 1 || static_cast<std::size_t>(impact) > matrix.scores.size()) {
        return std::nullopt;
    }
    const auto& row = matrix.scores[static_cast<std::size_t>(impact) - 1];
    if (static_cast<std::size_t>(likelihood) > row.size()) {
        return std::nullopt;
    }
    const double cell = row[static_cast<std::size_t>(likelihood) - 1];
    return is_known(cell) ? std::optional(cell) : std::nullopt;
}

bool may_print(const Matrix& matrix, double score)
{
    for (std::size_t i = 0; i < matrix.scores.size(); ++i) {
        for (std::size_t j = 0; j < matrix.scores[i].size(); ++j) {
            const double cell = matrix.scores[i][j];
            if (is_known(cell) ? same(cell, score)
                               : same(score_by_rule(matrix, i, j).value_or(score), score)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace domesday
