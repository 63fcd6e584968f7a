// The checks' functions, one file each. What each flags stands in the table (checks.cpp) and in
// docs/register-json.md; `check` and `severity` of a finding are filled in from the table.
#pragma once

#include <vector>

#include "parsers/checks/checks.hpp"

namespace domesday
{

std::vector<Finding> scores_off_matrix(const CheckInput& input);
std::vector<Finding> scores_unlike_label(const CheckInput& input);
std::vector<Finding> scores_unlike_factors(const CheckInput& input);
std::vector<Finding> factors_on_wrong_axis(const CheckInput& input);
std::vector<Finding> factor_words_unlike_numbers(const CheckInput& input);
std::vector<Finding> matrix_cells_off_rule(const CheckInput& input);
std::vector<Finding> mentions_unlike_register(const CheckInput& input);
std::vector<Finding> risks_that_would_rise(const CheckInput& input);
std::vector<Finding> opportunities_that_would_fall(const CheckInput& input);
std::vector<Finding> scores_missing(const CheckInput& input);
std::vector<Finding> ids_repaired(const CheckInput& input);
std::vector<Finding> ids_repeated(const CheckInput& input);
std::vector<Finding> movements_unlike_previous(const CheckInput& input);
std::vector<Finding> change_claims_unlike_previous(const CheckInput& input);
std::vector<Finding> scores_uncertain(const CheckInput& input);
std::vector<Finding> text_layers_unlike_picture(const CheckInput& input);
std::vector<Finding> words_unplaced(const CheckInput& input);

}  // namespace domesday
