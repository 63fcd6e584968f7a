// What a supervisor and its workers say to each other: framed messages over a socket pair.
//
// A frame is its kind (1 byte), the payload's length (8 bytes, this machine's order: both ends are the same
// binary on the same machine) and the payload. A request carries the document's bytes as a file descriptor
// (memfd), so that a worker opens no file. The supervisor trusts nothing a worker says: lengths are limited
// and whatever does not decode counts as a crash of the worker.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domesday/batch/archive.hpp"
#include "domesday/batch/reading.hpp"
#include "extractor/document/error.hpp"
#include "extractor/document/page_image.hpp"

namespace domesday
{

enum class MessageKind : std::uint8_t {
    hello,    // worker: ready; payload: the protections that are on
    request,  // supervisor: read this
    page,     // worker: begins with this page
    done,     // worker: a Reading
    failed,   // worker: an InputError
    member,   // unpacker: an ArchiveMember
    fault,    // unpacker: an ArchiveFault
    end,      // unpacker: no more; payload: how many files nobody wanted
    picture,  // painter: a PaintedPage
};

struct Message {
    MessageKind kind = MessageKind::hello;
    std::string payload{};
    int descriptor = -1;  // owned by the receiver; -1: none
};

// Larger frames are refused: the largest Reading of a 2,000-page pack was 9 MB, a member of an archive may
// have 512 MiB beside its name.
inline constexpr std::uint64_t kLargestFrame = 513u << 20;

// Throws std::system_error when the other end is gone.
void send_message(int socket, const Message& message);

// Blocks until a whole message is there; nullopt when the other end has closed or the frame is malformed.
std::optional<Message> receive_message(int socket);

struct ReadRequest {
    std::string name;    // file name, for messages
    std::string sha256;  // computed by the supervisor
    ReadOptions options;
};

struct ReadFailure {
    Reason reason = Reason::unreadable;
    int page = 0;
    std::string found;
    std::string advice;
};

// A page as a file that a browser shows.
struct PaintedPage {
    int page = 0;
    PageImage image{};
};

// Decoding throws std::runtime_error on anything that is not a complete value.
std::string encode(const ReadRequest& request);
std::string encode(const Reading& reading);
std::string encode(const ReadFailure& failure);
std::string encode(const ArchiveMember& member);
std::string encode(const ArchiveFault& fault);
std::string encode(const PaintedPage& page);
ReadRequest request_from(std::string_view payload);
Reading reading_from(std::string_view payload);
ReadFailure failure_from(std::string_view payload);
ArchiveMember member_from(std::string_view payload);
ArchiveFault fault_from(std::string_view payload);
PaintedPage painted_page_from(std::string_view payload);

}  // namespace domesday
