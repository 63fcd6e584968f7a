#include "domesday/report/csv.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "domesday/report/document_report.hpp"
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

// The fields of one record, quotes taken off; a reader of RFC 4180 that knows nothing of our escape.
std::vector<std::string> fields_of(const std::string& record)
{
    std::vector<std::string> fields(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        if (record[i] == '"' && is_quoted && i + 1 < record.size() && record[i + 1] == '"')
            fields.back() += record[i++];
        else if (record[i] == '"')
            is_quoted = !is_quoted;
        else if (record[i] == ',' && !is_quoted)
            fields.emplace_back();
        else
            fields.back() += record[i];
    }
    return fields;
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
    const auto table = GENERATE(Table::entries, Table::scores, Table::findings, Table::mentions,
                                Table::documents, Table::values, Table::decisions);
    std::ostringstream out;
    LoadedDocument loaded{.document = {.name = "a.pdf", .revision = 1}, .findings = full_findings()};
    loaded.reading.content = full_document();
    const Decision decision{.revision = 1, .value = {0, 0, "title"}, .extracted = "Growth", .who = "A"};
    const auto report = report_from(std::move(loaded), {decision});

    CsvWriter{out, table, {.decisions = true}}.add(report);

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

TEST_CASE("hostile texts of any kind come back from a CSV record as they were", "[report][csv]")
{
    const std::vector<std::string> pieces{
        "=",      "+",      "-", "@",      "\t",    "\r",  "\n",          "'",          "\"",   ",", "\u202e",
        "\u2066", "\u200f", "a", "\u00e9", "\x1b[", "<b>", "=HYPERLINK(", "\U0001F600", "\xff", " "};
    std::mt19937 random{6};
    for (int i = 0; i < 3000; ++i) {
        std::vector<std::string> texts(1 + random() % 4);
        for (auto& text : texts)
            for (std::size_t length = random() % 6; length > 0; --length)
                text += pieces[random() % pieces.size()];
        if (i % 300 == 0)
            texts.front() += std::string(100'000, 'w');
        std::string record;
        for (const auto& text : texts)
            record += (&text == &texts.front() ? "" : ",") + csv_field(text);
        CAPTURE(record);

        const auto fields = fields_of(record);

        REQUIRE(fields.size() == texts.size());
        for (std::size_t j = 0; j < fields.size(); ++j) {
            CHECK(std::string_view{"=+-@\t\r"}.find((fields[j] + " ").front()) == std::string_view::npos);
            CHECK(text_from_csv_field(fields[j]) == texts[j]);
        }
    }
}
