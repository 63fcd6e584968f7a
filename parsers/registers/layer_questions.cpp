#include "parsers/registers/layer_questions.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace domesday
{
namespace
{

// A value of an entry that is compared: the id, or a part of a score.
template <class EntryType, class ValueType, class ScoreType>
struct Part {
    EntryType* entry = nullptr;
    std::optional<Stage> stage{};
    const char* part = "";
    ValueType* value = nullptr;
    ScoreType* score = nullptr;
};
using Compared = Part<Entry, Value, Score>;
using ComparedConst = Part<const Entry, const Value, const Score>;

template <class PartType, class Document, class Take>
void for_each_part(Document& document, Take&& take)
{
    for (auto& content : document.registers)
        for (auto& entry : content.entries) {
            take(PartType{&entry, std::nullopt, "id", &entry.id_printed, nullptr});
            for (auto& [stage, score] : entry.scores) {
                take(PartType{&entry, stage, "score", &score.printed, &score});
                take(PartType{&entry, stage, "likelihood", &score.likelihood_printed, &score});
                take(PartType{&entry, stage, "impact", &score.impact_printed, &score});
            }
        }
}

// Differences of several words of one value are one mismatch.
LayerMismatch mismatch_from(const Compared& compared, std::span<const LayerDifference> differences)
{
    LayerMismatch mismatch{.stage = compared.stage, .part = compared.part};
    const auto add = [](Value& value, const std::string& text, const Place& place) {
        value.text += (value.text.empty() || text.empty() ? "" : " ") + text;
        value.places.push_back(place);
    };
    for (const auto& difference : differences) {
        add(mismatch.text_layer, difference.text_layer, difference.text_layer_place);
        add(mismatch.picture, difference.picture, difference.picture_place);
    }
    return mismatch;
}

void doubt(const Compared& compared, const LayerMismatch& mismatch)
{
    const std::string reason =
        "the picture of the page shows " +
        (mismatch.picture.text.empty() ? "nothing" : "\"" + mismatch.picture.text + "\"") + " where \"" +
        mismatch.text_layer.text + "\" is in the text layer";
    compared.value->confidence = Confidence::low;
    compared.value->reasons.push_back(reason);
    if (compared.score) {
        compared.score->confidence = Confidence::low;
        compared.score->reasons.push_back(reason);
        if (std::string_view(compared.part) == "score" && compared.score->previous.empty())
            compared.score->previous = mismatch.picture.text;
    }
}

}  // namespace

std::vector<Place> places_to_compare(const ParsedDocument& document)
{
    std::vector<Place> places;
    for_each_part<ComparedConst>(document, [&](const ComparedConst& compared) {
        places.insert(places.end(), compared.value->places.begin(), compared.value->places.end());
    });
    return places;
}

void note_differences(ParsedDocument& document, std::span<const LayerDifference> differences)
{
    std::size_t first = 0, at = 0;
    for_each_part<Compared>(document, [&](const Compared& compared) {
        const std::size_t last = first + compared.value->places.size(), begin = at;
        first = last;
        while (at < differences.size() && differences[at].asked < last)
            ++at;
        if (at == begin)
            return;
        const auto own = differences.subspan(begin, at - begin);
        auto mismatch = mismatch_from(compared, own);
        if (!own.front().from_picture)
            doubt(compared, mismatch);
        compared.entry->layer_mismatches.push_back(std::move(mismatch));
    });
}

}  // namespace domesday
