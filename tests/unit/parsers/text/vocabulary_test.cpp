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
    CHECK_THROWS_AS(vocabulary.add_text("stage\tresidual\t    \n", "ours.tsv"), InputError);
}

TEST_CASE("headings as public bodies print them are known without a doubt", "[text][vocabulary]")
{
    const auto [printed, expected] = GENERATE(table<std::string, std::string>({
        {"RIN", "id"},
        {"Risk Identification Number", "id"},
        {"Risk ID", "id"},
        {"Risk Ref", "id"},
        {"Ref", "id"},
        {"Ref.", "id"},
        {"Risk No", "id"},
        {"Risk no", "id"},
        {"No", "id"},
        {"Number", "id"},
        {"Code", "id"},
        {"Item", "id"},
        {"Risk reference", "id"},
        {"SR No.", "id"},
        {"Risk Ref No.", "id"},
        {"ID No.", "id"},
        {"Ref No", "id"},
        {"Risk number", "id"},
        {"Risk", "title"},
        {"Title", "title"},
        {"Risk Title", "title"},
        {"Risk title and description", "title"},
        {"Risk Identified", "title"},
        {"Risk scenario", "title"},
        {"What is the issue", "title"},
        {"Risk Name", "title"},
        {"Code & Title", "title"},
        {"Risk Description", "description"},
        {"Risk Description (Cause, Event, Impact)", "description"},
        {"Risk - CAUSE, EVENT, EFFECT", "description"},
        {"Risk cause and context", "description"},
        {"Background Context", "description"},
        {"Description of Risk or potential event", "description"},
        {"Description of Risk", "description"},
        {"Details of Risk", "description"},
        {"Risk Detail", "description"},
        {"Cause", "causes"},
        {"Causes", "causes"},
        {"Risk Cause", "causes"},
        {"Cause of risk", "causes"},
        {"Root cause", "causes"},
        {"vulnerability/contributory factors", "causes"},
        {"Triggers", "causes"},
        {"Risk Triggers", "causes"},
        {"Cause(s)", "causes"},
        {"Risk Type", "type"},
        {"Risk category", "type"},
        {"Category", "type"},
        {"Risk Area", "type"},
        {"Theme", "type"},
        {"Type(s) of Impact", "type"},
        {"Type of risk", "type"},
        {"Category of Risk", "type"},
        {"Risk Theme", "type"},
        {"Possible Consequences", "consequences"},
        {"Risk Consequences", "consequences"},
        {"Consequences", "consequences"},
        {"Consequence of risk happening", "consequences"},
        {"Potential Impact", "consequences"},
        {"Potential Impact(s)", "consequences"},
        {"Impact/Effect", "consequences"},
        {"Risk Effects", "consequences"},
        {"Hazard/Consequence", "consequences"},
        {"potential impact and consequences", "consequences"},
        {"Effect", "consequences"},
        {"Consequence(s)", "consequences"},
        {"Effect of risk", "consequences"},
        {"Current Controls", "controls"},
        {"Existing Controls", "controls"},
        {"existing controls in place", "controls"},
        {"Mitigants & Controls", "controls"},
        {"Current Control Measures", "controls"},
        {"Management controls", "controls"},
        {"Internal controls", "controls"},
        {"List of controls and associated assurances", "controls"},
        {"What we have done", "controls"},
        {"What we've done to date", "controls"},
        {"Management of Risk", "controls"},
        {"Controls in Place", "controls"},
        {"Controls Already in Place", "controls"},
        {"Current Mitigation", "controls"},
        {"Existing Control Measures", "controls"},
        {"Current Risk Controls", "controls"},
        {"Key Controls", "controls"},
        {"Current mitigating controls", "controls"},
        {"Existing Measures in Place", "controls"},
        {"Controls currently in place", "controls"},
        {"Mitigating Actions", "mitigations"},
        {"Mitigation", "mitigations"},
        {"Maximising Actions", "mitigations (opportunity)"},
        {"Further controls", "mitigations"},
        {"Further actions", "mitigations"},
        {"Planned action(s)", "mitigations"},
        {"Action (to achieve target score)", "mitigations"},
        {"specific action", "mitigations"},
        {"What we are doing", "mitigations"},
        {"What we plan to do to meet target", "mitigations"},
        {"Action required", "mitigations"},
        {"Action Plan", "mitigations"},
        {"Revised/further actions", "mitigations"},
        {"Target actions", "mitigations"},
        {"Actions to further mitigate risk", "mitigations"},
        {"Planned Actions", "mitigations"},
        {"Further Mitigating Actions", "mitigations"},
        {"Further Action Required", "mitigations"},
        {"Further Actions Required", "mitigations"},
        {"Actions Planned", "mitigations"},
        {"Additional Mitigating Actions", "mitigations"},
        {"Further Mitigation Required", "mitigations"},
        {"Actions being taken", "mitigations"},
        {"Planned Mitigating Actions", "mitigations"},
        {"Proposed Further Actions", "mitigations"},
        {"Future Actions", "mitigations"},
        {"Further controls required", "mitigations"},
        {"Outstanding actions", "mitigations"},
        {"Progress", "progress"},
        {"Progress to date", "progress"},
        {"Risk Update and date of update", "progress"},
        {"Quarterly update", "progress"},
        {"Comments", "progress"},
        {"Latest Note", "progress"},
        {"Current Action Status", "progress"},
        {"Progress Update", "progress"},
        {"Update this quarter", "progress"},
        {"Risk Owner", "owner"},
        {"Risk Owner(s)", "owner"},
        {"Owner", "owner"},
        {"Officer", "owner"},
        {"Officer(s)", "owner"},
        {"Responsible Officer", "owner"},
        {"Assigned To", "owner"},
        {"Resp.", "owner"},
        {"Managed By", "owner"},
        {"Lead", "owner"},
        {"Director", "owner"},
        {"Lead Officer", "owner"},
        {"Accountable Officer", "owner"},
        {"Risk Lead", "owner"},
        {"Responsible Director", "owner"},
        {"Strategic Lead", "owner"},
        {"Owner/Lead", "owner"},
        {"Lead Director", "owner"},
        {"Risk Owner / Lead Officer", "owner"},
        {"Direction of Travel", "direction"},
        {"DOT", "direction"},
        {"DoT", "direction"},
        {"Movement from prev Qtr", "direction"},
        {"Current Risk score change indicator", "direction"},
        {"Trend", "direction"},
        {"Movement", "direction"},
        {"Change", "direction"},
        {"Risk Trend", "direction"},
        {"Direction of Risk", "direction"},
        {"Change in score", "direction"},
        {"Target date", "target_date"},
        {"Target Reduction Date", "target_date"},
        {"Due Date", "target_date"},
        {"Date for action to be completed", "target_date"},
        {"Date Completed", "target_date"},
        {"By when", "target_date"},
        {"Timescale", "target_date"},
        {"Target Date for Completion", "target_date"},
        {"Corporate Objective", "link"},
        {"Service Priority", "link"},
        {"Linked Risks", "link"},
        {"Corporate plan outcome", "link"},
        {"Council Plan Priority", "link"},
        {"Corporate Priority", "link"},
        {"Link to Corporate Plan", "link"},
        {"Target Risk Confidence", "confidence"},
        {"Assurance", "confidence"},
        {"Assurance level", "confidence"},
        {"Inherent Score", "inherent score"},
        {"Gross Score", "inherent score"},
        {"Initial Risk Rating", "inherent score"},
        {"Original Risk", "inherent score"},
        {"Unmitigated", "inherent score"},
        {"Unmanaged score", "inherent score"},
        {"Risk without controls", "inherent score"},
        {"Risk score (no controls)", "inherent score"},
        {"Current risk level", "current score"},
        {"Current Risk Rating & Score", "current score"},
        {"Score (with controls)", "current score"},
        {"Managed risk", "current score"},
        {"Residual (Current)", "current score"},
        {"current residual", "current score"},
        {"Residual", "residual score"},
        {"Net", "residual score"},
        {"Net Risk", "residual score"},
        {"Risk score (post mitigation)", "residual score"},
        {"Score after mitigation", "residual score"},
        {"expected net", "residual score"},
        {"Target", "target score"},
        {"Target Risk Rating & Score", "target score"},
        {"Tolerance Risk Level", "target score"},
        {"Tolerance", "target score"},
        {"Forecast rating", "target score"},
        {"Risk Rating", "score"},
        {"Overall Risk Score", "score"},
        {"Likelihood", "likelihood"},
        {"Probability", "likelihood"},
        {"Severity", "impact"},
        {"Impact", "impact"},
        {"Inherent (Gross) Risk", "inherent score"},
        {"Residual (Net) Risk", "residual score"},
        {"Inherent Risk L", "inherent likelihood"},
        {"Current Risk Score (LxI)", "current score"},
        {"Previous Score", "previous score"},
        {"Last Quarter Score", "previous score"},
        {"Residual Risk Rating", "residual score"},
        {"Target Risk Score", "target score"},
        {"Mitigated Risk Score", "current score"},
        {"Current Likelihood", "current likelihood"},
        {"Net Impact", "residual impact"},
        {"Current RAG", "other"},
        {"Risk Appetite", "other"},
        {"Date of review", "other"},
        {"Review date", "other"},
        {"Priority", "other"},
        {"Portfolio Holder", "other"},
        {"Performance Measure", "other"},
    }));
    CAPTURE(printed);

    CHECK(meaning(printed) == expected);
}

TEST_CASE("a heading misread by a letter or two is told from the vocabulary, loosely", "[text][vocabulary]")
{
    const auto field = [](const char* text) {
        const auto heading = Vocabulary::standard().find_misread_heading(text);
        CHECK((!heading || heading->loose));
        return heading && heading->part == Part::field ? heading->field : Field::other;
    };

    CHECK(field("Consequencos") == Field::consequences);
    CHECK(field("Mitlgating Actions") == Field::mitigations);
    CHECK(field("Responsib! e Officer") == Field::owner);
    const auto impact = Vocabulary::standard().find_misread_heading("{");
    REQUIRE(impact);
    CHECK(impact->part == Part::impact);
    CHECK_FALSE(Vocabulary::standard().find_misread_heading("Consequences"));
    CHECK_FALSE(Vocabulary::standard().find_misread_heading("Section"));
    CHECK_FALSE(Vocabulary::standard().find_misread_heading(""));
}
