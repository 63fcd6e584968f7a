// Files -> store: list, skip what is known, read, keep. No document stops the others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domesday/batch/shard.hpp"
#include "domesday/batch/supervisor.hpp"
#include "domesday/report/ingest_json.hpp"
#include "schema/store.hpp"

namespace domesday
{

struct IngestOptions {
    std::vector<std::string> paths{};
    ReadOptions read{};
    std::string version{};            // of domesday
    std::string vocabulary_sha256{};  // of what it reads with
    std::string limits{};             // as options; what they stopped is tried again under others
    bool allow_unsandboxed = false;   // unpack archives where that cannot be protected
    bool again = false;               // read known documents again, as a new revision
    bool retry = false;               // read quarantined documents again
    bool rehash = false;              // do not trust size, time and inode: hash every file
    Shard shard{};                    // read only documents of this share
};

// How far a run has come.
struct IngestProgress {
    std::size_t files = 0, files_done = 0;
    std::int64_t bytes = 0, bytes_done = 0;
    std::int64_t bytes_read = 0;  // of those done: that were not known already
    std::size_t pages = 0;        // read
};

// Whoever watches the run.
class IngestWatcher
{
public:
    virtual ~IngestWatcher() = default;
    virtual void progressed(const IngestProgress& /*progress*/, const std::string& /*path*/) {}
    virtual void read(const std::string& /*path*/, Outcome /*outcome*/, std::size_t /*pages*/,
                      double /*seconds*/)
    {
    }
    virtual void failed(const IngestFailure& /*failure*/) {}
};

// Runs jobs, as run_jobs does; in this process or in workers. Gives the protections that were on.
using JobRunner = std::function<std::string(const std::function<std::optional<Job>()>& next,
                                            const std::function<void(JobResult&&)>& done)>;

// Reads one document after the other in this process.
JobRunner runner_here(const std::function<Reading(const Source&, const ReadOptions&)>& read);

// Throws StoreError; documents kept before it stay kept.
IngestSummary ingest(Store& store, Run& run, const IngestOptions& options, const JobRunner& run_jobs,
                     IngestWatcher& watcher);

// The options that decide what is read from a document of this kind; "" are the defaults.
std::string options_text(const ReadOptions& options, std::optional<SourceKind> kind);

}  // namespace domesday
