#include "domesday/batch/originals.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "domesday/batch/unpacking.hpp"
#include "extractor/document/error.hpp"
#include "extractor/document/source.hpp"
#include "tests/support/made_zip.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

TEST_CASE("a document's bytes are found again in files and in zips, and only if they are the same",
          "[batch][originals]")
{
    Scratch scratch;
    const std::string inner = made_zip({{"b.txt", "Flooding"}, {"b.txt", "Fire"}});
    const auto zip = scratch.write("papers.zip", made_zip({{"2018/inner.zip", inner}, {"c.txt", "Theft"}}));
    const auto file = scratch.write("a.txt", "something else");
    const auto document = [&](const std::string& bytes, std::vector<std::string> paths) {
        return StoredDocument{.sha256 = sha256_hex(bytes), .paths = std::move(paths)};
    };
    const std::string fire = zip + "/2018/inner.zip/b.txt (2)";

    CHECK(bytes_of_original(document("Flooding", {file, zip + "/2018/inner.zip/b.txt"})) == "Flooding");
    CHECK(bytes_of_original(document("Fire", {fire})) == "Fire");
    CHECK_FALSE(bytes_of_original(document("Flooding", {file, scratch.path("gone.txt"), fire})));
    const auto places = places_of_original(
        document("Theft", {file, scratch.path("gone.txt"), zip + "/c.txt", zip + "/d.txt"}));
    REQUIRE(places.size() == 4);
    CHECK(places[0].state == OriginalPlace::State::changed);
    CHECK(places[1].state == OriginalPlace::State::missing);
    CHECK(places[2].state == OriginalPlace::State::same);
    CHECK(places[3].state == OriginalPlace::State::missing);
}

TEST_CASE("an archive is unpacked by a process in the sandbox", "[batch][originals]")
{
    Scratch scratch;
    const auto zip = scratch.write("a.zip", made_zip({{"a.txt", "one"}, {"b.xlsx", "two"}}));

    Unpacker unpacker{zip,
                      {.wants = [](std::string_view name, std::string_view) { return name == "a.txt"; }}};
    const auto first = unpacker.next();
    const auto second = unpacker.next();

    REQUIRE(first);
    CHECK(std::get<ArchiveMember>(*first).bytes == "one");
    CHECK_FALSE(second);
    CHECK(unpacker.unwanted() == 1);
    CHECK_THROWS_AS((Unpacker{scratch.path("gone.zip"), {}}), InputError);
}

TEST_CASE("an unpacking process that dies is a fault of the archive", "[batch][originals]")
{
    Scratch scratch;
    const auto zip = scratch.write("a.zip", made_zip({{"a.txt", "one"}}));

    Unpacker unpacker{zip, {.wants = [](std::string_view, std::string_view) -> bool { _exit(9); }}};
    const auto item = unpacker.next();

    REQUIRE(item);
    CHECK(std::get<ArchiveFault>(*item).reason == Reason::crashed);
    CHECK_FALSE(unpacker.next());
}
