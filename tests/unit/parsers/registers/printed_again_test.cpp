#include <catch2/catch.hpp>

#include "parsers/registers/document_parser.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

ParsedDocument document_of(const std::vector<std::string>& lines)
{
    static const Vocabulary words = Vocabulary::standard();
    DocumentParser parser(words);
    parser.add(layout_from_page(draw_page(lines)));
    return parser.finish();
}

}  // namespace

TEST_CASE("rows printed again with their scores are the same entries", "[registers][again]")
{
    const auto document = document_of({
        "+-----+---------------+------------+--------+",
        "| Ref | Risk          | Likelihood | Impact |",
        "+-----+---------------+------------+--------+",
        "| R1  | Fire at depot | 4          | 5      |",
        "+-----+---------------+------------+--------+",
        "| R2  | Loss of data  | 3          | 3      |",
        "+-----+---------------+------------+--------+",
        "",
        "With scores",
        "",
        "+-----+---------------+------------+--------+------------+",
        "| Ref | Risk          | Likelihood | Impact | Risk Score |",
        "+-----+---------------+------------+--------+------------+",
        "| R1  | Fire at depot | 4          | 5      | 20         |",
        "+-----+---------------+------------+--------+------------+",
        "| R2  | Loss of data  | 3          | 3      | 9          |",
        "+-----+---------------+------------+--------+------------+",
        "",
        "High risks",
        "",
        "+-----+---------------+------------+--------+------------+",
        "| Ref | Risk          | Likelihood | Impact | Risk Score |",
        "+-----+---------------+------------+--------+------------+",
        "| R1  | Fire at depot | 4          | 5      | 20         |",
        "+-----+---------------+------------+--------+------------+",
    });

    REQUIRE(document.registers.size() == 1);
    REQUIRE(document.registers[0].entries.size() == 2);
    CHECK(document.registers[0].entries[0].scores.at(Stage::current).value == 20);
    CHECK(document.registers[0].entries[1].scores.at(Stage::current).value == 9);
}

TEST_CASE("rows printed again with other factors, or with columns of their own, are kept",
          "[registers][again]")
{
    const auto entries_with = [](const char* heads, const char* first, const char* second) {
        const auto document = document_of({
            "+-----+---------------+------------+--------+----------+",
            heads,
            "+-----+---------------+------------+--------+----------+",
            first,
            "+-----+---------------+------------+--------+----------+",
            second,
            "+-----+---------------+------------+--------+----------+",
            "",
            "With scores",
            "",
            "+-----+---------------+------------+--------+------------+",
            "| Ref | Risk          | Likelihood | Impact | Risk Score |",
            "+-----+---------------+------------+--------+------------+",
            "| R1  | Fire at depot | 4          | 5      | 20         |",
            "+-----+---------------+------------+--------+------------+",
            "| R2  | Loss of data  | 3          | 3      | 9          |",
            "+-----+---------------+------------+--------+------------+",
        });
        std::size_t entries = 0;
        for (const auto& reg : document.registers)
            entries += reg.entries.size();
        return entries;
    };

    CHECK(entries_with("| Ref | Risk          | Likelihood | Impact |          |",
                       "| R1  | Fire at depot | 4          | 4      |          |",
                       "| R2  | Loss of data  | 3          | 3      |          |") == 4);
    CHECK(entries_with("| Ref | Risk          | Likelihood | Impact | Controls |",
                       "| R1  | Fire at depot | 4          | 5      | Alarms   |",
                       "| R2  | Loss of data  | 3          | 3      | Copies   |") == 4);
}
