// A zip file's members, one at a time. They are unpacked by a process of its own in the sandbox that workers
// have, so that an archive made by a stranger can do no more than a document can.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "domesday/batch/archive.hpp"

namespace domesday
{

struct UnpackOptions {
    ArchiveLimits limits{};
    std::function<bool(std::string_view name, std::string_view head)> wants{};  // as ArchiveVisitor's
    bool allow_unsandboxed = false;
};

class SandboxedChild;

class Unpacker
{
public:
    // Throws InputError when the file cannot be opened, PoolError when the process cannot be protected.
    Unpacker(const std::string& path, const UnpackOptions& options);
    ~Unpacker();
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;

    // In the archive's order; none: that was all. A process that dies or hangs is a fault of the archive.
    std::optional<std::variant<ArchiveMember, ArchiveFault>> next();

    // Once next() has given none.
    std::size_t unwanted() const { return unwanted_; }

private:
    std::unique_ptr<SandboxedChild> child_;
    bool has_ended_ = false;
    std::size_t unwanted_ = 0;
};

}  // namespace domesday
