#include "parsers/register.hpp"

#include <numeric>
#include <utility>

namespace domesday
{
namespace
{

constexpr std::array<std::string_view, 4> kStageNames{"inherent", "current", "residual", "target"};

constexpr std::array<std::pair<Field, std::string_view>, 18> kFieldNames{{
    {Field::title, "title"},
    {Field::description, "description"},
    {Field::type, "type"},
    {Field::causes, "causes"},
    {Field::consequences, "consequences"},
    {Field::controls, "controls"},
    {Field::mitigations, "mitigations"},
    {Field::progress, "progress"},
    {Field::owner, "owner"},
    {Field::direction, "direction"},
    {Field::target_date, "target_date"},
    {Field::control_owner, "control_owner"},
    {Field::mitigation_owner, "mitigation_owner"},
    {Field::link, "link"},
    {Field::confidence, "confidence"},
    {Field::status, "status"},
    {Field::unplaced, "unplaced"},
    {Field::other, "other"},
}};

}  // namespace

std::string_view to_string(Kind kind)
{
    return kind == Kind::risk ? "risk" : "opportunity";
}

std::string_view to_string(Stage stage)
{
    return kStageNames.at(static_cast<std::size_t>(stage));
}

std::string_view to_string(Field field)
{
    for (const auto& [value, name] : kFieldNames)
        if (value == field)
            return name;
    return "other";
}

std::string_view to_string(Confidence confidence)
{
    switch (confidence) {
        case Confidence::high:
            return "high";
        case Confidence::medium:
            return "medium";
        case Confidence::low:
            break;
    }
    return "low";
}

std::string_view to_string(Layout layout)
{
    switch (layout) {
        case Layout::ruled:
            return "ruled";
        case Layout::aligned:
            return "aligned";
        case Layout::cards:
            return "cards";
        case Layout::dump:
            return "dump";
        case Layout::scan:
            return "scan";
        case Layout::unknown:
            break;
    }
    return "unknown";
}

Layout layout_from_string(std::string_view name)
{
    for (const Layout layout : kLayouts)
        if (to_string(layout) == name)
            return layout;
    return Layout::unknown;
}

std::string_view to_string(MatrixRule rule)
{
    switch (rule) {
        case MatrixRule::product:
            return "product";
        case MatrixRule::weighted:
            return "weighted";
        case MatrixRule::free:
            break;
    }
    return "free";
}

std::string_view to_string(Severity severity)
{
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::info:
            break;
    }
    return "info";
}

std::string_view to_string(Change change)
{
    switch (change) {
        case Change::reduced:
            return "reduced";
        case Change::increased:
            return "increased";
        case Change::unchanged:
            return "unchanged";
        case Change::none:
            break;
    }
    return {};
}

std::string_view to_string(WordUse use)
{
    constexpr std::array<std::string_view, kWordUses.size()> kNames{"cell", "heading", "furniture", "prose",
                                                                    "left_out"};
    return kNames.at(static_cast<std::size_t>(use));
}

std::size_t PageWords::accounted() const
{
    return std::accumulate(used.begin(), used.end(), std::size_t{0});
}

std::optional<Stage> stage_from_string(std::string_view name)
{
    for (std::size_t i = 0; i < kStageNames.size(); ++i)
        if (kStageNames[i] == name)
            return kStages[i];
    return std::nullopt;
}

std::optional<Field> field_from_string(std::string_view name)
{
    for (const auto& [value, text] : kFieldNames)
        if (text == name)
            return value;
    return std::nullopt;
}

}  // namespace domesday
