#include "parsers/registers/mentions.hpp"

#include <catch2/catch.hpp>

#include "parsers/registers/movements.hpp"
#include "parsers/registers/score_phrases.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/unit/parsers/registers/small_blocks.hpp"

using namespace domesday;
using namespace domesday::test;

namespace
{

using Lines = std::vector<std::string>;

const Vocabulary& words()
{
    static const Vocabulary vocabulary = Vocabulary::standard();
    return vocabulary;
}

std::string change_text(Change change)
{
    switch (change) {
        case Change::reduced:
            return " reduced";
        case Change::increased:
            return " increased";
        case Change::unchanged:
            return " unchanged";
        case Change::none:
            break;
    }
    return "";
}

std::string number(double value)
{
    return std::to_string(static_cast<int>(value));
}

// "residual 12 (Major/Possible) reduced from 16" of each score in a sentence.
Lines phrases_in(const std::string& sentence)
{
    Lines lines;
    const auto paragraph = paragraph_of(sentence);
    for (const ScorePhrase& phrase : score_phrases(paragraph.words, words())) {
        lines.push_back((phrase.stage ? std::string(to_string(*phrase.stage)) : "-") + " " +
                        number(phrase.value) + (phrase.label ? " (" + *phrase.label + ")" : "") +
                        change_text(phrase.change) + (phrase.from ? " from " + number(*phrase.from) : ""));
    }
    return lines;
}

Entry entry_of(const std::string& id, double current, double residual, Kind kind = Kind::risk)
{
    Entry entry{.id = id, .kind = kind};
    entry.id_printed.text = id;
    entry.scores[Stage::current].value = current;
    entry.scores[Stage::residual].value = residual;
    return entry;
}

std::vector<Register> registers()
{
    return {{.entries = {entry_of("CR1", 16, 12), entry_of("CR2", 12, 9), entry_of("CR12", 9, 4),
                         entry_of("CO1", 6, 12, Kind::opportunity)}}};
}

// "CR1 residual 12" of each mention.
Lines mentions_in(const std::vector<Block>& blocks, const std::vector<BlockRange>& taken = {})
{
    Lines lines;
    const auto known = registers();
    for (const Mention& mention : find_mentions(blocks, {known, taken}, words())) {
        lines.push_back(mention.id + " " + (mention.stage ? std::string(to_string(*mention.stage)) : "-") +
                        " " + number(*mention.value) + (mention.label ? " (" + *mention.label + ")" : ""));
    }
    return lines;
}

struct Moved {
    Lines added, deleted;
    bool stated = false;
    bool operator==(const Moved&) const = default;
};

Moved movements_in(const std::vector<Block>& blocks)
{
    Moved moved;
    const auto known = registers();
    const Movements found = find_movements(blocks, {known, {}}, words());
    for (const Movement& movement : found.added) {
        moved.added.push_back(movement.id);
    }
    for (const Movement& movement : found.deleted) {
        moved.deleted.push_back(movement.id);
    }
    moved.stated = found.stated;
    return moved;
}

}  // namespace

TEST_CASE("scores in sentences are read with their stage and their words and the claimed change",
          "[registers][mentions]")
{
    const auto [sentence, phrases] = GENERATE(table<std::string, Lines>({
        {"Allowing for actions the residual score remains at 16 (Major/Likely)",
         {"residual 16 (Major/Likely) unchanged"}},
        {"Residual risk has been reduced to 12 (Major/Possible).", {"residual 12 (Major/Possible) reduced"}},
        {"the residual risk score now stands at 9.", {"residual 9"}},
        {"The target score has been confirmed as 15\n(Catastrophic/Possible).",
         {"target 15 (Catastrophic/Possible)"}},
        {"this risk has a residual score of 16 (Major/\nLikely)", {"residual 16 (Major/Likely)"}},
        {"Two actions were completed and the residual score falls to 3.", {"residual 3 reduced"}},
        {"The current score has increased from 9 to 12.", {"current 12 increased from 9"}},
        {"The current score is now 12, down from 16.", {"current 12 reduced from 16"}},
        {"The current score has been reduced by 4 to 12.", {"current 12 reduced"}},
        {"The current score is 16 and the target score is 9.", {"current 16", "target 9"}},
        {"This opportunity has a score of 6 (Moderate/Unlikely).", {"- 6 (Moderate/Unlikely)"}},
        {"It is rated 20 and stays unchanged.", {"- 20"}},
        {"The gross risk rating of 25 is unacceptable", {"inherent 25"}},
    }));
    CAPTURE(sentence);

    CHECK(phrases_in(sentence) == phrases);
}

TEST_CASE("numbers that are no scores are passed over", "[registers][mentions]")
{
    const auto sentence = GENERATE(
        as<std::string>{}, "Recruitment to 8 posts is complete.", "The score was reviewed by 3 officers.",
        "61% of actions are complete and the score is expected to reduce by September.",
        "Funding of £30m has been approved and scores are given for 12 risks.",
        "Score 2019/20 and 12/05/2019", "The residual score was discussed on 12 May.",
        "There were 12 (of 14) indicators at target.");
    CAPTURE(sentence);

    CHECK(phrases_in(sentence).empty());
}

TEST_CASE("the claim keeps the words that were printed", "[registers][mentions]")
{
    const auto paragraph =
        paragraph_of("Following inspection the residual score has been reduced to 12 (Major/Possible)");

    const auto phrases = score_phrases(paragraph.words, words());

    REQUIRE(phrases.size() == 1);
    CHECK(phrases[0].claim == "has been reduced to 12");
}

TEST_CASE("a sentence speaks of the entry its item begins with", "[registers][mentions]")
{
    CHECK(mentions_in({paragraph_of("CR1 – Loss of a building. Work is done. The residual score is 12.\n"
                                    "The register will be reviewed."),
                       paragraph_of("The residual score of 9 is a guess.")}) == Lines{"CR1 residual 12"});
    CHECK(
        mentions_in({paragraph_of("The residual scores of CR 1 and of CR02 are agreed: for CR2 the residual "
                                  "score is 9.")}) == Lines{"CR2 residual 9"});
}

TEST_CASE("a sentence that the page broke off goes on", "[registers][mentions]")
{
    CHECK(mentions_in({paragraph_of("CR1 – Loss of a building. The residual"),
                       paragraph_of("Page 5", 1, ParagraphKind::page_number),
                       paragraph_of("score is 12.")}) == Lines{"CR1 residual 12"});
    CHECK(mentions_in({paragraph_of("CR1 – Loss of a building and of the"),
                       paragraph_of("records in it. The residual score is 12.")}) ==
          Lines{"CR1 residual 12"});
}

TEST_CASE("a summary table of sentences gives mentions", "[registers][mentions]")
{
    CHECK(mentions_in({grid_of({
              "RIN | Risk Description",
              "CR1 | Loss of a building. The residual score is 12 (Major/Possible)",
              "CR2 | Loss of a supplier, including rise",
              "    | in prices. The residual score is 9.",
              "CO1 | This opportunity has a score of 6",
              "XX9 | The residual score is 8",
          })}) == Lines{"CR1 residual 12 (Major/Possible)", "CR2 residual 9", "CO1 current 6"});
}

TEST_CASE("a summary table of numbers gives mentions and goes on over the page", "[registers][mentions]")
{
    CHECK(mentions_in({grid_of({
                           "Ref | Title | Residual Score | Target Score | Lead",
                           "CR1 | Loss   | 12             |              | All",
                       }),
                       paragraph_of("Page 5", 1, ParagraphKind::page_number),
                       grid_of({
                           "CR2 | Lack   | 9              | 4            | All",
                       })}) == Lines{"CR1 residual 12", "CR2 residual 9", "CR2 target 4"});
}

TEST_CASE("a stage that nobody names is current unless another score agrees", "[registers][mentions]")
{
    CHECK(mentions_in({paragraph_of("CO1 – The opportunity score is 6.")}) == Lines{"CO1 current 6"});
    CHECK(mentions_in({paragraph_of("CO1 – This has an opportunity score of 12.")}) == Lines{"CO1 - 12"});
    CHECK(mentions_in({paragraph_of("CO1 – The opportunity score is 20.")}) == Lines{"CO1 current 20"});
}

TEST_CASE("register rows and minutes and unknown ids are never mentions", "[registers][mentions]")
{
    const auto row = grid_of({"Ref | Title | Residual Score", "CR1 | Loss | 12"});
    CHECK(mentions_in({row}, {{0, 1}}).empty());
    CHECK(mentions_in({heading_of("Minutes of the meeting held in May"),
                       paragraph_of("CR1 – The residual score is 12.")})
              .empty());
    CHECK(mentions_in({paragraph_of("R8 – The residual score is 12.")}).empty());
}

TEST_CASE("movements are read from lists that a sentence opens", "[registers][movements]")
{
    CHECK(movements_in(
              {paragraph_of("For this quarter there is one new entry and two deletions.\n"
                            "The new entry is:\n• CR1 – Loss of a building. It was identified in May.\n"
                            "The deletions are:\n• CR9 – Fire.\n• CR12 – Flood."),
               paragraph_of("CR2 – Loss of a supplier. The target score is 9.")}) ==
          Moved{{"CR1"}, {"CR9", "CR12"}, true});
}

TEST_CASE("lists whose bullets were lost end with the number announced", "[registers][movements]")
{
    CHECK(movements_in({paragraph_of("There are two deletions."), paragraph_of("The deletions are:"),
                        paragraph_of("CR9 – Fire."), paragraph_of("The risk is low."),
                        paragraph_of("CR12 – Flood."), paragraph_of("CR2 – Loss of a supplier.")}) ==
          Moved{{}, {"CR9", "CR12"}, true});
}

TEST_CASE("headings open and close lists", "[registers][movements]")
{
    CHECK(movements_in({heading_of("New Risk"), paragraph_of("CR1: Loss of a building. This is large."),
                        heading_of("Risk Withdrawn"), paragraph_of("CR12: Flood."),
                        heading_of("Risk Reductions"), paragraph_of("CR2: Loss of a supplier.")}) ==
          Moved{{"CR1"}, {"CR12"}, true});
}

TEST_CASE("movements are read from sentences about an entry", "[registers][movements]")
{
    const auto [sentence, added, deleted] = GENERATE(table<std::string, Lines, Lines>({
        {"A new risk, CR1 (Loss of a building), has been added to the register.", {"CR1"}, {}},
        {"CR12 (Flood) has been removed from the register.", {}, {"CR12"}},
        {"CR1 and CR12 have been deleted.", {}, {"CR1", "CR12"}},
        {"CR1 replaces CR12, which has been removed from the corporate risk register.", {}, {"CR12"}},
        {"Added to the register: CR2", {"CR2"}, {}},
        {"CR1 (Loss of a building) is new this quarter.", {"CR1"}, {}},
        {"CR12 leaves the register as its actions are complete.", {}, {"CR12"}},
        {"CR2 is no longer on the register.", {}, {"CR2"}},
        {"There are two new risks: CR1 and CR2.", {"CR1", "CR2"}, {}},
        {"The following risks have been removed: CR12, CR2.", {}, {"CR12", "CR2"}},
        {"CR1 has had further mitigating actions added.", {}, {}},
        {"For CR1 further controls have been added to the register.", {}, {}},
    }));
    CAPTURE(sentence);

    CHECK(movements_in({paragraph_of(sentence)}) ==
          Moved{added, deleted, !added.empty() || !deleted.empty()});
}

TEST_CASE("no new entries is a statement too", "[registers][movements]")
{
    CHECK(movements_in({paragraph_of("No risks have been added this quarter.")}) == Moved{{}, {}, true});
    CHECK(movements_in({paragraph_of("There are no new entries and no deletions.")}) == Moved{{}, {}, true});
    CHECK(movements_in({paragraph_of("The register is reviewed each quarter.")}) == Moved{});
}

TEST_CASE("what minutes say of an earlier register does not move this one", "[registers][movements]")
{
    CHECK(movements_in({heading_of("Minutes of the meeting held in May"), paragraph_of("The deletion was:"),
                        paragraph_of("CR12 – Flood.")}) == Moved{});
}

TEST_CASE("a report without a register may speak of entries all the same", "[registers][mentions]")
{
    const std::vector<Block> blocks{paragraph_of("CRR0065: Loss of a system. The current score is 16."),
                                    paragraph_of("In 2019 the score of 12 was given to nobody.")};

    const auto mentions = find_mentions(blocks, {}, words());

    REQUIRE(mentions.size() == 1);
    CHECK(mentions[0].id == "CRR65");
    CHECK(mentions[0].stage == Stage::current);
}

TEST_CASE("a summary table whose cells were lost is read where its numbers are all there",
          "[registers][mentions]")
{
    CHECK(mentions_in(
              {paragraph_of("The scores are summarised.\nRef Title Residual\nScore\nTarget\nScore\nLead\n"
                            "CR1 Loss of 2 sites 12 6 Director\nof Estates\nCR2 Lack of skills 9\n"
                            "CR12 Flood 4 4 All")}) ==
          Lines{"CR1 residual 12", "CR1 target 6", "CR12 residual 4", "CR12 target 4"});
}

TEST_CASE("an id alone is the first cell of a row", "[registers][mentions]")
{
    CHECK(mentions_in({paragraph_of("CR1"),
                       paragraph_of("Loss of a building.\nThe residual score stays at 12."),
                       paragraph_of("CR2"), paragraph_of("Lack of skills. The residual score is 9."),
                       heading_of("Finance"), paragraph_of("The residual score of 8 is another matter.")}) ==
          Lines{"CR1 residual 12", "CR2 residual 9"});
}
