#include "domesday/command/worker_options.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <thread>

#include "domesday/batch/reading.hpp"

namespace domesday
{

void add_worker_options(CLI::App& app, WorkerOptions& options)
{
    options.jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    app.add_option("-j,--jobs", options.jobs,
                   "documents read at once, each in a sandboxed process of its own; 0: one by one in this "
                   "process, without limits, for files you trust")
        ->check(CLI::Range(0, 256))
        ->option_text("N [number of cores]");
    app.add_option("--memory-limit", options.memory_mib,
                   "for each worker; the most we saw was 400 MiB, recognising an A3 page")
        ->check(CLI::Range(std::uint64_t{64}, std::uint64_t{1} << 20))
        ->option_text("MIB [2048]");
    app.add_option("--page-time", options.page_seconds, "for one page; the slowest scan we saw took 9 s")
        ->check(CLI::Range(1, 86400))
        ->option_text("SECONDS [60]");
    app.add_option("--document-time", options.document_seconds, "for one document")
        ->check(CLI::Range(1, 86400))
        ->option_text("SECONDS [900]");
    app.add_flag("--allow-unsandboxed", options.allow_unsandboxed,
                 "go on where the workers' protections cannot all be set up, for files you trust");
}

std::string limits_text(const WorkerOptions& workers)
{
    if (workers.jobs == 0)
        return {};
    return "--memory-limit " + std::to_string(workers.memory_mib) + " --page-time " +
           std::to_string(workers.page_seconds) + " --document-time " +
           std::to_string(workers.document_seconds);
}

namespace
{

PoolOptions pool_from(const WorkerOptions& workers)
{
    PoolOptions pool;
    pool.workers = workers.jobs;
    pool.memory = workers.memory_mib << 20;
    pool.page_time = std::chrono::seconds(workers.page_seconds);
    pool.document_time = std::chrono::seconds(workers.document_seconds);
    pool.allow_unsandboxed = workers.allow_unsandboxed;
    pool.command = {std::filesystem::read_symlink("/proc/self/exe").string(), "worker", "--memory-limit",
                    std::to_string(workers.memory_mib)};
    return pool;
}

}  // namespace

JobRunner surveyor_from(const WorkerOptions& workers)
{
    if (workers.jobs == 0)
        return runner_here(surveyed);
    PoolOptions pool = pool_from(workers);
    pool.command.emplace_back("--survey");
    return [pool](const auto& next, const auto& done) { return run_jobs(pool, next, done); };
}

JobRunner runner_from(const WorkerOptions& workers, const ReadingOptions& reading,
                      const Vocabulary& vocabulary)
{
    if (workers.jobs == 0)
        return runner_here([&vocabulary](const Source& source, const ReadOptions& options) {
            return read_document(source, options, vocabulary);
        });
    PoolOptions pool = pool_from(workers);
    if (const auto& cache = reading.read.cache_folder; !cache.empty()) {
        std::error_code error;
        std::filesystem::create_directories(cache, error);  // a worker may write in it, not make it
        pool.command.emplace_back("--scratch");
        pool.command.push_back(cache);
    }
    if (!reading.vocabulary.empty()) {
        pool.command.emplace_back("--vocabulary");
        pool.command.push_back(std::filesystem::absolute(reading.vocabulary).string());
    }
    return [pool](const auto& next, const auto& done) { return run_jobs(pool, next, done); };
}

}  // namespace domesday
