// One register: its entries on the left, the page that a value stands on on the right.
#include <algorithm>

#include "domesday/report/bundle/html.hpp"
#include "domesday/report/bundle/parts.hpp"
#include "domesday/report/text.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

std::string confidence_label(Confidence confidence)
{
    if (confidence == Confidence::high)
        return {};
    return " <span class=\"label doubt\">" + std::string(to_string(confidence)) + " confidence</span>";
}

std::string reasons_of(const std::vector<std::string>& reasons)
{
    if (reasons.empty())
        return {};
    std::string html = "<details class=\"why\"><summary>How it was read</summary><ul>";
    for (const auto& reason : reasons)
        html += "<li>" + escaped(reason) + "</li>";
    return html + "</ul></details>";
}

class RegisterPage
{
public:
    RegisterPage(const BundleDocument& document, std::size_t position, const BundleSources& sources)
        : document_(document),
          position_(position),
          sources_(sources),
          register_(document.loaded.reading.content.registers.at(position))
    {
    }

    std::string html() const
    {
        const auto& stored = document_.loaded.document;
        HtmlPage page{.title = register_title(register_) + " – " + stored.name, .up = "../"};
        page.crumbs = "<a href=\"../index.html\">All documents</a> <a href=\"index.html\">" +
                      escaped(stored.name) +
                      "</a> <a href=\"findings.html\">Findings</a> <span aria-current=\"page\">" +
                      escaped(register_title(register_)) + "</span>";
        page.body = "<div class=\"desk\"><div class=\"values\">" + head() + filters() + heat_map(register_);
        for (std::size_t i = 0; i < register_.entries.size(); ++i)
            page.body += entry(register_.entries[i], i);
        page.body +=
            "</div>\n<section class=\"source\" id=\"source\" tabindex=\"0\" aria-label=\"Where it stands\">"
            "<p class=\"hint\">Choose a value: its place is shown here.</p></section></div>\n" +
            decision_bar();
        page.data = page_data(stored, document_.source, sources_, {});
        return html_from(page);
    }

private:
    std::vector<std::pair<std::size_t, const Finding*>> findings_of(const Entry& entry) const
    {
        std::vector<std::pair<std::size_t, const Finding*>> found;
        const auto& findings = document_.loaded.findings;
        for (std::size_t i = 0; i < findings.size(); ++i)
            if (entry.id && findings[i].entry == entry.id)
                found.emplace_back(i, &findings[i]);
        return found;
    }

    std::string head() const
    {
        std::string html = "<h1>" + escaped(register_title(register_)) + "</h1>\n<p class=\"facts-line\">";
        html += register_.organisation ? escaped(one_line(register_.organisation->text, 100))
                                       : std::string("publisher not printed");
        html += ", " + escaped(period_words(register_));
        if (!register_.as_at.empty())
            html += ", as at " + escaped(register_.as_at);
        return html + ", " + std::to_string(register_.entries.size()) +
               (register_.entries.size() == 1 ? " entry" : " entries") + "</p>\n";
    }

    std::string filters() const
    {
        std::vector<std::string> owners, checks, severities, stages;
        for (const auto& entry : register_.entries) {
            owners.push_back(owner_of(entry));
            for (const auto& [position, finding] : findings_of(entry)) {
                checks.push_back(finding->check);
                severities.emplace_back(to_string(finding->severity));
            }
            for (const auto& [stage, score] : entry.scores)
                stages.emplace_back(to_string(stage));
        }
        // one kind of finding tells entries with it from those without
        checks.emplace_back("any");
        severities.emplace_back("any");
        return "<form class=\"filters\" aria-label=\"Show only\">" +
               filter_control("owner", "Owner", owners) +
               filter_control("severity", "With findings of severity", severities) +
               filter_control("check", "With findings of check", checks) +
               filter_control("stage", "Stage", stages) + "<output id=\"shown\"></output></form>\n";
    }

    static std::string owner_of(const Entry& entry)
    {
        const auto owner = entry.texts.find(Field::owner);
        return owner == entry.texts.end() ? std::string{} : owner->second.text;
    }

    // Lists are separated by spaces: names of checks, severities and stages have none.
    std::string filter_data(const Entry& entry) const
    {
        std::string checks, severities, stages;
        for (const auto& [position, finding] : findings_of(entry)) {
            checks += finding->check + " any ";
            severities += std::string(to_string(finding->severity)) + " any ";
        }
        for (const auto& [stage, score] : entry.scores)
            stages += std::string(to_string(stage)) + " ";
        return attribute("data-owner", owner_of(entry)) + attribute("data-check", checks) +
               attribute("data-severity", severities) + attribute("data-stage", stages);
    }

    std::string entry(const Entry& entry, std::size_t at) const
    {
        std::string html = "<article class=\"entry\" id=\"" + entry_anchor(at) + "\"" + filter_data(entry) +
                           ">\n<h2>" + escaped(entry_name(entry)) + " <span class=\"label\">" +
                           std::string(to_string(entry.kind)) + "</span></h2>\n" + findings_list(entry) +
                           scores(entry, at) + "<dl>\n";
        html += value(
            at, "id", "id", entry.id_printed,
            entry.id_repaired ? "read as " + entry.id.value_or("") + ": " + entry.id_repair_reason : "");
        for (const auto& [field, text] : entry.texts)
            html += value(at, spaced(to_string(field)), std::string(to_string(field)), text, "");
        html += "</dl>\n" + reasons_of(entry.reasons);
        if (position_ < document_.series.size())
            html += timeline(entry, document_.series[position_]);
        return html + "</article>\n";
    }

    std::string findings_list(const Entry& entry) const
    {
        const auto found = findings_of(entry);
        if (found.empty())
            return {};
        std::string html = "<ul class=\"findings-of\">";
        for (const auto& [position, finding] : found)
            html += "<li><a href=\"findings.html#" + finding_anchor(position) + "\"><span class=\"label " +
                    std::string(to_string(finding->severity)) + "\">" +
                    std::string(to_string(finding->severity)) + "</span> " + escaped(finding->message) +
                    "</a></li>";
        return html + "</ul>\n";
    }

    // What app.js needs of a value to show its place and to take a decision on it.
    std::string subject(std::size_t at, const std::string& field, const Value& value) const
    {
        return attribute("id", value_anchor(at, field)) +
               attribute("data-places", places_data(value.places)) +
               attribute("data-register", std::to_string(position_)) +
               attribute("data-entry", std::to_string(at)) + attribute("data-field", field) +
               attribute("data-extracted", value.text) +
               attribute("data-name", entry_name(register_.entries[at]) + " " + field);
    }

    static std::string place_button(const std::string& name, const Value& value)
    {
        return "<button type=\"button\" class=\"place\"><span class=\"visually-hidden\">Show " +
               escaped(name) + " on </span>" + escaped(where_text(value.places)) + "</button>";
    }

    std::string value(std::size_t at, const std::string& name, const std::string& field, const Value& value,
                      const std::string& remark) const
    {
        if (value.text.empty())
            return {};
        return "<div class=\"value\"" + subject(at, field, value) + "><dt>" + escaped(name) +
               place_button(name, value) + "</dt><dd><p class=\"text\" dir=\"auto\">" +
               escaped_lines(value.text) + "</p>" +
               (remark.empty() ? "" : "<p class=\"remark\">" + escaped(remark) + "</p>") +
               confidence_label(value.confidence) + reasons_of(value.reasons) + "</dd></div>\n";
    }

    std::string scores(const Entry& entry, std::size_t at) const
    {
        if (entry.scores.empty())
            return {};
        std::string html =
            "<table class=\"scores\"><thead><tr><th scope=\"col\">Score</th>"
            "<th scope=\"col\">Value</th><th scope=\"col\">Words</th>"
            "<th scope=\"col\">Likelihood</th><th scope=\"col\">Impact</th>"
            "<th scope=\"col\">Stands on</th></tr></thead><tbody>\n";
        for (const auto& [stage, score] : entry.scores)
            html += score_row(at, stage, score);
        return html + "</tbody></table>\n";
    }

    std::string score_row(std::size_t at, Stage stage, const Score& score) const
    {
        const std::string name(to_string(stage));
        Value printed = score.printed;
        printed.places = places_of(score);
        std::vector<std::string> reasons = score.reasons;
        if (!score.heading.empty())
            reasons.insert(reasons.begin(), "under the heading \"" + score.heading + "\"");
        if (!score.previous.empty())
            reasons.push_back("another look read \"" + score.previous + "\"");
        reasons.insert(reasons.end(), score.printed.reasons.begin(), score.printed.reasons.end());
        const auto level = [](const std::optional<int>& number, const Value& words) {
            const std::string level_text = number ? std::to_string(*number) : "";
            if (words.text.empty() || words.text == level_text)
                return level_text;
            return level_text + " " + escaped(one_line(words.text, 40));
        };
        const Confidence confidence = std::max(score.confidence, score.printed.confidence);
        return "<tr class=\"value\"" + subject(at, "scores." + name, printed) + "><th scope=\"row\">" + name +
               "</th><td class=\"number\">" +
               (score.value ? escaped(number_text(*score.value)) : "<span class=\"none\">none</span>") +
               "</td><td dir=\"auto\">" + escaped(score.label.value_or("")) + "</td><td>" +
               level(score.likelihood, score.likelihood_printed) + "</td><td>" +
               level(score.impact, score.impact_printed) + "</td><td>" +
               (printed.places.empty() ? "" : place_button(name + " score", printed)) +
               confidence_label(confidence) + reasons_of(reasons) + "</td></tr>\n";
    }

    const BundleDocument& document_;
    std::size_t position_;
    const BundleSources& sources_;
    const Register& register_;
};

}  // namespace

std::string register_page(const BundleDocument& document, std::size_t position, const BundleSources& sources)
{
    return RegisterPage{document, position, sources}.html();
}

}  // namespace domesday
