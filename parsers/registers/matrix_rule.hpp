// How the cells of a key follow from its axes, and what a pair of levels has in it.
#pragma once

#include <cstddef>
#include <optional>

#include "parsers/register.hpp"

namespace domesday
{

// A cell whose number could not be read is NaN: it is known to be there, its score is not.
bool is_known(double cell);

// How most cells follow from their row and column: likelihood x impact, likelihood x a weight per impact row,
// or no rule. A rule that less than four fifths of the known cells obey is none. Fills in `rule` and
// `impact_weights`.
void classify_rule(Matrix& matrix);

// What the matrix's own rule gives for a cell (rows and columns from 0); none for a free matrix.
std::optional<double> score_by_rule(const Matrix& matrix, std::size_t impact, std::size_t likelihood);

// The printed score of a pair of levels (from 1); none outside the key and where the cell is not known.
std::optional<double> score_of_levels(const Matrix& matrix, int impact, int likelihood);

// Whether any cell prints this score. True as well when an unreadable cell may print it.
bool may_print(const Matrix& matrix, double score);

}  // namespace domesday
