#include <map>

#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{

namespace
{

std::string title_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? std::string() : title->second.text;
}

Fact fact_of_id(const Entry& entry)
{
    return {.what = "the register, id of \"" + title_of(entry).substr(0, title_of(entry).find('\n')) + "\"",
            .text = entry.id_printed.text,
            .places = entry.id_printed.places};
}

}  // namespace

// One finding per entry that repeats an earlier one's id.
std::vector<Finding> ids_repeated(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const Register& content : input.document.registers) {
        std::map<std::string, const Entry*> first;
        for (const Entry& entry : content.entries) {
            if (!entry.id) {
                continue;
            }
            const auto [seen, is_first] = first.emplace(*entry.id, &entry);
            if (is_first) {
                continue;
            }
            const Entry& earlier = *seen->second;
            findings.push_back(
                {.entry = entry.id,
                 .printed = entry.id_printed.text,
                 .message =
                     *entry.id + " stands twice in this register" +
                     (earlier.id_printed.text == entry.id_printed.text
                          ? std::string()
                          : ", printed as " + earlier.id_printed.text + " and as " + entry.id_printed.text) +
                     (title_of(earlier) == title_of(entry) ? ", with the same title."
                                                           : ", with different titles."),
                 .found = fact_of_id(entry),
                 .against = fact_of_id(earlier),
                 .confidence = lower(entry.id_printed.confidence, earlier.id_printed.confidence)});
        }
    }
    return findings;
}

}  // namespace domesday
