#include "domesday/batch/sandbox.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#if defined(__SANITIZE_ADDRESS__)
#define DOMESDAY_UNDER_ASAN 1  // its shadow memory is terabytes of address space
#endif

namespace domesday
{
namespace
{

bool limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both{value, value};
    return ::setrlimit(resource, &both) == 0;
}

bool limit_memory(std::uint64_t bytes)
{
#ifdef DOMESDAY_UNDER_ASAN
    return bytes > 0;
#else
    return bytes > 0 && limit(RLIMIT_AS, bytes);
#endif
}

// Reading needs none of these. A document that makes its reader try one is hostile, or the reader has been
// taken over: the worker dies at once (SIGSYS) and the attempt has no effect.
constexpr std::array kDeadly{
    SCMP_SYS(socket),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(keyctl),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(reboot),
    SCMP_SYS(kexec_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    // What Landlock does not see: changes to a file's length, mode, owner and attributes by its name.
    SCMP_SYS(truncate),
    SCMP_SYS(chmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),
    SCMP_SYS(lchown),
    SCMP_SYS(fchownat),
    SCMP_SYS(setxattr),
    SCMP_SYS(lsetxattr),
    SCMP_SYS(removexattr),
    SCMP_SYS(lremovexattr),
    SCMP_SYS(utimensat),
    SCMP_SYS(utime),
    SCMP_SYS(utimes),
};

bool restrict_system_calls()
{
    const std::unique_ptr<void, decltype(&seccomp_release)> filter{seccomp_init(SCMP_ACT_ALLOW),
                                                                   &seccomp_release};
    if (!filter)
        return false;
    for (const int call : kDeadly)
        if (seccomp_rule_add(filter.get(), SCMP_ACT_KILL_PROCESS, call, 0) != 0)
            return false;
    // abort() signals its own process; no other may be.
    const auto another = SCMP_A0(SCMP_CMP_NE, static_cast<scmp_datum_t>(::getpid()));
    if (seccomp_rule_add(filter.get(), SCMP_ACT_KILL_PROCESS, SCMP_SYS(tgkill), 1, another) != 0)
        return false;
    // A thread is a clone that shares its process; anything else is a new process.
    const auto new_process = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0);
    if (seccomp_rule_add(filter.get(), SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1, new_process) != 0)
        return false;
    // clone3 hides its flags behind a pointer: refused, so that the C library falls back to clone.
    if (seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) != 0)
        return false;
    return seccomp_load(filter.get()) == 0;
}

constexpr std::uint64_t kReadAccess = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWriteAccess = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                       LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                       LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                       LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                       LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

// Since version 3 of Landlock's interface; the headers of Linux 6.1 do not name it.
constexpr std::uint64_t kTruncateAccess = std::uint64_t{1} << 14;

bool allow(int rules, const std::filesystem::path& path, std::uint64_t access)
{
    const int folder = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (folder < 0)
        return errno == ENOENT;  // nothing there, nothing to allow
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = folder;
    const bool added = ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    ::close(folder);
    return added;
}

bool restrict_files(const SandboxOptions& options)
{
    const auto version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    const std::uint64_t write_access = kWriteAccess | (version >= 3 ? kTruncateAccess : 0);
    landlock_ruleset_attr handled{};
    handled.handled_access_fs = kReadAccess | write_access | LANDLOCK_ACCESS_FS_EXECUTE;
    const int rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
    if (rules < 0)
        return false;
    bool done = true;
    // Libraries, fonts, character maps, models; /proc/self only for the C library's own needs.
    for (const char* folder : {"/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache",
                               "/var/cache/fontconfig", "/proc/self", "/sys/devices/system/cpu"})
        done = allow(rules, folder,
                     std::filesystem::is_directory(folder) ? kReadAccess : LANDLOCK_ACCESS_FS_READ_FILE) &&
               done;
    for (const auto& folder : options.readable)
        done = allow(rules, folder, kReadAccess) && done;
    if (!options.scratch.empty())
        done = allow(rules, options.scratch, kReadAccess | write_access) && done;
    done = done && ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    ::close(rules);
    return done;
}

}  // namespace

std::string Protections::text() const
{
    std::string text;
    const auto add = [&](bool on, const char* name) {
        if (on)
            text += (text.empty() ? "" : ", ") + std::string(name);
    };
    add(memory, "memory limit");
    add(no_new_privileges, "no new privileges");
    add(system_calls, "seccomp");
    add(files, "landlock");
    return text.empty() ? "none" : text;
}

Protections enter_sandbox(const SandboxOptions& options)
{
    Protections on;
    limit(RLIMIT_CORE, 0);  // a core dump of a worker holds the document
    on.memory = limit_memory(options.memory);
    on.no_new_privileges = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    on.files = on.no_new_privileges && restrict_files(options);
    on.system_calls = on.no_new_privileges && restrict_system_calls();
    return on;
}

}  // namespace domesday
