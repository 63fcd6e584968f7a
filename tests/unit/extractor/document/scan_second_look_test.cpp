#include "extractor/document/scan_second_look.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "extractor/document/scan.hpp"
#include "tests/unit/support/draw_picture.hpp"

using namespace domesday;

namespace
{

// One mark for each letter: 'w' wide (an O), 'n' narrow (a nought or another digit), 'b' a bar.
std::vector<PixelBox> marks(const std::string& shapes)
{
    std::vector<PixelBox> result;
    int left = 0;
    for (const char shape : shapes) {
        const int width = shape == 'w' ? 20 : shape == 'n' ? 12 : 4;
        result.push_back({left, 0, left + width, 20});
        left += width + 2;
    }
    return result;
}

}  // namespace

TEST_CASE("the shape of its marks tells an O from a nought in an identifier", "[scan][second-look]")
{
    const auto [text, shapes, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"SRO5", "nnnn", "SR05"},    // a nought that was read as an O
        {"CO1", "nwn", "CO1"},       // an O that is one
        {"C01", "nwn", "CO1"},       // and one that was not
        {"CRI", "nnn", "CR1"},       // no identifier ends in a letter I
        {"SROl", "nnnb", "SR01"},    // both
        {"R-O7", "nnnn", "R-07"},    // after a hyphen
        {"OSRO5", "wnnnn", "OSRO5"}  // not an identifier's shape: as it was read
    }));
    CAPTURE(text, shapes);

    CHECK(identifier_by_shape(text, marks(shapes)) == expected);
}

TEST_CASE("a text that is no identifier or has other marks stays as it was read", "[scan][second-look]")
{
    CHECK(identifier_by_shape("LOCAL", marks("nwnnn")) == "LOCAL");
    CHECK(identifier_by_shape("SRO5", marks("nnn")) == "SRO5");
    CHECK(identifier_by_shape("", {}).empty());
}

TEST_CASE("an identifier keeps its hyphen at the second look", "[scan][second-look]")
{
    DrawnPicture drawn(1200, 400);
    for (const int y : {50, 150, 250})
        drawn.across(50, 1100, y, 2);
    for (const int x : {50, 300, 1100})
        drawn.down(x, 50, 250, 2);
    drawn.text(70, 80, "R-06");
    drawn.text(70, 180, "R-07");
    drawn.text(320, 80, "Failure to recruit social workers");
    drawn.text(320, 180, "Loss of the property budget");

    const Page page = ScanReader(ReadOptions{}).read(drawn.picture());

    CHECK(std::count_if(page.words.begin(), page.words.end(),
                        [](const Word& word) { return word.text == "R-06" || word.text == "R-07"; }) == 2);
}
