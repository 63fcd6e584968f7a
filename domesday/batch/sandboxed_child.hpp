// A forked process that does one thing with a stranger's file in the sandbox that workers have, and sends
// what it finds to us message by message.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "domesday/batch/wire.hpp"

namespace domesday
{

struct ChildOptions {
    std::string purpose;       // for messages: "to unpack an archive"
    std::uint64_t memory = 0;  // bytes of address space, what this process has included
    int patience = 120;        // seconds without a message after which it counts as hanging
    int file = -1;             // a descriptor that it keeps; -1: none. Borrowed
    bool allow_unsandboxed = false;
};

class SandboxedChild
{
public:
    // `work` runs in the child with its ends of the socket and of `file`, and ends when it returns or throws.
    // Throws PoolError when there is no process, or it cannot be protected.
    SandboxedChild(const ChildOptions& options, const std::function<void(int socket, int file)>& work);
    ~SandboxedChild();
    SandboxedChild(const SandboxedChild&) = delete;
    SandboxedChild& operator=(const SandboxedChild&) = delete;

    // None: it has ended, hangs, or says what is no message.
    std::optional<Message> next();

private:
    void stop();

    pid_t process_ = -1;
    int socket_ = -1;
};

}  // namespace domesday
