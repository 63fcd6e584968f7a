#include "parsers/checks/each.hpp"

namespace domesday
{

std::vector<Finding> ids_repaired(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const Register& content : input.document.registers) {
        for (const Entry& entry : content.entries) {
            if (!entry.id_repaired || !entry.id) {
                continue;
            }
            findings.push_back(
                {.entry = entry.id,
                 .printed = entry.id_printed.text,
                 .expected = entry.id,
                 .message = entry.id_printed.text + " was read as " + *entry.id +
                            (entry.id_repair_reason.empty() ? "" : ": " + entry.id_repair_reason) + ".",
                 .found = {.what = "the register, the printed id",
                           .text = entry.id_printed.text,
                           .places = entry.id_printed.places},
                 .against = {.what = "the other ids of the document", .text = entry.id_repair_reason},
                 .confidence = entry.id_printed.confidence});
        }
    }
    return findings;
}

}  // namespace domesday
