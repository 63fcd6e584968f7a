#include "extractor/document/scan_picture.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numbers>

#include "tests/unit/support/draw_picture.hpp"

using namespace domesday;

namespace
{

ReadyPicture ready(const PagePicture& picture)
{
    return ready_picture(grey_from_page_picture(picture));
}

std::size_t count(const ReadyPicture& picture, MarkKind kind)
{
    return static_cast<std::size_t>(
        std::count_if(picture.pieces.begin(), picture.pieces.end(),
                      [&](const TextPiece& piece) { return piece.kind == kind; }));
}

}  // namespace

TEST_CASE("a blank page has no rules and no text", "[scan][picture]")
{
    const auto picture = ready(DrawnPicture(600, 400).picture());

    CHECK(picture.rules.empty());
    CHECK(picture.fills.empty());
    CHECK(picture.pieces.empty());
}

TEST_CASE("ruling lines are found and no longer in the picture", "[scan][picture]")
{
    DrawnPicture drawn(900, 500);
    for (const int y : {50, 200, 400})
        drawn.across(50, 850, y, 2);
    for (const int x : {50, 420, 850})
        drawn.down(x, 50, 400, 2);
    drawn.text(70, 100, "Failure to recruit");

    const auto picture = ready(drawn.picture());

    CHECK(std::count_if(picture.rules.begin(), picture.rules.end(),
                        [](const PixelRule& rule) { return rule.horizontal; }) == 3);
    CHECK(picture.rules.size() == 6);
    REQUIRE(count(picture, MarkKind::text) == 1);
    CHECK(picture.pieces.front().box.left == Approx(70).margin(4));
    for (const int x : {50, 420, 850}) {
        l_uint32 value = 0;
        pixGetPixel(picture.grey.get(), x, 300, &value);
        CHECK(value > 200);
    }
}

TEST_CASE("a line that is too faint in places is followed over them", "[scan][picture]")
{
    DrawnPicture drawn(900, 700);
    drawn.across(50, 850, 50, 2);
    drawn.across(50, 850, 650, 2);
    drawn.down(300, 50, 200, 2);
    drawn.down(300, 200, 450, 1, 170);
    drawn.down(300, 450, 650, 2);

    const auto picture = ready(drawn.picture());

    REQUIRE(picture.rules.size() == 3);
    const auto& rule = picture.rules.back();
    CHECK_FALSE(rule.horizontal);
    CHECK(rule.begin <= 60);
    CHECK(rule.end >= 640);
}

TEST_CASE("the skew of a page is taken out of its lines", "[scan][picture]")
{
    const double degrees = GENERATE(-1.4, 0.8, 2.0);
    CAPTURE(degrees);
    DrawnPicture drawn(1200, 800);
    for (const int y : {100, 300, 500, 700})
        drawn.across(100, 1100, y, 3);
    for (const int y : {150, 350, 550})
        drawn.text(120, y, "Failure to recruit and retain social workers");
    drawn.rotate(degrees);

    const auto picture = ready(drawn.picture());

    CHECK(picture.skew == Approx(degrees).margin(0.1));
    CHECK(picture.rules.size() == 4);
    CHECK(count(picture, MarkKind::text) == 3);
}

TEST_CASE("words on both sides of a ruling line are two pieces", "[scan][picture]")
{
    DrawnPicture drawn(900, 400);
    drawn.across(50, 850, 50, 2);
    drawn.across(50, 850, 350, 2);
    const int end = drawn.text(70, 150, "reviewed monthly");
    drawn.down(end + 6, 50, 350, 2);
    drawn.text(end + 12, 150, "Director");

    const auto picture = ready(drawn.picture());

    CHECK(count(picture, MarkKind::text) == 2);
}

TEST_CASE("a dot before a line is a bullet and grains of dirt are nothing", "[scan][picture]")
{
    DrawnPicture drawn(900, 400);
    drawn.text(120, 100, "Weekly quality audits");
    drawn.text(120, 160, "and learning shared");
    drawn.disc(90, 112, 6);
    drawn.disc(500, 300, 1);
    drawn.disc(40, 30, 1);

    const auto picture = ready(drawn.picture());

    CHECK(count(picture, MarkKind::bullet) == 1);
    CHECK(count(picture, MarkKind::text) == 2);
}

TEST_CASE("print on a filled area is found and the area is told", "[scan][picture]")
{
    DrawnPicture drawn(900, 400);
    const auto [fill, ink] = GENERATE(table<int, int>({
        {190, 20},  // a grey header
        {84, 15},   // a dark score cell
        {60, 250},  // white on dark
    }));
    CAPTURE(fill, ink);
    drawn.area({100, 100, 700, 200}, fill);
    drawn.text(150, 140, "Current Risk Rating", ink);

    const auto picture = ready(drawn.picture());

    CHECK(count(picture, MarkKind::text) == 1);
    REQUIRE(picture.fills.size() == 1);
    CHECK(picture.fills.front().box.left == Approx(100).margin(12));
    CHECK(picture.fills.front().box.bottom == Approx(200).margin(12));
}

TEST_CASE("resolutions that differ between the ways are made equal", "[scan][picture]")
{
    auto fax = DrawnPicture(408, 196).picture();
    fax.dpi_x = 204;
    fax.dpi_y = 98;

    const auto grey = grey_from_page_picture(fax);

    CHECK(grey.dpi == 204);
    CHECK(pixGetWidth(grey.grey.get()) == 408);
    CHECK(pixGetHeight(grey.grey.get()) == Approx(408).margin(2));
}

TEST_CASE("a picture without dots is a blank one", "[scan][picture]")
{
    const auto picture = ready(PagePicture{});

    CHECK(picture.pieces.empty());
}

TEST_CASE("a line ends where it meets another and not in the letters behind it", "[scan][picture]")
{
    DrawnPicture drawn(900, 700);
    for (const int y : {50, 200, 600})
        drawn.across(50, 850, y, 2);
    drawn.down(50, 50, 600, 2);
    drawn.down(850, 50, 600, 2);
    drawn.down(450, 200, 600, 2);
    // the stem of a letter that stands right above the line
    drawn.down(450, 170, 188, 3);

    const auto picture = ready(drawn.picture());

    const auto middle = std::find_if(picture.rules.begin(), picture.rules.end(), [](const PixelRule& rule) {
        return !rule.horizontal && rule.at > 400 && rule.at < 500;
    });
    REQUIRE(middle != picture.rules.end());
    CHECK(middle->begin >= 196);
}

TEST_CASE("a run of dark dots through a word is no line and a line under it is one", "[scan][picture]")
{
    const auto [y, rules] = GENERATE(table<int, std::size_t>({{113, 0}, {135, 1}}));
    CAPTURE(y);
    DrawnPicture drawn(900, 400);
    for (const int top : {100, 200, 300})
        drawn.text(100, top, "Consequences");
    drawn.across(104, 104 + 180, y, 2);

    CHECK(ready(drawn.picture()).rules.size() == rules);
}

TEST_CASE("a ring before a line is a bullet and a letter before one is not", "[scan][picture]")
{
    const auto [mark, rings] =
        GENERATE(table<std::string, std::size_t>({{"o", 1}, {"L", 0}, {"e", 0}, {"#", 0}}));
    CAPTURE(mark);
    DrawnPicture drawn(900, 400);
    drawn.text(140, 100, "Weekly quality audits");
    drawn.text(140, 160, "and learning shared");
    drawn.text(100, 100, mark);

    CHECK(count(ready(drawn.picture()), MarkKind::ring) == rings);
}

TEST_CASE("a lone arrow is told by its shape", "[scan][picture]")
{
    const auto kind = GENERATE(MarkKind::arrow_up, MarkKind::arrow_down, MarkKind::arrow_left,
                               MarkKind::arrow_right, MarkKind::arrow_both);
    CAPTURE(static_cast<int>(kind));
    DrawnPicture drawn(900, 400);
    drawn.text(100, 100, "Weekly quality audits");
    drawn.text(100, 160, "and learning shared");
    const bool upright = kind == MarkKind::arrow_up || kind == MarkKind::arrow_down;
    const bool first = kind != MarkKind::arrow_down && kind != MarkKind::arrow_right;
    const bool last = !(kind == MarkKind::arrow_up || kind == MarkKind::arrow_left);
    constexpr int kLength = 24;
    if (upright)
        drawn.down(600, 100, 100 + kLength, 3);
    else
        drawn.across(590, 590 + kLength, 112, 3);
    for (int i = 0; i < 5; ++i)
        for (const bool at_first : {true, false}) {
            if (!(at_first ? first : last))
                continue;
            const int along = at_first ? i : kLength - 1 - i;
            if (upright)
                drawn.across(600 - i - 1, 600 + i + 2, 100 + along, 1);
            else
                drawn.down(590 + along, 112 - i - 1, 112 + i + 2, 1);
        }

    CHECK(count(ready(drawn.picture()), kind) == 1);
}
