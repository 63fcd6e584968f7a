#include "extractor/document/scan_verify.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/support/draw_picture.hpp"

using namespace domesday;

namespace
{

Word word_at(std::string text, float left, float top, float width = 20, float height = 12)
{
    return {.text = std::move(text), .place = {.page = 1, .box = {left, top, left + width, top + height}}};
}

// A picture at 200 dots per inch with one word, and its text layer that says `text` there.
struct Case {
    DrawnPicture drawn{600, 300};
    Page layer{.number = 1, .width = 216, .height = 108};
    std::vector<Place> places{};

    void add(const std::string& shown, const std::string& said, int left, int top, int grey = 20)
    {
        const int right = drawn.text(left, top, shown, grey);
        layer.words.push_back(word_at(said, left * 0.36F, (top - 4) * 0.36F, (right - left) * 0.36F, 13));
        places.push_back(layer.words.back().place);
    }

    LayerComparison compared(const PageFrame& frame = {.number = 1}) const
    {
        LayerComparison comparison;
        RecognitionEngine engine{"eng"};
        compare_with_picture(engine, drawn.picture(), frame, words_to_compare(layer, frame, places),
                             {"major", "likely"}, comparison);
        return comparison;
    }
};

}  // namespace

TEST_CASE("a word that the picture shows as the text layer says it is no difference", "[scan][verify]")
{
    Case page;
    page.add("16", "16", 50, 60);
    page.add("CR6", "CR6", 200, 60);
    page.add("Major", "Major", 50, 150);

    const auto comparison = page.compared();

    CHECK(comparison.differences.empty());
    CHECK(comparison.words == 3);
    CHECK(comparison.unread == 0);
}

TEST_CASE("a number, an id and a word that the picture shows otherwise are differences", "[scan][verify]")
{
    Case page;
    page.add("16", "15", 50, 60);
    page.add("CR6", "CR8", 200, 60);
    page.add("Major", "Minor", 50, 150);
    page.add("12", "12", 200, 150);

    const auto differences = page.compared().differences;

    REQUIRE(differences.size() == 3);
    CHECK(differences[0].asked == 0);
    CHECK(differences[0].text_layer == "15");
    CHECK(differences[0].picture == "16");
    CHECK(differences[0].text_layer_place == page.places[0]);
    CHECK(differences[1].picture == "CR6");
    CHECK(differences[2].picture == "Major");
}

TEST_CASE("white letters on a dark cell are read", "[scan][verify]")
{
    Case page;
    page.drawn.area({30, 40, 160, 110}, 70);
    page.add("16", "15", 50, 60, 250);

    const auto differences = page.compared().differences;

    REQUIRE(differences.size() == 1);
    CHECK(differences[0].picture == "16");
}

TEST_CASE("a word of which the picture shows nothing is a difference, unless hardly any is shown",
          "[scan][verify]")
{
    Case page;
    page.add("16", "16", 50, 60);
    page.add("12", "12", 200, 60);
    page.layer.words.push_back(word_at("20", 150, 70));
    page.places.push_back(page.layer.words.back().place);

    REQUIRE(page.compared().differences.size() == 1);
    CHECK(page.compared().differences[0].picture.empty());

    Case without_fonts;
    for (const float left : {20.F, 60.F, 100.F}) {
        without_fonts.layer.words.push_back(word_at("20", left, 30));
        without_fonts.places.push_back(without_fonts.layer.words.back().place);
    }
    const auto comparison = without_fonts.compared();
    CHECK(comparison.differences.empty());
    CHECK(comparison.unread == 3);
    REQUIRE(comparison.notes.size() == 1);
    CHECK(comparison.notes[0] ==
          "page 1: 3 of 3 words in ids and scores could not be read in the picture, to be compared with the "
          "text "
          "layer");
}

TEST_CASE("the text layer of a page that was read from its picture is found where the page was turned",
          "[scan][verify]")
{
    // A page of 216 x 108 pt that lies on its side: the upright one is 108 x 216
    Page layer{.number = 1, .width = 216, .height = 108};
    Word hidden = word_at("15", 20, 60);
    hidden.hidden = true;
    layer.words.push_back(hidden);
    const PageFrame frame{.number = 1, .from_picture = true, .turned = 90};
    // (30, 66), its middle, is (108 - 66, 30) there
    const std::vector<Place> places{{.page = 1, .box = {36, 20, 48, 40}}};

    const auto words = words_to_compare(layer, frame, places);

    REQUIRE(words.size() == 1);
    CHECK(words[0].text == "15");
    CHECK(words[0].place == hidden.place);
    CHECK(words[0].in_picture == places[0].box);
}

TEST_CASE("hidden words of a printed page are not what was read there", "[scan][verify]")
{
    Page layer{.number = 1, .width = 216, .height = 108};
    layer.words.push_back(word_at("15", 20, 60));
    layer.words.back().hidden = true;
    const std::vector<Place> places{layer.words.back().place};

    CHECK(words_to_compare(layer, {.number = 1}, places).empty());
}

TEST_CASE("letters that look alike are the same, digits never", "[scan][verify]")
{
    CHECK(looks_like("CO1", "C01"));
    CHECK(looks_like("(Major/", "MAJOR"));
    CHECK(looks_like("1", "l"));
    CHECK_FALSE(looks_like("16", "15"));
    CHECK_FALSE(looks_like("16", "6"));
}

TEST_CASE("one misread letter is not another word, another number is", "[scan][verify]")
{
    CHECK(says_otherwise("15", "16", {}));
    CHECK(says_otherwise("CR8", "CR6", {}));
    CHECK(says_otherwise("SR13", "SRO3", {}));
    CHECK(says_otherwise("Minor", "Major", {}));
    CHECK(says_otherwise("Rare", "Race", {"race"}));
    CHECK_FALSE(says_otherwise("Major", "Maior", {}));
    CHECK_FALSE(says_otherwise("CR9", "CRY", {}));
    CHECK_FALSE(says_otherwise("16", "Ib", {}));
    CHECK_FALSE(says_otherwise("16", "", {}));
}
