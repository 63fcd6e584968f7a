#include "domesday/batch/ingest.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "domesday/batch/keeping.hpp"
#include "domesday/batch/listing.hpp"
#include "domesday/batch/reviewing.hpp"
#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

FileState state_of(const std::string& path)
{
    struct stat state {
    };
    if (stat(path.c_str(), &state) != 0)
        return {.path = path, .size = -1};
    return {.path = path,
            .size = state.st_size,
            .modified = std::int64_t{state.st_mtim.tv_sec} * 1'000'000'000 + state.st_mtim.tv_nsec,
            .inode = static_cast<std::int64_t>(state.st_ino)};
}

bool is_same(const FileState& a, const FileState& b)
{
    return a.size == b.size && a.modified == b.modified && a.inode == b.inode;
}

Failure failure_from(const InputError& error)
{
    return {.reason = std::string(to_string(error.reason)),
            .found = error.found,
            .advice = error.advice,
            .page = error.place.page};
}

std::string file_name(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

Extraction extraction_from(JobResult&& result)
{
    Extraction extraction{.info = std::move(result.reading.info),
                          .content = std::move(result.reading.content)};
    if (result.outcome == Outcome::quarantined)
        extraction.failure =
            Failure{.reason = std::string(to_string(result.reason.value_or(Reason::unreadable))),
                    .found = std::move(result.found),
                    .advice = std::move(result.advice),
                    .page = result.page};
    auto& left_out = extraction.info.pages_left_out;
    for (const auto& page : result.pages_left_out) {
        left_out.push_back(page.page);
        extraction.info.notes.push_back("page " + std::to_string(page.page) + ": " + page.text);
    }
    std::sort(left_out.begin(), left_out.end());
    left_out.erase(std::unique(left_out.begin(), left_out.end()), left_out.end());
    return extraction;
}

std::string sha256_of_file(const std::string& path)
{
    std::ifstream stream{path, std::ios::binary};
    return sha256_hex(std::string{std::istreambuf_iterator<char>(stream), {}});
}

// One run over a list of files.
class Ingest
{
public:
    Ingest(Store& store, Run& run, const IngestOptions& options, IngestWatcher& watcher)
        : store_(store), run_(run), options_(options), watcher_(watcher)
    {
    }

    IngestSummary run(const JobRunner& run_jobs)
    {
        Listing listing = list_files(options_.paths);
        files_ = std::move(listing.files);
        summary_.files = files_.size() + listing.unread.size();
        summary_.passed_over = listing.passed_over;
        watcher_.begun(summary_.files);
        for (const auto& path : listing.unread)
            refuse(path.path, path.failure);
        run_jobs([this] { return next(); }, [this](JobResult&& result) { done(std::move(result)); });
        summarise();
        return std::move(summary_);
    }

private:
    // The next file that has to be read; what is known on the way is noted.
    std::optional<Job> next()
    {
        while (at_ < files_.size()) {
            const std::string path = files_.at(at_++).string();
            if (auto job = job_for(path))
                return job;
        }
        return std::nullopt;
    }

    std::optional<Job> job_for(const std::string& path)
    {
        DocumentFile file{.name = file_name(path), .state = state_of(path)};
        if (!options_.rehash) {
            if (const auto known = store_.find_unchanged(file.state); known && is_done(*known)) {
                note_known(*known, path);
                return std::nullopt;
            }
        }
        Source source;
        SourceKind kind = SourceKind::text;
        std::optional<Failure> failure;
        try {
            source = open_source(path);
            kind = source.kind;
            file.sha256 = source.sha256;
            if (!is_same(file.state, state_of(path)))
                throw InputError({.source = path}, Reason::unreadable, "was being changed while it was read",
                                 "run the same command again when it is complete");
        } catch (const InputError& error) {
            failure = failure_from(error);
            file.sha256 = hash_of_refused(path, error.reason);
        }
        if (file.sha256.empty()) {
            refuse(path, *failure);
            return std::nullopt;
        }
        if (!options_.shard.has(file.sha256)) {
            ++summary_.elsewhere;
            watcher_.file_done(path);
            return std::nullopt;
        }
        if (const auto known = store_.find_by_hash(file.sha256); known && is_done(*known)) {
            keep_path(store_, run_, *known, file);
            note_known(*known, path);
            return std::nullopt;
        }
        if (failure) {
            keep_reading(file, {.info = {.kind = kind}, .failure = std::move(failure)});
            return std::nullopt;
        }
        if (const auto in_work = in_work_.find(file.sha256); in_work != in_work_.end()) {
            jobs_.at(in_work->second).push_back(std::move(file));
            return std::nullopt;
        }
        const std::size_t index = jobs_.size();
        in_work_.emplace(file.sha256, index);
        Job job{.index = index,
                .name = file.name,
                .sha256 = file.sha256,
                .bytes = std::move(source.bytes),
                .options = options_.read};
        kinds_.push_back(kind);
        jobs_.push_back({std::move(file)});
        return job;
    }

    void done(JobResult&& result)
    {
        const std::size_t index = result.index;
        const auto files = std::move(jobs_.at(index));
        in_work_.erase(files.front().sha256);
        Extraction reading = extraction_from(std::move(result));
        reading.info.kind = kinds_.at(index);
        keep_reading(files.front(), reading);
        const auto document = store_.find_by_hash(files.front().sha256);
        for (std::size_t i = 1; i < files.size(); ++i) {
            keep_path(store_, run_, *document, files[i]);
            ++summary_.known;
            watcher_.file_done(files[i].state.path);
        }
    }

    void keep_reading(const DocumentFile& file, const Extraction& reading)
    {
        const StoredDocument document = keep(store_, run_, file, reading, conditions_for(reading.info.kind));
        documents_.emplace(document.sha256, file.state.path);
        ++summary_.read[reading.outcome()];
        if (document.revision > 1) {
            const auto counts = carried_counts(store_, document);
            summary_.decisions_carried += counts.carried;
            summary_.decisions_not_carried += counts.not_carried;
        }
        if (reading.failure)
            fail(file.state.path, *reading.failure);
        watcher_.file_done(file.state.path);
    }

    // A file without readable bytes: its path is kept with the reason.
    void refuse(const std::string& path, const Failure& failure)
    {
        if (store_.find_unread(path) != failure) {
            StoreChange change{store_, run_};
            change.add_unread(path, failure);
            change.commit();
        }
        ++summary_.unread_paths;
        fail(path, failure);
        watcher_.file_done(path);
    }

    void note_known(const StoredDocument& document, const std::string& path)
    {
        ++summary_.known;
        if (documents_.emplace(document.sha256, path).second &&
            document.newest_outcome == Outcome::quarantined) {
            if (const auto failure = store_.newest_failure(document.document))
                fail(path, *failure);
        }
        watcher_.file_done(path);
    }

    void fail(const std::string& path, const Failure& failure)
    {
        summary_.failures.push_back({path, failure});
        watcher_.failed(summary_.failures.back());
    }

    // An unreadable or too large file has no hash that we would want to wait for; the others are documents,
    // if quarantined ones.
    std::string hash_of_refused(const std::string& path, Reason reason) const
    {
        if (reason == Reason::unreadable || reason == Reason::too_large)
            return {};
        return sha256_of_file(path);
    }

    ReadConditions conditions_for(std::optional<SourceKind> kind) const
    {
        return {options_.version, options_.vocabulary_sha256, options_text(options_.read, kind)};
    }

    bool is_done(const StoredDocument& document) const
    {
        if (documents_.contains(document.sha256))
            return true;  // in this run, under another name
        if (options_.again)
            return false;
        if (document.newest_outcome == Outcome::quarantined) {
            if (options_.retry)
                return false;
            if (document.newest_reason == to_string(Reason::encrypted) && !options_.read.password.empty())
                return false;
        }
        return document.conditions == conditions_for(document.kind);
    }

    void summarise()
    {
        const auto counts = store_.counts();
        for (const auto& [sha256, path] : documents_) {
            const auto found = counts.find(sha256);
            if (found == counts.end())
                continue;
            summary_.registers += found->second.registers;
            summary_.entries += found->second.entries;
            for (const auto& [severity, count] : found->second.findings)
                summary_.findings[severity] += count;
        }
        std::sort(summary_.failures.begin(), summary_.failures.end(),
                  [](const IngestFailure& a, const IngestFailure& b) { return a.path < b.path; });
    }

    Store& store_;
    Run& run_;
    const IngestOptions& options_;
    IngestWatcher& watcher_;
    IngestSummary summary_;
    std::vector<std::filesystem::path> files_;
    std::size_t at_ = 0;
    std::vector<std::vector<DocumentFile>> jobs_;   // by job index: the files with its bytes
    std::vector<SourceKind> kinds_;                 // by job index
    std::map<std::string, std::size_t> in_work_;    // hash -> job index
    std::map<std::string, std::string> documents_;  // of this run: hash -> the first path it was found at
};

}  // namespace

std::string options_text(const ReadOptions& options, std::optional<SourceKind> kind)
{
    const ReadOptions defaults;
    std::string text;
    const auto add = [&text](const std::string& option) { text += (text.empty() ? "" : " ") + option; };
    if (kind == SourceKind::pdf) {
        constexpr std::array<std::string_view, 4> kModes{"auto", "always", "never", "verify"};
        if (options.ocr != defaults.ocr)
            add("--ocr " + std::string(kModes.at(static_cast<std::size_t>(options.ocr))));
        if (options.languages != defaults.languages)
            add("--languages " + options.languages);
    }
    if (!options.pages.empty()) {
        std::string pages;
        for (const int page : options.pages)
            pages += (pages.empty() ? "" : ",") + std::to_string(page);
        add("--pages " + pages);
    }
    return text;
}

JobRunner runner_here(const std::function<Reading(const Source&, const ReadOptions&)>& read)
{
    return [read](const auto& next, const auto& done) {
        while (auto job = next()) {
            JobResult result{.index = job->index};
            const Source source = source_from_bytes(std::move(job->name), std::move(job->bytes));
            try {
                result.reading = read(source, job->options);
                result.outcome =
                    result.reading.info.pages_left_out.empty() ? Outcome::complete : Outcome::partial;
            } catch (const InputError& error) {
                result.outcome = Outcome::quarantined;
                result.reason = error.reason;
                result.page = error.place.page;
                result.found = error.found;
                result.advice = error.advice;
            }
            done(std::move(result));
        }
    };
}

IngestSummary ingest(Store& store, Run& run, const IngestOptions& options, const JobRunner& run_jobs,
                     IngestWatcher& watcher)
{
    return Ingest{store, run, options, watcher}.run(run_jobs);
}

}  // namespace domesday
