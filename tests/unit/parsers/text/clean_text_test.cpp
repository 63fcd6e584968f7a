#include "parsers/text/clean_text.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "parsers/text/vocabulary.hpp"

using namespace domesday;

namespace
{

// Words of a cell; '/' alone begins a printed line, '//' an item.
std::vector<Word> cell(const std::string& text)
{
    std::vector<Word> words;
    Join join = Join::space;
    int begin = 0;
    std::istringstream in(text);
    for (std::string word; in >> word;) {
        if (word == "/" || word == "//") {
            join = word == "/" ? Join::line : Join::item;
            continue;
        }
        words.push_back({.text = word,
                         .place = {.line = 1, .begin = begin, .end = begin + int(word.size())},
                         .join = join});
        begin += int(word.size()) + 1;
        join = Join::space;
    }
    return words;
}

}  // namespace

TEST_CASE("lines of one item are joined and items are kept apart", "[text][clean]")
{
    CHECK(text_from_words(cell("Staff are / trained // Plans are tested")).text ==
          "Staff are trained\nPlans are tested");
}

TEST_CASE("bullets begin items and are left out", "[text][clean]")
{
    CHECK(text_from_words(cell("• Staff are / trained / • Plans tested")).text ==
          "Staff are trained\nPlans tested");
    CHECK(text_from_words(cell("sites. • Museum shop •Car park")).text == "sites.\nMuseum shop\nCar park");
    CHECK(text_from_words(cell("- Staff / - Plans from 2017 - 2019")).text ==
          "Staff\nPlans from 2017 - 2019");
    CHECK(text_from_words({}).text.empty());
}

TEST_CASE("a word broken at a line end is put together", "[text][clean]")
{
    const Vocabulary vocabulary = Vocabulary::standard();
    KnownWords known;
    known.add("re-use");
    known.add("maintain");
    known.add("Organisational");
    const CleanOptions options{.known = &known, .vocabulary = &vocabulary};

    CHECK(text_from_words(cell("finan- / cial"), options).text == "financial");
    CHECK(text_from_words(cell("re- / use"), options).text == "re-use");
    CHECK(text_from_words(cell("bi- / monthly"), options).text == "bi-monthly");
    CHECK(text_from_words(cell("Implement/ / maintain"), options).text == "Implement/maintain");
    CHECK(text_from_words(cell("Organisatio / nal"), options).text == "Organisational");
    CHECK(text_from_words(cell("Organisatio nal"), options).text == "Organisatio nal");
    CHECK(text_from_words(cell("Organisatio nal"), {.known = &known, .narrow = true}).text ==
          "Organisational");
}

TEST_CASE("words on one printed line share a place and bullets are no part of it", "[text][clean]")
{
    const auto value = text_from_words(cell("• Staff are • trained"));

    REQUIRE(value.places.size() == 2);
    CHECK(value.places[0].begin == 4);
    CHECK(value.places[0].end == 13);
}

TEST_CASE("an unsure recognition lowers the confidence and says of which word", "[text][clean]")
{
    auto words = cell("Flood defence");
    words[1].confidence = 41;

    const auto value = text_from_words(words);

    CHECK(value.confidence == Confidence::low);
    CHECK(value.reasons == std::vector<std::string>{"text recognition is unsure of \"defence\""});
}
