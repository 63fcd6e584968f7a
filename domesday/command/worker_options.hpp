// The options that say by whom documents are read and within which limits.
#pragma once

#include <cstdint>

#include "domesday/batch/ingest.hpp"
#include "domesday/command/reading_options.hpp"

namespace domesday
{

struct WorkerOptions {
    int jobs = 0;  // 0: in this process; the default is the number of cores
    std::uint64_t memory_mib = 2048;
    int page_seconds = 60;
    int document_seconds = 900;
    bool allow_unsandboxed = false;
};

void add_worker_options(CLI::App& app, WorkerOptions& options);

// The limits that the workers have, as options; "" in this process.
std::string limits_text(const WorkerOptions& workers);

// Workers are this same program. `vocabulary` is borrowed.
JobRunner runner_from(const WorkerOptions& workers, const ReadingOptions& reading,
                      const Vocabulary& vocabulary);

// The same, to survey documents instead of reading them.
JobRunner surveyor_from(const WorkerOptions& workers);

}  // namespace domesday
