// Files inside zip files (and zips inside those), through libarchive. Nothing is unpacked to disk, so a
// member's name is only ever a name.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace domesday
{

struct ArchiveLimits {
    int depth = 3;                                          // a zip in a zip in a zip
    int members = 20'000;                                   // over all levels
    std::uint64_t member_bytes = std::uint64_t{512} << 20;  // as a file of its own may have
    std::uint64_t total_bytes = std::uint64_t{8} << 30;     // unpacked, over all levels
};

struct ArchiveMember {
    std::string name;  // "2018/q4.pdf"; inside a nested zip "inner.zip/q4.pdf"
    std::string bytes;
};

// A member that was left out, and why.
struct ArchiveFault {
    std::string name;
    std::string text;
};

bool is_zip(std::string_view bytes);

// Hands over every regular file in the archive, in its order. What cannot be had (encrypted, damaged, over a
// limit) is told as a fault; after a fault of the archive itself there are no more members.
void for_each_member(std::string_view bytes, const ArchiveLimits& limits,
                     const std::function<void(ArchiveMember&&)>& take,
                     const std::function<void(ArchiveFault&&)>& fault);

}  // namespace domesday
