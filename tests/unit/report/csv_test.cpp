#include "domesday/report/csv.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/support/made_documents.hpp"

using namespace domesday;

namespace
{

std::string unquoted(std::string field)
{
    if (field.empty() || field.front() != '"')
        return field;
    field = field.substr(1, field.size() - 2);
    for (std::size_t at = 0; (at = field.find("\"\"", at)) != std::string::npos; ++at)
        field.erase(at, 1);
    return field;
}

}  // namespace

TEST_CASE("a text that looks like a formula is marked, and the mark can be taken away", "[report][csv]")
{
    const std::string text = GENERATE("=1+1", "+44 20", "-5", "@sum", "\tx", "\rx", "'quoted'", "", "plain",
                                      "a,b", "say \"so\"", "two\nlines", "''", "'=1", "café – ü");
    CAPTURE(text);

    const std::string field = csv_field(text);

    CHECK(std::string_view{"=+-@\t\r"}.find(unquoted(field + " ").front()) == std::string_view::npos);
    CHECK(text_from_csv_field(unquoted(field)) == text);
}

TEST_CASE("every record of a table has as many fields as its head", "[report][csv]")
{
    const auto table = GENERATE(CsvTable::entries, CsvTable::scores, CsvTable::findings, CsvTable::mentions,
                                CsvTable::documents);
    std::ostringstream out;
    DocumentReport report{.source = "a.pdf", .content = full_document(), .findings = full_findings()};

    CsvWriter{out, table}.add(report);

    std::vector<std::size_t> counts{0};
    bool is_quoted = false;
    for (const char letter : out.str()) {
        is_quoted ^= letter == '"';
        if (!is_quoted && letter == ',')
            ++counts.back();
        if (!is_quoted && letter == '\n')
            counts.push_back(0);
    }
    REQUIRE(counts.size() >= 3);
    counts.pop_back();
    CHECK(std::count(counts.begin(), counts.end(), counts.front()) ==
          static_cast<std::ptrdiff_t>(counts.size()));
}
