#include "schema/run_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "schema/store_error.hpp"

namespace domesday
{
namespace
{

std::string holder_of(int descriptor)
{
    std::array<char, 200> text{};
    const ssize_t length = pread(descriptor, text.data(), text.size(), 0);
    std::string holder(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    while (!holder.empty() && holder.back() == '\n')
        holder.pop_back();
    return holder;
}

// The file may have been removed by its holder between our opening and our locking it.
bool is_still_there(int descriptor, const std::string& file)
{
    struct stat opened {
    };
    struct stat named {
    };
    return fstat(descriptor, &opened) == 0 && stat(file.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace

RunLock::RunLock(const std::string& path, const std::string& started_at) : file_(path + "-lock")
{
    for (;;) {
        descriptor_ = open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor_ < 0)
            throw StoreError{path,
                             std::string("the store cannot be written to (") + std::strerror(errno) + ")",
                             "check that its folder is there and that you may write to it"};
        if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            const std::string holder = holder_of(descriptor_);
            close(descriptor_);
            throw StoreError{path,
                             "another run is writing to the store" + (holder.empty() ? "" : ": " + holder),
                             "wait until it has finished, then run the same command again"};
        }
        if (is_still_there(descriptor_, file_))
            break;
        close(descriptor_);
    }
    const std::string holder = "process " + std::to_string(getpid()) + ", since " + started_at + "\n";
    // A full disk may refuse the line; the lock holds all the same.
    if (ftruncate(descriptor_, 0) == 0 && pwrite(descriptor_, holder.data(), holder.size(), 0) < 0)
        errno = 0;
}

RunLock::~RunLock()
{
    unlink(file_.c_str());
    close(descriptor_);
}

}  // namespace domesday
