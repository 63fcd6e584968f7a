// The supervisor's side: documents go to worker processes, results come back one by one. No document can
// stop, slow or damage the run: each ends as complete, partial (with the pages left out and why) or
// quarantined (with the reason).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domesday/batch/reading.hpp"
#include "extractor/document/error.hpp"
#include "schema/outcome.hpp"

namespace domesday
{

struct PoolOptions {
    int workers = 1;
    // 2 GiB: text recognition of an A3 page at 300 dpi took 0.4, the largest pack 0.2; a decompression bomb
    // any.
    std::uint64_t memory = std::uint64_t{2} << 30;
    // The slowest page we have (a sideways scan, two looks) takes 9 s on a slow core, the longest scan 3
    // minutes.
    std::chrono::milliseconds page_time{60'000};
    std::chrono::milliseconds document_time{900'000};
    bool allow_unsandboxed = false;
    std::vector<std::string>
        command{};                   // the worker: program and arguments; it finds its socket as descriptor 3
    int documents_per_worker = 200;  // then a fresh process, so that what a library leaks stays small
    int bad_pages = 20;  // more pages than this that bring a worker down: the document is given up
};

struct Job {
    std::size_t index = 0;  // the caller's
    std::string name{};
    std::string sha256{};
    std::string bytes{};
    ReadOptions options{};
};

struct PageFailure {
    int page = 0;
    Reason reason = Reason::crashed;
    std::string text{};
};

struct JobResult {
    std::size_t index = 0;
    Outcome outcome = Outcome::complete;
    Reading reading{};  // empty when quarantined
    std::vector<PageFailure> pages_left_out{};
    std::optional<Reason> reason{};  // quarantined: why
    int page = 0;                    // quarantined: the page it happened on, if one is to blame
    std::string found{}, advice{};   // quarantined: for a person
    int attempts = 1;
    std::chrono::milliseconds time{};
};

// A protection could not be set up and allow_unsandboxed is false, or the worker program cannot be started.
class PoolError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

// Runs jobs until `next` gives none; `done` is called for each as it ends, in the order in which they end.
// Both are called in this thread. Returns the protections that were on ("" when no worker was needed).
// Throws PoolError; jobs in flight are then lost, those handed to `done` are not.
std::string run_jobs(const PoolOptions& options, const std::function<std::optional<Job>()>& next,
                     const std::function<void(JobResult&&)>& done);

}  // namespace domesday
