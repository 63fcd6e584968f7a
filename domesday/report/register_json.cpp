#include "domesday/report/register_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <utility>

namespace domesday
{
namespace
{

using Json = nlohmann::ordered_json;

Json json_from(const Register& reg);
Json json_from(const Mention& mention);
Json json_from(const Finding& finding);
Json json_from(const Decision& decision);
Json json_from(const DocumentReport& document);

template <class T>
Json list(const std::vector<T>& values)
{
    Json json = Json::array();
    for (const auto& value : values)
        json.push_back(json_from(value));
    return json;
}

Json number(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return static_cast<std::int64_t>(value);
    return value;
}

Json number(const std::optional<double>& value)
{
    return value ? number(*value) : Json(nullptr);
}

template <class T>
Json or_null(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json text_or_null(const Value& value)
{
    return value.text.empty() ? Json(nullptr) : Json(value.text);
}

Json json_from(const Place& place)
{
    Json json = Json::object();
    if (place.page > 0)
        json["page"] = place.page;
    if (place.line > 0) {
        json["line"] = place.line;
        json["begin"] = place.begin;
        json["end"] = place.end;
    } else {
        const auto tenth = [](float points) { return std::round(double{points} * 10) / 10; };
        json["box"] = {tenth(place.box.left), tenth(place.box.top), tenth(place.box.right),
                       tenth(place.box.bottom)};
    }
    return json;
}

Json json_from(const std::vector<Place>& places)
{
    Json json = Json::array();
    for (const auto& place : places)
        json.push_back(json_from(place));
    return json;
}

Json evidence(const Value& value)
{
    Json json{{"places", json_from(value.places)}, {"confidence", to_string(value.confidence)}};
    if (!value.reasons.empty())
        json["reasons"] = value.reasons;
    return json;
}

Json json_from(const Score& score)
{
    Json json{{"value", number(score.value)},
              {"label", or_null(score.label)},
              {"likelihood", or_null(score.likelihood)},
              {"impact", or_null(score.impact)},
              {"printed", text_or_null(score.printed)},
              {"heading", score.heading},
              {"confidence", to_string(score.confidence)}};
    if (!score.likelihood_printed.text.empty())
        json["likelihood_printed"] = score.likelihood_printed.text;
    if (!score.impact_printed.text.empty())
        json["impact_printed"] = score.impact_printed.text;
    if (!score.basis.empty())
        json["basis"] = score.basis;
    if (!score.previous.empty())
        json["other_reading"] = score.previous;
    if (!score.reasons.empty())
        json["reasons"] = score.reasons;
    return json;
}

Json json_from(const Decision& decision)
{
    return {{"decision", to_string(decision.verdict)},
            {"value", or_null(decision.right_value)},
            {"comment", decision.comment},
            {"who", decision.who},
            {"when", decision.when},
            {"revision", decision.revision}};
}

// Beside what was read; also of a field that was not read and has no evidence yet.
void add_decision(Json& evidence, const std::string& field, const Decision& decision)
{
    if (!evidence.contains(field))
        evidence[field] = Json{{"places", Json::array()}};
    evidence[field]["decision"] = json_from(decision);
}

Json json_from(const Entry& entry)
{
    Json json{{"id", or_null(entry.id)},
              {"id_printed", text_or_null(entry.id_printed)},
              {"kind", to_string(entry.kind)}};
    // These are always there; the others only where the layout has them.
    for (const Field field :
         {Field::title, Field::description, Field::type, Field::consequences, Field::controls,
          Field::mitigations, Field::progress, Field::owner, Field::direction}) {
        const auto found = entry.texts.find(field);
        json[std::string(to_string(field))] =
            found == entry.texts.end() ? Json(nullptr) : text_or_null(found->second);
    }
    if (json["title"].is_null())
        json["title"] = "";
    Json where = Json::object();
    if (!entry.id_printed.text.empty())
        where["id"] = evidence(entry.id_printed);
    for (const auto& [field, value] : entry.texts) {
        if (value.text.empty())
            continue;
        json[std::string(to_string(field))] = value.text;
        where[std::string(to_string(field))] = evidence(value);
    }
    json["scores"] = Json::object();
    for (const auto& [stage, score] : entry.scores) {
        const std::string name{to_string(stage)};
        json["scores"][name] = json_from(score);
        if (!score.printed.text.empty())
            where["scores." + name] = evidence(score.printed);
        if (!score.likelihood_printed.text.empty())
            where["scores." + name + ".likelihood"] = evidence(score.likelihood_printed);
        if (!score.impact_printed.text.empty())
            where["scores." + name + ".impact"] = evidence(score.impact_printed);
    }
    if (entry.first_page > 0)
        json["pages"] = {entry.first_page, entry.last_page};
    if (entry.first_line > 0)
        json["lines"] = {entry.first_line, entry.last_line};
    if (!entry.reasons.empty())
        json["reasons"] = entry.reasons;
    json["evidence"] = where;
    return json;
}

Json json_from(const Matrix& matrix)
{
    Json scores = Json::array();
    for (const auto& row : matrix.scores) {
        Json cells = Json::array();
        for (const double cell : row)
            cells.push_back(number(cell));
        scores.push_back(cells);
    }
    return {{"likelihood", matrix.likelihood},
            {"impact", matrix.impact},
            {"scores", scores},
            {"rule", to_string(matrix.rule)}};
}

Json json_from(const Register& reg)
{
    Json json{{"title", reg.title ? Json(reg.title->text) : Json(nullptr)},
              {"organisation", reg.organisation ? Json(reg.organisation->text) : Json(nullptr)},
              {"year", or_null(reg.year)},
              {"quarter", or_null(reg.quarter)}};
    json["pages"] =
        reg.first_page ? Json{*reg.first_page, reg.last_page.value_or(*reg.first_page)} : Json(nullptr);
    json["matrix"] = reg.matrix ? json_from(*reg.matrix) : Json(nullptr);
    json["entries"] = Json::array();
    for (const auto& entry : reg.entries)
        json["entries"].push_back(json_from(entry));
    return json;
}

Json json_from(const Mention& mention)
{
    return {{"id", mention.id},
            {"stage", mention.stage ? Json(to_string(*mention.stage)) : Json(nullptr)},
            {"value", number(mention.value)},
            {"label", or_null(mention.label)},
            {"change", mention.change == Change::none ? Json(nullptr) : Json(to_string(mention.change))},
            {"text", mention.text.text},
            {"places", json_from(mention.text.places)}};
}

Json json_from(const Fact& fact)
{
    Json json{{"what", fact.what}, {"text", fact.text}, {"places", json_from(fact.places)}};
    if (!fact.document.empty())
        json["document"] = fact.document;
    return json;
}

Json json_from(const Finding& finding)
{
    return {{"check", finding.check},
            {"entry", or_null(finding.entry)},
            {"stage", finding.stage ? Json(to_string(*finding.stage)) : Json(nullptr)},
            {"printed", or_null(finding.printed)},
            {"expected", or_null(finding.expected)},
            {"severity", to_string(finding.severity)},
            {"message", finding.message},
            {"confidence", to_string(finding.confidence)},
            {"found", json_from(finding.found)},
            {"against", json_from(finding.against)}};
}

Json ids(const std::vector<Movement>& movements)
{
    Json json = Json::array();
    for (const auto& movement : movements)
        json.push_back(movement.id);
    return json;
}

Json json_from(const DocumentReport& document)
{
    Json json{{"source", document.source},
              {"sha256", document.sha256},
              {"pages", or_null(document.pages)},
              {"outcome", to_string(document.outcome)}};
    if (!document.reason.empty())
        json["reason"] = document.reason;
    if (!document.pages_left_out.empty())
        json["pages_left_out"] = document.pages_left_out;
    json["registers"] = list(document.content.registers);
    for (const auto& judged : document.decided.all()) {
        if (judged.standing != JudgedDecision::Standing::holds || judged.decision.finding)
            continue;
        Json& reg = json["registers"].at(judged.now.reg);
        Json& of = judged.now.entry ? reg["entries"].at(*judged.now.entry) : reg;
        add_decision(of["evidence"], judged.now.field, judged.decision);
    }
    json["mentions"] = list(document.content.mentions);
    json["movements"] = {{"new", ids(document.content.movements.added)},
                         {"deleted", ids(document.content.movements.deleted)}};
    json["findings"] = Json::array();
    for (const auto& finding : document.findings) {
        json["findings"].push_back(json_from(finding));
        if (const Decision* decision = document.decided.of(finding))
            json["findings"].back()["decision"] = json_from(*decision);
    }
    return json;
}

}  // namespace

std::string register_json(const std::vector<DocumentReport>& documents)
{
    std::ostringstream text;
    RegisterJsonWriter writer{text};
    for (const auto& document : documents)
        writer.add(document);
    writer.finish();
    return std::move(text).str();
}

RegisterJsonWriter::RegisterJsonWriter(std::ostream& out) : out_(out)
{
    out_ << "{\n \"documents\": [";
}

void RegisterJsonWriter::add(const DocumentReport& document)
{
    const std::string text = json_from(document).dump(1, ' ', false, Json::error_handler_t::replace);
    out_ << (count_++ == 0 ? "\n  " : ",\n  ");
    for (const char letter : text) {
        out_ << letter;
        if (letter == '\n')  // of the layout: inside a JSON string there is none
            out_ << "  ";
    }
}

void RegisterJsonWriter::finish()
{
    out_ << (count_ == 0 ? "]\n}\n" : "\n ]\n}\n");
}

}  // namespace domesday
