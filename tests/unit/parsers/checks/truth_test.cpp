// The checks over registers whose findings are known: the truth files beside the corpora, where they are
// here.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "parsers/checks/checks.hpp"
#include "parsers/registers/matrix_rule.hpp"

using namespace domesday;
using nlohmann::json;
namespace fs = std::filesystem;

namespace
{

std::optional<std::string> text_of(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found == object.end() || !found->is_string() ? std::nullopt
                                                        : std::optional(found->get<std::string>());
}

std::optional<double> number_of(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found == object.end() || !found->is_number() ? std::nullopt : std::optional(found->get<double>());
}

std::optional<int> level_of(const json& object, const char* key)
{
    const auto number = number_of(object, key);
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

Score score_of(const json& truth)
{
    Score score{.value = number_of(truth, "value"),
                .label = text_of(truth, "label"),
                .likelihood = level_of(truth, "likelihood"),
                .impact = level_of(truth, "impact")};
    score.likelihood_printed.text = text_of(truth, "likelihood_printed").value_or("");
    score.impact_printed.text = text_of(truth, "impact_printed").value_or("");
    return score;
}

Entry entry_of(const json& truth)
{
    Entry entry{.id = text_of(truth, "id")};
    entry.id_printed.text = text_of(truth, "id_printed").value_or("");
    entry.kind = truth.value("kind", "risk") == "risk" ? Kind::risk : Kind::opportunity;
    entry.texts[Field::title].text = text_of(truth, "title").value_or("");
    for (const auto& [stage, score] : truth.at("scores").items()) {
        entry.scores[*stage_from_string(stage)] = score_of(score);
    }
    return entry;
}

Register register_of(const json& truth)
{
    Register content{.year = text_of(truth, "year"), .quarter = level_of(truth, "quarter")};
    if (truth.contains("matrix") && truth["matrix"].is_object()) {
        content.matrix = Matrix{.likelihood = truth["matrix"]["likelihood"],
                                .impact = truth["matrix"]["impact"],
                                .scores = truth["matrix"]["scores"]};
        classify_rule(*content.matrix);
    }
    for (const json& entry : truth.at("entries")) {
        content.entries.push_back(entry_of(entry));
    }
    return content;
}

Change change_of(const json& truth)
{
    const std::string change = text_of(truth, "change").value_or("");
    return change == "reduced"     ? Change::reduced
           : change == "increased" ? Change::increased
           : change == "unchanged" ? Change::unchanged
                                   : Change::none;
}

ParsedDocument document_of(const json& truth)
{
    ParsedDocument document;
    for (const json& content : truth.value("registers", json::array())) {
        document.registers.push_back(register_of(content));
    }
    for (const json& mention : truth.value("mentions", json::array())) {
        const auto stage = text_of(mention, "stage");
        document.mentions.push_back({.id = mention.at("id"),
                                     .stage = stage ? stage_from_string(*stage) : std::nullopt,
                                     .value = number_of(mention, "value"),
                                     .label = text_of(mention, "label"),
                                     .change = change_of(mention)});
    }
    const json movements = truth.value("movements", json::object());
    for (const json& id : movements.value("new", json::array())) {
        document.movements.added.push_back({.id = id});
    }
    for (const json& id : movements.value("deleted", json::array())) {
        document.movements.deleted.push_back({.id = id});
    }
    return document;
}

json truth_of(const fs::path& path)
{
    return json::parse(std::ifstream(path)).at("documents").at(0);
}

// "check entry stage", sorted. Repaired ids are left out: a truth holds no account of repairs.
std::vector<std::string> names_of(const json& findings)
{
    std::vector<std::string> names;
    for (const json& finding : findings) {
        if (finding.at("check") != "id-repaired") {
            names.push_back(finding.at("check").get<std::string>() + " " +
                            text_of(finding, "entry").value_or("-") + " " +
                            text_of(finding, "stage").value_or("-"));
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> names_of(const std::vector<Finding>& findings)
{
    std::vector<std::string> names;
    for (const Finding& finding : findings) {
        names.push_back(finding.check + " " + finding.entry.value_or("-") + " " +
                        (finding.stage ? std::string(to_string(*finding.stage)) : "-"));
    }
    std::sort(names.begin(), names.end());
    return names;
}

const fs::path kShared = fs::path(DOMESDAY_SOURCE_DIR) / ".." / "shared";

}  // namespace

TEST_CASE("the checks find in every known register what is to be found and nothing else", "[checks][truth]")
{
    std::vector<fs::path> paths;
    for (const char* folder : {"seeds", "corpus/dev", "real"}) {
        if (fs::exists(kShared / folder)) {
            for (const auto& file : fs::directory_iterator(kShared / folder)) {
                if (file.path().string().ends_with(".truth.json")) {
                    paths.push_back(file.path());
                }
            }
        }
    }
    std::sort(paths.begin(), paths.end());
    if (paths.empty()) {
        std::cout << "skipped: no truth files here\n";
    }

    for (const fs::path& path : paths) {
        CAPTURE(path.filename().string());
        const json truth = truth_of(path);
        const ParsedDocument document = document_of(truth);
        const auto findings = findings_for({.document = document});
        json expected = truth.value("findings", json::array());
        if (truth.dump().find("likelihood_printed") ==
            std::string::npos) {  // the words of the factors are not told
            std::erase_if(expected.get_ref<json::array_t&>(), [](const json& finding) {
                return finding.at("check").get<std::string>().starts_with("factor-");
            });
        }
        CHECK(names_of(findings) == names_of(expected));
    }
}

TEST_CASE("with the register before in hand the known movements and changes are flagged", "[checks][truth]")
{
    const auto [before, now] = GENERATE(table<std::string, std::string>({
        {"corpus/dev/harrowmere-2018-19-q3-register", "corpus/dev/harrowmere-2018-19-q4-agenda-pack"},
        {"corpus/dev/thornhope-2020-21-q3-register", "corpus/dev/thornhope-2020-21-q4-report-and-register"},
        {"seeds/2018-19-q3-register", "seeds/2018-19-q4-agenda-pack"},
    }));
    if (!fs::exists(kShared / (now + ".truth.json"))) {
        std::cout << "skipped: " << now << " is not here\n";
        return;
    }
    CAPTURE(now);
    const json truth = truth_of(kShared / (now + ".truth.json"));
    const ParsedDocument document = document_of(truth);
    const PreviousRegister previous{
        .content = document_of(truth_of(kShared / (before + ".truth.json"))).registers.at(0)};

    const auto findings = findings_for({.document = document, .previous = {&previous}});

    json expected = truth.value("findings", json::array());
    for (const json& finding : truth.value("findings_with_previous", json::array())) {
        expected.push_back(finding);
    }
    CHECK(names_of(findings) == names_of(expected));
}
