#include <algorithm>

#include "parsers/checks/each.hpp"
#include "parsers/checks/earlier_register.hpp"

namespace domesday
{

namespace
{

Fact fact_of_claim(const Movement& movement, std::string_view claim)
{
    return {.what = "the report, " + movement.id + " as " + std::string(claim),
            .text = movement.text.text,
            .places = movement.text.places};
}

Fact fact_of_absence(const PreviousRegister& previous, const std::string& id)
{
    return {.what = name_of(previous), .text = "no entry " + id, .document = previous.document_sha256};
}

Fact fact_of_entry(const PreviousRegister& previous, const Entry& entry)
{
    return {.what = name_of(previous),
            .text = entry.id_printed.text,
            .places = entry.id_printed.places,
            .document = previous.document_sha256};
}

bool is_listed(const std::vector<Movement>& movements, const std::string& id)
{
    return std::any_of(movements.begin(), movements.end(), [&](const Movement& m) { return m.id == id; });
}

void check_said_to_be_new(const Movements& said, const EarlierRegisters& earlier,
                          std::vector<Finding>& findings)
{
    for (const Movement& movement : said.added) {
        const auto [previous, entry] = earlier.find(movement.id);
        const auto now = earlier.now().find(movement.id);
        if (!entry || (now != earlier.now().end() && are_different_risks(*entry, *now->second))) {
            continue;  // an id used again for another risk is a new entry
        }
        findings.push_back(
            {.entry = movement.id,
             .printed = "new",
             .expected = "in the previous register",
             .message = movement.id + " is reported as new but already stood in " + name_of(*previous) + ".",
             .found = fact_of_claim(movement, "new"),
             .against = fact_of_entry(*previous, *entry),
             .confidence = movement.text.confidence});
    }
}

void check_said_to_be_deleted(const Movements& said, const EarlierRegisters& earlier,
                              std::vector<Finding>& findings)
{
    for (const Movement& movement : said.deleted) {
        if (earlier.find(movement.id).entry || !earlier.covers(movement.id)) {
            continue;
        }
        findings.push_back({.entry = movement.id,
                            .printed = "deleted",
                            .expected = "not in the previous register",
                            .message = movement.id + " is reported as deleted but did not stand in " +
                                       name_of(*earlier.first()) + ".",
                            .found = fact_of_claim(movement, "deleted"),
                            .against = fact_of_absence(*earlier.first(), movement.id),
                            .confidence = movement.text.confidence});
    }
}

void check_not_said(const Movements& said, const EarlierRegisters& earlier, std::vector<Finding>& findings)
{
    for (const auto& [id, entry] : earlier.now()) {
        if (!earlier.find(id).entry && !is_listed(said.added, id)) {
            findings.push_back(
                {.entry = id,
                 .expected = "new",
                 .message = id + " did not stand in " + name_of(*earlier.first()) +
                            ", but the report, which lists the movements, does not call it new.",
                 .found = {.what = "the register, the id",
                           .text = entry->id_printed.text,
                           .places = entry->id_printed.places},
                 .against = fact_of_absence(*earlier.first(), id)});
        }
    }
    for (const auto& [id, at] : earlier.before()) {
        if (!earlier.now().contains(id) && !is_listed(said.deleted, id) && earlier.covers(id)) {
            findings.push_back(
                {.entry = id,
                 .expected = "deleted",
                 .message = id + " stood in " + name_of(*at.content) +
                            " and is gone, but the report, which lists the movements, does not "
                            "call it deleted.",
                 .found = {.what = "the register", .text = "no entry " + id},
                 .against = fact_of_entry(*at.content, *at.entry)});
        }
    }
}

}  // namespace

std::vector<Finding> movements_unlike_previous(const CheckInput& input)
{
    std::vector<Finding> findings;
    const EarlierRegisters earlier(input);
    const Movements& said = input.document.movements;
    if (earlier.empty()) {
        return findings;
    }
    check_said_to_be_new(said, earlier, findings);
    check_said_to_be_deleted(said, earlier, findings);
    if (said.stated || !said.added.empty() || !said.deleted.empty()) {
        check_not_said(said, earlier, findings);
    }
    return findings;
}

}  // namespace domesday
