// Registers of a few entries, written down in one line each.
#pragma once

#include <string>
#include <vector>

#include "parsers/checks/checks.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/matrix_rule.hpp"

namespace domesday::test
{

inline Matrix product_key()
{
    Matrix key{.likelihood = {"Rare", "Unlikely", "Possible", "Likely", "Certain"},
               .impact = {"Insignificant", "Minor", "Moderate", "Major", "Catastrophic / Outstanding"}};
    for (int i = 1; i <= 5; ++i) {
        key.scores.emplace_back();
        for (int l = 1; l <= 5; ++l) {
            key.scores.back().push_back(i * l);
        }
    }
    classify_rule(key);
    return key;
}

inline Matrix weighted_key()
{
    Matrix key{.likelihood = {"Rare", "Unlikely", "Possible", "Likely"},
               .impact = {"Minor", "Serious", "Major", "Extreme"},
               .scores = {{1, 2, 3, 4}, {2, 4, 6, 8}, {4, 8, 12, 16}, {8, 16, 24, 32}}};
    classify_rule(key);
    return key;
}

inline Score score_of(double value)
{
    return {.value = value};
}

inline Score labelled(double value, const std::string& label)
{
    return {.value = value, .label = label};
}

inline Score factored(double value, const std::string& likelihood, const std::string& impact)
{
    Score score{.value = value};
    score.likelihood_printed.text = likelihood;
    score.impact_printed.text = impact;
    return score;
}

inline Entry entry_of(const std::string& id, std::map<Stage, Score> scores, Kind kind = Kind::risk)
{
    Entry entry{.id = id, .kind = kind, .scores = std::move(scores)};
    entry.id_printed.text = id;
    entry.texts[Field::title].text = "Title of " + id;
    return entry;
}

inline ParsedDocument document_of(std::vector<Entry> entries, std::optional<Matrix> key = std::nullopt)
{
    ParsedDocument document;
    document.registers.push_back({.matrix = std::move(key), .entries = std::move(entries)});
    return document;
}

// "check entry stage printed expected" of each finding, in order; "-" for what it does not have.
inline std::vector<std::string> findings_in(const CheckInput& input)
{
    std::vector<std::string> lines;
    for (const Finding& finding : findings_for(input)) {
        lines.push_back(finding.check + " " + finding.entry.value_or("-") + " " +
                        (finding.stage ? std::string(to_string(*finding.stage)) : "-") + " | " +
                        finding.printed.value_or("-") + " | " + finding.expected.value_or("-"));
    }
    return lines;
}

inline std::vector<std::string> findings_in(const ParsedDocument& document)
{
    return findings_in(CheckInput{.document = document});
}

using Lines = std::vector<std::string>;

}  // namespace domesday::test
