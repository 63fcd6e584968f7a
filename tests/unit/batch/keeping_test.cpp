#include "domesday/batch/keeping.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/made_documents.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

namespace
{

const ReadConditions kConditions{"0.1.0", "v", ""};

struct Paper {
    std::string name;
    ParsedDocument content;
};

StoredDocument keep(Store& store, const Paper& paper)
{
    Run run{store, "ingest", kConditions, "2026-01-01T00:00:00Z"};
    const DocumentFile file{
        .name = paper.name,
        .sha256 = sha256_hex(paper.name),
        .state = {.path = paper.name, .size = 1, .modified = 1, .inode = 1},
    };
    return keep(store, run, file, {.content = paper.content}, kConditions);
}

std::vector<Entry> three_entries()
{
    return {made_entry("CR1", "Failure to recruit and keep staff", 16, 12, 10),
            made_entry("CR2", "Flooding of the depot", 12, 8, 20),
            made_entry("CR3", "Loss of personal data", 9, 6, 30)};
}

Paper third_quarter()
{
    return {"q3.txt",
            {.registers = {made_register("Ellanport City Council", "2018/19", 3, three_entries())}}};
}

// Says that CR2, which stood in the third quarter's register, is new.
Paper fourth_quarter()
{
    Paper paper{"q4.txt",
                {.registers = {made_register("Ellanport City Council", "2018/19", 4, three_entries())}}};
    paper.content.movements = {.added = {{.id = "CR2", .text = value_at("CR2 is new", 3)}}, .stated = true};
    return paper;
}

std::vector<std::string> movement_findings(const Store& store, const std::string& name)
{
    std::vector<std::string> entries;
    for (const auto& document : store.documents())
        if (document.name == name)
            for (const auto& finding : store.findings(document))
                if (finding.check == "movement-mismatch")
                    entries.push_back(finding.entry.value_or(""));
    return entries;
}

}  // namespace

TEST_CASE("findings do not depend on the order in which documents arrive", "[batch][keeping]")
{
    const Scratch scratch;
    Store in_order = Store::for_writing(scratch.path("a.db"));
    Store reversed = Store::for_writing(scratch.path("b.db"));

    keep(in_order, third_quarter());
    keep(in_order, fourth_quarter());
    keep(reversed, fourth_quarter());
    const auto before = movement_findings(reversed, "q4.txt");
    keep(reversed, third_quarter());

    CHECK(before.empty());
    CHECK(movement_findings(in_order, "q4.txt") == std::vector<std::string>{"CR2"});
    CHECK(movement_findings(reversed, "q4.txt") == std::vector<std::string>{"CR2"});
}

TEST_CASE("checks run again over the store change nothing where nothing changed", "[batch][keeping]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("a.db"));
    keep(store, third_quarter());
    keep(store, fourth_quarter());
    const auto changes = store.changes();
    Run run{store, "check", kConditions, "2026-01-01T00:00:00Z"};

    for (const auto& document : store.documents())
        CHECK_FALSE(check_again(store, run, document));

    CHECK(store.changes() == changes);
}

TEST_CASE("the register before is the latest earlier one of the same series", "[schema][previous]")
{
    const Scratch scratch;
    Store store = Store::for_writing(scratch.path("a.db"));
    const auto previous_name = [&store](const Register& reg, const std::string& name = "now.txt") {
        const auto previous = store.previous_of(reg, name, sha256_hex(name));
        return previous ? previous->document_name : std::string("none");
    };
    const auto reg = [](const std::string& organisation, const std::string& year, int quarter) {
        return made_register(organisation, year, quarter, three_entries());
    };
    keep(store, {"2017-18-q4.txt", {.registers = {reg("Ellanport City Council", "2017/18", 4)}}});
    keep(store, {"2018-19-q1.txt", {.registers = {reg("Ellanport City Council", "2018/19", 1)}}});
    keep(store, {"2018-19-q4.txt", {.registers = {reg("Ellanport City Council", "2018/19", 4)}}});

    SECTION("of the same publisher")
    {
        CHECK(previous_name(reg("Ellanport City Council", "2018/19", 2)) == "2018-19-q1.txt");
        CHECK(previous_name(reg("ELLANPORT  city council", "2018/19", 1)) == "2017-18-q4.txt");
        CHECK(previous_name(reg("Ellanport City Council", "2017/18", 1)) == "none");
        CHECK(previous_name(reg("Glanfor County Borough Council", "2018/19", 2)) == "none");
    }
    SECTION("where one of them prints no publisher, by its entries")
    {
        CHECK(previous_name(reg("", "2018/19", 2)) == "2018-19-q1.txt");
    }
    SECTION("where none of its entries go on, another register of the same publisher is not taken for it")
    {
        Register other = made_register("Ellanport City Council", "2018/19", 2,
                                       {made_entry("CR1", "Failure of the pension fund", 1, 1, 1),
                                        made_entry("PF2", "Longevity", 1, 1, 2)});
        CHECK(previous_name(other) == "none");
    }
    SECTION("a register without a period has the one that its file name states")
    {
        Register plain = reg("", "", 1);
        plain.year.reset();
        plain.quarter.reset();
        CHECK(previous_name(plain, "2018-19-q2-register.txt") == "2018-19-q1.txt");
        CHECK(previous_name(plain, "register.txt") == "none");
    }
    SECTION("a year without quarters lies before only as a whole")
    {
        Register annual = reg("Ellanport City Council", "2018/19", 1);
        annual.quarter.reset();
        CHECK(previous_name(annual) == "2017-18-q4.txt");
    }
    SECTION("an older revision no longer counts")
    {
        keep(store, {"2018-19-q1.txt", {}});
        CHECK(previous_name(reg("Ellanport City Council", "2018/19", 2)) == "2017-18-q4.txt");
    }
}
