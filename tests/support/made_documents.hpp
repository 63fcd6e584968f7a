// Documents made by hand, for tests of what comes after reading.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "parsers/register.hpp"

namespace domesday
{

inline Value value_at(std::string text, int line, int begin = 0)
{
    const int end = begin + static_cast<int>(text.size());
    return {.text = std::move(text), .places = {{.line = line, .begin = begin, .end = end}}};
}

inline Entry made_entry(std::string id, std::string title, double current, double residual, int line)
{
    Entry entry{.id = id, .id_printed = value_at(id, line)};
    entry.texts[Field::title] = value_at(std::move(title), line, 10);
    entry.scores[Stage::current] = {.value = current, .printed = value_at("16 (Major/Likely)", line, 80)};
    entry.scores[Stage::residual] = {.value = residual, .printed = value_at("12", line, 100)};
    entry.first_line = entry.last_line = line;
    return entry;
}

inline Register made_register(std::string organisation, std::string year, int quarter,
                              std::vector<Entry> entries)
{
    Register reg{.title = value_at("Corporate Risk Register", 1),
                 .year = std::move(year),
                 .quarter = quarter,
                 .entries = std::move(entries)};
    if (!organisation.empty())
        reg.organisation = value_at(std::move(organisation), 2);
    return reg;
}

// Has something in every member, so that what the store forgets shows.
inline ParsedDocument full_document()
{
    Entry entry = made_entry("CO1", "Growth & \"prosperity\"\nsecond item – café", 16, 12.5, 40);
    entry.id_printed = {.text = "C01",
                        .places = {{.page = 3, .line = 40, .begin = 0, .end = 3}},
                        .confidence = Confidence::medium,
                        .reasons = {"a nought was read as the letter O", "other ids begin with CO"}};
    entry.id_repaired = true;
    entry.id_repair_reason = "other ids begin with CO";
    entry.kind = Kind::opportunity;
    entry.texts[Field::controls] = {.text = "=cmd()\n- not a formula",
                                    .places = {{.page = 3, .box = {72, 100.25F, 310.5F, 112}},
                                               {.page = 4, .box = {72.125F, 20, 300, 32}}},
                                    .confidence = Confidence::low,
                                    .reasons = {"joined over a page"}};
    entry.texts[Field::unplaced] = value_at("words of nobody", 44);
    entry.texts[Field::owner] = {};
    auto& score = entry.scores[Stage::current];
    score.label = "Major/Likely";
    score.likelihood = 4;
    score.impact = 4;
    score.likelihood_printed = value_at("Likely (4)", 41);
    score.impact_printed = value_at("Major (4)", 41, 20);
    score.heading = "Risk Score";
    score.basis = "today";
    score.previous = "18";
    score.confidence = Confidence::medium;
    score.reasons = {"read twice"};
    entry.scores[Stage::target] = {};
    entry.layer_mismatches = {
        {.part = "id", .text_layer = value_at("CO1", 40), .picture = value_at("CO7", 40)},
        {.stage = Stage::current,
         .part = "score",
         .text_layer = {.text = "16", .places = {{.page = 3, .box = {72, 100.5F, 310.5F, 112}}}}}};
    entry.first_page = 3;
    entry.last_page = 4;
    entry.reasons = {"the row goes on over page 3", "a blank cell continues the one above"};

    Register reg = made_register("Ellanport City Council", "2019/20", 2, {std::move(entry)});
    reg.entries.push_back({.kind = Kind::risk});
    reg.period_places = {{.page = 1, .line = 3, .begin = 4, .end = 9}};
    reg.as_at = "2019-09-30";
    reg.first_page = 3;
    reg.last_page = 4;
    reg.headings = {"Ref", "", "Risk Score"};
    reg.stages = {Stage::current, Stage::target};
    reg.layout = Layout::cards;
    reg.matrix = Matrix{.likelihood = {"RARE", "LIKELY"},
                        .impact = {"MINOR", "MAJOR / OUTSTANDING"},
                        .scores = {{1, 2}, {2.5, 5}},
                        .places = {{{.line = 50, .begin = 0, .end = 1}, {.line = 50, .begin = 2, .end = 3}},
                                   {{.line = 51, .begin = 0, .end = 1}, {.line = 51, .begin = 2, .end = 3}}},
                        .rule = MatrixRule::weighted,
                        .impact_weights = {1, 2.5}};

    ParsedDocument document{.registers = {std::move(reg), Register{}}};
    document.mentions = {{.id = "CO1",
                          .stage = Stage::residual,
                          .value = 12,
                          .label = "Major/Possible",
                          .change = Change::reduced,
                          .text = value_at("reduced to 12", 12)},
                         {.id = "CR7"}};
    document.movements = {.added = {{.id = "CR9", .text = value_at("CR9 is new", 13)}},
                          .deleted = {{.id = "CR2", .text = value_at("CR2 was deleted", 14)}},
                          .stated = true};
    document.unplaced_tables = {{.page = 9,
                                 .line = 90,
                                 .headings = {"Ref", "Apples"},
                                 .reason = "two headings of ten are known",
                                 .places = {{.page = 9, .line = 90, .begin = 0, .end = 10}}}};
    document.notes = {"a second key was found"};
    document.pages = {{.page = 3, .words = 15, .used = {1, 2, 3, 4, 5}}, {.page = 4, .words = 0}};
    document.left_out = {{.page = 3,
                          .text = "June 2019",
                          .words = 2,
                          .reason = "column not kept: Review Date",
                          .entry = "CO1",
                          .places = {{.page = 3, .line = 41, .begin = 50, .end = 59}}},
                         {.page = 3,
                          .text = "Jo Bloggs Al",
                          .words = 3,
                          .reason = "the heading \"Zookeeper\" is not known",
                          .is_explained = false,
                          .places = {{.page = 3, .line = 42, .begin = 50, .end = 62}},
                          .beside = {.what = "the heading over them",
                                     .text = "Zookeeper",
                                     .places = {{.page = 3, .line = 38, .begin = 50, .end = 59}}}}};
    return document;
}

inline std::vector<Finding> full_findings()
{
    return {
        {.check = "score-label-mismatch",
         .entry = "CO1",
         .stage = Stage::current,
         .printed = "16 (Major/Likely)",
         .expected = "12",
         .severity = Severity::error,
         .message = "CO1's current score is 16, its words give 12.",
         .found = {.what = "the register", .text = "16", .places = {{.line = 40, .begin = 80, .end = 82}}},
         .against = {.what = "the key",
                     .text = "12",
                     .places = {{.page = 2, .box = {10, 20, 30, 40}}},
                     .document = std::string(64, 'a')},
         .confidence = Confidence::low},
        {.check = "score-missing", .severity = Severity::warning, .message = "Nothing stands there."}};
}

}  // namespace domesday
