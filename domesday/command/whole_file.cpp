#include "domesday/command/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace domesday
{
namespace
{

bool write_all(int file, const std::string& bytes)
{
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t written = ::write(file, bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        done += static_cast<std::size_t>(written);
    }
    return ::fsync(file) == 0;
}

}  // namespace

std::string write_whole(const std::string& path, const std::string& bytes)
{
    const std::string beside = path + ".new";
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file < 0)
        return std::strerror(errno);
    const bool is_written = write_all(file, bytes);
    const int error = errno;
    ::close(file);
    if (is_written && std::rename(beside.c_str(), path.c_str()) == 0)
        return {};
    std::string why = std::strerror(is_written ? errno : error);
    ::unlink(beside.c_str());
    return why;
}

}  // namespace domesday
