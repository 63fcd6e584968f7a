// An entry's scores, quarter after quarter.
#include <algorithm>

#include "domesday/report/bundle/html.hpp"
#include "domesday/report/bundle/parts.hpp"
#include "domesday/report/text.hpp"
#include "parsers/checks/wording.hpp"
#include "schema/series.hpp"

namespace domesday
{
namespace
{

constexpr int kStep = 110, kLeft = 46, kHeight = 120, kTop = 12;

struct Quarter {
    const SeriesRegister* reg = nullptr;
    const Entry* entry = nullptr;
    std::size_t position = 0;
};

std::string title_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? std::string{} : title->second.text;
}

// The entry with the same id and, as ids are used again for other risks, a title like this one's.
std::vector<Quarter> quarters_of(const Entry& entry, const std::vector<SeriesRegister>& series)
{
    std::vector<Quarter> quarters;
    for (const auto& reg : series)
        for (std::size_t i = 0; i < reg.content.entries.size(); ++i) {
            const Entry& other = reg.content.entries[i];
            if (!entry.id || other.id != entry.id)
                continue;
            if (title_likeness(title_of(entry), title_of(other)) >= kSameTitle)
                quarters.push_back({&reg, &other, i});
            break;
        }
    return quarters;
}

double highest_of(const std::vector<Quarter>& quarters)
{
    double highest = 1;
    for (const auto& quarter : quarters)
        for (const auto& [stage, score] : quarter.entry->scores)
            highest = std::max(highest, score.value.value_or(0));
    return highest;
}

std::string line_of(Stage stage, const std::vector<Quarter>& quarters, double highest)
{
    std::string points, dots;
    for (std::size_t i = 0; i < quarters.size(); ++i) {
        const auto score = quarters[i].entry->scores.find(stage);
        if (score == quarters[i].entry->scores.end() || !score->second.value)
            continue;
        const int x = kLeft + static_cast<int>(i) * kStep;
        const int y = kTop + static_cast<int>((1 - *score->second.value / highest) * kHeight);
        points += std::to_string(x) + "," + std::to_string(y) + " ";
        dots += "<circle cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
                "\" r=\"4\"/><text x=\"" + std::to_string(x + 7) + "\" y=\"" + std::to_string(y + 4) + "\">" +
                escaped(number_text(*score->second.value)) + "</text>";
    }
    if (points.empty())
        return {};
    return "<g class=\"" + std::string(to_string(stage)) + "\"><polyline points=\"" + points + "\"/>" + dots +
           "</g>";
}

std::string drawing(const std::vector<Quarter>& quarters)
{
    const double highest = highest_of(quarters);
    const int width = kLeft + static_cast<int>(quarters.size()) * kStep;
    std::string svg = "<svg class=\"timeline\" viewBox=\"0 0 " + std::to_string(width) + " " +
                      std::to_string(kTop + kHeight + 30) +
                      "\" role=\"img\" aria-label=\"Scores over the quarters; the table says the same\">";
    for (const Stage stage : kStages)
        svg += line_of(stage, quarters, highest);
    for (std::size_t i = 0; i < quarters.size(); ++i)
        svg += "<text class=\"quarter\" x=\"" + std::to_string(kLeft + static_cast<int>(i) * kStep) +
               "\" y=\"" + std::to_string(kTop + kHeight + 22) + "\">" +
               escaped(period_words(quarters[i].reg->period)) + "</text>";
    return svg + "</svg>\n";
}

std::string row_of(const Quarter& quarter, const std::vector<Stage>& stages)
{
    const auto& reg = *quarter.reg;
    const std::string where = escaped(reg.document);
    std::string html = "<tr><th scope=\"row\">" + escaped(period_words(reg.period)) + "</th>";
    for (const Stage stage : stages) {
        const auto score = quarter.entry->scores.find(stage);
        html += "<td>" + (score == quarter.entry->scores.end() ? "" : escaped(score_text(score->second))) +
                "</td>";
    }
    return html + "<td>" +
           (reg.is_in_bundle
                ? "<a href=\"../" + bundle_folder(reg.sha256) + "/" + register_file(reg.position) + "#" +
                      entry_anchor(quarter.position) + "\">" + where + "</a>"
                : where) +
           "</td></tr>";
}

}  // namespace

std::string timeline(const Entry& entry, const std::vector<SeriesRegister>& series)
{
    const auto quarters = quarters_of(entry, series);
    if (quarters.size() < 2)
        return {};
    std::vector<Stage> stages;
    for (const Stage stage : kStages)
        if (std::any_of(quarters.begin(), quarters.end(),
                        [&](const Quarter& quarter) { return quarter.entry->scores.contains(stage); }))
            stages.push_back(stage);
    std::string html = "<details class=\"history\"><summary>Over the quarters</summary>\n" +
                       drawing(quarters) + "<table><thead><tr><th scope=\"col\">Period</th>";
    for (const Stage stage : stages)
        html += "<th scope=\"col\" class=\"stage-" + std::string(to_string(stage)) + "\">" +
                std::string(to_string(stage)) + "</th>";
    html += "<th scope=\"col\">Document</th></tr></thead><tbody>";
    for (const auto& quarter : quarters)
        html += row_of(quarter, stages);
    return html + "</tbody></table></details>\n";
}

}  // namespace domesday
