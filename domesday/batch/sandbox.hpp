// What a worker may not do: use more memory than its limit, open a network connection, start a process, write
// outside its scratch folder. Entered once, before the first document's bytes are looked at; there is no way
// back.
//
// Linux only: setrlimit(2), seccomp(2) through libseccomp, landlock(7) through its system calls.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace domesday
{

struct SandboxOptions {
    std::uint64_t memory = 0;                       // bytes of address space; 0: no limit
    std::filesystem::path scratch{};                // the only folder that may be written to; empty: none
    std::vector<std::filesystem::path> readable{};  // beside the system's libraries, fonts and models
};

// Which protections are on, for the run's record: "memory, no-new-privileges, seccomp, landlock".
struct Protections {
    bool memory = false;
    bool no_new_privileges = false;
    bool system_calls = false;
    bool files = false;

    bool complete() const { return memory && no_new_privileges && system_calls && files; }
    std::string text() const;
};

// Sets up what can be set up and says what that was. Never throws: what is missing is false.
Protections enter_sandbox(const SandboxOptions& options);

}  // namespace domesday
