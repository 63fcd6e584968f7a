#include "extractor/document/pdf.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "extractor/document/error.hpp"
#include "extractor/document/pdf_document.hpp"
#include "tests/unit/support/tiny_pdf.hpp"

using namespace domesday;

namespace
{

Page page_of(const TinyPdf& pdf, int number = 1)
{
    const Source source = source_from_bytes("tiny.pdf", written(pdf));
    return PdfDocument{source}.page(number);
}

Page page_with(const std::string& content, const std::string& entries = "/MediaBox [0 0 200 100]")
{
    return page_of({.pages = {{.content = content, .entries = entries}}});
}

std::string texts(const Page& page)
{
    std::string all;
    for (const auto& word : page.words)
        all += (all.empty()               ? ""
                : word.join == Join::none ? "+"
                                          : " ") +
               word.text + (word.hidden ? "(hidden)" : "");
    return all;
}

// Left, top, right, bottom in whole points.
std::string as_text(const Box& box)
{
    std::string text;
    for (const float edge : {box.left, box.top, box.right, box.bottom})
        text += (text.empty() ? "" : " ") + std::to_string(std::lround(edge));
    return text;
}

}  // namespace

TEST_CASE("a word has its place from the top left corner and says how it is set", "[pdf]")
{
    const Page page = page_with("BT /F2 10 Tf 1 0 0 rg 20 80 Td (Likely) Tj ET");

    REQUIRE(page.words.size() == 1);
    const Word& word = page.words.front();
    CHECK(word.text == "Likely");
    CHECK(word.place.page == 1);
    CHECK(as_text(word.place.box) == "20 13 48 22");
    CHECK(word.size == Approx(10));
    CHECK(word.colour == 0xFF0000);
    CHECK(word.bold);
    CHECK_FALSE(word.italic);
    CHECK_FALSE(word.unmapped);
    CHECK(word.rotation == 0);
    CHECK(page.width == 200);
    CHECK(page.height == 100);
}

TEST_CASE("words end at spaces, at gaps, at new lines and not where letters are kerned", "[pdf]")
{
    const auto [content, expected] = GENERATE(table<std::string, std::string>({
        {"(two words) Tj", "two words"},
        {"[(kern) 40 (ing)] TJ", "kerning"},
        {"[(far) -300 (apart)] TJ", "far apart"},
        {"(one) Tj 0 -12 Td (two) Tj", "one two"},
        {"(pa) Tj /F2 10 Tf (rt) Tj", "part"},
        {"5 Tc (SPACED) Tj 0 Tc", "SPACED"},
    }));
    CAPTURE(content);

    const Page page = page_with("BT /F1 10 Tf 20 80 Td " + content + " ET");

    CHECK(texts(page) == expected);
}

TEST_CASE("a line painted from the right is read from the left", "[pdf]")
{
    const Page page = page_with("BT /F1 10 Tf 100 80 Td (second) Tj -80 0 Td (first) Tj ET");

    CHECK(texts(page) == "first second");
}

TEST_CASE("raised letters belong to their word and a raised digit does not change a score", "[pdf]")
{
    CHECK(texts(page_with("BT /F1 10 Tf 20 80 Td (19) Tj /F1 6 Tf 4 Ts (th) Tj ET")) == "19th");
    CHECK(texts(page_with("BT /F1 10 Tf 20 80 Td (16) Tj /F1 6 Tf 4 Ts (1) Tj ET")) == "16 1");
    CHECK(texts(page_with("BT /F1 10 Tf 20 80 Td (km) Tj /F1 6 Tf 4 Ts (2) Tj ET")) == "km+2");
}

TEST_CASE("text painted twice at one place is one bold word", "[pdf]")
{
    const std::string twice = GENERATE("(Risk) Tj ET BT /F1 10 Tf 20.3 80 Td (Risk) Tj",
                                       "1 0 0 1 20 80 Tm (R) Tj 1 0 0 1 20.3 80 Tm (R) Tj 1 0 0 1 27.2 80 Tm "
                                       "(i) Tj 1 0 0 1 27.5 80 Tm (i) Tj");
    CAPTURE(twice);

    const Page page = page_with("BT /F1 10 Tf 20 80 Td " + twice + " ET");

    REQUIRE(page.words.size() == 1);
    CHECK(page.words.front().bold);
}

TEST_CASE("a hidden heading repeated under the visible one is held once and is visible", "[pdf]")
{
    const Page page =
        page_with("BT /F1 10 Tf 20 80 Td 3 Tr (Risk) Tj ET BT /F1 10 Tf 20 80 Td 0 Tr (Risk) Tj ET");

    CHECK(texts(page) == "Risk");
}

TEST_CASE("text that nobody can see is kept and marked", "[pdf]")
{
    const auto [content, expected] = GENERATE(table<std::string, std::string>({
        {"BT /F1 10 Tf 20 80 Td 3 Tr (none) Tj ET", "none(hidden)"},
        {"1 g BT /F1 10 Tf 20 80 Td (white) Tj ET", "white(hidden)"},
        {"0 0 1 rg 10 70 100 30 re f 1 g BT /F1 10 Tf 20 80 Td (white on blue) Tj ET", "white on blue"},
        {"0 0 1 rg 10 70 100 30 re f BT /F1 10 Tf 20 80 Td (blue) Tj ET", "blue(hidden)"},
        {"BT /F1 10 Tf 20 80 Td (covered) Tj ET 1 g 10 70 100 30 re f", "covered(hidden)"},
        {"BT /F1 10 Tf 20 80 Td (beside) Tj ET 1 g 10 10 100 30 re f", "beside"},
        {"q 0 0 200 50 re W n BT /F1 10 Tf 20 80 Td (clipped) Tj ET Q", "clipped(hidden)"},
        {"q 0 0 30 100 re W n BT /F1 10 Tf 20 80 Td (partly) Tj ET Q", "partly"},
    }));
    CAPTURE(content);

    CHECK(texts(page_with(content)) == expected);
}

TEST_CASE("the page is as displayed: turned by its rotation and cut to its crop box", "[pdf]")
{
    const std::string content = "BT /F1 10 Tf 110 80 Td (in) Tj ET BT /F1 10 Tf 20 80 Td (out) Tj ET";

    const Page turned = page_with(content, "/MediaBox [0 0 200 100] /Rotate 90 /CropBox [100 0 200 100]");
    const Page upright = page_with(content, "/MediaBox [0 0 200 100] /CropBox [100 50 200 100]");

    CHECK(texts(turned) == "in");
    CHECK(turned.width == 100);
    CHECK(turned.words.front().rotation == 90);
    CHECK(as_text(turned.words.front().place.box) == "78 10 87 18");
    CHECK(texts(upright) == "in");
    CHECK(upright.height == 50);
    CHECK(as_text(upright.words.front().place.box) == "10 13 18 22");
}

TEST_CASE("a column heading that is read upwards is one word with its rotation", "[pdf]")
{
    const Page page = page_with("BT /F1 10 Tf 0 1 -1 0 50 20 Tm (Impact score) Tj ET");

    CHECK(texts(page) == "Impact score");
    CHECK(page.words.front().rotation == 270);
    CHECK(page.words.front().place.box.height() > page.words.front().place.box.width());
}

TEST_CASE("slanted text is whole words with its own angle", "[pdf]")
{
    const Page page = page_with("BT /F1 10 Tf 0.7071 0.7071 -0.7071 0.7071 50 20 Tm (DRAFT copy) Tj ET");

    CHECK(texts(page) == "DRAFT copy");
    CHECK(page.words.front().rotation == 315);
}

TEST_CASE("rules come from strokes, from thin areas and from images of lines", "[pdf]")
{
    const auto [content, expected] = GENERATE(table<std::string, std::vector<Rule>>({
        {"2 w 10 50 m 110 50 l S", {{10, 50, 110, 50, 2}}},
        {"10 49.5 100 1 re f", {{10, 50, 110, 50, 1}}},
        {"q 100 0 0 1 10 49.5 cm BI /W 1 /H 1 /BPC 1 /IM true ID \x01 EI Q", {{10, 50, 110, 50, 1}}},
        {"1 w 10 10 100 80 re S",
         {{10, 10, 110, 10, 1}, {10, 90, 110, 90, 1}, {10, 10, 10, 90, 1}, {110, 10, 110, 90, 1}}},
        {"10 50 m 110 60 l S", {}},                                               // slanted
        {"q 0 0 60 100 re W n 1 w 10 50 m 110 50 l S Q", {{10, 50, 60, 50, 1}}},  // cut by the clip path
        {"q 0 0 60 20 re W n 1 w 10 50 m 110 50 l S Q", {}},
        {"1 w 10 50 m 60 50 l S 60 50 m 110 50 l S", {{10, 50, 110, 50, 1}}},
        {"1 w 10 50 m 110 50 l S 10 50.2 m 110 50.2 l S", {{10, 49.8F, 110, 49.8F, 1}}},
        {"1 w [3 2] 0 d 10 50 m 110 50 l S", {{10, 50, 110, 50, 1}}},
        {"10 10 100 80 re 11 11 98 78 re f*",
         {{10, 10.5F, 110, 10.5F, 1},
          {10, 89.5F, 110, 89.5F, 1},
          {10.5F, 11, 10.5F, 89, 1},
          {109.5F, 11, 109.5F, 89, 1}}},
    }));
    CAPTURE(content);

    const Page page = page_with(content);

    REQUIRE(page.rules.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        CHECK(page.rules[i].x0 == Approx(expected[i].x0).margin(0.05));
        CHECK(page.rules[i].y0 == Approx(expected[i].y0).margin(0.05));
        CHECK(page.rules[i].x1 == Approx(expected[i].x1).margin(0.05));
        CHECK(page.rules[i].y1 == Approx(expected[i].y1).margin(0.05));
        CHECK(page.rules[i].thickness == Approx(expected[i].thickness).margin(0.05));
    }
    CHECK(page.fills.empty());
}

TEST_CASE("a row of dashes or dots is one rule", "[pdf]")
{
    std::string dashes, dots;
    for (int i = 0; i < 20; ++i) {
        dashes += std::to_string(10 + 5 * i) + " 50 m " + std::to_string(13 + 5 * i) + " 50 l S ";
        dots += std::to_string(10 + 2 * i) + " 50 1 1 re f ";
    }

    const Page dashed = page_with("1 w " + dashes);
    const Page dotted = page_with(dots);

    REQUIRE(dashed.rules.size() == 1);
    CHECK(dashed.rules.front() == Rule{10, 50, 108, 50, 1});
    REQUIRE(dotted.rules.size() == 1);
    CHECK(dotted.rules.front().x0 == Approx(10));
    CHECK(dotted.rules.front().x1 == Approx(49));
}

TEST_CASE("filled boxes are areas with their colour and a gradient of strips is one area", "[pdf]")
{
    const Page box = page_with("1 0.75 0 rg 10 10 50 30 re f");
    std::string strips;
    for (int i = 0; i < 16; ++i)
        strips += "0." + std::to_string(20 + i) + " g 10 " + std::to_string(10 + 2 * i) + " 50 2 re f ";
    const Page gradient = page_with(strips);

    REQUIRE(box.fills.size() == 1);
    CHECK(box.fills.front() == Fill{{10, 60, 60, 90}, 0xFFBF00});
    CHECK(box.rules.empty());
    REQUIRE(gradient.fills.size() == 1);
    CHECK(as_text(gradient.fills.front().box) == "10 58 60 90");
    CHECK(gradient.rules.empty());
}

TEST_CASE("a word does not go on over the rule between two cells", "[pdf]")
{
    const std::string cells = "BT /F1 10 Tf 20 80 Td (16) Tj 11.8 0 Td (Major) Tj ET ";
    const std::string overflowing = "BT /F1 10 Tf 20 80 Td (16Major) Tj ET ";

    CHECK(texts(page_with(cells + "1 w 31.5 70 m 31.5 95 l S")) == "16 Major");
    CHECK(texts(page_with(cells)) == "16Major");
    CHECK(texts(page_with(overflowing + "1 w 31.1 70 m 31.1 95 l S")) == "16Major");
}

TEST_CASE("images are told with their size on the page and in dots", "[pdf]")
{
    const Page page = page_with("q 50 0 0 40 10 10 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q");

    REQUIRE(page.images.size() == 1);
    CHECK(page.images.front() == Image{{10, 50, 60, 90}, 2, 2});
}

TEST_CASE("letters are plain: ligatures parted, soft hyphens printed, no control characters", "[pdf]")
{
    const std::string map = stream_object("",
                                          "/CIDInit /ProcSet findresource begin begincmap\n"
                                          "1 begincodespacerange <00> <ff> endcodespacerange\n"
                                          "7 beginbfchar <41> <FB01> <42> <00AD> <43> <0007> <44> <0065>\n"
                                          "<45> <0301> <46> <200B> <47> <0078> endbfchar endcmap end");
    const std::string font =
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 10 0 R >>";
    const auto [printed, expected] = GENERATE(table<std::string, std::string>({
        {"A", "fi"},
        {"GBG", "x-x"},
        {"GCG", "x x"},
        {"DE", "\u00E9"},
        {"GFG", "x x"},
    }));
    CAPTURE(printed);

    const Page page = page_of({.pages = {{.content = "BT /F3 10 Tf 20 80 Td (" + printed + ") Tj ET"}},
                               .fonts = "/F3 11 0 R",
                               .objects = {map, font}});

    CHECK(texts(page) == expected);
    CHECK_FALSE(page.words.front().unmapped);
}

TEST_CASE("a font that does not say what its letters are is owned up to", "[pdf]")
{
    const std::string font =
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /g7 10 0 "
        "R >> "
        "/Encoding << /Type /Encoding /Differences [65 /g7] >> /FirstChar 65 /LastChar 65 /Widths [1] >>";

    const Page page = page_of({.pages = {{.content = "BT /F3 10 Tf 20 80 Td (AA) Tj ET"}},
                               .fonts = "/F3 11 0 R",
                               .objects = {stream_object("", "1 0 d0"), font}});

    REQUIRE(page.words.size() == 1);
    CHECK(page.words.front().unmapped);
    CHECK_FALSE(page.notes.empty());
}

TEST_CASE("arrows and bullets of symbol fonts become the characters they show", "[pdf]")
{
    const auto [font, code, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"ABCDEF+Wingdings-Regular", "\\341", "\u2191"},
        {"Wingdings", "\\342", "\u2193"},
        {"Wingdings", "\\363", "\u2B04"},
        {"Wingdings3", "h", "\u2191"},
        {"Symbol", "\\256", "\u2192"},
        {"Wingdings", "l", "\u25CF"},
    }));
    CAPTURE(font, code);

    const Page page =
        page_of({.pages = {{.content = "BT /F3 10 Tf 20 80 Td (" + code + ") Tj ET"}},
                 .fonts = "/F3 10 0 R",
                 .objects = {"<< /Type /Font /Subtype /TrueType /BaseFont /" + font + " /FirstChar 32 >>"}});

    CHECK(texts(page) == expected);
}

TEST_CASE("replacement text is used where glyphs say nothing and does not change what is printed", "[pdf]")
{
    const TinyPdf pdf{
        .pages = {{.content = "/Span << /ActualText (up) >> BDC BT /F3 10 Tf 20 80 Td (A) Tj ET EMC"},
                  {.content = "/Span << /ActualText (25) >> BDC BT /F1 10 Tf 20 80 Td (16) Tj ET EMC"}},
        .fonts = "/F3 11 0 R",
        .objects = {stream_object("", "1 0 d0"),
                    "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] "
                    "/CharProcs << /g7 10 0 R >> /Encoding << /Differences [65 /g7] >> "
                    "/FirstChar 65 /LastChar 65 /Widths [1] >>"}};

    CHECK(texts(page_of(pdf, 1)) == "up");
    CHECK(texts(page_of(pdf, 2)) == "16");
}

TEST_CASE("pages have the labels that the document gives them", "[pdf]")
{
    const TinyPdf pdf{.pages = {{}, {}},
                      .catalog = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /P (App-) >>] >>"};

    CHECK(page_of(pdf, 1).label == "i");
    CHECK(page_of(pdf, 2).label == "App-1");
    CHECK(page_of({.pages = {{}}}).label.empty());
}

TEST_CASE("a PDF whose table of objects is wrong is read and said to be repaired", "[pdf]")
{
    const TinyPdf whole{.pages = {{.content = "BT /F1 10 Tf 20 80 Td (kept) Tj ET"}}};
    TinyPdf broken = whole;
    broken.broken_table = true;
    std::string read;
    const auto take = [&](Page&& page) { read += texts(page); };

    const auto repaired = read_pdf_pages(source_from_bytes("tiny.pdf", written(broken)), {}, take);
    const auto intact = read_pdf_pages(source_from_bytes("tiny.pdf", written(whole)), {}, take);

    CHECK(read == "keptkept");
    CHECK(repaired.repaired);
    CHECK_FALSE(intact.repaired);
    CHECK(intact.page_count == 1);
}

TEST_CASE("a PDF without its first line is still one", "[pdf][source]")
{
    std::string bytes = written({.pages = {{.content = "BT /F1 10 Tf 20 80 Td (kept) Tj ET"}}});
    bytes.replace(0, bytes.find('\n'), "%\xE2\xE3\xCF\xD3");

    const Source source = source_from_bytes("lost.pdf", bytes);

    CHECK(source.kind == SourceKind::pdf);
    CHECK(texts(PdfDocument{source}.page(1)) == "kept");
}

TEST_CASE("a PDF that holds nothing is damaged and says so", "[pdf]")
{
    const Source source = source_from_bytes("cut.pdf", "%PDF-1.7\n1 0 obj\n<<");

    try {
        PdfDocument{source};
        FAIL("was read");
    } catch (const InputError& error) {
        CHECK(error.reason == Reason::damaged);
        CHECK(std::string(error.what()) ==
              "cut.pdf: damaged, no page of it can be found even after repair\n  fetch the file again");
    }
}

TEST_CASE("a page that is not there costs only itself", "[pdf]")
{
    TinyPdf pdf{.pages = {{.content = "BT /F1 10 Tf 20 80 Td (one) Tj ET"},
                          {.content = "BT /F1 10 Tf 20 80 Td (two) Tj ET"}}};
    std::string bytes = written(pdf);
    const std::string kid = "11 0 R";
    bytes.replace(bytes.find(kid), kid.size(), "99 0 R");
    std::string read;

    const auto info =
        read_pdf_pages(source_from_bytes("tiny.pdf", bytes), {}, [&](Page&& page) { read += texts(page); });

    CHECK(read == "two");
    CHECK(info.pages_left_out.size() == 1);
    CHECK(info.notes.size() == 1);
}

TEST_CASE("a page that cannot be made a picture of keeps the words it has", "[pdf][ocr]")
{
    const std::string font =
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /g7 10 0 "
        "R >> "
        "/Encoding << /Differences [65 /g7] >> /FirstChar 65 /LastChar 65 /Widths [1] >>";
    const TinyPdf pdf{
        .pages = {{.content = "BT /F3 10 Tf 20 80 Td (A) Tj ET", .entries = "/MediaBox [0 0 90000 90000]"}},
        .fonts = "/F3 11 0 R",
        .objects = {stream_object("", "1 0 d0"), font}};
    std::vector<Page> pages;

    read_pdf_pages(source_from_bytes("tiny.pdf", written(pdf)), {},
                   [&](Page&& page) { pages.push_back(page); });

    REQUIRE(pages.size() == 1);
    CHECK(pages.front().words.size() == 1);
    CHECK(pages.front().notes.size() == 2);
}

TEST_CASE("a page that paints without end is cut short and says so", "[pdf]")
{
    std::string letters = "BT /F1 10 Tf 20 80 Td ";
    for (int i = 0; i < 500; ++i)
        letters += "(0123456789) Tj ";
    const Source source = source_from_bytes("tiny.pdf", written({.pages = {{.content = letters + "ET"}}}));
    PdfDocument document{source, "", {.page_letters = 1000}};

    const Page page = document.page(1);

    CHECK(page.notes == std::vector<std::string>{
                            "the page paints more than the limits allow: what comes after is missing"});
}

TEST_CASE("a page that holds operators without end is cut short and says so", "[pdf]")
{
    const Source source = source_from_bytes(
        "tiny.pdf",
        written({.pages = {{.content = "BT /F1 10 Tf 20 80 Td (kept) Tj ET" + std::string(40000, ' ') +
                                       "BT /F1 10 Tf 20 60 Td (cut) Tj ET"}}}));
    PdfDocument document{source, "", {.page_bytes = 1000}};

    const Page page = document.page(1);

    CHECK(texts(page) == "kept");
    CHECK(page.notes ==
          std::vector<std::string>{"the page holds more than the limits allow: what comes after is missing"});
}

TEST_CASE("operators that are coded as an image are not decoded", "[pdf]")
{
    const TinyPdf pdf{
        .pages = {{.content = "q", .entries = "/MediaBox [0 0 200 100] /Contents [10 0 R 11 0 R]"}},
        .objects = {stream_object("/Filter /JBIG2Decode", "BT /F1 10 Tf 20 80 Td (image) Tj ET"),
                    stream_object("", "BT /F1 10 Tf 20 80 Td (text) Tj ET")}};

    CHECK_THROWS_WITH(page_of(pdf),
                      "tiny.pdf, page 1: what the page paints is coded as an image, of any size\n"
                      "  leave the page out with --pages");
}

TEST_CASE("a document of which no page keeps within the limits is refused with the reason of its first page",
          "[pdf]")
{
    const std::string image = "/MediaBox [0 0 200 100] /Contents 10 0 R";
    const std::vector<std::string> objects{stream_object("/Filter /DCTDecode", "q Q")};
    const auto ignore = [](Page&&) {};
    const auto source_of = [&](std::vector<TinyPage> pages) {
        return source_from_bytes("tiny.pdf", written({.pages = std::move(pages), .objects = objects}));
    };

    CHECK_THROWS_AS(read_pdf_pages(source_of({{.entries = image}, {.entries = image}}), {}, ignore),
                    InputError);
    CHECK(read_pdf_pages(source_of({{.entries = image}, {}}), {}, ignore).pages_left_out ==
          std::vector<int>{1});
}

TEST_CASE("forms that contain each other end", "[pdf]")
{
    const std::string form = stream_object(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /XObject << /X1 10 0 R /X2 11 0 R "
        ">> >>",
        "/X2 Do /X2 Do /X1 Do");

    const Page page = page_of(
        {.pages = {{.content = "/X1 Do BT /F1 10 Tf 20 80 Td (after) Tj ET"}}, .objects = {form, form}});

    CHECK(texts(page) == "after");
}

TEST_CASE("forms that multiply without painting anything are given up", "[pdf]")
{
    std::vector<std::string> forms;
    for (int i = 0; i < 12; ++i)
        forms.push_back(
            stream_object("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 " +
                              std::to_string(11 + i) + " 0 R >> >>",
                          "/X1 Do /X1 Do /X1 Do /X1 Do /X1 Do /X1 Do /X1 Do /X1 Do"));
    forms.push_back(stream_object("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "q Q"));
    const Source source =
        source_from_bytes("tiny.pdf", written({.pages = {{.content = "/X1 Do"}}, .objects = forms}));

    CHECK_THROWS_WITH((PdfDocument{source, "", {.page_seconds = 0.05}}.page(1)),
                      "tiny.pdf, page 1: reading the page takes longer than the limit\n"
                      "  leave the page out with --pages");
}

TEST_CASE("more pages than the limit are refused before any is read", "[pdf]")
{
    const Source source = source_from_bytes("tiny.pdf", written({.pages = {{}, {}, {}}}));

    CHECK_THROWS_WITH((PdfDocument{source, "", {.pages = 2}}),
                      "tiny.pdf: 3 pages, more than the limit of 2\n  split the file");
}

TEST_CASE("a page becomes a picture of the dots asked for or as many as the limit allows", "[pdf][picture]")
{
    const Source source = source_from_bytes(
        "tiny.pdf",
        written({.pages = {{.content = "0 g 100 0 100 100 re f", .entries = "/MediaBox [0 0 200 100]"}}}));
    PdfDocument document{source};

    const PagePicture full = document.picture(1, 144, 1000000);
    const PagePicture less = document.picture(1, 144, 20000);

    CHECK(full.width == 400);
    CHECK(full.height == 200);
    CHECK_FALSE(full.reduced);
    REQUIRE(full.grey.size() == 80000);
    CHECK(full.grey[100] == 255);
    CHECK(full.grey[300] == 0);
    CHECK(less.reduced);
    CHECK(less.grey.size() <= 20000);
    CHECK_THROWS_WITH(document.picture(1, 144, 100),
                      "tiny.pdf, page 1: the page is too large to be made a picture of within the limit\n"
                      "  leave the page out with --pages");
}

TEST_CASE("a page that is one scan comes with the dots of the scan", "[pdf][picture]")
{
    const Source source = source_from_bytes(
        "tiny.pdf", written({.pages = {{.content = "q 200 0 0 100 0 0 cm /X1 Do Q"}},
                             .objects = {stream_object(
                                 "/Type /XObject /Subtype /Image /Width 300 /Height 150 /BitsPerComponent 1 "
                                 "/ColorSpace /DeviceGray /ImageMask false",
                                 std::string(150 * 38, '\x0F'))}}));
    PdfDocument document{source};

    const PagePicture picture = document.picture(1, 150, 1000000);

    CHECK(picture.width == 300);
    CHECK(picture.height == 150);
    CHECK(picture.dpi_x == Approx(108));
}

TEST_CASE("every word of the invented documents lies on its page", "[pdf][slow]")
{
    const std::filesystem::path folder =
        std::filesystem::path(DOMESDAY_SOURCE_DIR).parent_path() / "shared/corpus/dev";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: no " << folder);
        return;
    }
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".pdf")
            continue;
        CAPTURE(file.path().filename());
        try {
            read_pdf_pages(open_source(file.path()), {.ocr = OcrMode::never}, [](Page&& page) {
                for (const auto& word : page.words) {
                    const Box& box = word.place.box;
                    if (box.left < 0 || box.top < 0 || box.right > page.width || box.bottom > page.height ||
                        word.text.empty())
                        FAIL_CHECK("page " << page.number << ": " << word.text);
                }
            });
        } catch (const InputError&) {
            // some are made to be refused
        }
    }
}
