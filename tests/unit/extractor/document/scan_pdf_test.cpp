// Scanned PDFs of all kinds, from the file to what the document says: each has a sensible outcome, and none
// an invented entry.
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "extractor/document/pdf_document.hpp"
#include "extractor/document/reader.hpp"
#include "extractor/layout/grid.hpp"
#include "parsers/registers/document_parser.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/unit/support/draw_picture.hpp"
#include "tests/unit/support/tiny_pdf.hpp"

using namespace domesday;

namespace
{

std::string number_bytes(std::uint32_t number, int count)
{
    std::string bytes;
    for (int i = count - 1; i >= 0; --i)
        bytes += static_cast<char>(number >> (8 * i) & 0xFF);
    return bytes;
}

std::string segment(std::uint32_t number, int type, const std::string& bytes)
{
    return number_bytes(number, 4) + static_cast<char>(type) + std::string("\0\1", 2) +
           number_bytes(static_cast<std::uint32_t>(bytes.size()), 4) + bytes;
}

// One generic region coded like a fax (MMR), as ITU-T T.88 has it.
std::string jbig2_from_fax(const std::string& fax, int width, int height)
{
    const auto size = number_bytes(static_cast<std::uint32_t>(width), 4) +
                      number_bytes(static_cast<std::uint32_t>(height), 4);
    return segment(0, 48, size + std::string(11, '\0')) +
           segment(1, 38, size + std::string(9, '\0') + '\1' + fax) + segment(2, 49, "");
}

enum class Coding { grey, fax, jbig2 };

// The picture as an image object. Black and white ones are dark where the grey is below the middle.
std::string image_object(const PagePicture& picture, Coding coding)
{
    const auto size =
        "/Width " + std::to_string(picture.width) + " /Height " + std::to_string(picture.height);
    std::string entries = "/Type /XObject /Subtype /Image /ColorSpace /DeviceGray " + size;
    if (coding == Coding::grey)
        return stream_object(entries + " /BitsPerComponent 8",
                             std::string(picture.grey.begin(), picture.grey.end()));
    const PixPtr bits(pixCreate(picture.width, picture.height, 1));
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (picture.grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                             static_cast<std::size_t>(x)] < 128)
                pixSetPixel(bits.get(), x, y, 1);
    L_COMP_DATA* coded = nullptr;
    REQUIRE(pixGenerateCIData(bits.get(), L_G4_ENCODE, 0, 0, &coded) == 0);
    std::string bytes(reinterpret_cast<const char*>(coded->datacomp), coded->nbytescomp);
    l_CIDataDestroy(&coded);
    entries += " /BitsPerComponent 1";
    if (coding == Coding::jbig2)
        return stream_object(entries + " /Filter /JBIG2Decode",
                             jbig2_from_fax(bytes, picture.width, picture.height));
    return stream_object(entries + " /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns " +
                             std::to_string(picture.width) + " >>",
                         bytes);
}

// A page that is nothing but the picture, so many points for a dot.
Source scanned(const PagePicture& picture, Coding coding = Coding::grey, double points = 0.36)
{
    const auto size = std::to_string(picture.width * points) + " " + std::to_string(picture.height * points);
    TinyPdf pdf;
    pdf.pages.push_back({"q " + std::to_string(picture.width * points) + " 0 0 " +
                             std::to_string(picture.height * points) + " 0 0 cm /X1 Do Q",
                         "/MediaBox [0 0 " + size + "]"});
    pdf.objects.push_back(image_object(picture, coding));
    return source_from_bytes("scan.pdf", written(pdf));
}

struct Outcome {
    std::vector<Page> pages{};
    ParsedDocument document{};
};

Outcome read(const Source& source)
{
    static const Vocabulary vocabulary = Vocabulary::standard();
    Outcome outcome;
    DocumentParser parser(vocabulary);
    read_pages(source, {}, [&](Page&& page) {
        parser.add(layout_from_page(page));
        outcome.pages.push_back(std::move(page));
    });
    outcome.document = parser.finish();
    return outcome;
}

std::size_t entries_in(const Outcome& outcome)
{
    std::size_t entries = 0;
    for (const auto& reg : outcome.document.registers)
        entries += reg.entries.size();
    return entries;
}

DrawnPicture drawn_register()
{
    DrawnPicture drawn(1600, 700);
    const int rows[] = {50, 150, 300, 450, 600};
    const int columns[] = {50, 220, 850, 1100, 1550};
    for (const int y : rows)
        drawn.across(50, 1550, y, 2);
    for (const int x : columns)
        drawn.down(x, 50, 602, 2);
    const char* cells[4][4] = {{"Ref", "Risk Title", "Score", "Owner"},
                               {"CR1", "Failure to recruit", "16", "Head of Property"},
                               {"CR2", "Loss of the budget", "12", "Head of Finance"},
                               {"CR3", "Flooding of homes", "20", "Head of Planning"}};
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 4; ++column)
            drawn.text(columns[column] + 20, rows[row] + 30, cells[row][column]);
    return drawn;
}

// "CR1 16, ..." of all entries.
std::string ids_and_scores(const Outcome& outcome)
{
    std::string text;
    for (const auto& reg : outcome.document.registers)
        for (const auto& entry : reg.entries) {
            text += (text.empty() ? "" : ", ") + entry.id.value_or("?");
            for (const auto& [stage, score] : entry.scores)
                text += " " + (score.value ? std::to_string(static_cast<int>(*score.value)) : "-");
        }
    return text;
}

}  // namespace

TEST_CASE("a scanned register is read whatever its picture is coded in and however it lies", "[scan][pdf]")
{
    const auto [coding, quarters] = GENERATE(table<Coding, int>({
        {Coding::grey, 0},
        {Coding::fax, 0},
        {Coding::jbig2, 0},
        {Coding::fax, 1},
        {Coding::jbig2, 2},
        {Coding::grey, 3},
    }));
    CAPTURE(static_cast<int>(coding), quarters);
    auto drawn = drawn_register();
    drawn.turn(quarters);

    const auto outcome = read(scanned(drawn.picture(), coding));

    REQUIRE(outcome.pages.size() == 1);
    CHECK(outcome.pages.front().kind == PageKind::scanned);
    CHECK(outcome.pages.front().turned == (4 - quarters) % 4 * 90);
    CHECK(ids_and_scores(outcome) == "CR1 16, CR2 12, CR3 20");
}

TEST_CASE("pictures without a table give no entry", "[scan][pdf]")
{
    const auto blank = [] { return DrawnPicture(800, 600); };
    const auto photograph = [] {
        DrawnPicture drawn(800, 600);
        for (int y = 0; y < 600; y += 4)
            for (int x = 0; x < 800; x += 4)
                drawn.area({x, y, x + 4, y + 4}, 40 + (x * 7 + y * 13 + x * y / 50) / 40 % 160);
        return drawn;
    };
    // loops and strokes that join from one end of the line to the other
    const auto handwriting = [] {
        DrawnPicture drawn(1200, 800);
        for (int line = 0; line < 6; ++line)
            for (int t = 0; t < 4000; ++t) {
                const double turn = t / 25.0;
                const int x = 80 + t / 4 + static_cast<int>(9 * std::cos(turn * 1.3 + line));
                const int y = 90 + 110 * line + static_cast<int>(22 * std::sin(turn) * std::sin(turn / 7));
                drawn.disc(x, y, 2);
            }
        return drawn;
    };
    const auto letter = [] {
        DrawnPicture drawn(1400, 700);
        drawn.text(100, 100, "Demand from residents is rising while capacity");
        drawn.text(100, 190, "in economic development is constrained and this");
        drawn.text(100, 280, "makes the closure of a risk score more probable");
        drawn.text(100, 370, "The property department reviews it every quarter");
        return drawn;
    };
    const std::function<DrawnPicture()> pictures[] = {blank, photograph, handwriting, letter};
    const std::size_t which = GENERATE(0u, 1u, 2u, 3u);
    CAPTURE(which);

    const auto outcome = read(scanned(pictures[which]().picture()));

    REQUIRE(outcome.pages.size() == 1);
    CHECK(entries_in(outcome) == 0);
    CHECK(outcome.document.unplaced_tables.empty());
    if (which < 3)
        CHECK(outcome.pages.front().words.empty());
    else
        CHECK(outcome.pages.front().words.size() > 20);
}

TEST_CASE("a scan on a page of any size is read from its own dots", "[scan][pdf]")
{
    // a dot for a point, as where the resolution was lost, and the largest page that a PDF may have
    const double points = GENERATE(0.72, 1.2, 9.0);
    CAPTURE(points);

    const auto outcome = read(scanned(drawn_register().picture(), Coding::fax, points));

    REQUIRE(outcome.pages.size() == 1);
    CHECK(outcome.pages.front().width == Approx(1600 * points).margin(1));
    CHECK(ids_and_scores(outcome) == "CR1 16, CR2 12, CR3 20");
}

TEST_CASE("a page too large for a picture within the limit is left out and named", "[scan][pdf]")
{
    // a small picture on a page of 14,400 points either way
    TinyPdf pdf;
    pdf.pages.push_back({"q 14000 0 0 2000 0 0 cm /X1 Do Q", "/MediaBox [0 0 14400 14400]"});
    pdf.pages.push_back({"BT /F1 10 Tf 20 50 Td (Page two) Tj ET"});
    pdf.objects.push_back(image_object(drawn_register().picture(), Coding::fax));
    const Source source = source_from_bytes("plan.pdf", written(pdf));

    std::vector<int> pages;
    const auto info = read_pages(source, {}, [&](Page&& page) { pages.push_back(page.number); });

    CHECK(pages == std::vector<int>{2});
    CHECK(info.pages_left_out == std::vector<int>{1});
    REQUIRE(info.notes.size() == 1);
    CHECK(info.notes.front().find("too large to be made a picture of") != std::string::npos);
}
