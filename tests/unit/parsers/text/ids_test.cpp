#include "parsers/text/ids.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("a printed id is normalised", "[text][ids]")
{
    const auto [printed, text] = GENERATE(table<std::string, std::string>({
        {"CR 13", "CR13"},
        {"Corp 1", "CORP1"},
        {"SR01", "SR1"},
        {"R-07", "R-7"},
        {"3.", "3"},
        {"001", "1"},
        {"CRR.67", "CRR.67"},
        {"1920CRR 01", "1920CRR1"},
        {"015(CR)", "15(CR)"},
        {"6a", "6A"},
        {"RK\n01", "RK1"},
        {"ID-R01", "IDR1"},
        {"Failure to deliver", ""},
        {"", ""},
    }));
    CAPTURE(printed);

    const auto id = find_id(printed);

    CHECK((id ? id->text() : "") == text);
}

TEST_CASE("bare numbers are ids only under an id heading", "[text][ids]")
{
    CHECK(find_id("12", IdPlace::column));
    CHECK_FALSE(find_id("12", IdPlace::anywhere));
}

TEST_CASE("an id glued to the title is found at its beginning", "[text][ids]")
{
    const auto found = find_leading_id("CR 3 Complying with duties");

    REQUIRE(found);
    CHECK(found->id.text() == "CR3");
    CHECK(found->length == 4);
    CHECK_FALSE(find_leading_id("Complying with duties"));
}

TEST_CASE("a nought is read as the letter O where other ids show the family", "[text][ids]")
{
    IdFamilies families;
    for (const char* id : {"CR1", "CR2", "CR10"})
        families.add(id, Kind::risk);
    for (const char* id : {"C01", "CO2", "CO3"})
        families.add(id, Kind::opportunity);

    const Id id = families.id_from_text("C01", Kind::opportunity);
    CHECK(id.text == "CO1");
    CHECK(id.repaired);
    CHECK(families.id_from_text("C0O2", Kind::opportunity).text == "CO2");
    CHECK(families.id_from_text("CR I0", Kind::risk).text == "CR10");
    CHECK_FALSE(families.id_from_text("CR 10", Kind::risk).repaired);
}

TEST_CASE("a table of opportunities is evidence for the letter O and a register of C risks is not",
          "[text][ids]")
{
    IdFamilies opportunities;
    opportunities.add("CR1", Kind::risk);
    opportunities.add("C01", Kind::opportunity);
    CHECK(opportunities.id_from_text("C01", Kind::opportunity).text == "CO1");

    IdFamilies risks;
    for (const char* id : {"C017", "C018", "C019", "C120"})
        risks.add(id, Kind::risk);
    CHECK(risks.id_from_text("C019", Kind::risk).text == "C19");
    CHECK_FALSE(risks.id_from_text("C019", Kind::risk).repaired);
}

TEST_CASE("a lone id of another family may be a misprint of the large one", "[text][ids]")
{
    IdFamilies families;
    for (const char* id : {"CR1", "CR2", "CR10", "CR13", "CR14", "CR15", "CRI6", "CRl7", "CRI0", "CRS1"})
        families.add(id, Kind::risk);

    CHECK(families.id_from_text("CRI6", Kind::risk).text == "CR16");
    CHECK(families.id_from_text("CRI6", Kind::risk).repaired);
    CHECK(families.id_from_text("CRl7", Kind::risk).text == "CR17");
    CHECK(families.id_from_text("CRI0", Kind::risk).text == "CRI0");  // CR10 stands elsewhere
    CHECK(families.id_from_text("CRS1", Kind::risk).text == "CRS1");
}

TEST_CASE("an O before a digit is a nought where the family's numbers begin with noughts", "[text][ids]")
{
    IdFamilies families;
    for (const char* id : {"SR01", "SR02", "SR03", "SR10", "SRO4", "CO1", "CO2"})
        families.add(id, Kind::risk);

    CHECK(families.id_from_text("SRO4", Kind::risk).text == "SR4");
    CHECK(families.id_from_text("SRO4", Kind::risk).repaired);
    CHECK(families.id_from_text("CO1", Kind::risk).text == "CO1");
    CHECK(families.id_from_text("SR O5", Kind::risk).text == "SR5");
    CHECK(families.id_from_text("SR Ox", Kind::risk).text.empty());
}
