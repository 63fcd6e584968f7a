#include "domesday/batch/wire.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("nothing of what a document says is lost between worker and supervisor", "[batch][wire]")
{
    const Value value{"text",
                      {{.page = 2, .line = 3, .begin = 4, .end = 5, .box = {1, 2, 3, 4}}},
                      Confidence::low,
                      {"why"}};
    Score score{.value = 16,
                .label = "Major/Likely",
                .likelihood = 4,
                .impact = 4,
                .printed = value,
                .likelihood_printed = value,
                .impact_printed = value,
                .heading = "Score",
                .basis = "today",
                .previous = "18",
                .confidence = Confidence::medium,
                .reasons = {"read again"}};
    Entry entry{.id = "CR1",
                .id_printed = value,
                .id_repaired = true,
                .id_repair_reason = "others",
                .kind = Kind::opportunity,
                .texts = {{Field::title, value}},
                .scores = {{Stage::target, score}},
                .first_page = 1,
                .last_page = 2,
                .first_line = 3,
                .last_line = 4,
                .reasons = {"joined"}};
    Matrix matrix{.likelihood = {"Rare"},
                  .impact = {"Minor"},
                  .scores = {{1}},
                  .places = {{value.places[0]}},
                  .rule = MatrixRule::weighted,
                  .impact_weights = {1},
                  .reasons = {"filled in"}};
    Register reg{.title = value,
                 .organisation = value,
                 .year = "2018/19",
                 .quarter = 3,
                 .period_places = value.places,
                 .as_at = "2018-12-31",
                 .first_page = 1,
                 .last_page = 9,
                 .matrix = matrix,
                 .headings = {"Ref"},
                 .stages = {Stage::target},
                 .entries = {entry}};
    Reading reading;
    reading.content = {.registers = {reg},
                       .mentions = {{.id = "CR1",
                                     .stage = Stage::residual,
                                     .value = 12,
                                     .label = "Major/Possible",
                                     .change = Change::reduced,
                                     .claim = "has been reduced to 12",
                                     .from = 16,
                                     .text = value}},
                       .movements = {{{"CR2", value}}, {{"CR3", value}}, true},
                       .unplaced_tables = {{1, 2, {"Heading"}, "why", value.places}},
                       .notes = {"note"},
                       .pages = {{.page = 2, .words = 15, .used = {1, 2, 3, 4, 5}}},
                       .left_out = {{.page = 2,
                                     .text = "June 2019",
                                     .words = 2,
                                     .reason = "column not kept: Review date",
                                     .is_explained = false,
                                     .entry = "CR1",
                                     .places = value.places,
                                     .beside = {"the entry beside them", "CR1", value.places, ""}}}};

    const Reading received = reading_from(encode(reading));

    CHECK(received.content == reading.content);
}
