#include "domesday/batch/unpacking.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "domesday/batch/sandboxed_child.hpp"
#include "domesday/batch/wire.hpp"
#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

// A member of 512 MiB is held, encoded and sent: 1.6 GiB at most, beside what the supervisor had.
constexpr std::uint64_t kMemory = std::uint64_t{4} << 30;

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

void unpack(int socket, int archive, const UnpackOptions& options)
{
    const auto unwanted = for_each_member(
        archive, options.limits,
        {.wants = options.wants,
         .take =
             [socket](ArchiveMember&& member) {
                 send_message(socket, {.kind = MessageKind::member, .payload = encode(member)});
             },
         .fault =
             [socket](ArchiveFault&& fault) {
                 send_message(socket, {.kind = MessageKind::fault, .payload = encode(fault)});
             }});
    send_message(socket, {.kind = MessageKind::end, .payload = std::to_string(unwanted)});
}

}  // namespace

Unpacker::Unpacker(const std::string& path, const UnpackOptions& options)
{
    const int file = opened(path);
    const auto work = [&options](int socket, int archive) { unpack(socket, archive, options); };
    try {
        child_ =
            std::make_unique<SandboxedChild>(ChildOptions{.purpose = "to unpack an archive",
                                                          .memory = kMemory,
                                                          .file = file,
                                                          .allow_unsandboxed = options.allow_unsandboxed},
                                             work);
    } catch (...) {
        ::close(file);
        throw;
    }
    ::close(file);
}

Unpacker::~Unpacker() = default;

std::optional<std::variant<ArchiveMember, ArchiveFault>> Unpacker::next()
{
    if (has_ended_)
        return std::nullopt;
    try {
        const auto message = child_->next();
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
