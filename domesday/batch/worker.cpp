#include "domesday/batch/worker.hpp"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

#include "domesday/batch/wire.hpp"

namespace domesday
{
namespace
{

// Between two pages of 50 KiB each, as packs have: a few MiB of a file of any length count.
constexpr int kPagesUntilForgotten = 50;

// The document's bytes, in the supervisor's memory file: seen, not copied.
class MappedBytes
{
public:
    explicit MappedBytes(int descriptor)
    {
        struct stat status {
        };
        if (::fstat(descriptor, &status) != 0)
            throw std::system_error(errno, std::generic_category(), "the document's bytes");
        size_ = static_cast<std::size_t>(status.st_size);
        if (size_ == 0)
            return;
        start_ = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor, 0);
        if (start_ == MAP_FAILED)
            throw std::bad_alloc();
    }
    ~MappedBytes()
    {
        if (size_ > 0)
            ::munmap(start_, size_);
    }
    MappedBytes(const MappedBytes&) = delete;
    MappedBytes& operator=(const MappedBytes&) = delete;

    std::string_view view() const { return {static_cast<const char*>(start_), size_}; }

    // What was looked at so far no longer counts as this process's memory; it comes back when it is looked
    // at.
    void forget()
    {
        if (size_ > 0)
            ::madvise(start_, size_, MADV_DONTNEED);
    }

private:
    void* start_ = nullptr;
    std::size_t size_ = 0;
};

Message failed(Reason reason, int page, std::string found, std::string advice)
{
    return {.kind = MessageKind::failed,
            .payload = encode(ReadFailure{
                .reason = reason, .page = page, .found = std::move(found), .advice = std::move(advice)})};
}

Message answer(int socket, const Message& request, const ReadFunction& read)
{
    int page = 0;
    try {
        ReadRequest asked = request_from(request.payload);
        MappedBytes bytes{request.descriptor};
        const Source source = source_from_view(std::move(asked.name), bytes.view(), std::move(asked.sha256));
        asked.options.starting = [&](int number) {
            page = number;
            if (number % kPagesUntilForgotten == 0)
                bytes.forget();
            send_message(socket, {.kind = MessageKind::page, .payload = std::to_string(number)});
        };
        return {.kind = MessageKind::done, .payload = encode(read(source, asked.options))};
    } catch (const InputError& error) {
        return failed(error.reason, error.place.page, error.found, error.advice);
    } catch (const std::bad_alloc&) {
        return failed(Reason::limit_memory, page, "reading it needs more memory than a worker may have",
                      "raise --memory-limit, or leave the page out");
    } catch (const std::exception& error) {  // a mistake of ours: this document is lost, the batch is not
        return failed(Reason::crashed, page, std::string("the reader failed: ") + error.what(),
                      "please report it with the document");
    }
}

}  // namespace

int run_worker(int socket, const SandboxOptions& sandbox, const ReadFunction& read)
{
    // Nobody waits for the answer when the supervisor is killed.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
        send_message(socket, {.kind = MessageKind::hello, .payload = enter_sandbox(sandbox).text()});
        while (const std::optional<Message> request = receive_message(socket)) {
            if (request->kind != MessageKind::request || request->descriptor < 0)
                return 1;
            const Message reply = answer(socket, *request, read);
            ::close(request->descriptor);
            send_message(socket, reply);
            if (reply.kind == MessageKind::failed &&
                failure_from(reply.payload).reason == Reason::limit_memory)
                return 0;  // what is left of the heap is in pieces: the next document gets a new process
        }
    } catch (const std::system_error&) {
        return 1;  // the supervisor has gone
    }
    return 0;
}

}  // namespace domesday
