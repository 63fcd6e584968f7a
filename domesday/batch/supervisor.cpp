#include "domesday/batch/supervisor.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "domesday/batch/sandbox.hpp"
#include "domesday/batch/wire.hpp"

extern char** environ;

namespace domesday
{
namespace
{

using Clock = std::chrono::steady_clock;

// A file descriptor that closes itself.
class Descriptor
{
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }
    int get() const { return number_; }

private:
    int number_;
};

struct Worker {
    pid_t pid = -1;
    Descriptor socket{};
    int served = 0;
};

struct Death {
    int status = 0;  // as wait4(2) gives it
    long peak_kib = 0;
};

Worker start_worker(const std::vector<std::string>& command)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw PoolError(std::string("no socket pair for a worker: ") + std::strerror(errno));
    Descriptor ours{ends[0]};
    Descriptor theirs{ends[1]};
    // A worker writes an answer in one go: one that stops in the middle must not hold up the others.
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(ours.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(ours.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), 3);
    std::vector<char*> arguments;
    for (const auto& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    Worker worker;
    const int error =
        ::posix_spawn(&worker.pid, command.at(0).c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw PoolError("the worker program \"" + command.at(0) +
                        "\" cannot be started: " + std::strerror(error));
    worker.socket = std::move(ours);
    return worker;
}

Death reap(Worker& worker, bool kill)
{
    Death death;
    if (worker.pid > 0) {
        if (kill)
            ::kill(worker.pid, SIGKILL);
        worker.socket = Descriptor{};
        rusage usage{};
        while (::wait4(worker.pid, &death.status, 0, &usage) < 0 && errno == EINTR) {
        }
        death.peak_kib = usage.ru_maxrss;
        worker.pid = -1;
    }
    return death;
}

Descriptor memory_file(const std::string& bytes)
{
    Descriptor file{::memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    std::size_t written = 0;
    while (file.get() >= 0 && written < bytes.size()) {
        const ssize_t count = ::write(file.get(), bytes.data() + written, bytes.size() - written);
        if (count <= 0)
            throw PoolError(std::string("no memory for a document's bytes: ") + std::strerror(errno));
        written += static_cast<std::size_t>(count);
    }
    if (file.get() < 0 || ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) != 0)
        throw PoolError(std::string("no memory for a document's bytes: ") + std::strerror(errno));
    return file;
}

struct Slot {
    Worker worker{};
    std::optional<Job> job{};
    JobResult result{};
    int page = 0;    // the one in work; 0: not said yet
    int killed = 0;  // how often its worker was killed from outside
    Clock::time_point document_begin{}, page_begin{};
};

// SIGKILL that we did not send: an operator's, or the system's when memory ran short. The document may have
// had no part in it, so it is read again before it is blamed.
constexpr int kMostKills = 2;

bool was_killed(const Death& death)
{
    return WIFSIGNALED(death.status) && WTERMSIG(death.status) == SIGKILL;
}

struct Cause {
    Reason reason = Reason::crashed;
    std::string text{};
};

Cause cause_of(const Death& death, const PoolOptions& options)
{
    // A library that runs out of memory aborts in its own way; how much it had by then tells.
    const bool was_large =
        options.memory > 0 && static_cast<std::uint64_t>(death.peak_kib) * 1024 > options.memory / 2;
    if (was_large && WIFSIGNALED(death.status) && WTERMSIG(death.status) != SIGSYS)
        return {Reason::limit_memory, "reading it needs more memory than a worker may have"};
    if (was_killed(death))
        return {Reason::limit_memory,
                "its reader was killed several times; the system may have run out of memory"};
    if (was_large && WIFEXITED(death.status))
        return {Reason::limit_memory, "reading it needs more memory than a worker may have"};
    if (WIFSIGNALED(death.status) && WTERMSIG(death.status) == SIGSYS)
        return {Reason::crashed,
                "its reader tried what readers may not do (a process, a network connection) "
                "and was stopped"};
    if (WIFSIGNALED(death.status))
        return {Reason::crashed, std::string("its reader died: ") + ::strsignal(WTERMSIG(death.status))};
    return {Reason::crashed, "its reader ended without an answer"};
}

class Pool
{
public:
    Pool(const PoolOptions& options, const std::function<std::optional<Job>()>& next,
         const std::function<void(JobResult&&)>& done)
        : options_(options),
          next_(next),
          done_(done),
          slots_(static_cast<std::size_t>(std::max(1, options.workers)))
    {
    }
    ~Pool()
    {
        for (auto& slot : slots_)
            reap(slot.worker, true);
    }

    std::string run()
    {
        for (;;) {
            bool busy = false;
            for (auto& slot : slots_) {
                if (!slot.job)
                    take_next(slot);
                busy = busy || slot.job.has_value();
            }
            if (!busy)
                return protections_;
            wait_for_news();
        }
    }

private:
    void take_next(Slot& slot)
    {
        if (exhausted_)
            return;
        slot.job = next_();
        if (!slot.job) {
            exhausted_ = true;
            return;
        }
        slot.result = JobResult{.index = slot.job->index};
        slot.killed = 0;
        slot.document_begin = Clock::now();
        send(slot);
    }

    // A worker that is gone before it took the document says nothing about the document: try twice.
    void send(Slot& slot)
    {
        for (int attempt = 0;; ++attempt) {
            if (slot.worker.pid > 0 && slot.worker.served >= options_.documents_per_worker)
                reap(slot.worker, false);
            if (slot.worker.pid < 0)
                start(slot);
            try {
                const Descriptor bytes = memory_file(slot.job->bytes);
                const ReadRequest request{
                    .name = slot.job->name, .sha256 = slot.job->sha256, .options = slot.job->options};
                slot.page = 0;
                slot.page_begin = Clock::now();
                send_message(
                    slot.worker.socket.get(),
                    {.kind = MessageKind::request, .payload = encode(request), .descriptor = bytes.get()});
                ++slot.worker.served;
                return;
            } catch (const std::system_error& error) {
                reap(slot.worker, true);
                if (attempt == 2)
                    throw PoolError(std::string("workers end before they begin: ") + error.what());
            }
        }
    }

    void start(Slot& slot)
    {
        slot.worker = start_worker(options_.command);
        const std::optional<Message> hello = receive_message(slot.worker.socket.get());
        if (!hello || hello->kind != MessageKind::hello)
            throw PoolError("the worker program \"" + options_.command.at(0) + "\" ends before it is ready");
        protections_ = hello->payload;
        const bool complete = protections_ == Protections{true, true, true, true}.text();
        if (!complete && !options_.allow_unsandboxed)
            throw PoolError("the workers' protections cannot all be set up here; on: " + protections_ +
                            "\n  run with --allow-unsandboxed to read without them, for files you trust");
    }

    void wait_for_news()
    {
        std::vector<pollfd> polled;
        std::vector<Slot*> order;
        for (auto& slot : slots_)
            if (slot.job) {
                polled.push_back({.fd = slot.worker.socket.get(), .events = POLLIN, .revents = 0});
                order.push_back(&slot);
            }
        auto nearest = Clock::now() + std::chrono::seconds(1);
        for (const Slot* slot : order)
            nearest = std::min(nearest, deadline(*slot));
        const auto wait =
            std::chrono::duration_cast<std::chrono::milliseconds>(nearest - Clock::now()).count();
        ::poll(polled.data(), polled.size(), static_cast<int>(std::max<long long>(0, wait) + 1));
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (polled[i].revents != 0)
                hear(*order[i]);
            else if (Clock::now() >= deadline(*order[i]))
                too_slow(*order[i]);
        }
    }

    Clock::time_point deadline(const Slot& slot) const
    {
        return std::min(slot.document_begin + options_.document_time, slot.page_begin + options_.page_time);
    }

    void hear(Slot& slot)
    {
        std::optional<Message> message = receive_message(slot.worker.socket.get());
        if (message && message->descriptor >= 0)
            ::close(message->descriptor);
        // Decoded first, acted upon outside: what `done` throws is no fault of the worker's.
        std::optional<int> page;
        std::optional<Reading> reading;
        std::optional<ReadFailure> failure;
        try {
            if (message && message->kind == MessageKind::page)
                page = std::stoi(message->payload);
            if (message && message->kind == MessageKind::done)
                reading = reading_from(message->payload);
            if (message && message->kind == MessageKind::failed)
                failure = failure_from(message->payload);
        } catch (const std::exception&) {  // what it said makes no sense
            message.reset();
        }
        if (page)
            return begin_page(slot, *page);
        if (reading)
            return finish(slot, std::move(*reading));
        if (failure)
            return refuse(slot, *failure);
        const Death death = reap(slot.worker, message.has_value());
        if (was_killed(death) && slot.killed++ < kMostKills) {
            ++slot.result.attempts;
            return send(slot);
        }
        without_page(slot, cause_of(death, options_));
    }

    static void begin_page(Slot& slot, int page)
    {
        slot.page = page;
        slot.page_begin = Clock::now();
    }

    void too_slow(Slot& slot)
    {
        const bool whole = Clock::now() >= slot.document_begin + options_.document_time;
        reap(slot.worker, true);
        const auto seconds = (whole ? options_.document_time : options_.page_time).count() / 1000;
        const Cause cause{Reason::limit_time, "reading " + std::string(whole ? "it" : "one page") +
                                                  " takes longer than " + std::to_string(seconds) + " s"};
        if (whole)
            quarantine(slot, cause, slot.page, "raise --document-time, or leave pages out");
        else
            without_page(slot, cause);
    }

    // One bad page costs one page: the document is read again without the page that was in work.
    void without_page(Slot& slot, const Cause& cause)
    {
        auto& left_out = slot.result.pages_left_out;
        const bool known = std::any_of(left_out.begin(), left_out.end(),
                                       [&](const PageFailure& failure) { return failure.page == slot.page; });
        if (slot.page <= 0 || known || static_cast<int>(left_out.size()) >= options_.bad_pages)
            return quarantine(slot, cause, slot.page, "the other documents are not affected");
        left_out.push_back({.page = slot.page, .reason = cause.reason, .text = cause.text});
        slot.job->options.pages_left_out.push_back(slot.page);
        ++slot.result.attempts;
        send(slot);
    }

    void refuse(Slot& slot, const ReadFailure& failure)
    {
        const bool ours = failure.reason == Reason::limit_memory || failure.reason == Reason::crashed;
        if (ours) {
            reap(slot.worker, true);
            return without_page(slot, {failure.reason, failure.found});
        }
        slot.result.pages_left_out.clear();
        quarantine(slot, {failure.reason, failure.found}, failure.page, failure.advice);
    }

    void quarantine(Slot& slot, const Cause& cause, int page, const std::string& advice)
    {
        slot.result.outcome = Outcome::quarantined;
        slot.result.reason = cause.reason;
        slot.result.page = page;
        slot.result.found = cause.text;
        slot.result.advice = advice;
        end(slot);
    }

    void finish(Slot& slot, Reading&& reading)
    {
        const bool nothing_left =
            reading.info.page_count.value_or(0) > 0 &&
            static_cast<int>(slot.result.pages_left_out.size()) >= *reading.info.page_count;
        if (nothing_left)
            return quarantine(
                slot, {slot.result.pages_left_out.front().reason, slot.result.pages_left_out.front().text},
                slot.result.pages_left_out.front().page, "no page of it could be read");
        const bool partial = !slot.result.pages_left_out.empty() || !reading.info.pages_left_out.empty();
        slot.result.outcome = partial ? Outcome::partial : Outcome::complete;
        slot.result.reading = std::move(reading);
        end(slot);
    }

    void end(Slot& slot)
    {
        slot.result.time =
            std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - slot.document_begin);
        slot.job.reset();
        done_(std::move(slot.result));
    }

    const PoolOptions& options_;
    const std::function<std::optional<Job>()>& next_;
    const std::function<void(JobResult&&)>& done_;
    std::vector<Slot> slots_;
    std::string protections_{};
    bool exhausted_ = false;
};

}  // namespace

std::string run_jobs(const PoolOptions& options, const std::function<std::optional<Job>()>& next,
                     const std::function<void(JobResult&&)>& done)
{
    return Pool{options, next, done}.run();
}

}  // namespace domesday
