#include "parsers/checks/residual_against_current.hpp"

#include "parsers/checks/wording.hpp"
#include "parsers/registers/matrix_rule.hpp"

namespace domesday
{

namespace
{

bool has_value(const Entry& entry, Stage stage)
{
    const auto score = entry.scores.find(stage);
    return score != entry.scores.end() && score->second.value.has_value();
}

// "Residual" has two meanings: after planned actions, or, where no current score stands beside it, after the
// controls of today. In the second it is compared with the inherent score, and the target with it.
Stage start_of(const Entry& entry, Stage later)
{
    if (entry.scores.contains(Stage::current)) {
        return Stage::current;
    }
    if (later == Stage::target && entry.scores.contains(Stage::residual)) {
        return Stage::residual;
    }
    return Stage::inherent;
}

// Only the comparison with the current score is plain. Others are left where one of the two numbers is
// already known to be wrong.
bool may_compare(const ScoreAt& at, Stage start, const Score& before)
{
    const auto& key = at.content->matrix;
    return start == Stage::current || !key || key->scores.empty() ||
           (may_print(*key, *at.score->value) && may_print(*key, *before.value));
}

// A policy value (an appetite, a tolerance) is no forecast: it may lie on either side of today's score.
bool is_forecast(const Score& score)
{
    return score.basis != "policy";
}

}  // namespace

std::vector<Finding> scores_moving_the_wrong_way(const ParsedDocument& document, Kind kind)
{
    std::vector<Finding> findings;
    for (const ScoreAt& at : scores_of(document)) {
        if (at.entry->kind != kind || (at.stage != Stage::residual && at.stage != Stage::target) ||
            !at.score->value || !is_forecast(*at.score)) {
            continue;
        }
        const Stage start = start_of(*at.entry, at.stage);
        if (start == at.stage || !has_value(*at.entry, start)) {
            continue;
        }
        const Score& before = at.entry->scores.at(start);
        const bool wrong =
            kind == Kind::risk ? *at.score->value > *before.value : *at.score->value < *before.value;
        if (!wrong || !may_compare(at, start, before)) {
            continue;
        }
        Finding finding = finding_about(at);
        finding.expected = number_text(*before.value);
        finding.against = fact_of(*at.entry, start, before);
        finding.confidence = lower(at.score->confidence, before.confidence);
        finding.message = name_of(*at.entry) + ": the " + std::string(to_string(at.stage)) + " score " +
                          number_text(*at.score->value) + " of this " + std::string(to_string(kind)) +
                          " is " + (kind == Kind::risk ? "above" : "below") + " its " +
                          std::string(to_string(start)) + " score " + number_text(*before.value) +
                          doubt_of(finding.confidence) + ".";
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace domesday
