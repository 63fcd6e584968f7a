#include <algorithm>

#include "extractor/text/unicode.hpp"
#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{

namespace
{

std::string without_spaces(const std::string& label)
{
    std::string folded = folded_for_matching(label);
    std::erase_if(folded, [](unsigned char c) { return c < 0x80 && !std::isalnum(c); });
    return folded;
}

// What only one side prints (words beside a number, a number beside words) is no contradiction.
bool agree(const Mention& mention, const Score& score)
{
    const bool same_value = !mention.value || !score.value || *mention.value == *score.value;
    const bool same_label =
        !mention.label || !score.label || without_spaces(*mention.label) == without_spaces(*score.label);
    return same_value && same_label;
}

bool is_empty(const Score& score)
{
    return !score.value && !score.label;
}

// The scores of the entries with this id that the mention can mean. A stage that the register does not have
// leaves all of them: the report then uses another word for one of the register's columns.
std::vector<ScoreAt> scores_meant(const ScoresById& scores, const Mention& mention)
{
    const auto of_entry = scores.find(mention.id);
    if (of_entry == scores.end()) {
        return {};
    }
    std::vector<ScoreAt> of_stage;
    std::copy_if(of_entry->second.begin(), of_entry->second.end(), std::back_inserter(of_stage),
                 [&](const ScoreAt& at) { return mention.stage == at.stage; });
    return of_stage.empty() ? of_entry->second : of_stage;
}

std::string stage_words(const Mention& mention)
{
    return mention.stage ? std::string(to_string(*mention.stage)) + " score" : std::string("score");
}

}  // namespace

std::vector<Finding> mentions_unlike_register(const CheckInput& input)
{
    std::vector<Finding> findings;
    const ScoresById scores = scores_by_id(input.document);
    for (const Mention& mention : input.document.mentions) {
        auto meant = scores_meant(scores, mention);
        // An empty cell contradicts nothing; that it is empty is score-missing's finding.
        const bool some_empty =
            std::erase_if(meant, [](const ScoreAt& at) { return is_empty(*at.score); }) > 0;
        if ((!mention.value && !mention.label) || meant.empty() ||
            (some_empty && (!mention.stage || meant.front().stage != *mention.stage)) ||
            std::any_of(meant.begin(), meant.end(),
                        [&](const ScoreAt& at) { return agree(mention, *at.score); })) {
            continue;
        }
        const ScoreAt& nearest = meant.front();
        const std::string expected = printed_score(*nearest.score);
        findings.push_back({.entry = mention.id,
                            .stage = mention.stage,
                            .printed = printed_score(mention),
                            .expected = expected,
                            .message = mention.id + ": the report gives a " + stage_words(mention) + " of " +
                                       printed_score(mention) + ", the register has " + expected +
                                       (mention.stage == nearest.stage
                                            ? std::string()
                                            : " as its " + std::string(to_string(nearest.stage)) + " score") +
                                       doubt_of(nearest.score->confidence) + ".",
                            .found = fact_of(mention),
                            .against = fact_of(*nearest.entry, nearest.stage, *nearest.score),
                            .confidence = lower(mention.text.confidence, nearest.score->confidence)});
    }
    return findings;
}

}  // namespace domesday
