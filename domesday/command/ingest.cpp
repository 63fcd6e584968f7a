// domesday ingest PATH...
#include "domesday/batch/ingest.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <memory>
#include <ostream>

#include "domesday/batch/stop_watch.hpp"
#include "domesday/command/command.hpp"
#include "domesday/command/reading_options.hpp"
#include "domesday/command/whole_file.hpp"
#include "domesday/command/worker_options.hpp"
#include "domesday/report/run_manifest.hpp"
#include "extractor/document/error.hpp"
#include "schema/run_lock.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string incoming, summary, metrics;
    bool log_as_json = false;
    ReadingOptions reading;
    WorkerOptions workers;
    IngestOptions ingest;
    bool json = false;
};

// Draws the progress and says what went wrong as it happens.
class Reporter : public IngestWatcher
{
public:
    explicit Reporter(Console& console) : console_(console) {}
    void progressed(const IngestProgress& progress, const std::string& path) override
    {
        seconds_ += watch_.lap();
        // What was known took no time: only bytes that were read, and those still to come, tell how long
        const auto left = static_cast<double>(progress.bytes - progress.bytes_done);
        const auto read = static_cast<double>(progress.bytes_read);
        console_.progress(progress.files_done, progress.files, path,
                          pace_text(progress.pages, seconds_, read > 0 ? read / (read + left) : 0));
    }
    void read(const std::string& path, Outcome outcome, std::size_t pages, double seconds) override
    {
        console_.log("document", {{"path", path},
                                  {"outcome", std::string(to_string(outcome))},
                                  {"pages", std::to_string(pages)},
                                  {"milliseconds", std::to_string(std::llround(seconds * 1000))}});
    }
    void failed(const IngestFailure& failure) override { console_.failed(failure.path, failure.failure); }

private:
    Console& console_;
    StopWatch watch_;
    double seconds_ = 0;
};

// The files that --summary and --metrics name, written however the run ends.
void write_manifest(const Options& options, const RunManifest& manifest, Console& console)
{
    const auto write = [&console](const std::string& path, const std::string& text) {
        const std::string why = path.empty() ? "" : write_whole(path, text);
        if (why.empty())
            return;
        console.say(path + ": it cannot be written (" + why + ")");
        console.note(ExitStatus::output);
    };
    write(options.summary, manifest_json(manifest));
    write(options.metrics, metrics_text(manifest));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

void print(const IngestSummary& summary, std::ostream& out)
{
    out << counted(summary.documents_read(), "document", "documents")
        << " read: " << summary.count(Outcome::complete) << " complete, " << summary.count(Outcome::partial)
        << " partial, " << summary.count(Outcome::quarantined) << " quarantined; " << summary.known
        << " known already";
    if (summary.elsewhere > 0)
        out << "; " << summary.elsewhere << " of other shards";
    if (summary.unread_paths > 0)
        out << "; " << counted(summary.unread_paths, "path", "paths") << " could not be opened";
    out << '\n'
        << counted(summary.registers, "register", "registers") << " with "
        << counted(summary.entries, "entry", "entries") << '\n'
        << "findings: " << counted(summary.count(Severity::error), "error", "errors") << ", "
        << counted(summary.count(Severity::warning), "warning", "warnings") << ", "
        << summary.count(Severity::info) << " info\n";
    if (summary.decisions_carried + summary.decisions_not_carried > 0)
        out << "decisions: " << summary.decisions_carried << " carried over to the new readings, "
            << summary.decisions_not_carried << " not"
            << (summary.decisions_not_carried > 0 ? " (domesday review list --not-carried)\n" : "\n");
}

// One run, and what it leaves behind for programs.
class IngestRun
{
public:
    IngestRun(const Options& options, Console& console) : options_(options), console_(console) {}

    void run()
    {
        if (options_.log_as_json)
            console_.log_as_json();
        prepare();
        try {
            read();
        } catch (const StoreError& error) {
            end(ExitStatus::store, error.found);
            throw;
        } catch (const PoolError& error) {
            end(ExitStatus::unprotected, error.what());
            throw;
        }
        report();
        if (!manifest_.summary.failures.empty())
            console_.note(ExitStatus::input_unreadable);
        if (manifest_.summary.count(Severity::error) > 0)
            console_.note(ExitStatus::error_found);
        end(console_.status(), "finished");
    }

private:
    void prepare()
    {
        if (!options_.incoming.empty())
            options_.ingest.paths.push_back(options_.incoming);
        if (!options_.reading.cache_is_chosen)
            options_.reading.read.cache_folder = std::filesystem::absolute(options_.store).string() + ".ocr";
        vocabulary_ = vocabulary_from(options_.reading);
        IngestOptions& ingest = options_.ingest;
        ingest.read = options_.reading.read;
        ingest.version = program_version();
        ingest.vocabulary_sha256 = vocabulary_.sha256();
        ingest.limits = limits_text(options_.workers);
        ingest.allow_unsandboxed = options_.workers.allow_unsandboxed || options_.workers.jobs == 0;
        manifest_ = {.version = ingest.version,
                     .vocabulary_sha256 = ingest.vocabulary_sha256,
                     .store = options_.store,
                     .paths = ingest.paths,
                     .options = options_text(ingest.read, SourceKind::pdf),
                     .limits = ingest.limits,
                     .jobs = options_.workers.jobs,
                     .started_at = now_text()};
        console_.log("started", {{"store", options_.store}, {"version", ingest.version}});
    }

    void read()
    {
        const RunLock lock{options_.store, manifest_.started_at};
        Store store = Store::for_writing(options_.store);
        Run run{store,
                "ingest",
                {manifest_.version, manifest_.vocabulary_sha256, manifest_.options},
                manifest_.started_at};
        Reporter reporter{console_};
        try {
            manifest_.summary =
                ingest(store, run, options_.ingest,
                       runner_from(options_.workers, options_.reading, vocabulary_), reporter);
        } catch (const StoreError& error) {
            run.stopped(now_text(), error.found);
            throw;
        }
        run.finish(now_text(), "finished", manifest_.summary.protections);
        if (run.has_changed_anything()) {
            manifest_.run = run.id();
            manifest_.new_findings = findings_since(store, manifest_.run);
        }
    }

    void report()
    {
        const IngestSummary& summary = manifest_.summary;
        if (summary.passed_over > 0)
            console_.say(
                counted(summary.passed_over, "file", "files") +
                " in folders passed over: neither .pdf nor .txt (name a file to have it read all the same)");
        if (options_.json)
            console_.out() << ingest_json(summary, options_.store);
        else
            print(summary, console_.out());
    }

    void end(ExitStatus status, const std::string& outcome)
    {
        manifest_.finished_at = now_text();
        manifest_.finished = std::time(nullptr);
        manifest_.seconds = watch_.lap();
        manifest_.outcome = outcome;
        manifest_.exit_status = static_cast<int>(status);
        console_.log("ended", {{"outcome", outcome}, {"status", std::to_string(manifest_.exit_status)}});
        write_manifest(options_, manifest_, console_);
    }

    Options options_;
    Console& console_;
    Vocabulary vocabulary_;
    RunManifest manifest_;
    StopWatch watch_;
};

void run(const Options& options, Console& console)
{
    if (options.ingest.paths.empty() && options.incoming.empty()) {
        console.say("nothing to read\n  name files or folders: domesday ingest PATH...");
        return console.note(ExitStatus::wrong_usage);
    }
    IngestRun{options, console}.run();
}

}  // namespace

Action add_ingest(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("PATH", options->ingest.paths,
                   "files, zip files, and folders with all that is below them");
    app.add_option("--incoming", options->incoming, "a folder that must be there; it may be empty")
        ->check(CLI::ExistingDirectory)
        ->option_text("FOLDER");
    app.add_option("--summary", options->summary, "write a manifest of the run; docs/nightly.md")
        ->option_text("FILE");
    app.add_option("--metrics", options->metrics, "write metrics for Prometheus' textfile collector")
        ->option_text("FILE");
    app.add_option_function<std::string>(
           "--log-format", [options](const std::string& format) { options->log_as_json = format == "json"; },
           "words about the work: text for people, json for programs, an object a line")
        ->check(CLI::IsMember({"text", "json"}).description(""))
        ->option_text("FORMAT [text]");
    add_store_option(app, options->store);
    add_reading_options(app, options->reading);
    add_worker_options(app, options->workers);
    app.add_flag("--again", options->ingest.again, "read known documents again, as a new revision");
    app.add_flag("--retry", options->ingest.retry, "try documents again that could not be read");
    app.add_flag("--rehash", options->ingest.rehash,
                 "look into files whose size and time did not change, too");
    app.add_option_function<std::string>(
           "--shard",
           [options](const std::string& text) {
               const auto shard = shard_from(text);
               if (!shard)
                   throw CLI::ValidationError(
                       "--shard",
                       "'" + text + "' is no share such as 0/4; shards count from 0, the last of 4 is 3/4");
               options->ingest.shard = *shard;
           },
           "read only the share I of N, told by the documents' content; docs/scale-out.md")
        ->option_text("I/N [0/1]");
    app.add_flag("--json", options->json, "print the summary as JSON");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
