#include "parsers/checks/each.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{

namespace
{

std::string name_of_part(const LayerMismatch& mismatch)
{
    if (!mismatch.stage) {
        return "id";
    }
    return std::string(to_string(*mismatch.stage)) + " " + mismatch.part;
}

Finding finding_from(const Entry& entry, const LayerMismatch& mismatch)
{
    const std::string part = name_of_part(mismatch);
    const std::string& shown = mismatch.picture.text;
    return {.entry = entry.id,
            .stage = mismatch.stage,
            .printed = mismatch.text_layer.text,
            .expected = shown,
            .message = name_of(entry) + ": in the " + part + " the text layer says \"" +
                       mismatch.text_layer.text + "\", and the picture of the page shows " +
                       (shown.empty() ? "nothing" : "\"" + shown + "\"") + ".",
            .found = {.what = "the text layer, " + part + " of " + name_of(entry),
                      .text = mismatch.text_layer.text,
                      .places = mismatch.text_layer.places},
            .against = {.what = "the picture of the page", .text = shown, .places = mismatch.picture.places}};
}

}  // namespace

// `--ocr verify` has compared them: what a person sees and what a program reads are not the same.
std::vector<Finding> text_layers_unlike_picture(const CheckInput& input)
{
    std::vector<Finding> findings;
    for (const Register& content : input.document.registers) {
        for (const Entry& entry : content.entries) {
            for (const LayerMismatch& mismatch : entry.layer_mismatches) {
                findings.push_back(finding_from(entry, mismatch));
            }
        }
    }
    return findings;
}

}  // namespace domesday
