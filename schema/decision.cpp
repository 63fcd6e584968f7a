#include "schema/decision.hpp"

namespace domesday
{
namespace
{

const Value kNothing{};

// "scores.current", "scores.current.likelihood": the stage and the part.
struct ScoreField {
    Stage stage;
    std::string_view part;
};

std::optional<ScoreField> score_field_from(std::string_view name)
{
    constexpr std::string_view kBeginning = "scores.";
    if (!name.starts_with(kBeginning))
        return std::nullopt;
    name.remove_prefix(kBeginning.size());
    const auto dot = name.find('.');
    const auto stage = stage_from_string(name.substr(0, dot));
    const std::string_view part = dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
    const bool is_part = dot == std::string_view::npos || part == "likelihood" || part == "impact";
    return stage && is_part ? std::optional{ScoreField{*stage, part}} : std::nullopt;
}

const Value& value_or_nothing(const std::optional<Value>& value)
{
    return value ? *value : kNothing;
}

const Value& value_of(const Entry& entry, const ScoreField& field)
{
    const auto score = entry.scores.find(field.stage);
    if (score == entry.scores.end())
        return kNothing;
    if (field.part.empty())
        return score->second.printed;
    return field.part == "impact" ? score->second.impact_printed : score->second.likelihood_printed;
}

const Value& value_of(const Entry& entry, std::string_view field)
{
    if (field == "id")
        return entry.id_printed;
    if (const auto score = score_field_from(field))
        return value_of(entry, *score);
    const auto text = entry.texts.find(*field_from_string(field));
    return text == entry.texts.end() ? kNothing : text->second;
}

}  // namespace

std::string_view to_string(Verdict verdict)
{
    switch (verdict) {
        case Verdict::agree:
            return "agree";
        case Verdict::wrong:
            return "wrong";
        case Verdict::question:
            break;
    }
    return "question";
}

std::optional<Verdict> verdict_from_string(std::string_view name)
{
    for (const Verdict verdict : {Verdict::agree, Verdict::wrong, Verdict::question})
        if (to_string(verdict) == name)
            return verdict;
    return std::nullopt;
}

FindingSubject subject_of(const Finding& finding)
{
    return {finding.check, finding.entry, finding.stage, finding.printed, finding.expected};
}

bool is_field_name(std::string_view name, bool of_entry)
{
    if (!of_entry)
        return name == "register.title" || name == "register.organisation";
    return name == "id" || score_field_from(name) || field_from_string(name);
}

const Value* find_value(const ParsedDocument& content, const ValueSubject& subject)
{
    if (subject.reg >= content.registers.size() || !is_field_name(subject.field, subject.entry.has_value()))
        return nullptr;
    const Register& reg = content.registers[subject.reg];
    if (!subject.entry)
        return &value_or_nothing(subject.field == "register.title" ? reg.title : reg.organisation);
    if (*subject.entry >= reg.entries.size())
        return nullptr;
    return &value_of(reg.entries[*subject.entry], subject.field);
}

}  // namespace domesday
