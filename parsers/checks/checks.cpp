#include "parsers/checks/checks.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>

#include "parsers/checks/each.hpp"

namespace domesday
{

namespace
{

constexpr std::array kChecks{
    Check{"score-not-on-matrix", Severity::error, "the number is in no cell of the key to scores",
          scores_off_matrix},
    Check{"score-label-mismatch", Severity::error, "the words give another cell of the key",
          scores_unlike_label},
    Check{"score-factors-mismatch", Severity::error,
          "likelihood and impact give another score, on the key or as their product", scores_unlike_factors},
    Check{"factor-wrong-axis", Severity::error, "an impact word stands as likelihood, or the reverse",
          factors_on_wrong_axis},
    Check{"factor-word-number-mismatch", Severity::error, "a factor's word and its number are two levels",
          factor_words_unlike_numbers},
    Check{"matrix-cell-mismatch", Severity::error, "a cell of the key breaks the rule its other cells obey",
          matrix_cells_off_rule},
    Check{"narrative-score-mismatch", Severity::error, "the report gives another score than the register",
          mentions_unlike_register},
    Check{"residual-above-current", Severity::warning,
          "a risk's residual or target score is above its current", risks_that_would_rise},
    Check{"residual-below-current", Severity::warning,
          "an opportunity's residual or target score is below its current", opportunities_that_would_fall},
    Check{"score-missing", Severity::warning, "a score that the layout has a place for is not there",
          scores_missing},
    Check{"score-uncertain", Severity::warning, "text recognition may have misread the score",
          scores_uncertain},
    Check{"text-layer-mismatch", Severity::error,
          "the page's text layer and its picture say different things (--ocr verify)",
          text_layers_unlike_picture},
    Check{"words-unplaced", Severity::warning,
          "words in a register's table that stand in no field, and nothing says why", words_unplaced},
    Check{"id-repaired", Severity::info, "a character of the id was replaced", ids_repaired},
    Check{"id-duplicate", Severity::error, "the same id twice in one register", ids_repeated},
    Check{"movement-mismatch", Severity::warning,
          "what is said to be new or deleted, and the previous register, disagree", movements_unlike_previous,
          true},
    Check{"change-claim-mismatch", Severity::warning,
          "a score is said to be reduced, increased or unchanged, and the previous register says otherwise",
          change_claims_unlike_previous, true},
};

// Findings about the document as a whole come first, then by entry, then those about ids it does not have.
std::map<std::string, std::size_t> order_of_entries(const ParsedDocument& document)
{
    std::map<std::string, std::size_t> order;
    for (const Register& content : document.registers) {
        for (const Entry& entry : content.entries) {
            if (entry.id) {
                order.emplace(*entry.id, order.size() + 1);
            }
        }
    }
    return order;
}

}  // namespace

std::span<const Check> checks()
{
    return kChecks;
}

std::vector<Finding> findings_for(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const Check& check : kChecks) {
        for (Finding& finding : check.run(input)) {
            finding.check = check.name;
            finding.severity = check.severity;
            findings.push_back(std::move(finding));
        }
    }
    const auto order = order_of_entries(input.document);
    const auto rank = [&](const Finding& finding) -> std::size_t {
        if (!finding.entry) {
            return finding.stage ? order.size() + 1 : 0;
        }
        const auto found = order.find(*finding.entry);
        return found == order.end() ? order.size() + 2 : found->second;
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
    return findings;
}

}  // namespace domesday
