#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"
#include "parsers/registers/matrix_rule.hpp"

namespace domesday
{

// Without a key there is nothing the number could be missing from: silent.
std::vector<Finding> scores_off_matrix(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const ScoreAt& at : scores_of(input.document)) {
        const auto& matrix = at.content->matrix;
        if (!matrix || matrix->scores.empty() || !at.score->value || may_print(*matrix, *at.score->value)) {
            continue;
        }
        Finding finding = finding_about(at);
        finding.against = key_fact(*matrix);
        finding.message = name_of(*at.entry) + ": the " + std::string(to_string(at.stage)) + " score " +
                          number_text(*at.score->value) + doubt_of(at.score->confidence) +
                          " is in no cell of the key to scores, which has " + finding.against.text + ".";
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace domesday
