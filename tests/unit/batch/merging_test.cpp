#include "domesday/batch/merging.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "domesday/batch/ingest.hpp"
#include "domesday/report/document_report.hpp"
#include "extractor/document/error.hpp"
#include "tests/support/made_documents.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

namespace
{

// "bad ..." cannot be read; "plain 7 ..." is a register that prints no period; "3 7 ..." one of quarter 3
// whose scores grow with 7.
Reading read_made(const Source& source, const ReadOptions&)
{
    if (source.bytes.starts_with("bad"))
        throw InputError({.source = source.name, .page = 2}, Reason::damaged, "it stops here",
                         "fetch it again");
    const double score = source.bytes[source.bytes.find(' ') + 1] - '0';
    Register reg = made_register("Ellanport City Council", "2018/19", source.bytes[0] - '0',
                                 {made_entry("CR1", "Failure to recruit staff", score, 1, 10),
                                  made_entry("CR2", "Flooding of the depot", 2 * score, 2, 20)});
    if (source.bytes.starts_with("plain")) {
        reg.year.reset();
        reg.quarter.reset();
    }
    Reading reading;
    reading.content.registers = {reg};
    reading.content.movements = {.added = {{.id = "CR2", .text = value_at("CR2 is new", 3)}}, .stated = true};
    return reading;
}

void ingest_into(Store& store, const std::vector<std::string>& paths, const std::string& version = "0.1.0")
{
    const IngestOptions options{.paths = paths, .version = version, .vocabulary_sha256 = "v"};
    Run run{store, "ingest", {version, "v", ""}, "2026-01-01T00:00:00Z"};
    IngestWatcher watcher;
    ingest(store, run, options, runner_here(read_made), watcher);
    run.finish("2026-01-01T00:00:01Z", "finished");
}

void merge_into(Store& store, const Store& from)
{
    Run run{store, "merge", {"0.1.0", "", ""}, "2026-01-02T00:00:00Z"};
    merge(store, run, from);
    run.finish("2026-01-02T00:00:01Z", "finished");
}

std::string exported(const Store& store)
{
    std::vector<DocumentReport> reports;
    for (const auto& document : store.documents())
        reports.push_back(report_from(store.load(document)));
    std::string text = register_json(reports);
    for (const auto& document : store.documents())
        for (const auto& path : document.paths)
            text += document.sha256 + ' ' + path + '\n';
    for (const auto& unread : store.unread_paths())
        text += unread.path + ' ' + unread.failure.found + '\n';
    return text;
}

std::vector<std::string> write_papers(const Scratch& scratch)
{
    return {scratch.write("q1.txt", "1 3"),
            scratch.write("q2.txt", "2 4"),
            scratch.write("q2-scan.txt", "2 5 "),
            scratch.write("q3.txt", "3 6"),
            scratch.write("q4.txt", "4 7"),
            scratch.write("copies/a-copy-of-q4.txt", "4 7"),
            scratch.write("later/2019-20-q1.txt", "plain 8"),
            scratch.write("later/1-no-period-in-this-name.txt", "plain 9"),
            scratch.write("later/2019-20-q2.txt", "plain 9"),
            scratch.write("damaged.txt", "bad"),
            scratch.path("missing.txt")};
}

}  // namespace

TEST_CASE("stores merged in any order export what one run over everything does", "[batch][merging]")
{
    const Scratch scratch;
    const auto papers = write_papers(scratch);
    Store all = Store::for_writing(scratch.path("all.db"));
    ingest_into(all, papers);
    const std::string expected = exported(all);
    REQUIRE(expected.find("\"movement-mismatch\"") != std::string::npos);
    std::mt19937 chance{1};

    for (int round = 0; round < 30; ++round) {
        CAPTURE(round);
        const std::string name = std::to_string(round) + ".";
        // each paper goes to one store or to several
        std::vector<std::vector<std::string>> shares(2 + chance() % 3);
        for (const auto& paper : papers)
            for (std::size_t copies = 1 + chance() % 2; copies > 0; --copies)
                shares[chance() % shares.size()].push_back(paper);
        std::vector<Store> stores;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            stores.push_back(Store::for_writing(scratch.path(name + std::to_string(i))));
            std::shuffle(shares[i].begin(), shares[i].end(), chance);
            for (const auto& paper : shares[i])  // in a run each, so that the order is ours
                ingest_into(stores[i], {paper});
        }
        std::vector<std::size_t> order(stores.size());
        std::iota(order.begin(), order.end(), 0u);
        std::shuffle(order.begin(), order.end(), chance);
        Store merged = Store::for_writing(scratch.path(name + "merged"));
        for (const std::size_t i : order)
            merge_into(merged, stores[i]);

        CHECK(exported(merged) == expected);
        const auto changes = merged.changes();
        for (const auto& store : stores)
            merge_into(merged, store);
        CHECK(merged.changes() == changes);
    }
}

TEST_CASE("a merge of merged stores is the merge of all", "[batch][merging]")
{
    const Scratch scratch;
    const auto papers = write_papers(scratch);
    Store first = Store::for_writing(scratch.path("1.db"));
    Store second = Store::for_writing(scratch.path("2.db"));
    Store third = Store::for_writing(scratch.path("3.db"));
    ingest_into(first, papers);
    ingest_into(second, {papers[0], papers[4]}, "0.2.0");
    ingest_into(third, {papers[0], papers[9]}, "0.1.5");
    Store left = Store::for_writing(scratch.path("left.db"));
    Store right = Store::for_writing(scratch.path("right.db"));
    Store middle = Store::for_writing(scratch.path("middle.db"));

    merge_into(left, first);
    merge_into(left, second);
    merge_into(left, third);
    merge_into(middle, third);
    merge_into(middle, second);
    merge_into(right, middle);
    merge_into(right, first);

    const auto versions = [](const Store& store) {
        std::vector<std::string> list;
        for (const auto& document : store.documents())
            for (const auto& revision : store.revisions(document.document))
                list.push_back(document.name + ' ' + revision.conditions.version);
        return list;
    };
    CHECK(exported(left) == exported(right));
    CHECK(versions(left) == versions(right));
    CHECK(left.find_by_hash(sha256_hex("1 3"))->revision == 3);
    CHECK(left.find_by_hash(sha256_hex("1 3"))->conditions.version == "0.1.5");
}

TEST_CASE("a reading that failed does not hide one of another store that succeeded", "[batch][merging]")
{
    const Scratch scratch;
    const DocumentFile file{
        .name = "a.txt", .sha256 = sha256_hex("a"), .state = {.path = "/a.txt", .size = 1}};
    Store good = Store::for_writing(scratch.path("good.db"));
    Store bad = Store::for_writing(scratch.path("bad.db"));
    {
        Run run{good, "ingest", {"0.1.0", "v", ""}, "2026-01-01T00:00:00Z"};
        StoreChange change{good, run};
        const auto added = change.add(file, {.content = full_document()}, {"0.1.0", "v", ""});
        change.set_read_at(added.extraction, "2026-01-01T00:00:00.000Z");
        change.commit();
    }
    {
        Run run{bad, "ingest", {"0.2.0", "v", ""}, "2026-01-01T00:00:00Z"};
        StoreChange change{bad, run};
        change.add(file, {.failure = Failure{.reason = "limit-time", .found = "slow"}}, {"0.2.0", "v", ""});
        change.commit();
    }

    const auto expected = good.load(*good.find_by_hash(file.sha256)).reading.content;
    REQUIRE(expected.registers.size() == full_document().registers.size());

    merge_into(good, bad);
    Store other = Store::for_writing(scratch.path("other.db"));
    merge_into(other, bad);
    merge_into(other, good);

    for (const Store* store : {&good, &other}) {
        const auto document = store->find_by_hash(file.sha256);
        REQUIRE(document);
        CHECK(store->load(*document).reading.content == expected);
        CHECK(document->newest_outcome == Outcome::quarantined);
        CHECK(document->revision == 1);
    }
}

TEST_CASE("of several files that stood at one path the one last written is the current one",
          "[batch][merging]")
{
    const Scratch scratch;
    Store old_store = Store::for_writing(scratch.path("old.db"));
    Store new_store = Store::for_writing(scratch.path("new.db"));
    const auto keep_at = [](Store& store, const std::string& bytes, std::int64_t modified) {
        Run run{store, "ingest", {"0.1.0", "v", ""}, "2026-01-01T00:00:00Z"};
        StoreChange change{store, run};
        change.add({.name = "a.txt",
                    .sha256 = sha256_hex(bytes),
                    .state = {.path = "/a.txt", .size = 1, .modified = modified}},
                   {}, {"0.1.0", "v", ""});
        change.commit();
    };
    keep_at(old_store, "old", 1);
    keep_at(new_store, "new", 2);
    Store one = Store::for_writing(scratch.path("one.db"));
    Store other = Store::for_writing(scratch.path("other.db"));

    merge_into(one, old_store);
    merge_into(one, new_store);
    merge_into(other, new_store);
    merge_into(other, old_store);
    const auto changes = other.changes();
    merge_into(other, old_store);

    CHECK(other.changes() == changes);
    for (const Store* store : {&one, &other}) {
        for (const auto& document : store->documents())
            CHECK(document.paths.size() == (document.sha256 == sha256_hex("new") ? 1 : 0));
    }
}

TEST_CASE("what auditors decided comes along, each decision once", "[batch][merging]")
{
    const Scratch scratch;
    Store desk = Store::for_writing(scratch.path("desk.db"));
    ingest_into(desk, {scratch.write("q1.txt", "1 3")});
    const auto document = desk.documents().front();
    const Decision decision{.document = document.sha256,
                            .revision = 1,
                            .value = {.reg = 0, .entry = 0, .field = "title"},
                            .extracted = "Failure to recruit staff",
                            .verdict = Verdict::agree,
                            .who = "AB",
                            .when = "2026-02-13T10:00:00.000Z"};
    {
        Run run{desk, "review", {"0.1.0", "", ""}, "2026-01-01T00:00:00Z"};
        StoreChange change{desk, run};
        REQUIRE(change.add(document, decision));
        change.commit();
    }
    Store merged = Store::for_writing(scratch.path("merged.db"));

    merge_into(merged, desk);
    const auto changes = merged.changes();
    merge_into(merged, desk);

    CHECK(merged.changes() == changes);
    CHECK(merged.decisions(merged.documents().front()) == std::vector<Decision>{decision});
}

TEST_CASE("every document belongs to one shard", "[batch][shard]")
{
    for (const int count : {1, 2, 7}) {
        std::vector<int> documents(static_cast<std::size_t>(count));
        for (int i = 0; i < 700; ++i) {
            int owners = 0;
            for (int index = 0; index < count; ++index)
                if (Shard{index, count}.has(sha256_hex(std::to_string(i)))) {
                    ++owners;
                    ++documents[static_cast<std::size_t>(index)];
                }
            CHECK(owners == 1);
        }
        for (const int number : documents)
            CHECK(number > 700 / count / 2);
    }
}

TEST_CASE("a shard is two numbers, the first from 0", "[batch][shard]")
{
    CHECK(shard_from("0/1"));
    CHECK(shard_from("7/8")->index == 7);
    for (const char* wrong :
         {"", "/", "1", "1/", "/1", "8/8", "-1/8", "1/-8", "0/0", "0/8x", " 0/8", "0/99999999999", "0/20000"})
        CHECK_FALSE(shard_from(wrong));
}
