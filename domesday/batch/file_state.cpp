#include "domesday/batch/file_state.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace domesday
{

FileState state_of(const std::string& path)
{
    struct stat state {
    };
    if (stat(path.c_str(), &state) != 0)
        return {.path = path, .size = -1};
    return {.path = path,
            .size = state.st_size,
            .modified = std::int64_t{state.st_mtim.tv_sec} * 1'000'000'000 + state.st_mtim.tv_nsec,
            .inode = static_cast<std::int64_t>(state.st_ino)};
}

bool is_same(const FileState& a, const FileState& b)
{
    return a.size == b.size && a.modified == b.modified && a.inode == b.inode;
}

// A read lease is refused while anybody has the file open for writing (fcntl(2)). It is given back at once; a
// writer that comes in between is told by SIGIO, which would end us: ask for a signal that is ignored.
bool is_open_for_writing(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return false;
    ::fcntl(file, F_SETSIG, SIGURG);
    const bool is_refused = ::fcntl(file, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN;
    if (!is_refused)
        ::fcntl(file, F_SETLEASE, F_UNLCK);
    ::close(file);
    return is_refused;
}

}  // namespace domesday
