#include "schema/store.hpp"

#include <catch2/catch.hpp>

#include "domesday/report/document_report.hpp"
#include "schema/nights.hpp"
#include "tests/support/made_documents.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

namespace
{

const ReadConditions kConditions{"0.1.0", std::string(64, 'v'), ""};

DocumentFile file_named(const std::string& name, char digit = '1')
{
    return {.name = name,
            .sha256 = std::string(64, digit),
            .state = {.path = "papers/" + name, .size = 100, .modified = 5, .inode = 7}};
}

StoredDocument add(Store& store, const DocumentFile& file, Extraction reading,
                   std::vector<Finding> findings = {})
{
    Run run{store, "ingest", kConditions, "2026-01-01T00:00:00Z"};
    StoreChange change{store, run};
    const auto document = change.add(file, reading, kConditions);
    change.set_findings(document, findings);
    change.commit();
    return document;
}

}  // namespace

TEST_CASE("what was stored comes back, to the last value", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    Extraction reading{.content = full_document()};
    reading.info = {.kind = SourceKind::pdf,
                    .page_count = 9,
                    .encoding = "UTF-8",
                    .pages_left_out = {5, 6},
                    .notes = {"reduced to 150 dpi"},
                    .repaired = true};

    const auto document = add(store, file_named("a.pdf"), reading, full_findings());
    auto loaded = store.load(document);

    CHECK(loaded.reading.info.page_count == 9);
    CHECK(loaded.reading.info.kind == SourceKind::pdf);
    CHECK(loaded.reading.info.encoding == "UTF-8");
    CHECK(loaded.reading.info.repaired);
    CHECK(loaded.reading.info.pages_left_out == std::vector{5, 6});
    CHECK(loaded.reading.info.notes == reading.info.notes);
    CHECK(loaded.reading.outcome() == Outcome::partial);
    CHECK(loaded.findings == full_findings());
    const auto fresh = report_from("a.pdf", std::string(64, '1'), std::move(reading), full_findings());
    CHECK(register_json({report_from(std::move(loaded))}) == register_json({fresh}));
}

TEST_CASE("a value keeps its letters and places, places in points to a tenth", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    ParsedDocument expected = full_document();
    auto& places = expected.registers.front().entries.front().texts.at(Field::controls).places;
    places.front().box.top = 100.3F;
    places.back().box.left = 72.1F;

    const auto document = add(store, file_named("a.pdf"), {.content = full_document()});

    CHECK(store.load(document).reading.content == expected);
}

TEST_CASE("a document that could not be read has a row with the reason", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    const Failure failure{
        .reason = "damaged", .found = "the page stops", .advice = "fetch it again", .page = 4};

    const auto document = add(store, file_named("a.pdf"), {.failure = failure});

    CHECK(document.newest_outcome == Outcome::quarantined);
    CHECK(document.newest_reason == "damaged");
    CHECK(store.newest_failure(document.document) == failure);
    CHECK(store.load(document).reading.failure == failure);
}

TEST_CASE("a re-reading is a new revision and the old one stays", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    const auto first = add(store, file_named("a.pdf"), {.content = full_document()});

    const auto second = add(store, file_named("a.pdf"), {.content = {}});

    CHECK(second.revision == 2);
    CHECK(second.document == first.document);
    CHECK(store.load(second).reading.content == ParsedDocument{});
    CHECK(store.load(first).reading.content.registers.size() == 2);
    CHECK(store.documents().size() == 1);
}

TEST_CASE("a re-reading that fails does not take away what an earlier one gave", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    add(store, file_named("a.pdf"), {.content = full_document()});

    const auto after = add(store, file_named("a.pdf"), {.failure = Failure{.reason = "limit-time"}});

    CHECK(after.revision == 1);
    CHECK(after.newest_outcome == Outcome::quarantined);
    CHECK(store.load(after).reading.content.registers.size() == 2);
}

TEST_CASE("what is not committed is not in the store", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    Run run{store, "ingest", kConditions, "2026-01-01T00:00:00Z"};
    {
        StoreChange change{store, run};
        change.add(file_named("a.pdf"), {.content = full_document()}, kConditions);
    }

    CHECK(store.documents().empty());
}

TEST_CASE("the same bytes under two names are one document, known by the first name in order",
          "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    add(store, file_named("b.pdf"), {.content = full_document()});
    Run run{store, "ingest", kConditions, "2026-01-01T00:00:00Z"};
    StoreChange change{store, run};
    change.add_path(store.documents().front().document, file_named("a.pdf"));
    change.commit();

    const auto documents = store.documents();

    REQUIRE(documents.size() == 1);
    CHECK(documents.front().name == "a.pdf");
    CHECK(documents.front().paths == std::vector<std::string>{"papers/a.pdf", "papers/b.pdf"});
}

TEST_CASE("a file whose size, time and inode stayed is found without reading it", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    const auto file = file_named("a.pdf");
    add(store, file, {.content = full_document()});

    FileState changed = file.state;
    changed.modified += 1;

    CHECK(store.find_unchanged(file.state).has_value());
    CHECK_FALSE(store.find_unchanged(changed).has_value());
}

TEST_CASE("a finding keeps the run that gave it first, through re-readings", "[schema][store]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    auto findings = full_findings();
    findings.resize(1);
    add(store, file_named("a.pdf"), Extraction{.content = full_document()}, findings);  // run 1
    findings.push_back(findings.front());
    findings.back().entry = "CR99";

    add(store, file_named("a.pdf"), Extraction{.content = full_document()}, findings);  // run 2

    CHECK(findings_since(store, 1).size() == 2);
    REQUIRE(findings_since(store, 2).size() == 1);
    CHECK(findings_since(store, 2).front().entry == "CR99");
    CHECK(registers_since(store, 1).size() == 2);
    CHECK(registers_since(store, 2).empty());  // the same register, read again
}
