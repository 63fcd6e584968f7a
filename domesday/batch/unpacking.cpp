#include "domesday/batch/unpacking.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "domesday/batch/sandbox.hpp"
#include "domesday/batch/supervisor.hpp"
#include "domesday/batch/wire.hpp"

namespace domesday
{
namespace
{

constexpr int kArchive = 3, kSocket = 4;  // the descriptors that the unpacking process has

// A member of 512 MiB is held, encoded and sent: 1.6 GiB at most, beside what the supervisor had.
constexpr std::uint64_t kMemory = std::uint64_t{4} << 30;

// Between two members; a process that says nothing for so long hangs.
constexpr time_t kPatience = 120;  // s

int opened(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat state {
    };
    if (file >= 0 && ::fstat(file, &state) == 0 && S_ISREG(state.st_mode))
        return file;
    const int error = file < 0 ? errno : EISDIR;
    if (file >= 0)
        ::close(file);
    throw InputError({.source = path}, Reason::unreadable,
                     std::string("cannot be opened (") + std::strerror(error) + ")",
                     "check that it is there and that you may read it");
}

// Keeps the two descriptors it needs: what else the supervisor has open (workers' sockets, the store) must
// not stay open because of us.
void keep_descriptors(int file, int socket)
{
    const int file_copy = ::fcntl(file, F_DUPFD, 10);
    const int socket_copy = ::fcntl(socket, F_DUPFD, 10);
    ::dup2(file_copy, kArchive);
    ::dup2(socket_copy, kSocket);
    ::close_range(kSocket + 1, ~0U, 0);
}

void unpack(const UnpackOptions& options)
{
    send_message(kSocket, {.kind = MessageKind::hello, .payload = enter_sandbox({.memory = kMemory}).text()});
    const auto unwanted = for_each_member(
        kArchive, options.limits,
        {.wants = options.wants,
         .take =
             [](ArchiveMember&& member) {
                 send_message(kSocket, {.kind = MessageKind::member, .payload = encode(member)});
             },
         .fault =
             [](ArchiveFault&& fault) {
                 send_message(kSocket, {.kind = MessageKind::fault, .payload = encode(fault)});
             }});
    send_message(kSocket, {.kind = MessageKind::end, .payload = std::to_string(unwanted)});
}

}  // namespace

Unpacker::Unpacker(const std::string& path, const UnpackOptions& options)
{
    const int file = opened(path);
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        ::close(file);
        throw PoolError(std::string("no socket pair to unpack an archive: ") + std::strerror(errno));
    }
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        keep_descriptors(file, ends[1]);
        int status = 0;
        try {
            unpack(options);
        } catch (...) {  // no memory, or the supervisor has gone: it sees that we end
            status = 1;
        }
        ::_exit(status);
    }
    ::close(file);
    ::close(ends[1]);
    socket_ = ends[0];
    if (process_ < 0) {
        ::close(socket_);
        throw PoolError(std::string("no process to unpack an archive: ") + std::strerror(errno));
    }
    const timeval patience{.tv_sec = kPatience, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto hello = receive_message(socket_);
    const bool complete = hello && hello->payload == Protections{true, true, true, true}.text();
    if (!complete && !options.allow_unsandboxed) {
        stop();
        throw PoolError(
            "the protections of the process that unpacks archives cannot all be set up here; on: " +
            (hello ? hello->payload : "none") +
            "\n  run with --allow-unsandboxed to read without them, for files you trust");
    }
}

Unpacker::~Unpacker()
{
    stop();
}

void Unpacker::stop()
{
    ::close(socket_);
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::optional<std::variant<ArchiveMember, ArchiveFault>> Unpacker::next()
{
    if (has_ended_)
        return std::nullopt;
    try {
        const auto message = receive_message(socket_);
        if (message && message->descriptor >= 0)
            ::close(message->descriptor);
        if (message && message->kind == MessageKind::member)
            return member_from(message->payload);
        if (message && message->kind == MessageKind::fault)
            return fault_from(message->payload);
        if (message && message->kind == MessageKind::end) {
            unwanted_ = std::stoul(message->payload);
            has_ended_ = true;
            return std::nullopt;
        }
    } catch (const std::exception&) {  // what does not decode counts as a crash
    }
    has_ended_ = true;
    return ArchiveFault{.reason = Reason::crashed, .text = "unpacking it crashed or took too long"};
}

}  // namespace domesday
