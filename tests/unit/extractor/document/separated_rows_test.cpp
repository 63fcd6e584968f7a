#include "extractor/document/separated_rows.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace domesday;

namespace
{

// A letter for each line: "." no table, "r" a row, "<" a row begins, "-" goes on, ">" ends.
std::string shape_of(const std::vector<std::string_view>& lines)
{
    std::string shape;
    for (const auto& part : find_row_parts(lines))
        shape += part == RowPart{}                  ? '.'
                 : part.begins_row && part.ends_row ? 'r'
                 : part.begins_row                  ? '<'
                 : part.ends_row                    ? '>'
                                                    : '-';
    return shape;
}

}  // namespace

TEST_CASE("rows with slashes between their cells are found below their header", "[document][dump]")
{
    CHECK(shape_of({"Risks", "", "No. / Description / Prob / Impact / Score / Officer /",
                    "1 / Grant is lost / 5 / 5 / 25 / Manager", "",
                    "2 / Costs run over / 3 / 5 / 15 / As above", "Agreed in May"}) == "..rr.r.");
}

TEST_CASE("a row of slashes goes on until it has the cells of its header", "[document][dump]")
{
    CHECK(shape_of({"Ref / Title / Causes / Score / Owner", "1 / Fraud / Causes:", "- weak checks",
                    "- gaps / errors", "/ Impact", "4 / Director", "2 / Theft / None / 3 / Head", "End"}) ==
          "r<--->r.");
}

TEST_CASE("slashes in prose and lists make no table", "[document][dump]")
{
    CHECK(shape_of({"Ref / Title", "1 / Fraud", "2 / Funds cannot be managed / governed"}) == "...");
    CHECK(shape_of({"Contact / Tel / Email / Fax", "Please write and / or call."}) == "..");
    CHECK(shape_of({"1 / 2 / 3 / 4 / 5", "2 / 4 / 6 / 8 / 10"}) == "..");
}

TEST_CASE("a markdown table has bars and a frame of bars", "[document][dump]")
{
    CHECK(shape_of({"| Ref | Risk | Score | Owner |", "|---|---|---|---|", "| R1 | Fraud | 9 | Head |", "",
                    "Notes"}) == "rrr..");
}

TEST_CASE("bars that recognition saw between columns make no table", "[document][dump]")
{
    CHECK(shape_of({"Risk | Risk Type | Causes Controls | Score | Owner", "Fraud is | People",
                    "found late | Head"}) == "...");
}
