#include "domesday/batch/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <catch2/catch.hpp>
#include <utility>
#include <vector>

using namespace domesday;

namespace
{

std::string zip(const std::vector<std::pair<std::string, std::string>>& files)
{
    std::vector<char> buffer(1u << 22);
    std::size_t used = 0;
    archive* out = archive_write_new();
    archive_write_set_format_zip(out);
    archive_write_open_memory(out, buffer.data(), buffer.size(), &used);
    for (const auto& [name, bytes] : files) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        archive_write_header(out, entry);
        archive_write_data(out, bytes.data(), bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(out);
    archive_write_free(out);
    return {buffer.data(), used};
}

struct Unpacked {
    std::vector<std::string> names, faults;
};

Unpacked unpack(const std::string& bytes, const ArchiveLimits& limits = {})
{
    Unpacked unpacked;
    for_each_member(
        bytes, limits,
        [&](ArchiveMember&& member) { unpacked.names.push_back(member.name + "=" + member.bytes); },
        [&](ArchiveFault&& fault) { unpacked.faults.push_back(fault.name + ": " + fault.text); });
    return unpacked;
}

}  // namespace

TEST_CASE("files in a zip and in a zip inside it are handed over by name", "[batch][archive]")
{
    const std::string inner = zip({{"b.txt", "two"}});

    const Unpacked unpacked = unpack(zip({{"2018/a.txt", "one"}, {"inner.zip", inner}}));

    CHECK(unpacked.names == std::vector<std::string>{"2018/a.txt=one", "inner.zip/b.txt=two"});
    CHECK(unpacked.faults.empty());
}

TEST_CASE("an archive stays within depth and count and size", "[batch][archive]")
{
    const std::string nested = zip({{"1.zip", zip({{"2.zip", zip({{"3.txt", "deep"}})}})}});

    CHECK(unpack(nested, {.depth = 2}).faults ==
          std::vector<std::string>{"1.zip/2.zip: archives are nested deeper than 2"});
    CHECK(unpack(zip({{"a", "1"}, {"b", "2"}, {"c", "3"}}), {.members = 2}).names.size() == 2);
    const std::string bomb = zip({{"zeros", std::string(3u << 20, '0')}, {"after", "x"}});
    CHECK(bomb.size() < 20000);
    CHECK(unpack(bomb, {.member_bytes = 1u << 20}).names == std::vector<std::string>{"after=x"});
    CHECK(unpack(bomb, {.total_bytes = 1u << 20}).names.empty());
}

TEST_CASE("a damaged zip is a fault and no crash", "[batch][archive]")
{
    std::string bytes = zip({{"a.txt", std::string(5000, 'a')}, {"b.txt", "b"}});

    for (std::size_t length = 4; length < bytes.size(); length += 7)
        unpack(bytes.substr(0, length));
    bytes[60] = '\x7f';
    CHECK_FALSE(unpack(bytes).faults.empty());
}
