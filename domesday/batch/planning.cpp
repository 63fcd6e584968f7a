#include "domesday/batch/planning.hpp"

#include <memory>
#include <set>
#include <utility>

#include "domesday/batch/listing.hpp"
#include "domesday/batch/unpacking.hpp"
#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

class Planning
{
public:
    Planning(const ReadOptions& read, bool allow_unsandboxed)
        : read_(read), allow_unsandboxed_(allow_unsandboxed)
    {
    }

    Plan run(const std::vector<std::string>& paths, const JobRunner& run_jobs)
    {
        Listing listing = list_files(paths);
        files_ = std::move(listing.files);
        plan_.passed_over = listing.passed_over;
        plan_.unreadable = listing.unread.size();
        plan_.files = files_.size();
        run_jobs([this] { return next(); }, [this](JobResult&& result) { done(result); });
        return plan_;
    }

private:
    std::optional<Job> next()
    {
        for (;;) {
            if (unpacker_) {
                if (auto job = job_from_member())
                    return job;
            } else if (at_ < files_.size()) {
                if (auto job = job_from_file(files_[at_++].path.string()))
                    return job;
            } else {
                return std::nullopt;
            }
        }
    }

    std::optional<Job> job_from_file(const std::string& path)
    {
        try {
            if (!is_called_archive(path))
                return job_from(path, bytes_of_file(path));
            unpacker_ = std::make_unique<Unpacker>(
                path, UnpackOptions{.wants = is_wanted_member, .allow_unsandboxed = allow_unsandboxed_});
            --plan_.files;
        } catch (const InputError&) {
            ++plan_.unreadable;
        }
        return std::nullopt;
    }

    std::optional<Job> job_from_member()
    {
        auto item = unpacker_->next();
        if (!item) {
            plan_.passed_over += unpacker_->unwanted();
            unpacker_.reset();
            return std::nullopt;
        }
        ++plan_.files;
        if (auto* member = std::get_if<ArchiveMember>(&*item))
            return job_from(member->name, std::move(member->bytes));
        ++plan_.unreadable;
        return std::nullopt;
    }

    std::optional<Job> job_from(const std::string& path, std::string bytes)
    {
        if (!seen_.insert(sha256_hex(bytes)).second) {
            ++plan_.copies;
            return std::nullopt;
        }
        try {
            Source source =
                source_from_bytes(std::filesystem::path(path).filename().string(), std::move(bytes));
            sizes_.push_back(source.bytes.size());
            is_pdf_.push_back(source.kind == SourceKind::pdf);
            return Job{.index = sizes_.size() - 1,
                       .name = source.name,
                       .sha256 = source.sha256,
                       .bytes = std::move(source.bytes),
                       .options = read_};
        } catch (const InputError&) {
            ++plan_.unreadable;
            return std::nullopt;
        }
    }

    void done(const JobResult& result)
    {
        if (result.outcome == Outcome::quarantined) {
            ++plan_.unreadable;
            return;
        }
        const Survey& survey = result.reading.survey;
        ++plan_.documents;
        plan_.pages += static_cast<std::size_t>(survey.pages);
        if (!is_pdf_[result.index]) {
            plan_.dump_bytes += sizes_[result.index];
            return;
        }
        plan_.judged += static_cast<std::size_t>(survey.judged);
        const double share = survey.judged > 0 ? static_cast<double>(survey.pictures) / survey.judged : 0;
        plan_.pictures += share * survey.pages;
        plan_.printed += (1 - share) * survey.pages;
    }

    const ReadOptions& read_;
    bool allow_unsandboxed_;
    Plan plan_;
    std::vector<ListedFile> files_;
    std::size_t at_ = 0;
    std::unique_ptr<Unpacker> unpacker_;
    std::set<std::string> seen_;
    std::vector<std::size_t> sizes_;  // by job
    std::vector<bool> is_pdf_;
};

}  // namespace

Plan plan_of(const std::vector<std::string>& paths, const ReadOptions& read, bool allow_unsandboxed,
             const JobRunner& run_jobs)
{
    return Planning{read, allow_unsandboxed}.run(paths, run_jobs);
}

}  // namespace domesday
