#include "domesday/batch/ingest.hpp"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "domesday/batch/listing.hpp"
#include "domesday/report/document_report.hpp"
#include "extractor/document/error.hpp"
#include "tests/support/made_documents.hpp"
#include "tests/support/made_zip.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

namespace
{

// Reads "bad" as a damaged document and any other text as a register with one entry called by that text.
Reading read_made(const Source& source, const ReadOptions&)
{
    if (source.bytes.starts_with("bad"))
        throw InputError({.source = source.name, .page = 2}, Reason::damaged, "it stops here",
                         "fetch it again");
    Reading reading;
    reading.content.registers = {
        made_register("Ellanport City Council", "2018/19", 3, {made_entry("CR1", source.bytes, 16, 12, 1)})};
    return reading;
}

struct Desk {
    Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    IngestOptions options{.version = "0.1.0", .vocabulary_sha256 = "v"};
    std::size_t reads = 0;

    IngestSummary ingest(std::vector<std::string> paths)
    {
        options.paths = std::move(paths);
        Run run{store, "ingest", {options.version, options.vocabulary_sha256, ""}, "2026-01-01T00:00:00Z"};
        IngestWatcher watcher;
        return domesday::ingest(store, run, options,
                                runner_here([this](const auto& source, const auto& read) {
                                    ++reads;
                                    return read_made(source, read);
                                }),
                                watcher);
    }

    std::string exported() const
    {
        std::vector<DocumentReport> reports;
        for (const auto& document : store.documents())
            reports.push_back(report_from(store.load(document)));
        return register_json(reports);
    }
};

}  // namespace

TEST_CASE("a second ingest reads nothing and changes no row", "[batch][ingest]")
{
    Desk desk;
    desk.scratch.write("papers/a.txt", "Flooding");
    desk.scratch.write("papers/b.txt", "bad");
    const auto first = desk.ingest({desk.scratch.path("papers")});
    const auto changes = desk.store.changes();
    const auto reads = desk.reads;

    const auto second = desk.ingest({desk.scratch.path("papers")});
    desk.options.rehash = true;
    const auto third = desk.ingest({desk.scratch.path("papers")});

    CHECK(first.documents_read() == 2);
    CHECK(second.documents_read() == 0);
    CHECK(second.known == 2);
    CHECK(third.known == 2);
    CHECK(desk.reads == reads);
    CHECK(desk.store.changes() == changes);
}

TEST_CASE("known documents are counted and told of as when they were read", "[batch][ingest]")
{
    Desk desk;
    desk.scratch.write("papers/a.txt", "Flooding");
    desk.scratch.write("papers/b.txt", "bad");
    const auto first = desk.ingest({desk.scratch.path("papers")});

    const auto second = desk.ingest({desk.scratch.path("papers")});

    CHECK(second.entries == first.entries);
    REQUIRE(second.failures.size() == 1);
    CHECK(second.failures.front().failure == first.failures.front().failure);
}

TEST_CASE("a document that cannot be read does not stop the others", "[batch][ingest]")
{
    Desk desk;
    desk.scratch.write("papers/a.txt", "bad");
    desk.scratch.write("papers/b.txt", "Flooding");

    const auto summary = desk.ingest({desk.scratch.path("papers"), desk.scratch.path("missing.txt")});

    CHECK(summary.count(Outcome::complete) == 1);
    CHECK(summary.count(Outcome::quarantined) == 1);
    CHECK(summary.unread_paths == 1);
    CHECK(summary.entries == 1);
    REQUIRE(desk.store.documents().size() == 2);
    CHECK(desk.store.documents().front().newest_reason == "damaged");
    REQUIRE(desk.store.unread_paths().size() == 1);
    CHECK(desk.store.unread_paths().front().failure.found == "cannot be opened (No such file or directory)");
}

TEST_CASE("a path that could not be opened is forgotten once it can", "[batch][ingest]")
{
    Desk desk;
    desk.ingest({desk.scratch.path("late.txt")});
    desk.scratch.write("late.txt", "Flooding");

    desk.ingest({desk.scratch.path("late.txt")});

    CHECK(desk.store.unread_paths().empty());
    CHECK(desk.store.documents().size() == 1);
}

TEST_CASE("the same bytes under many names are read once", "[batch][ingest]")
{
    Desk desk;
    desk.scratch.write("papers/a.txt", "Flooding");
    desk.scratch.write("papers/copy.txt", "Flooding");
    desk.scratch.write("papers/sub/a.txt", "Flooding");

    const auto summary = desk.ingest({desk.scratch.path("papers")});

    CHECK(desk.reads == 1);
    CHECK(summary.known == 2);
    CHECK(summary.entries == 1);
    REQUIRE(desk.store.documents().size() == 1);
    CHECK(desk.store.documents().front().paths.size() == 3);
}

TEST_CASE("a quarantined document is no duplicate of itself: --retry and a password read it again",
          "[batch][ingest]")
{
    Desk desk;
    const auto path = desk.scratch.write("a.txt", "bad");
    desk.ingest({path});

    desk.ingest({path});
    const auto reads_without = desk.reads;
    desk.options.retry = true;
    desk.ingest({path});

    CHECK(reads_without == 1);
    CHECK(desk.reads == 2);
}

TEST_CASE("another version, vocabulary or option reads again, as a new revision", "[batch][ingest]")
{
    Desk desk;
    const auto path = desk.scratch.write("a.txt", "Flooding");
    desk.ingest({path});

    SECTION("version")
    {
        desk.options.version = "0.2.0";
    }
    SECTION("vocabulary")
    {
        desk.options.vocabulary_sha256 = "w";
    }
    SECTION("pages")
    {
        desk.options.read.pages = {1};
    }
    SECTION("again")
    {
        desk.options.again = true;
    }
    desk.ingest({path});

    CHECK(desk.reads == 2);
    CHECK(desk.store.documents().front().revision == 2);
}

TEST_CASE("options of text recognition do not read text dumps again", "[batch][ingest]")
{
    Desk desk;
    const auto path = desk.scratch.write("a.txt", "Flooding");
    desk.ingest({path});
    desk.options.read.ocr = OcrMode::always;
    desk.options.read.languages = "cym";

    desk.ingest({path});

    CHECK(desk.reads == 1);
}

TEST_CASE("changed bytes are another document, and the path knows which is there now", "[batch][ingest]")
{
    Desk desk;
    const auto path = desk.scratch.write("a.txt", "Flooding");
    desk.ingest({path});
    desk.scratch.write("a.txt", "Flooding of the depot");

    desk.ingest({path});

    const auto documents = desk.store.documents();
    REQUIRE(documents.size() == 2);
    CHECK(documents.front().paths.size() + documents.back().paths.size() == 1);
}

TEST_CASE("the export does not depend on the order of the runs", "[batch][ingest]")
{
    Desk one, other;
    for (Desk* desk : {&one, &other}) {
        desk->scratch.write("a.txt", "Flooding");
        desk->scratch.write("b.txt", "Fire");
    }

    one.ingest({one.scratch.path("a.txt")});
    one.ingest({one.scratch.path("b.txt")});
    other.ingest({other.scratch.path("b.txt"), other.scratch.path("a.txt")});

    CHECK(one.exported() == other.exported());
}

TEST_CASE("a full store keeps what it had and takes the rest later", "[batch][ingest]")
{
    Desk desk;
    for (int i = 10; i < 40; ++i)
        desk.scratch.write("papers/" + std::to_string(i) + ".txt",
                           std::string(4000, 'x') + std::to_string(i));
    desk.store = Store::for_writing(desk.scratch.path("small.db"), {.most_pages = 120});

    CHECK_THROWS_WITH(desk.ingest({desk.scratch.path("papers")}), Catch::Contains("the disk is full"));
    const auto kept = desk.store.documents().size();
    desk.store = Store::for_writing(desk.scratch.path("small.db"));
    const auto summary = desk.ingest({desk.scratch.path("papers")});

    CHECK(kept > 0);
    CHECK(kept < 30);
    CHECK(summary.known == kept);
    CHECK(desk.store.documents().size() == 30);
}

TEST_CASE("a zip file counts as looked at once all that stands in it has been kept", "[batch][ingest]")
{
    Desk desk;
    const auto zip = desk.scratch.write(
        "papers/a.zip", made_zip({{"1.txt", "Flooding"}, {"2.txt", "Fire"}, {"3.txt", "Flooding"}}));
    desk.options.paths = {zip};
    Run run{desk.store, "ingest", {"0.1.0", "v", ""}, "2026-01-01T00:00:00Z"};
    IngestWatcher watcher;
    // Stopped with the first document in work: nothing of the archive is known
    const JobRunner stopped = [](const auto& next, const auto&) {
        next();
        next();
        return std::string{};
    };

    ingest(desk.store, run, desk.options, stopped, watcher);
    const auto after_stop = desk.store.find_archive(zip);
    const auto first = desk.ingest({zip});
    const auto reads = desk.reads;
    const auto changes = desk.store.changes();
    const auto second = desk.ingest({zip});

    CHECK_FALSE(after_stop);
    CHECK(first.files == 3);
    CHECK(first.documents_read() == 2);
    CHECK(first.known == 1);
    CHECK(desk.store.find_archive(zip));
    CHECK(second.files == 3);
    CHECK(second.known == 3);
    CHECK(desk.reads == reads);
    CHECK(desk.store.changes() == changes);
}

TEST_CASE("a file that is gone when its turn comes has its own reason, and is forgotten by the next run",
          "[batch][ingest]")
{
    Desk desk;
    desk.scratch.write("papers/a.txt", "Flooding of the depot");
    const auto gone = desk.scratch.write("papers/b.txt", "Fire");
    desk.options.paths = {desk.scratch.path("papers")};
    Run run{desk.store, "ingest", {"0.1.0", "v", ""}, "2026-01-01T00:00:00Z"};
    IngestWatcher watcher;

    const auto summary =
        ingest(desk.store, run, desk.options, runner_here([&](const Source& source, const ReadOptions& read) {
                   std::filesystem::remove(gone);
                   return read_made(source, read);
               }),
               watcher);
    const auto unread = desk.store.unread_paths();
    desk.ingest({desk.scratch.path("papers")});

    REQUIRE(summary.failures.size() == 1);
    CHECK(summary.failures.front().failure.reason == "vanished");
    CHECK(summary.failures.front().failure.found == "it was there when the run began and is gone");
    CHECK(unread.size() == 1);
    CHECK(desk.store.unread_paths().empty());
}

TEST_CASE("what a limit stopped is tried again under other limits, and nothing else is", "[batch][ingest]")
{
    Desk desk;
    desk.scratch.write("papers/a.txt", "Flooding");
    desk.scratch.write("papers/b.txt", "bad");
    const auto slow = desk.scratch.write("papers/c.txt", "too slow");
    int slow_reads = 0, other_reads = 0;
    const auto run_with = [&](const std::string& limits) {
        desk.options.limits = limits;
        desk.options.paths = {desk.scratch.path("papers")};
        Run run{desk.store, "ingest", {"0.1.0", "v", ""}, "2026-01-01T00:00:00Z"};
        IngestWatcher watcher;
        ingest(desk.store, run, desk.options, runner_here([&](const Source& source, const ReadOptions& read) {
                   if (source.bytes != "too slow") {
                       ++other_reads;
                       return read_made(source, read);
                   }
                   ++slow_reads;
                   throw InputError({.source = source.name}, Reason::limit_time, "it took too long");
               }),
               watcher);
    };

    run_with("--page-time 60");
    run_with("--page-time 60");
    const int before = slow_reads;
    run_with("--page-time 120");
    run_with("--page-time 120");

    CHECK(before == 1);
    CHECK(slow_reads == 2);
    CHECK(other_reads == 2);
}

TEST_CASE("folders are entered once, whatever links lead round and round", "[batch][listing]")
{
    const Scratch scratch;
    scratch.write("papers/sub/a.txt", "a");
    scratch.write("papers/b.PDF", "b");
    scratch.write("papers/c.json", "c");
    scratch.write("papers/no-ending", "%PDF-1.4");
    scratch.write("papers/.hidden.txt", "h");
    std::filesystem::create_directory_symlink("..", scratch.path("papers/sub/up"));
    std::filesystem::create_directory_symlink(".", scratch.path("papers/itself"));
    std::filesystem::create_symlink("nowhere", scratch.path("papers/broken.txt"));

    const auto listing = list_files({scratch.path("papers"), scratch.path("papers")});

    const auto has = [&listing](const std::string& ending) {
        return std::any_of(listing.files.begin(), listing.files.end(),
                           [&](const auto& file) { return file.path.string().ends_with(ending); });
    };
    CHECK(listing.files.size() == 3);
    CHECK(has("a.txt"));
    CHECK(has("b.PDF"));
    CHECK(has("no-ending"));
    CHECK(listing.passed_over == 1);
    CHECK(listing.unread.empty());
}
