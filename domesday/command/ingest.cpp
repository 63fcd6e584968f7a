// domesday ingest PATH...
#include "domesday/batch/ingest.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/reading_options.hpp"
#include "domesday/command/worker_options.hpp"
#include "extractor/document/error.hpp"
#include "schema/run_lock.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
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
    void begun(std::size_t files) override { files_ = files; }
    void file_done(const std::string& path) override { console_.progress(++done_, files_, path); }
    void failed(const IngestFailure& failure) override { console_.failed(failure.path, failure.failure); }

private:
    Console& console_;
    std::size_t files_ = 0, done_ = 0;
};

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

void run(Options options, Console& console)
{
    if (!options.reading.cache_is_chosen)
        options.reading.read.cache_folder = std::filesystem::absolute(options.store).string() + ".ocr";
    const Vocabulary vocabulary = vocabulary_from(options.reading);
    IngestOptions ingest_options = options.ingest;
    ingest_options.read = options.reading.read;
    ingest_options.version = program_version();
    ingest_options.vocabulary_sha256 = vocabulary.sha256();
    ingest_options.limits = limits_text(options.workers);
    ingest_options.allow_unsandboxed = options.workers.allow_unsandboxed || options.workers.jobs == 0;

    const std::string started = now_text();
    const RunLock lock{options.store, started};
    Store store = Store::for_writing(options.store);
    Run run{store,
            "ingest",
            {ingest_options.version, ingest_options.vocabulary_sha256,
             options_text(ingest_options.read, SourceKind::pdf)},
            started};
    Reporter reporter{console};
    IngestSummary summary;
    try {
        summary = ingest(store, run, ingest_options,
                         runner_from(options.workers, options.reading, vocabulary), reporter);
    } catch (const StoreError& error) {
        run.stopped(now_text(), error.found);
        throw;
    }
    run.finish(now_text(), "finished", summary.protections);
    if (summary.passed_over > 0)
        console.say(
            counted(summary.passed_over, "file", "files") +
            " in folders passed over: neither .pdf nor .txt (name a file to have it read all the same)");
    if (options.json)
        console.out() << ingest_json(summary, options.store);
    else
        print(summary, console.out());
    if (!summary.failures.empty())
        console.note(ExitStatus::input_unreadable);
    if (summary.count(Severity::error) > 0)
        console.note(ExitStatus::error_found);
}

}  // namespace

Action add_ingest(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("PATH", options->ingest.paths, "files, and folders with all that is below them")
        ->required();
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
