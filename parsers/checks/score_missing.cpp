#include <map>
#include <utility>

#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{

namespace
{

// How the register prints this stage for entries of one kind (risks and opportunities may have other
// columns).
struct StageUse {
    int entries = 0, with_stage = 0, with_number = 0, with_factors = 0;
};

bool prints_factors(const Score& score)
{
    return score.likelihood || score.impact || !score.likelihood_printed.text.empty() ||
           !score.impact_printed.text.empty();
}

bool prints_digit(const Score& score)
{
    return score.printed.text.find_first_of("0123456789") != std::string::npos;
}

using StageUses = std::map<std::pair<Kind, Stage>, StageUse>;

StageUses uses_of(const Register& content)
{
    StageUses uses;
    for (const Entry& entry : content.entries) {
        for (const Stage stage : kStages) {
            StageUse& use = uses[{entry.kind, stage}];
            ++use.entries;
            const auto score = entry.scores.find(stage);
            if (score != entry.scores.end()) {
                ++use.with_stage;
                use.with_number += score->second.value.has_value();
                use.with_factors += prints_factors(score->second);
            }
        }
    }
    return uses;
}

bool is_missing(const Score* score, const StageUse& use)
{
    if (!score) {
        return use.with_stage * 2 > use.entries;  // most entries of its kind have the stage
    }
    if (score->value || is_doubtful(*score)) {
        return false;  // what stands there and was not read is score-uncertain's finding
    }
    if (score->label) {
        return use.with_number > 0;  // words without their number; registers of words alone have none at all
    }
    // A layout that prints the factors and never a score has no score to miss.
    return use.with_number > 0 || (use.with_factors == 0 && !prints_digit(*score));
}

// What the document says elsewhere of a score that is not there: it belongs beside the empty cell.
using MentionsByScore = std::map<std::pair<std::string, Stage>, const Mention*>;

MentionsByScore mentions_by_score(const ParsedDocument& document)
{
    MentionsByScore mentions;
    for (const Mention& mention : document.mentions) {
        if (mention.stage && mention.value) {
            mentions.emplace(std::pair{mention.id, *mention.stage}, &mention);
        }
    }
    return mentions;
}

Finding missing_score(const Register& content, const Entry& entry, Stage stage, const Score* score,
                      const Mention* mention)
{
    static const Score none{};
    Finding finding = finding_about({&content, &entry, stage, score ? score : &none});
    const std::string name = std::string(to_string(stage)) + " score";
    const std::string cell = score ? (score->label ? *score->label : score->printed.text) : std::string();
    finding.printed = cell.empty() ? std::nullopt : std::optional(cell);
    finding.found.text = cell;
    if (finding.found.places.empty()) {
        finding.found.places = entry.id_printed.places;
    }
    finding.against = {.what = "the register's layout", .text = "a " + name + " for each entry"};
    if (score && !score->heading.empty()) {
        finding.against.text = score->heading;
    }
    finding.message = name_of(entry) + " has no " + name + (cell.empty() ? "" : " but \"" + cell + "\"") +
                      ", though the register has a place for it" + doubt_of(finding.confidence) + ".";
    if (mention) {
        finding.against = fact_of(*mention);
        finding.message.pop_back();
        finding.message += "; the report says " + printed_score(*mention) + ".";
    }
    return finding;
}

}  // namespace

std::vector<Finding> scores_missing(const CheckInput& input)
{
    std::vector<Finding> findings;
    const MentionsByScore mentions = mentions_by_score(input.document);
    for (const Register& content : input.document.registers) {
        const StageUses uses = uses_of(content);
        for (const Entry& entry : content.entries) {
            for (const Stage stage : kStages) {
                const auto found = entry.scores.find(stage);
                const Score* score = found == entry.scores.end() ? nullptr : &found->second;
                if (is_missing(score, uses.at({entry.kind, stage}))) {
                    const auto mention = mentions.find({entry.id.value_or(""), stage});
                    findings.push_back(missing_score(content, entry, stage, score,
                                                     mention == mentions.end() ? nullptr : mention->second));
                }
            }
        }
    }
    return findings;
}

}  // namespace domesday
