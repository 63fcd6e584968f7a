// The worker's side: reads one document after the other until the supervisor closes the socket.
#pragma once

#include <functional>

#include "domesday/batch/reading.hpp"
#include "domesday/batch/sandbox.hpp"

namespace domesday
{

using ReadFunction = std::function<Reading(const Source&, const ReadOptions&)>;

// `socket`: one end of a socket pair, the supervisor has the other. Enters the sandbox, says hello, then
// reads what it is asked to with `read` (tests give one that misbehaves). Returns the exit status.
int run_worker(int socket, const SandboxOptions& sandbox, const ReadFunction& read);

}  // namespace domesday
