#include "domesday/batch/sandboxed_child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "domesday/batch/sandbox.hpp"
#include "domesday/batch/supervisor.hpp"

namespace domesday
{
namespace
{

constexpr int kSocket = 3, kFile = 4;  // the descriptors that the child has

// Keeps the descriptors it needs: what else the supervisor has open (workers' sockets, the store) must not
// stay open because of us.
void keep_descriptors(int socket, int file)
{
    const int socket_copy = ::fcntl(socket, F_DUPFD, 10);
    const int file_copy = file < 0 ? -1 : ::fcntl(file, F_DUPFD, 10);
    ::dup2(socket_copy, kSocket);
    if (file_copy >= 0)
        ::dup2(file_copy, kFile);
    ::close_range(file_copy >= 0 ? kFile + 1 : kSocket + 1, ~0U, 0);
}

[[noreturn]] void run_child(const ChildOptions& options, int socket,
                            const std::function<void(int socket, int file)>& work)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    keep_descriptors(socket, options.file);
    int status = 0;
    try {
        send_message(kSocket, {.kind = MessageKind::hello,
                               .payload = enter_sandbox({.memory = options.memory}).text()});
        work(kSocket, options.file < 0 ? -1 : kFile);
    } catch (...) {  // no memory, or the supervisor has gone: it sees that we end
        status = 1;
    }
    ::_exit(status);
}

}  // namespace

SandboxedChild::SandboxedChild(const ChildOptions& options,
                               const std::function<void(int socket, int file)>& work)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw PoolError("no socket pair " + options.purpose + ": " + std::strerror(errno));
    process_ = ::fork();
    if (process_ == 0)
        run_child(options, ends[1], work);
    ::close(ends[1]);
    socket_ = ends[0];
    if (process_ < 0) {
        ::close(socket_);
        throw PoolError("no process " + options.purpose + ": " + std::strerror(errno));
    }
    const timeval patience{.tv_sec = options.patience, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto hello = next();
    const bool complete = hello && hello->payload == Protections{true, true, true, true}.text();
    if (complete || (hello && options.allow_unsandboxed))
        return;
    stop();
    throw PoolError("the protections of the process " + options.purpose +
                    " cannot all be set up here; on: " + (hello ? hello->payload : "none") +
                    "\n  run with --allow-unsandboxed to go on without them, for files you trust");
}

SandboxedChild::~SandboxedChild()
{
    stop();
}

void SandboxedChild::stop()
{
    ::close(socket_);
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::optional<Message> SandboxedChild::next()
{
    auto message = receive_message(socket_);
    if (message && message->descriptor >= 0)
        ::close(message->descriptor);
    return message;
}

}  // namespace domesday
