#include "domesday/batch/archive.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/made_zip.hpp"

using namespace domesday;

namespace
{

constexpr auto zip = made_zip;

struct Unpacked {
    std::vector<std::string> names, faults;
};

Unpacked unpack(const std::string& bytes, const ArchiveLimits& limits = {})
{
    Unpacked unpacked;
    for_each_member(
        bytes, limits,
        {.take = [&](ArchiveMember&& member) { unpacked.names.push_back(member.name + "=" + member.bytes); },
         .fault = [&](ArchiveFault&& fault) { unpacked.faults.push_back(fault.name + ": " + fault.text); }});
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

TEST_CASE("a name that stands twice in a zip is told apart", "[batch][archive]")
{
    const Unpacked unpacked = unpack(zip({{"a.txt", "one"}, {"a.txt", "two"}}));

    CHECK(unpacked.names == std::vector<std::string>{"a.txt=one", "a.txt (2)=two"});
}

TEST_CASE("members that nobody wants are counted and not unpacked", "[batch][archive]")
{
    const std::string bytes =
        zip({{"a.txt", "one"}, {"big.xlsx", std::string(3u << 20, '0')}, {"b", "%PDF-1"}});
    std::vector<std::string> names;

    const auto unwanted = for_each_member(
        bytes, {.total_bytes = 1u << 20},
        {.wants = [](std::string_view name,
                     std::string_view head) { return name == "a.txt" || head.starts_with("%PDF-"); },
         .take = [&](ArchiveMember&& member) { names.push_back(member.name); },
         .fault = [](ArchiveFault&& fault) { FAIL(fault.text); }});

    CHECK(unwanted == 1);
    CHECK(names == std::vector<std::string>{"a.txt", "b"});
}

TEST_CASE("what is called a zip and is none is a fault of its own", "[batch][archive]")
{
    const Unpacked unpacked = unpack(zip({{"inner.zip", "<html>"}, {"a.txt", "one"}}));

    CHECK(unpacked.names == std::vector<std::string>{"a.txt=one"});
    REQUIRE(unpacked.faults.size() == 1);
    CHECK(unpacked.faults.front().starts_with("inner.zip: a damaged zip archive, or none"));
}
