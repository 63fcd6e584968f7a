#include "parsers/registers/layer_questions.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

namespace
{

Place at(float left)
{
    return {.page = 2, .box = {left, 100, left + 20, 112}};
}

ParsedDocument one_entry()
{
    Entry entry{.id = "CR6", .id_printed = {.text = "CR6", .places = {at(10)}}};
    entry.scores[Stage::current] = {
        .value = 15,
        .label = "Major/Likely",
        .printed = {.text = "15 (Major/Likely)", .places = {at(100), at(130)}},
        .likelihood_printed = {.text = "4", .places = {at(160)}},
    };
    ParsedDocument document;
    document.registers.push_back({.entries = {entry}});
    return document;
}

LayerDifference difference(std::size_t asked, std::string text_layer, std::string picture)
{
    return {.asked = asked,
            .text_layer = std::move(text_layer),
            .picture = std::move(picture),
            .text_layer_place = at(100),
            .picture_place = at(101)};
}

}  // namespace

TEST_CASE("ids, scores and factors are compared, in their order", "[verify]")
{
    CHECK(places_to_compare(one_entry()) == std::vector{at(10), at(100), at(130), at(160)});
}

TEST_CASE("a score that its picture shows otherwise stays as it was read and is in doubt", "[verify]")
{
    auto document = one_entry();

    note_differences(document, std::vector{difference(1, "15", "16")});

    const Entry& entry = document.registers[0].entries[0];
    const Score& score = entry.scores.at(Stage::current);
    CHECK(score.value == 15);
    CHECK(score.previous == "16");
    CHECK(score.confidence == Confidence::low);
    CHECK(score.reasons ==
          std::vector<std::string>{"the picture of the page shows \"16\" where \"15\" is in the text layer"});
    REQUIRE(entry.layer_mismatches.size() == 1);
    CHECK(entry.layer_mismatches[0].stage == Stage::current);
    CHECK(entry.layer_mismatches[0].part == "score");
    CHECK(entry.layer_mismatches[0].text_layer.places == std::vector{at(100)});
    CHECK(entry.layer_mismatches[0].picture.places == std::vector{at(101)});
    CHECK(entry.id_printed.confidence == Confidence::high);
}

TEST_CASE("a value that was read from the picture is not put in doubt by its text layer", "[verify]")
{
    auto document = one_entry();
    auto found = difference(0, "CR8", "CR6");
    found.from_picture = true;

    note_differences(document, std::vector{found});

    const Entry& entry = document.registers[0].entries[0];
    CHECK(entry.id_printed.confidence == Confidence::high);
    REQUIRE(entry.layer_mismatches.size() == 1);
    CHECK_FALSE(entry.layer_mismatches[0].stage.has_value());
}
