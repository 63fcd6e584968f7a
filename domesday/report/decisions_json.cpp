#include "domesday/report/decisions_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

using Json = nlohmann::json;

constexpr int kMostDepth = 8;  // the format has four

// Thrown and caught in this file: why one decision is not taken.
struct Refused {
    std::string found;
};

[[noreturn]] void refuse(std::string found)
{
    throw Refused{std::move(found)};
}

[[noreturn]] void no_decisions(const std::string& name, std::string found)
{
    throw InputError({.source = name}, Reason::not_a_document, std::move(found),
                     "a file of decisions is saved by the report's pages (docs/review.md)");
}

std::optional<std::string> text_or_none(const Json& json, const char* key, std::size_t most)
{
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return std::nullopt;
    if (!found->is_string())
        refuse(std::string("\"") + key + "\" is no text");
    auto text = found->get<std::string>();
    if (text.size() > most)
        refuse(std::string("\"") + key + "\" has " + std::to_string(text.size()) +
               " bytes, more than the limit of " + std::to_string(most));
    if (text.find('\0') != std::string::npos)
        refuse(std::string("\"") + key + "\" holds a NUL character");
    return text;
}

std::string text(const Json& json, const char* key, std::size_t most)
{
    auto found = text_or_none(json, key, most);
    if (!found)
        refuse(std::string("\"") + key + "\" is missing");
    return *std::move(found);
}

std::optional<std::size_t> position_or_none(const Json& json, const char* key, std::size_t most)
{
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return std::nullopt;
    if (!found->is_number_integer() || *found < 0 || *found > most)
        refuse(std::string("\"") + key + "\" is no position");
    return found->get<std::size_t>();
}

std::size_t position(const Json& json, const char* key, std::size_t most)
{
    const auto found = position_or_none(json, key, most);
    if (!found)
        refuse(std::string("\"") + key + "\" is missing");
    return *found;
}

bool is_sha256(std::string_view text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

// "2026-02-13T10:00:00Z", with or without fractions of a second, to the one form that sorts as text.
std::optional<std::string> time_from(std::string_view text)
{
    constexpr std::string_view kPattern = "dddd-dd-ddTdd:dd:dd";
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() <= kPattern.size() || text.back() != 'Z')
        return std::nullopt;
    for (std::size_t i = 0; i < kPattern.size(); ++i)
        if (kPattern[i] == 'd' ? !is_digit(text[i]) : text[i] != kPattern[i])
            return std::nullopt;
    std::string_view fraction = text.substr(kPattern.size(), text.size() - kPattern.size() - 1);
    if (!fraction.empty() && (fraction.front() != '.' || fraction.size() < 2 || fraction.size() > 10 ||
                              !std::all_of(fraction.begin() + 1, fraction.end(), is_digit)))
        return std::nullopt;
    const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
    if (number(5) < 1 || number(5) > 12 || number(8) < 1 || number(8) > 31 || number(11) > 23 ||
        number(14) > 59 || number(17) > 60)
        return std::nullopt;
    std::string digits{fraction.empty() ? fraction : fraction.substr(1)};
    digits.resize(3, '0');
    return std::string{text.substr(0, kPattern.size())} + "." + digits + "Z";
}

FindingSubject finding_from(const Json& json, const DecisionLimits& limits)
{
    if (!json.is_object())
        refuse("\"finding\" is no object");
    FindingSubject finding{.check = text(json, "check", limits.name),
                           .entry = text_or_none(json, "entry", limits.name),
                           .printed = text_or_none(json, "printed", limits.answer),
                           .expected = text_or_none(json, "expected", limits.answer)};
    if (const auto stage = text_or_none(json, "stage", limits.name)) {
        finding.stage = stage_from_string(*stage);
        if (!finding.stage)
            refuse("\"stage\" names no stage");
    }
    return finding;
}

void read_subject(Decision& decision, const Json& json, const DecisionLimits& limits)
{
    const std::string subject = text(json, "subject", limits.name);
    if (subject == "finding") {
        decision.finding = finding_from(json.value("finding", Json(nullptr)), limits);
    } else if (subject == "value") {
        decision.value = {position(json, "register", limits.position),
                          position_or_none(json, "entry", limits.position), text(json, "field", limits.name)};
        if (!is_field_name(decision.value.field, decision.value.entry.has_value()))
            refuse("there is no field \"" + decision.value.field + "\"");
    } else {
        refuse("\"subject\" is neither value nor finding");
    }
}

void read_verdict(Decision& decision, const Json& json, const DecisionLimits& limits)
{
    const auto verdict = verdict_from_string(text(json, "decision", limits.name));
    if (!verdict)
        refuse("\"decision\" is neither agree nor wrong nor question");
    decision.verdict = *verdict;
    decision.right_value = text_or_none(json, "value", limits.answer);
    const bool needs_value = decision.verdict == Verdict::wrong && !decision.finding;
    if (needs_value && !decision.right_value)
        refuse("it says wrong, and not what is right");
    if (decision.verdict != Verdict::wrong)
        decision.right_value.reset();
}

Decision decision_from(const Json& json, const DecisionLimits& limits)
{
    if (!json.is_object())
        refuse("it is no object");
    Decision decision{.document = text(json, "document", limits.name),
                      .revision = static_cast<int>(position(json, "revision", limits.position)),
                      .extracted = text(json, "extracted", limits.text),
                      .comment = text_or_none(json, "comment", limits.answer).value_or(""),
                      .who = text(json, "who", limits.name)};
    if (!is_sha256(decision.document))
        refuse("\"document\" is no sha-256");
    read_subject(decision, json, limits);
    read_verdict(decision, json, limits);
    if (decision.who.empty())
        refuse("\"who\" is empty");
    const auto when = time_from(text(json, "when", limits.name));
    if (!when)
        refuse("\"when\" is no time such as 2026-02-13T10:00:00Z");
    decision.when = *when;
    return decision;
}

Json parsed(std::string_view bytes, const std::string& name)
{
    bool is_too_deep = false;
    const auto watch = [&is_too_deep](int depth, Json::parse_event_t, Json&) {
        is_too_deep = is_too_deep || depth > kMostDepth;
        return !is_too_deep;
    };
    Json json = Json::parse(bytes, watch, false);
    if (is_too_deep || json.is_discarded())
        no_decisions(name, is_too_deep ? "the JSON is nested too deeply" : "not JSON in UTF-8");
    return json;
}

}  // namespace

std::string review_taken_json(const ReviewTaken& taken)
{
    Json json{{"added", taken.added}, {"known", taken.known}, {"problems", Json::array()}};
    for (const auto& problem : taken.problems)
        json["problems"].push_back({{"number", problem.number}, {"found", problem.found}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string trouble_json(std::string_view found)
{
    return Json{{"error", found}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

DecisionsFile decisions_from_json(std::string_view bytes, const std::string& name,
                                  const DecisionLimits& limits)
{
    if (bytes.size() > limits.bytes)
        throw InputError({.source = name}, Reason::too_large,
                         "has " + std::to_string(bytes.size()) + " bytes, more than the limit of " +
                             std::to_string(limits.bytes),
                         "split it");
    const Json json = parsed(bytes, name);
    if (!json.is_object() || json.value("format", Json()) != "domesday-decisions" ||
        !json.contains("decisions") || !json["decisions"].is_array())
        no_decisions(name, "not a file of decisions");
    if (json.value("version", Json()) != 1)
        no_decisions(name, "its decisions are of a version that this domesday does not know");
    const Json& list = json["decisions"];
    if (list.size() > limits.decisions)
        throw InputError({.source = name}, Reason::too_large,
                         "holds " + std::to_string(list.size()) + " decisions, more than the limit of " +
                             std::to_string(limits.decisions),
                         "split it");
    DecisionsFile file;
    for (std::size_t i = 0; i < list.size(); ++i) {
        try {
            file.decisions.emplace_back(i + 1, decision_from(list[i], limits));
        } catch (const Refused& refused) {
            file.problems.push_back({i + 1, refused.found});
        }
    }
    return file;
}

}  // namespace domesday
