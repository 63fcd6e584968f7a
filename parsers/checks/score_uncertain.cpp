#include <algorithm>

#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{

namespace
{

// What the text layer says and the picture does not show is text-layer-mismatch's finding.
bool has_layer_mismatch(const ScoreAt& at)
{
    const auto& mismatches = at.entry->layer_mismatches;
    return std::any_of(mismatches.begin(), mismatches.end(),
                       [&](const LayerMismatch& mismatch) { return mismatch.stage == at.stage; });
}

}  // namespace

// Scores that text recognition may have misread: never shown as certain.
std::vector<Finding> scores_uncertain(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const ScoreAt& at : scores_of(input.document)) {
        if (!is_doubtful(*at.score) || has_layer_mismatch(at)) {
            continue;
        }
        Finding finding = finding_about(at);
        finding.against = {
            .what = at.score->previous.empty() ? "why it is uncertain" : "another reading of it",
            .text = at.score->previous};
        std::string why;
        for (const std::string& reason : at.score->reasons) {
            why += (why.empty() ? "" : "; ") + reason;
        }
        if (at.score->previous.empty()) {
            finding.against.text = why;
        } else {
            finding.expected = at.score->previous;
        }
        finding.message = name_of(*at.entry) + ": the " + std::string(to_string(at.stage)) +
                          " score was read as " +
                          (finding.found.text.empty() ? std::string("empty") : finding.found.text) +
                          ", which is not certain" +
                          (at.score->previous.empty() ? "" : "; another reading is " + at.score->previous) +
                          (why.empty() ? "" : " (" + why + ")") + ".";
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace domesday
