#include "extractor/document/scan.hpp"

#include <catch2/catch.hpp>

#include "extractor/document/error.hpp"
#include "tests/unit/support/draw_picture.hpp"

using namespace domesday;

namespace
{

std::string text_of(const Page& page)
{
    std::string text;
    for (const auto& word : page.words)
        text += (text.empty() ? "" : " ") + word.text;
    return text;
}

DrawnPicture page_of_lines()
{
    DrawnPicture drawn(1400, 700);
    const char* lines[] = {"Demand from residents and businesses is rising while capacity",
                           "in economic development is constrained and this makes the",
                           "closure of a major employer more probable in the coming year",
                           "unless the council and its partners can agree on the work",
                           "The property department reviews the budget every quarter"};
    int top = 100;
    for (const char* line : lines) {
        drawn.text(100, top, line);
        top += 90;
    }
    return drawn;
}

}  // namespace

TEST_CASE("the words of a table are read with their places and the table's lines", "[scan]")
{
    DrawnPicture drawn(1200, 400);
    for (const int y : {50, 150, 250})
        drawn.across(50, 1100, y, 2);
    for (const int x : {50, 300, 1000, 1100})
        drawn.down(x, 50, 250, 2);
    drawn.text(70, 80, "CR6");
    drawn.text(320, 80, "Failure to recruit social workers");
    drawn.text(1030, 80, "16");
    drawn.text(320, 180, "Loss of the property budget");

    const Page page = ScanReader(ReadOptions{}).read(drawn.picture());

    CHECK(page.kind == PageKind::scanned);
    CHECK(text_of(page) == "CR6 Failure to recruit social workers 16 Loss of the property budget");
    CHECK(page.rules.size() == 7);
    CHECK(page.width == Approx(432));
    REQUIRE(page.words.size() == 12);
    CHECK(page.words.at(6).text == "16");
    CHECK(page.words.at(6).place.box.left == Approx(1030 * 0.36).margin(2));
    CHECK(page.words.at(6).confidence >= 60);
}

TEST_CASE("a page that lies on its side or its head is turned upright", "[scan]")
{
    const int quarters = GENERATE(0, 1, 2, 3);
    CAPTURE(quarters);
    auto drawn = page_of_lines();
    drawn.turn(quarters);

    const Page page = ScanReader(ReadOptions{}).read(drawn.picture());

    CHECK(page.turned == (4 - quarters) % 4 * 90);
    CHECK(page.width == Approx(504));
    REQUIRE(page.words.size() > 20);
    CHECK(page.words.front().text == "Demand");
}

TEST_CASE("a blank page and a photograph have no words", "[scan]")
{
    DrawnPicture photograph(600, 500);
    for (int y = 0; y < 500; y += 4)
        for (int x = 0; x < 600; x += 4)
            photograph.area({x, y, x + 4, y + 4}, 40 + (x * 7 + y * 13) / 40 % 160);

    CHECK(ScanReader(ReadOptions{}).read(DrawnPicture(600, 400).picture()).words.empty());
    CHECK(ScanReader(ReadOptions{}).read(photograph.picture()).words.empty());
}

TEST_CASE("a page with a good text layer is not looked at again", "[scan]")
{
    Page printed{.number = 3, .width = 100, .height = 100};
    for (int i = 0; i < 30; ++i)
        printed.words.push_back({.text = "council"});
    const auto before = printed;

    const Page page =
        ScanReader(ReadOptions{})
            .read(std::move(printed), OcrMode::automatic, [](double, std::size_t) -> PagePicture {
                FAIL("no picture is needed");
                return {};
            });

    CHECK(page == before);
}

TEST_CASE("recognition can be forbidden and forced", "[scan]")
{
    int pictures = 0;
    const auto picture = [&](double, std::size_t) {
        ++pictures;
        return DrawnPicture(300, 200).picture();
    };
    ScanReader reader{ReadOptions{}};

    CHECK(reader.read(Page{}, OcrMode::never, picture).kind == PageKind::printed);
    CHECK(pictures == 0);
    CHECK(reader.read(Page{.number = 2}, OcrMode::always, picture).kind == PageKind::scanned);
    CHECK(pictures == 1);
}

TEST_CASE("a missing model is named with the package that has it", "[scan]")
{
    ScanReader reader{ReadOptions{.languages = "eng+xyz"}};

    try {
        reader.read(page_of_lines().picture());
        FAIL("the model does not exist");
    } catch (const InputError& error) {
        CHECK(error.found == "the model \"xyz\" for text recognition is not installed");
        CHECK(error.advice == "install the Debian package tesseract-ocr-xyz");
    }
}

TEST_CASE("Welsh is read with its own model beside the English one", "[scan]")
{
    DrawnPicture drawn(1200, 400);
    drawn.text(100, 100, "Risg y bydd llifogydd yn niweidio cartrefi");
    drawn.text(100, 200, "Perchennog y risg a rheolaethau presennol");

    const Page page = ScanReader(ReadOptions{.languages = "eng+cym"}).read(drawn.picture());

    CHECK(text_of(page) ==
          "Risg y bydd llifogydd yn niweidio cartrefi Perchennog y risg a rheolaethau presennol");
}

TEST_CASE("a language is a name and never a path", "[scan]")
{
    ScanReader reader{ReadOptions{.languages = "../../tmp/eng"}};

    CHECK_THROWS_AS(reader.read(page_of_lines().picture()), InputError);
}

TEST_CASE("a page of which the letters do not tell the way up is turned as it reads", "[scan]")
{
    const int quarters = GENERATE(0, 1, 2, 3);
    CAPTURE(quarters);
    // capitals and digits have neither ascenders nor descenders
    DrawnPicture drawn(1200, 600);
    drawn.text(100, 100, "INSIGNIFICANT MINOR MODERATE MAJOR");
    drawn.text(100, 200, "RARE UNLIKELY POSSIBLE ALMOST CERTAIN");
    drawn.text(100, 300, "LIKELIHOOD AND IMPACT OF RISKS");
    drawn.turn(quarters);

    const Page page = ScanReader(ReadOptions{}).read(drawn.picture());

    CHECK(page.turned == (4 - quarters) % 4 * 90);
    REQUIRE_FALSE(page.words.empty());
    CHECK(page.words.front().text == "INSIGNIFICANT");
}
