// Files inside zip files (and zips inside those), through libarchive. Nothing is unpacked to disk, so a
// member's name is only ever a name.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "extractor/document/error.hpp"

namespace domesday
{

struct ArchiveLimits {
    int depth = 3;                                          // a zip in a zip in a zip
    int members = 20'000;                                   // over all levels
    std::uint64_t member_bytes = std::uint64_t{512} << 20;  // as a file of its own may have
    std::uint64_t total_bytes = std::uint64_t{8} << 30;     // unpacked, over all levels
};

struct ArchiveMember {
    std::string name;  // "2018/q4.pdf"; inside a nested zip "inner.zip/q4.pdf"; each once: "q4.pdf (2)"
    std::string bytes;
};

// A member that was left out, and why. Without a name: the archive itself.
struct ArchiveFault {
    std::string name;
    Reason reason = Reason::damaged;
    std::string text;
};

struct ArchiveVisitor {
    // By its name and first bytes; empty: every member is wanted. The others are not unpacked.
    std::function<bool(std::string_view name, std::string_view head)> wants{};
    std::function<void(ArchiveMember&&)> take;
    std::function<void(ArchiveFault&&)> fault;
};

// ".zip", in any case. The content does not decide: Office documents are zips, too.
bool is_called_archive(std::string_view name);

// Hands over every wanted regular file in the archive, in its order. What cannot be had (encrypted, damaged,
// over a limit) is told as a fault; after a fault of the archive itself there are no more members. Returns
// how many files nobody wanted.
std::size_t for_each_member(std::string_view bytes, const ArchiveLimits& limits,
                            const ArchiveVisitor& visitor);
// The same of an open file, which is read from its beginning.
std::size_t for_each_member(int descriptor, const ArchiveLimits& limits, const ArchiveVisitor& visitor);

}  // namespace domesday
