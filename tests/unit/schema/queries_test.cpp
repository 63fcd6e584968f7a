#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "schema/database.hpp"
#include "schema/store.hpp"
#include "tests/support/made_documents.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

namespace
{

std::vector<std::string> queries_of(const std::string& path)
{
    std::ifstream stream{path};
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const std::string begin = "```sql\n", end = "```\n";
    std::vector<std::string> queries;
    for (std::size_t at = 0; (at = text.find(begin, at)) != std::string::npos;) {
        at += begin.size();
        queries.push_back(text.substr(at, text.find(end, at) - at));
    }
    return queries;
}

void add(Store& store, const std::string& name, char digit, const Extraction& reading,
         const std::vector<Finding>& findings)
{
    const ReadConditions conditions{"0.1.0", "v", ""};
    Run run{store, "ingest", conditions, "2026-01-01T00:00:00Z"};
    StoreChange change{store, run};
    const auto document =
        change.add({.name = name, .sha256 = std::string(64, digit), .state = {.path = name, .size = 1}},
                   reading, conditions);
    change.set_findings(document, findings);
    change.commit();
}

}  // namespace

TEST_CASE("every query of docs/store.md runs and finds something", "[schema][docs]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    add(store, "full.pdf", '1', {.content = full_document()}, full_findings());
    add(store, "empty.pdf", '2',
        {.failure = Failure{.reason = "empty", .found = "nothing", .advice = "look"}}, {});
    add(store, "q1.txt", '3',
        {.content = {.registers = {made_register("Ellanport City Council", "2019/20", 1,
                                                 {made_entry("CR1", "Failure to recruit", 12, 12, 4)})}}},
        {});

    const auto queries = queries_of(std::string(DOMESDAY_SOURCE_DIR) + "/docs/store.md");

    REQUIRE(queries.size() >= 10);
    for (const auto& query : queries) {
        CAPTURE(query);
        CHECK_FALSE(store.database().table(query, {}).empty());
    }
}

TEST_CASE("a place is one row of v_evidence, in characters of a line or in points", "[schema]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("s.db"));
    add(store, "full.pdf", '1', {.content = full_document()}, {});

    const auto rows = store.database().table(
        "SELECT field, part, page, line, first_character, end_character, \"left\", top, \"right\", bottom"
        " FROM v_evidence WHERE entry = 'CO1' AND field IN ('id', 'controls') ORDER BY field, part",
        {});

    CHECK(rows == std::vector<std::vector<std::string>>{
                      {"controls", "1", "3", "", "", "", "72", "100.3", "310.5", "112"},
                      {"controls", "2", "4", "", "", "", "72.1", "20", "300", "32"},
                      {"id", "1", "3", "40", "0", "3", "", "", "", ""},
                  });
}
