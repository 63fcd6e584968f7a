#include "parsers/text/vocabulary.hpp"

#include <catch2/catch.hpp>

#include "extractor/document/error.hpp"

using namespace domesday;

namespace
{

// "current score", "id", "owner (opportunity)", "loose type": what a heading says, for comparison.
std::string meaning(std::string_view text)
{
    static const Vocabulary vocabulary = Vocabulary::standard();
    const auto heading = vocabulary.find_heading(text);
    if (!heading)
        return "unknown";
    std::string out;
    if (heading->loose)
        out += "loose ";
    if (heading->previous)
        out += "previous ";
    if (heading->stage)
        out += std::string(to_string(*heading->stage)) + " ";
    switch (heading->part) {
        case Part::id:
            out += "id";
            break;
        case Part::field:
            out += to_string(heading->field);
            break;
        case Part::score:
            out += "score";
            break;
        case Part::likelihood:
            out += "likelihood";
            break;
        case Part::impact:
            out += "impact";
            break;
    }
    if (heading->kind == Kind::opportunity)
        out += " (opportunity)";
    return out;
}

}  // namespace

TEST_CASE("a heading says which field or score its column holds", "[text][vocabulary]")
{
    const auto [printed, expected] = GENERATE(table<std::string, std::string>({
        {"Risk Identification Number (RIN)", "id"},
        {"Opportunity Identification Number", "id (opportunity)"},
        {"Opportunity ID", "id (opportunity)"},
        {"#", "id"},
        {"Risk", "title"},
        {"Risk Description", "description"},
        {"Risk Type", "type"},
        {"Possible Consequences", "consequences"},
        {"Possible Benefits", "consequences (opportunity)"},
        {"Current Controls", "controls"},
        {"Progress to date", "progress"},
        {"Risk Score", "score"},
        {"Current risk score", "current score"},
        {"Residual Opportunity Score", "residual score (opportunity)"},
        {"Target Opp score", "target score (opportunity)"},
        {"Current Likelihood", "current likelihood"},
        {"Gross", "inherent score"},
        {"Current Risk L", "current likelihood"},
        {"Inherent Risk Impact", "inherent impact"},
        {"Tolerance Risk Level Risk Rating", "target score"},
        {"Residual (Current) Risk", "current score"},
        {"Likelihood x Impact", "score"},
        {"Impact", "impact"},
        {"Potential Impact(s)", "consequences"},
        {"Target date", "target_date"},
        {"Target Risk Confidence", "confidence"},
        {"Last Qrt", "previous score"},
        {"Residual score after planned works", "loose residual score"},
        {"Performance Measure", "other"},
        {"Good is High or Low", "unknown"},
        {"2018/19", "unknown"},
    }));
    CAPTURE(printed);

    CHECK(meaning(printed) == expected);
}

TEST_CASE("a scale or a product beside a heading says that numbers stand below it", "[text][vocabulary]")
{
    CHECK(meaning("Consequences (1-5)") == "impact");
    CHECK(meaning("\xD0\xA1onsequences (1-5)") == "impact");  // a Cyrillic capital
    CHECK(meaning("Likelihood 1-5, where 5 is the most likely") == "likelihood");
    CHECK(meaning("Impact (1 to 10)") == "impact");
    CHECK(meaning("Risk (P*I)") == "score");
    CHECK(meaning("Opening Threat Level e.g. 2x4=8") == "inherent score");
    CHECK(meaning("Consequences") == "consequences");
    CHECK(meaning("Risk") == "title");
}

TEST_CASE("a heading broken by a narrow column is the same heading", "[text][vocabulary]")
{
    CHECK(meaning("Opportunit y Type") == "type (opportunity)");
    CHECK(meaning("Opport unity Score") == "score (opportunity)");
    CHECK(meaning("Residual Opportu nity Score") == "residual score (opportunity)");
    CHECK(meaning("Identifica-\ntion number") == "id");
}

TEST_CASE("a label ends where its value begins", "[text][vocabulary]")
{
    const Vocabulary vocabulary = Vocabulary::standard();
    const auto rest = [&](std::string_view text) {
        const auto label = vocabulary.find_label(text);
        return label ? std::string(text.substr(label->length)) : "no label";
    };

    CHECK(rest("Risk ID Corp 1") == " Corp 1");
    CHECK(rest("Title: Demand for services") == " Demand for services");
    CHECK(rest("Current risk score: 15") == " 15");
    CHECK(rest("Current Likelihood Possible (3)") == " Possible (3)");
    CHECK(rest("Risk Owner Director of Resources") == " Director of Resources");
    CHECK(rest("Current Controls Process maps are kept") == " Process maps are kept");
    CHECK(rest("The council meets quarterly") == "no label");
}

TEST_CASE("a vocabulary can be added to and a line without its three columns is refused",
          "[text][vocabulary]")
{
    Vocabulary vocabulary = Vocabulary::standard();
    const auto before = vocabulary.sha256();

    vocabulary.add_text("# ours\nheading\ttype\tFlavour of trouble\n", "ours.tsv");

    REQUIRE(vocabulary.find_heading("Flavour of Trouble"));
    CHECK(vocabulary.find_heading("Flavour of Trouble")->field == Field::type);
    CHECK(vocabulary.sha256() != before);
    CHECK_THROWS_AS(vocabulary.add_text("heading\ttype\n", "ours.tsv"), InputError);
}
