#include "domesday/report/workbook.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <random>

#include "extractor/text/unicode.hpp"
#include "tests/support/made_documents.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;

namespace
{

// The files of a zip file by name.
std::map<std::string, std::string> parts_of(const std::string& path)
{
    std::map<std::string, std::string> parts;
    const std::unique_ptr<archive, decltype(&archive_read_free)> zip{archive_read_new(), archive_read_free};
    archive_read_support_format_zip(zip.get());
    REQUIRE(archive_read_open_filename(zip.get(), path.c_str(), 10240) == ARCHIVE_OK);
    archive_entry* entry = nullptr;
    while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK) {
        std::string bytes(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
        REQUIRE(archive_read_data(zip.get(), bytes.data(), bytes.size()) ==
                static_cast<la_ssize_t>(bytes.size()));
        parts.emplace(archive_entry_pathname(entry), std::move(bytes));
    }
    return parts;
}

std::size_t count_of(const std::string& text, const std::string& word)
{
    std::size_t count = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        ++count;
    return count;
}

std::map<std::string, std::string> workbook_of(const DocumentReport& document, const WorkbookLimits& limits,
                                               RecordOptions options = {})
{
    const Scratch scratch;
    Workbook book{scratch.path("a.xlsx"), std::move(options), limits};
    book.add(document);
    book.finish();
    return parts_of(scratch.path("a.xlsx"));
}

}  // namespace

TEST_CASE("a table longer than a sheet goes on in another one with the same head", "[report][workbook]")
{
    const DocumentReport document{.source = "a.pdf",
                                  .findings = std::vector<Finding>(5, full_findings().front())};

    const auto parts = workbook_of(document, {.rows = 3});

    const std::string& book = parts.at("xl/workbook.xml");
    CHECK(book.find("\"Findings 3\"") != std::string::npos);
    CHECK(book.find("\"Findings 4\"") == std::string::npos);
    std::size_t heads = 0, rows = 0;
    for (const auto& [name, bytes] : parts) {
        heads += count_of(bytes, "found_place");
        rows += count_of(bytes, "score-label-mismatch");
    }
    CHECK(heads == 3);
    CHECK(rows == 5);
}

TEST_CASE("more links than a sheet can hold are left as text", "[report][workbook]")
{
    const DocumentReport document{.source = "a.pdf",
                                  .findings = std::vector<Finding>(5, full_findings().front())};
    const RecordOptions options{.finding_link = [](const DocumentReport&, std::size_t position) {
        return "report/findings.html#f" + std::to_string(position);
    }};

    const auto parts = workbook_of(document, {.links = 3}, options);

    const std::string& links = parts.at("xl/worksheets/_rels/sheet3.xml.rels");
    CHECK(count_of(links, "report/findings.html") == 3);
    CHECK(count_of(parts.at("xl/worksheets/sheet3.xml"), "its words give 12.") == 5);
}

TEST_CASE("what a reader would take for an escape is escaped in a cell", "[report][workbook]")
{
    CHECK(cell_text("_x0041_") == "_x005F_x0041_");
    CHECK(cell_text("_x005F_x0041_") == "_x005F_x005F_x005F_x0041_");
    CHECK(cell_text("_x41_ _x004_ x0041_") == "_x41_ _x004_ x0041_");
    CHECK(cell_text("\xef\xbf\xbe") == "_xFFFE_");
    CHECK(cell_text(std::string_view{"a\0b", 3}) == "a_x0000_b");
    CHECK(cell_text("a\xff") == "a\xef\xbf\xbd");
}

TEST_CASE("whatever bytes a text has, a cell holds valid characters of it", "[report][workbook]")
{
    std::mt19937 random{6};
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (std::size_t length = random() % 40; text.size() < length;)
            text += random() % 3 == 0 ? static_cast<char>(random()) : "_x004F="[random() % 7];
        CAPTURE(text);

        const std::string cell = cell_text(text);

        CHECK(is_valid_utf8(cell));
        CHECK(cell.find('\0') == std::string::npos);
    }
}
