#include "extractor/document/text_layer.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace domesday;

namespace
{

Page page_of(const std::string& text)
{
    Page page{.width = 600, .height = 800};
    std::istringstream words(text);
    float x = 50;
    for (std::string word; words >> word; x += 5)
        page.words.push_back({.text = word, .place = {.page = 1, .box = {x, 100, x + 4, 110}}});
    return page;
}

constexpr auto kSentence =
    "Demand from residents and businesses is rising while capacity in economic development is constrained "
    "and "
    "this makes the closure of a major employer more probable in the coming year unless the council and its "
    "partners can agree how the work is to be paid for";

// The letters of a font without a map, each moved by 29 places, as such fonts are often read.
std::string moved(std::string text)
{
    for (char& c : text)
        if (c != ' ')
            c = static_cast<char>(c - 29);
    return text;
}

}  // namespace

TEST_CASE("a page of sentences has a good text layer", "[scan][text-layer]")
{
    CHECK(judge_text_layer(page_of(kSentence)) == TextLayer::good);
    CHECK(share_of_plausible_words(page_of(kSentence)) > 0.95);
}

TEST_CASE("a page of Welsh sentences has a good text layer", "[scan][text-layer]")
{
    const auto welsh = page_of(
        "Mae’r risg y bydd llifogydd yn niweidio cartrefi ac yn llygru’r cyflenwad dŵr yn parhau ac mae "
        "angen i’r "
        "cyngor gydweithio â’i bartneriaid er mwyn cryfhau’r amddiffynfeydd cyn y gaeaf a diogelu "
        "gwasanaethau "
        "ysgolion, ffyrdd a thai rhag tywydd gwlyb. Tŷ, stŵr, gŵyl a llwybrau’r dŵr");

    CHECK(judge_text_layer(welsh) == TextLayer::good);
    CHECK(share_of_plausible_words(welsh) == 1);
}

TEST_CASE("a page without words has none", "[scan][text-layer]")
{
    CHECK(judge_text_layer(page_of("")) == TextLayer::missing);
}

TEST_CASE("letters mixed up by a font are no language", "[scan][text-layer]")
{
    CHECK(judge_text_layer(page_of(moved(kSentence))) == TextLayer::garbled);
}

TEST_CASE("a page of few words may be garbage, too, and one of hardly any tells nothing",
          "[scan][text-layer]")
{
    constexpr auto kCover = "Appendix C Corporate risk register for the quarter that ended in March";

    CHECK(judge_text_layer(page_of(kCover)) == TextLayer::good);
    CHECK(judge_text_layer(page_of("#$%&* ^@!~ B$tt+r $&#@ Th% %^&$@ C*nc$l #&^% R$sk R@g$st#r")) ==
          TextLayer::garbled);
    CHECK(judge_text_layer(page_of("..... ----- _____ ===== ..... ..... ----- _____ ..... .....")) ==
          TextLayer::good);
    CHECK(judge_text_layer(page_of("#$%&* ^@!~")) == TextLayer::good);
}

TEST_CASE("a page of numbers and codes is not taken for garbage", "[scan][text-layer]")
{
    std::string numbers;
    for (int i = 0; i < 200; ++i)
        numbers += "CR" + std::to_string(i) + " 16 12 HRR-" + std::to_string(i) + " ";

    CHECK(judge_text_layer(page_of(numbers)) == TextLayer::good);
}

TEST_CASE("invisible words over a picture of the page were made by a machine", "[scan][text-layer]")
{
    auto page = page_of(kSentence);
    for (auto& word : page.words)
        word.hidden = true;
    page.images.push_back({{0, 0, 600, 800}, 1654, 2339});

    CHECK(judge_text_layer(page) == TextLayer::machine);
}

TEST_CASE("fonts that do not say their letters are not trusted", "[scan][text-layer]")
{
    auto page = page_of(kSentence);
    for (std::size_t i = 0; i < page.words.size(); i += 2)
        page.words[i].unmapped = true;

    CHECK(judge_text_layer(page) == TextLayer::unmapped);
}

TEST_CASE("a large picture with hardly a word on it may hold a table", "[scan][text-layer]")
{
    auto page = page_of("Appendix A Corporate risk register as at 31 March");
    page.images.push_back({{50, 200, 550, 700}, 2000, 2000});

    CHECK(judge_text_layer(page) == TextLayer::covered);

    page.images.front().box = {50, 200, 150, 300};
    CHECK(judge_text_layer(page) == TextLayer::good);
}
