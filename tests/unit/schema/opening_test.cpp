#include <catch2/catch.hpp>

#include "schema/database.hpp"
#include "schema/migrations.hpp"
#include "schema/run_lock.hpp"
#include "schema/store.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

TEST_CASE("a store that is not there is not made by reading", "[schema][opening]")
{
    const Scratch scratch;
    const auto path = scratch.path("s.db");

    CHECK_THROWS_WITH(Store::for_reading(path),
                      path + ": there is no store\n  make one: domesday ingest --db " + path + " PATH...");
    CHECK_THROWS_AS(Store::for_writing(path, {.must_exist = true}), StoreError);
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a store has the version of the last migration", "[schema][opening]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));

    CHECK(store.database().table("PRAGMA user_version", {}) ==
          std::vector<std::vector<std::string>>{{std::to_string(migrations().size())}});
    CHECK(store.database().table("PRAGMA foreign_key_check", {}).empty());
}

TEST_CASE("a store of an older version is brought up to date", "[schema][opening]")
{
    const Scratch scratch;
    const auto path = scratch.path("s.db");
    {
        Database old{path, Database::Mode::create};
        old.execute("PRAGMA application_id = 1146047813");
        old.execute(std::string{migrations().front()});
        old.execute("PRAGMA user_version = 1");
    }

    CHECK_THROWS_WITH(Store::for_reading(path),
                      Catch::Contains("the store has version 1, this domesday needs"));
    Store store = Store::for_writing(path);

    CHECK(store.documents().empty());
    CHECK_NOTHROW(Store::for_reading(path));
}

TEST_CASE("two runs cannot have one store, and the second learns who has it", "[schema][lock]")
{
    const Scratch scratch;
    const auto path = scratch.path("s.db");
    {
        const RunLock first{path, "2026-02-13T02:00:00Z"};

        CHECK_THROWS_WITH(RunLock(path, "2026-02-13T02:00:01Z"),
                          Catch::Contains("another run is writing to the store: process ") &&
                              Catch::Contains(", since 2026-02-13T02:00:00Z"));
    }
    CHECK_NOTHROW(RunLock(path, "2026-02-13T02:00:02Z"));
    CHECK_FALSE(std::filesystem::exists(path + "-lock"));
}

TEST_CASE("words of a search have no meaning to the index but a star at the end", "[schema][search]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));

    for (const char* words :
         {"\"", "a OR b", "NEAR(", "field:x", "*", "", "-", "^x", "{a b}:c", "a\"b", "'", ";"})
        CHECK_NOTHROW(store.search({words}, 10));
    CHECK(store.search({}, 10).empty());
}
