#include <catch2/catch.hpp>

#include "parsers/registers/document_parser.hpp"
#include "parsers/text/scores.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

const Vocabulary& vocabulary()
{
    static const Vocabulary words = Vocabulary::standard();
    return words;
}

}  // namespace

TEST_CASE("the register of a Welsh twin is read", "[registers][welsh]")
{
    DocumentParser parser(vocabulary());
    parser.add(layout_from_page(draw_page({
        "Cofrestr Risgiau Corfforaethol",
        "",
        "+-----+---------------------------+----------------------+--------------+------------------+--------"
        "----+",
        "|Cyf  |Risg                       |Rheolaethau Presennol |Sgôr Cyfredol |Sgôr Gweddilliol  "
        "|Perchennog  |",
        "+-----+---------------------------+----------------------+--------------+------------------+--------"
        "----+",
        "|RC1  |Llifogydd yn difrodi ffyrdd|Cynllun argyfwng      |16            |12                |Elin "
        "Rhys   |",
        "+-----+---------------------------+----------------------+--------------+------------------+--------"
        "----+",
        "|RC2  |Prinder staff cymwysedig   |Prentisiaethau        |9             |6                 |Huw "
        "Morgan  |",
        "+-----+---------------------------+----------------------+--------------+------------------+--------"
        "----+",
    })));

    const auto document = parser.finish();

    REQUIRE(document.registers.size() == 1);
    REQUIRE(document.registers[0].entries.size() == 2);
    const Entry& entry = document.registers[0].entries[0];
    CHECK(entry.id == "RC1");
    CHECK(entry.texts.at(Field::title).text == "Llifogydd yn difrodi ffyrdd");
    CHECK(entry.texts.at(Field::controls).text == "Cynllun argyfwng");
    CHECK(entry.texts.at(Field::owner).text == "Elin Rhys");
    CHECK(entry.scores.at(Stage::current).value == 16);
    CHECK(entry.scores.at(Stage::residual).value == 12);
}

TEST_CASE("Welsh names of scores and their parts are known with changed first letters", "[registers][welsh]")
{
    const auto heading = [](const char* text) { return vocabulary().find_heading(text); };

    REQUIRE(heading("Risg Gynhenid"));
    CHECK(heading("Risg Gynhenid")->stage == Stage::inherent);
    CHECK(heading("Risg Weddilliol")->stage == Stage::residual);
    CHECK(heading("Sgôr Targed")->stage == Stage::target);
    CHECK(heading("Tebygolrwydd")->part == Part::likelihood);
    CHECK(heading("Effaith")->part == Part::impact);
    CHECK(heading("Camau Gweithredu Pellach")->field == Field::mitigations);
    CHECK_FALSE(heading("Sgôr Targed")->loose);
}

TEST_CASE("a level with an accent is a level", "[scores][welsh]")
{
    CHECK(level_from_text("Mân (2)") == PrintedLevel{.number = 2, .word = "Mân"});
    CHECK(level_from_text("4 - Tebygol") == PrintedLevel{.number = 4, .word = "Tebygol"});
}
