#include "domesday/report/bundle/bundle.hpp"

#include <catch2/catch.hpp>

#include "domesday/report/bundle/html.hpp"
#include "domesday/report/bundle/parts.hpp"
#include "tests/support/made_documents.hpp"

using namespace domesday;

namespace
{

Matrix small_key()
{
    return {.likelihood = {"Rare", "Likely"},
            .impact = {"Minor", "Major"},
            .scores = {{1, 2}, {3, 4}},
            .places = {{{}, {}}, {{}, {}}}};
}

Entry entry_with(std::string id, Score current, Score residual)
{
    Entry entry{.id = std::move(id)};
    entry.scores[Stage::current] = std::move(current);
    entry.scores[Stage::residual] = std::move(residual);
    return entry;
}

std::size_t count_of(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("a text of a document is text on a page", "[report][bundle]")
{
    CHECK(escaped("<script>\"a\" & 'b'</script>") ==
          "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
    CHECK(escaped("café – £5m") == "café – £5m");
    CHECK(escaped("a\xff") == "a\xEF\xBF\xBD");
}

TEST_CASE("what turns the direction of reading is shown by its number", "[report][bundle]")
{
    CHECK(escaped("12 \u202E61\u202C") == "12 [U+202E]61[U+202C]");
    CHECK(escaped(std::string("a\x1b[31m")) == "a[U+001B][31m");
}

TEST_CASE("places are written for the script and for a person", "[report][bundle]")
{
    const std::vector<Place> page{{.page = 7, .box = {85.25F, 10, 162, 374}},
                                  {.page = 8, .box = {1, 2, 3, 4}}};
    const std::vector<Place> line{{.page = 2, .line = 349, .begin = 1435, .end = 1460}};

    CHECK(places_data(page) == "p7:85.3,10,162,374;p8:1,2,3,4");
    CHECK(places_data(line) == "l349:1435-1460");
    CHECK(where_text(page) == "pages 7 and 8");
    CHECK(where_text(line) == "line 349");
    CHECK(where_text({}) == "no place");
}

TEST_CASE("an entry stands on the heat map where its words put it, and goes to where it is to be",
          "[report][bundle]")
{
    Register reg{.matrix = small_key()};
    reg.entries = {entry_with("CR1", {.value = 4, .likelihood = 2, .impact = 2},
                              {.value = 1, .likelihood = 1, .impact = 1})};

    const std::string map = heat_map(reg);

    CHECK(count_of(map, "class=\"way\"") == 1);
    CHECK(map.find("Major/Likely (4)") != std::string::npos);
    CHECK(map.find("Minor/Rare (1)") != std::string::npos);
}

TEST_CASE("a number alone puts an entry on the heat map only where one cell has it", "[report][bundle]")
{
    Register reg{.matrix = small_key()};
    reg.matrix->scores = {{1, 2}, {2, 4}};
    reg.entries = {entry_with("CR1", {.value = 4}, {.value = 2}), entry_with("CR2", {.value = 2}, {})};

    const std::string map = heat_map(reg);

    CHECK(map.find("Major/Likely (4), by its number alone") != std::string::npos);
    CHECK(count_of(map, "not on the map") == 3);  // CR1's residual, both of CR2's
    CHECK(count_of(map, "class=\"way\"") == 0);
}

TEST_CASE("a register without a key, or with a broken one, has no heat map", "[report][bundle]")
{
    Register reg;
    CHECK(heat_map(reg).empty());
    reg.matrix = small_key();
    reg.matrix->scores.pop_back();
    CHECK(heat_map(reg).empty());
}

TEST_CASE("the quarters of an entry with the same id and another title are not drawn as one",
          "[report][bundle]")
{
    const auto quarter = [](int period, std::string title, double current) {
        SeriesRegister reg{.document = std::to_string(period) + ".pdf", .period = period};
        reg.content.entries = {made_entry("CR1", std::move(title), current, 4, 1)};
        return reg;
    };
    const Entry entry = made_entry("CR1", "Failure of the pension fund", 16, 4, 1);

    CHECK(timeline(entry, {quarter(20181, "Failure of the pension fund", 16)}).empty());
    const std::string drawn = timeline(entry, {quarter(20174, "Flooding of the town centre", 25),
                                               quarter(20181, "Failure of the pension fund", 16),
                                               quarter(20182, "Failure of the county pension fund", 12)});

    CHECK(drawn.find("2018/19 Q1") != std::string::npos);
    CHECK(drawn.find("2018/19 Q2") != std::string::npos);
    CHECK(drawn.find("2017/18") == std::string::npos);
}

TEST_CASE("no name of a document becomes the name of a file, and no text ends the data's element",
          "[report][bundle]")
{
    BundleDocument document{
        .loaded = {.document = {.name = "../../etc/</script><b>.pdf", .sha256 = std::string(64, 'a')},
                   .reading = {.content = full_document()}}};
    document.source.lines = {{40, "</script><script>alert(1)</script>"}};

    const auto files = document_files(document, {});

    REQUIRE(files.size() == 4);
    for (const auto& file : files) {
        CHECK(file.name.starts_with("aaaaaaaaaaaaaaaa/"));
        CHECK(file.name.find("..") == std::string::npos);
        CHECK(count_of(file.content, "</script>") == 2);  // the data's and the page's own
        CHECK(file.content.find("<b>") == std::string::npos);
    }
}

TEST_CASE("a document's page accounts for its words and shows those left out, unexplained ones first",
          "[report][bundle]")
{
    BundleDocument document{.loaded = {.document = {.name = "a.txt", .sha256 = std::string(64, 'a')}}};
    PageWords page{.page = 1, .words = 12};
    page[WordUse::cell] = 9;
    page[WordUse::left_out] = 3;
    document.loaded.reading.content.pages = {page};
    document.loaded.reading.content.left_out = {
        {.page = 1, .text = "May 2020", .words = 2, .reason = "column not kept: Review date"},
        {.page = 1, .text = "lost", .words = 1, .reason = "the words fit no column", .is_explained = false}};

    const std::string html = document_page(document, {});

    CHECK(html.find("12 words: 9 cell, 0 heading, 0 furniture, 0 prose, 3 left out.") != std::string::npos);
    CHECK(html.find("column not kept: Review date") != std::string::npos);
    CHECK(html.find("not explained") < html.find("May 2020"));
}

TEST_CASE("the pages of a report are those that values and findings stand on", "[report][bundle]")
{
    LoadedDocument loaded;
    Register reg;
    reg.entries = {
        {.id = "CR1", .id_printed = {.text = "CR1", .places = {{.page = 3, .box = {1, 1, 2, 2}}}}}};
    loaded.reading.content.registers = {reg};
    loaded.findings = {{.found = {.places = {{.page = 5, .box = {1, 1, 2, 2}}}},
                        .against = {.places = {{.page = 9, .box = {1, 1, 2, 2}}}, .document = "another"}}};

    std::map<std::string, std::vector<Place>> elsewhere;
    add_places_elsewhere(loaded, elsewhere);

    CHECK(pages_to_show(loaded) == std::set{3, 5});
    REQUIRE(elsewhere.size() == 1);
    CHECK(elsewhere.at("another").front().page == 9);
}
