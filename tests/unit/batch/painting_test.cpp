#include "domesday/batch/painting.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/support/tiny_pdf.hpp"

using namespace domesday;

namespace
{

struct Painted {
    std::map<int, PageImage> images;
    std::map<int, std::string> faults;
};

Painted painted(const TinyPdf& pdf, const std::vector<PageWish>& wishes)
{
    Painted result;
    const Source source = source_from_bytes("tiny.pdf", written(pdf));
    paint_pages(source, wishes, {.allow_unsandboxed = true},
                {.take = [&](PaintedPage&& page) { result.images[page.page] = std::move(page.image); },
                 .fault = [&](int page, const std::string& why) { result.faults[page] = why; }});
    return result;
}

}  // namespace

TEST_CASE("a page is painted at the size it is displayed", "[batch][painting]")
{
    const TinyPdf pdf{.pages = {{.content = "1 0 0 rg 0 0 100 100 re f"}, {.content = ""}}};

    const Painted result = painted(pdf, {{.page = 1}, {.page = 2}});

    REQUIRE(result.images.size() == 2);
    const PageImage& image = result.images.at(1);
    CHECK(image.page_width == 200);
    CHECK(image.page_height == 100);
    CHECK(image.width == 306);  // 200 pt at 110 dpi, rounded up
    CHECK_FALSE(image.bytes.empty());
    CHECK(result.faults.empty());
}

TEST_CASE("the image of a page that was turned before it was read is turned, too", "[batch][painting]")
{
    const TinyPdf pdf{.pages = {{.content = "0 0 20 20 re f"}}};

    const Painted result = painted(pdf, {{.page = 1, .turn = {.turned = 90, .skew = 0.5}}});

    const PageImage& image = result.images.at(1);
    CHECK(image.page_width == 100);
    CHECK(image.page_height == 200);
    CHECK(image.height == 306);
}

TEST_CASE("a page that cannot be painted says why and costs no other", "[batch][painting]")
{
    const TinyPdf pdf{.pages = {{.content = "0 0 20 20 re f"}}};

    const Painted result = painted(pdf, {{.page = 7}, {.page = 1}});

    CHECK(result.faults.size() == 1);
    CHECK_FALSE(result.faults.at(7).empty());
    CHECK(result.images.contains(1));
}
