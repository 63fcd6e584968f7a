#include "domesday/batch/ingest.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <set>
#include <utility>

#include "domesday/batch/file_state.hpp"
#include "domesday/batch/keeping.hpp"
#include "domesday/batch/listing.hpp"
#include "domesday/batch/reviewing.hpp"
#include "domesday/batch/stop_watch.hpp"
#include "domesday/batch/unpacking.hpp"
#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

Failure failure_from(const InputError& error)
{
    return {.reason = std::string(to_string(error.reason)),
            .found = error.found,
            .advice = error.advice,
            .page = error.place.page};
}

// The path was listed, or named and there.
Failure vanished()
{
    return {.reason = std::string(to_string(Reason::vanished)),
            .found = "it was there when the run began and is gone",
            .advice = "nothing to do if it was removed on purpose"};
}

Failure still_written()
{
    return {.reason = std::string(to_string(Reason::changing)),
            .found = "it is still being written",
            .advice = "the next run takes it; a file that is moved into the folder is complete at once"};
}

// The file's bytes, whatever they are, or why they cannot be had now.
std::variant<std::string, Failure> bytes_of(const FileState& file)
{
    try {
        if (is_open_for_writing(file.path))
            return still_written();
        auto bytes = bytes_of_file(file.path);
        if (is_same(file, state_of(file.path)))
            return bytes;
        return still_written();
    } catch (const InputError& error) {
        return state_of(file.path).size < 0 ? vanished() : failure_from(error);
    }
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

// Those that were read; a dump without form feeds is one.
std::size_t pages_of(const DocumentInfo& info)
{
    const int pages = info.page_count.value_or(1) - static_cast<int>(info.pages_left_out.size());
    return static_cast<std::size_t>(std::max(0, pages));
}

// Whether what became of the document may be otherwise under other limits.
bool is_by_limits(const Extraction& reading, bool lost_pages_to_limits)
{
    if (!reading.failure)
        return lost_pages_to_limits;
    const auto& reason = reading.failure->reason;
    return reason == to_string(Reason::limit_memory) || reason == to_string(Reason::limit_time) ||
           reason == to_string(Reason::crashed);
}

// A zip file on its way through: it counts as looked at when all that stands in it has been kept.
struct ArchiveWork {
    FileState state;
    std::set<std::string> members{};  // paths
    std::size_t passed_over = 0;
    std::size_t in_work = 0;
    bool is_walked = false;
    bool has_been_read = false;  // some of it was not known
};

struct OpenArchive {
    std::shared_ptr<ArchiveWork> work;
    std::unique_ptr<Unpacker> unpacker;
};

// A file, or a member of an archive, whose bytes are being read.
struct FileInWork {
    DocumentFile file;
    std::shared_ptr<ArchiveWork> archive{};
};

// Nothing stands at this path any more, or a folder that can be entered now.
bool is_settled(const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::symlink_status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return error != std::errc::not_a_directory;  // that is a member of an archive
    if (status.type() != std::filesystem::file_type::directory)
        return false;
    const std::filesystem::directory_iterator folder{path, error};
    return !error;
}

bool is_at_or_below(std::string_view path, std::string_view folder)
{
    while (folder.size() > 1 && folder.ends_with('/'))
        folder.remove_suffix(1);
    return path.starts_with(folder) &&
           (path.size() == folder.size() || path[folder.size()] == '/' || folder == "/");
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
        StopWatch clock;
        Listing listing = list_files(options_.paths);
        files_ = std::move(listing.files);
        // Largest first, so that none of the workers is left with a long one at the end.
        std::stable_sort(files_.begin(), files_.end(),
                         [](const ListedFile& a, const ListedFile& b) { return a.size > b.size; });
        summary_.files = files_.size() + listing.unread.size();
        summary_.passed_over = listing.passed_over;
        for (const auto& file : files_)
            progress_.bytes += file.size;
        summary_.cost.list = clock.lap();
        forget_what_is_gone(listing.unread);
        for (const auto& path : listing.unread)
            refuse(path.path, path.failure);
        summary_.protections =
            run_jobs([this] { return next(); }, [this](JobResult&& result) { done(std::move(result)); });
        summarise();
        return std::move(summary_);
    }

private:
    // Paths that could not be read once, where this run looks and finds nothing to tell of them.
    void forget_what_is_gone(const std::vector<UnreadPath>& told)
    {
        for (const auto& unread : store_.unread_paths()) {
            const auto is_told = [&](const auto& path) { return path.path == unread.path; };
            const auto has_it = [&](const auto& path) { return is_at_or_below(unread.path, path); };
            if (std::any_of(told.begin(), told.end(), is_told) ||
                std::none_of(options_.paths.begin(), options_.paths.end(), has_it) ||
                !is_settled(unread.path))
                continue;
            StoreChange change{store_, run_};
            change.forget_unread(unread.path);
            change.commit();
        }
    }

    // The next document that has to be read; what is known on the way is noted.
    std::optional<Job> next()
    {
        StopWatch clock;
        auto job = next_job();
        summary_.cost.open += clock.lap();
        return job;
    }

    std::optional<Job> next_job()
    {
        for (;;) {
            if (archive_.unpacker) {
                if (auto job = job_from_member())
                    return job;
            } else if (at_ < files_.size()) {
                const auto& [listed, size] = files_.at(at_++);
                const std::string path = listed.string();
                if (is_called_archive(path)) {
                    open_archive(path);
                    continue;
                }
                progress_.bytes_done += size;
                if (auto job = job_from_file(path)) {
                    progress_.bytes_read += size;
                    return job;
                }
            } else {
                return std::nullopt;
            }
        }
    }

    std::optional<Job> job_from_file(const std::string& path)
    {
        DocumentFile file{.name = file_name(path), .state = state_of(path)};
        if (is_known_by_state(file.state))
            return std::nullopt;
        const auto bytes = bytes_of(file.state);
        if (const auto* failure = std::get_if<Failure>(&bytes)) {
            refuse(path, *failure);
            return std::nullopt;
        }
        return job_from({std::move(file)}, std::get<std::string>(bytes));
    }

    bool is_known_by_state(const FileState& state)
    {
        if (options_.rehash)
            return false;
        const auto known = store_.find_unchanged(state);
        if (!known || !is_done(*known))
            return false;
        note_known(*known, state.path);
        return true;
    }

    std::optional<Job> job_from(FileInWork&& work, std::string bytes)
    {
        DocumentFile& file = work.file;
        file.sha256 = sha256_hex(bytes);
        if (!options_.shard.has(file.sha256)) {
            ++summary_.elsewhere;
            file_done(file.state.path);
            return std::nullopt;
        }
        if (const auto known = store_.find_by_hash(file.sha256); known && is_done(*known)) {
            keep_path(store_, run_, *known, file);
            note_known(*known, file.state.path);
            return std::nullopt;
        }
        if (const auto in_work = in_work_.find(file.sha256); in_work != in_work_.end()) {
            wait_for(in_work->second, std::move(work));
            return std::nullopt;
        }
        Source source;
        try {
            source = source_from_bytes(file.name, std::move(bytes));
        } catch (const InputError& error) {
            keep_reading(file, {.info = {.kind = SourceKind::text}, .failure = failure_from(error)}, false);
            return std::nullopt;
        }
        const std::size_t index = jobs_.size();
        in_work_.emplace(file.sha256, index);
        Job job{.index = index,
                .name = file.name,
                .sha256 = file.sha256,
                .bytes = std::move(source.bytes),
                .options = options_.read};
        kinds_.push_back(source.kind);
        jobs_.emplace_back();
        if (work.archive)
            work.archive->has_been_read = true;
        wait_for(index, std::move(work));
        return job;
    }

    void wait_for(std::size_t job, FileInWork&& work)
    {
        if (work.archive)
            ++work.archive->in_work;
        jobs_.at(job).push_back(std::move(work));
    }

    // A zip file, unless all that is in it is known.
    void open_archive(const std::string& path)
    {
        auto work = std::make_shared<ArchiveWork>(ArchiveWork{.state = state_of(path)});
        if (is_known_archive(work->state))
            return;
        --summary_.files;  // its members count instead
        std::optional<Failure> failure;
        try {
            if (is_open_for_writing(path))
                failure = still_written();
            else
                archive_.unpacker = std::make_unique<Unpacker>(
                    path, UnpackOptions{.wants = is_wanted_member,
                                        .allow_unsandboxed = options_.allow_unsandboxed});
        } catch (const InputError& error) {
            failure = work->state.size < 0 ? vanished() : failure_from(error);
        }
        archive_.work = std::move(work);
        if (failure) {
            ++summary_.files;
            refuse(path, *failure);
        }
    }

    bool is_known_archive(const FileState& state)
    {
        const auto known = store_.find_archive(state.path);
        if (!known || options_.rehash || options_.again || known->version != archive_version() ||
            !is_same(known->state, state))
            return false;
        const auto unread = store_.unread_members(state.path);
        if (options_.retry && !unread.empty())
            return false;
        std::vector<std::pair<StoredDocument, std::string>> documents;
        for (const auto& path : store_.members(state.path)) {
            auto document = store_.find_at(path);
            if (!document || !is_done(*document))
                return false;
            documents.emplace_back(std::move(*document), path);
        }
        summary_.files += documents.size() + unread.size() - 1;
        summary_.passed_over += known->passed_over;
        for (const auto& [document, path] : documents)
            note_known(document, path);
        for (const auto& [path, failure] : unread)
            refuse(path, failure);
        progress_.bytes_done += state.size;
        return true;
    }

    // Of another share of an archive nothing is known.
    std::string archive_version() const
    {
        const auto& [index, of] = options_.shard;
        return options_.version +
               (of > 1 ? " shard " + std::to_string(index) + "/" + std::to_string(of) : "");
    }

    std::optional<Job> job_from_member()
    {
        auto item = archive_.unpacker->next();
        ArchiveWork& work = *archive_.work;
        if (!item) {
            work.passed_over = archive_.unpacker->unwanted();
            archive_.unpacker.reset();
            work.is_walked = true;
            finish_if_done(work);
            return std::nullopt;
        }
        ++summary_.files;
        if (const auto* fault = std::get_if<ArchiveFault>(&*item)) {
            const std::string path = work.state.path + (fault->name.empty() ? "" : "/" + fault->name);
            work.members.insert(path);
            refuse(path,
                   {.reason = std::string(to_string(fault->reason)),
                    .found = fault->text,
                    .advice = fault->name.empty() ? "fetch it again; what could be read of it was"
                                                  : "the rest of the archive is read; unpack this yourself"});
            return std::nullopt;
        }
        auto& member = std::get<ArchiveMember>(*item);
        const std::string path = work.state.path + "/" + member.name;
        work.members.insert(path);
        DocumentFile file{.name = file_name(member.name),
                          .state = {.path = path,
                                    .size = static_cast<std::int64_t>(member.bytes.size()),
                                    .modified = work.state.modified,
                                    .inode = work.state.inode}};
        return job_from({std::move(file), archive_.work}, std::move(member.bytes));
    }

    void finish_if_done(const ArchiveWork& work)
    {
        if (!work.is_walked || work.in_work > 0)
            return;
        progress_.bytes_done += work.state.size;
        if (work.has_been_read)
            progress_.bytes_read += work.state.size;
        summary_.passed_over += work.passed_over;
        if (!is_same(work.state, state_of(work.state.path)))
            return;  // it changed meanwhile: the next run looks again
        StoreChange change{store_, run_};
        change.add_archive({work.state, archive_version(), work.passed_over}, work.members);
        change.commit();
    }

    void done(JobResult&& result)
    {
        const std::size_t index = result.index;
        const auto files = std::move(jobs_.at(index));
        in_work_.erase(files.front().file.sha256);
        const bool lost_pages = !result.pages_left_out.empty();
        const double seconds = std::chrono::duration<double>(result.time).count();
        add_cost(result.reading, files.front().file.name);
        Extraction reading = extraction_from(std::move(result));
        reading.info.kind = kinds_.at(index);
        StopWatch clock;
        keep_reading(files.front().file, reading, lost_pages);
        watcher_.read(files.front().file.state.path, reading.outcome(), pages_of(reading.info), seconds);
        const auto document = store_.find_by_hash(files.front().file.sha256);
        for (std::size_t i = 1; i < files.size(); ++i) {
            keep_path(store_, run_, *document, files[i].file);
            ++summary_.known;
            file_done(files[i].file.state.path);
        }
        for (const auto& [file, archive] : files) {
            if (archive) {
                --archive->in_work;
                finish_if_done(*archive);
            }
        }
        summary_.cost.store += clock.lap();
    }

    void add_cost(const Reading& reading, const std::string& document)
    {
        const auto& [read, recognise, layout, parse, slowest] = reading.cost;
        summary_.cost.read += read;
        summary_.cost.recognise += recognise;
        summary_.cost.layout += layout;
        summary_.cost.parse += parse;
        summary_.pages += pages_of(reading.info);
        progress_.pages = summary_.pages;
        auto& pages = summary_.slowest;
        for (const auto& [page, time] : slowest)
            pages.push_back({document, page, time});
        std::stable_sort(pages.begin(), pages.end(),
                         [](const SlowPage& a, const SlowPage& b) { return a.seconds > b.seconds; });
        if (pages.size() > kSlowestPages)
            pages.resize(kSlowestPages);
    }

    void keep_reading(const DocumentFile& file, const Extraction& reading, bool lost_pages_to_limits)
    {
        const ReadConditions conditions =
            conditions_for(reading.info.kind, is_by_limits(reading, lost_pages_to_limits));
        const StoredDocument document = keep(store_, run_, file, reading, conditions);
        documents_.emplace(document.sha256, file.state.path);
        ++summary_.read[reading.outcome()];
        if (document.revision > 1) {
            const auto counts = carried_counts(store_, document);
            summary_.decisions_carried += counts.carried;
            summary_.decisions_not_carried += counts.not_carried;
        }
        if (reading.failure)
            fail(file.state.path, *reading.failure);
        file_done(file.state.path);
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
        file_done(path);
    }

    void note_known(const StoredDocument& document, const std::string& path)
    {
        ++summary_.known;
        if (documents_.emplace(document.sha256, path).second &&
            document.newest_outcome == Outcome::quarantined) {
            if (const auto failure = store_.newest_failure(document.document))
                fail(path, *failure);
        }
        file_done(path);
    }

    void file_done(const std::string& path)
    {
        ++progress_.files_done;
        progress_.files = summary_.files;
        watcher_.progressed(progress_, path);
    }

    void fail(const std::string& path, const Failure& failure)
    {
        summary_.failures.push_back({path, failure});
        watcher_.failed(summary_.failures.back());
    }

    ReadConditions conditions_for(std::optional<SourceKind> kind, bool is_by_limits) const
    {
        std::string text = options_text(options_.read, kind);
        if (is_by_limits && !options_.limits.empty())
            text += (text.empty() ? "" : " ") + options_.limits;
        return {options_.version, options_.vocabulary_sha256, std::move(text)};
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
        return document.conditions == conditions_for(document.kind, false) ||
               document.conditions == conditions_for(document.kind, true);
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
    IngestProgress progress_;
    std::vector<ListedFile> files_;
    std::size_t at_ = 0;
    OpenArchive archive_;
    std::vector<std::vector<FileInWork>> jobs_;     // by job index: the files with its bytes
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
        return std::string{};
    };
}

IngestSummary ingest(Store& store, Run& run, const IngestOptions& options, const JobRunner& run_jobs,
                     IngestWatcher& watcher)
{
    return Ingest{store, run, options, watcher}.run(run_jobs);
}

}  // namespace domesday
