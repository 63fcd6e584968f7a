#include "parsers/checks/each.hpp"
#include "parsers/checks/earlier_register.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{

namespace
{

bool holds(Change claim, double before, double now)
{
    switch (claim) {
        case Change::reduced:
            return now < before;
        case Change::increased:
            return now > before;
        case Change::unchanged:
            return now == before;
        case Change::none:
            break;
    }
    return true;
}

std::string printed_claim(const Mention& mention)
{
    if (!mention.claim.empty() || !mention.value) {
        return mention.claim;
    }
    return std::string(to_string(mention.change)) + (mention.change == Change::unchanged ? " at " : " to ") +
           number_text(*mention.value);
}

// The stages whose earlier score the claim can speak of: the one it names, else every stage that has the
// claimed score today.
std::vector<Stage> stages_meant(const Mention& mention, const Entry* now)
{
    if (mention.stage) {
        return {*mention.stage};
    }
    std::vector<Stage> stages;
    for (const Stage stage : kStages) {
        const auto score = now ? now->scores.find(stage) : decltype(now->scores.find(stage)){};
        if (now && score != now->scores.end() && score->second.value == mention.value) {
            stages.push_back(stage);
        }
    }
    return stages;
}

struct EarlierScore {
    Stage stage;
    const Score* score;
};

// The earlier score that contradicts the claim; none when an allowed reading agrees, or nothing is known.
std::optional<EarlierScore> contradicting_score(const Mention& mention, const Entry& before, const Entry* now)
{
    std::optional<EarlierScore> contradicting;
    for (const Stage stage : stages_meant(mention, now)) {
        const auto earlier = before.scores.find(stage);
        if (earlier == before.scores.end() || !earlier->second.value) {
            return std::nullopt;
        }
        const double value = *earlier->second.value;
        if (holds(mention.change, value, *mention.value) && (!mention.from || *mention.from == value)) {
            return std::nullopt;
        }
        if (!contradicting) {
            contradicting = EarlierScore{stage, &earlier->second};
        }
    }
    return contradicting;
}

Finding against_earlier(const Mention& mention, const PreviousRegister& previous, const EarlierScore& earlier)
{
    const std::string before = number_text(*earlier.score->value);
    const bool same = *earlier.score->value == *mention.value;
    return {.entry = mention.id,
            .stage = earlier.stage,
            .printed = printed_claim(mention),
            .expected = before + " in the previous register" + (same ? " too" : ""),
            .message = "The report says of " + mention.id + "'s " + std::string(to_string(earlier.stage)) +
                       " score: " + printed_claim(mention) + ", but " + name_of(previous) +
                       (same ? " already gives " : " gives ") + before + ".",
            .found = fact_of(mention),
            .against = {.what = name_of(previous) + ", " + std::string(to_string(earlier.stage)) +
                                " score of " + mention.id,
                        .text = printed_score(*earlier.score),
                        .places = places_of(*earlier.score),
                        .document = previous.document_sha256},
            .confidence = lower(mention.text.confidence, earlier.score->confidence)};
}

// "reduced from 12 to 18" contradicts itself: no earlier register is needed.
Finding against_itself(const Mention& mention)
{
    const std::string from = number_text(*mention.from), to = number_text(*mention.value);
    return {.entry = mention.id,
            .stage = mention.stage,
            .printed = printed_claim(mention),
            .expected = "not " + std::string(to_string(mention.change)),
            .message = "The report calls " + mention.id + "'s score " +
                       std::string(to_string(mention.change)) + ", but says from " + from + " to " + to + ".",
            .found = fact_of(mention),
            .against = {.what = "the report, the two numbers",
                        .text = from + " to " + to,
                        .places = mention.text.places},
            .confidence = mention.text.confidence};
}

}  // namespace

std::vector<Finding> change_claims_unlike_previous(const CheckInput& input)
{
    std::vector<Finding> findings;
    const EarlierRegisters earlier(input);
    for (const Mention& mention : input.document.mentions) {
        if (mention.change == Change::none || !mention.value) {
            continue;
        }
        if (mention.from && !holds(mention.change, *mention.from, *mention.value)) {
            findings.push_back(against_itself(mention));
            continue;
        }
        const auto [previous, before] = earlier.find(mention.id);
        const auto now = earlier.now().find(mention.id);
        const Entry* entry_now = now == earlier.now().end() ? nullptr : now->second;
        if (!before || (entry_now && are_different_risks(*before, *entry_now))) {
            continue;
        }
        if (const auto contradicting = contradicting_score(mention, *before, entry_now)) {
            findings.push_back(against_earlier(mention, *previous, *contradicting));
        }
    }
    return findings;
}

}  // namespace domesday
