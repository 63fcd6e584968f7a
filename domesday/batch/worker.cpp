#include "domesday/batch/worker.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

#include "domesday/batch/wire.hpp"

namespace domesday
{
namespace
{

std::string bytes_of(int descriptor)
{
    struct stat status {
    };
    if (::fstat(descriptor, &status) != 0)
        throw std::system_error(errno, std::generic_category(), "the document's bytes");
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got =
            ::pread(descriptor, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        if (got <= 0)
            throw std::system_error(errno, std::generic_category(), "the document's bytes");
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

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
        Source source = source_from_bytes(std::move(asked.name), bytes_of(request.descriptor));
        asked.options.starting = [&](int number) {
            page = number;
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
