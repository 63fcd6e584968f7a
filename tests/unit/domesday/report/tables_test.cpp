#include "domesday/report/tables.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/support/draw_page.hpp"

using namespace domesday;

namespace
{

std::vector<PageTables> drawn(const std::vector<std::string>& lines)
{
    return {{.page = 1, .tables = grids_of(layout_from_page(draw_page(lines)))}};
}

}  // namespace

TEST_CASE("tables as CSV are quoted and parted by an empty line", "[report][tables]")
{
    const auto pages = drawn({
        "+-----+---------+",
        "| CR6 | a, b    |",
        "|     | \"c\"     |",
        "+-----+---------+",
        "",
        "+-----+---------+",
        "| both          |",
        "+-----+---------+",
        "| 1   | 2       |",
        "+-----+---------+",
    });

    CHECK(tables_csv(pages) == "CR6,\"a, b\n\"\"c\"\"\"\r\n\r\nboth,\r\n1,2\r\n");
}

TEST_CASE("tables as HTML hold no markup of the document", "[report][tables]")
{
    const auto pages = drawn({
        "+-----+-----------+",
        "| both & <b>      |",
        "+-----+-----------+",
        "| \"1\" | it's      |",
        "+-----+-----------+",
    });

    const auto html = tables_html(pages, "<x>");

    CHECK(html.find("<title>&lt;x&gt;</title>") != std::string::npos);
    CHECK(html.find("<tr><td colspan=\"2\">both &amp; &lt;b&gt;</td></tr>\n"
                    "<tr><td>&quot;1&quot;</td><td>it&#39;s</td></tr>") != std::string::npos);
}

TEST_CASE("tables as JSON give each merged cell once with its place", "[report][tables]")
{
    const auto pages = drawn({
        "+-----+----+",
        "| both     |",
        "+-----+----+",
        "| 1   | 2  |",
        "+-----+----+",
    });

    const auto json = tables_json(pages);

    CHECK(json.find("\"col_span\": 2") != std::string::npos);
    CHECK(json.find("\"text\": \"both\"") != std::string::npos);
    CHECK(json.find("\"page\": 1") != std::string::npos);
}

TEST_CASE("pages without tables are left out", "[report][tables]")
{
    CHECK(tables_json({{.page = 3}}) == "{\n \"pages\": []\n}\n");
    CHECK(tables_csv({{.page = 3}}).empty());
}
