// A document's findings: each with the two facts that disagree, side by side, where they are printed.
#include "domesday/report/bundle/html.hpp"
#include "domesday/report/bundle/parts.hpp"
#include "domesday/report/text.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kHeadWidth = 120;

std::string head_of(const Finding& finding)
{
    std::string text = finding.entry.value_or("");
    if (finding.stage)
        text += (text.empty() ? "" : " ") + std::string(to_string(*finding.stage));
    if (finding.printed)
        text += (text.empty() ? "" : ": ") + one_line(*finding.printed, kHeadWidth);
    if (finding.expected)
        text += (text.empty() ? "expected " : ", expected ") + one_line(*finding.expected, kHeadWidth);
    return text.empty() ? finding.check : text;
}

std::string owner_of(const ParsedDocument& content, const Finding& finding)
{
    for (const auto& reg : content.registers)
        for (const auto& entry : reg.entries)
            if (finding.entry && entry.id == finding.entry)
                if (const auto owner = entry.texts.find(Field::owner); owner != entry.texts.end())
                    return owner->second.text;
    return {};
}

class FindingsPage
{
public:
    FindingsPage(const BundleDocument& document, const BundleSources& sources)
        : document_(document), stored_(document.loaded.document), sources_(sources)
    {
    }

    std::string html() const
    {
        const auto& findings = document_.loaded.findings;
        HtmlPage page{.title = "Findings – " + stored_.name, .up = "../"};
        page.crumbs = "<a href=\"../index.html\">All documents</a> <a href=\"index.html\">" +
                      escaped(stored_.name) +
                      "</a> <span aria-current=\"page\">Findings</span> "
                      "<a href=\"../findings.html\">All findings</a>";
        page.body = "<h1>Findings in " + escaped(stored_.name) + "</h1>\n" + filters();
        if (findings.empty())
            page.body += "<p>No check found anything.</p>\n";
        std::vector<std::string> elsewhere;
        for (std::size_t i = 0; i < findings.size(); ++i) {
            page.body += article(findings[i], i);
            for (const auto* fact : {&findings[i].found, &findings[i].against})
                if (!fact->document.empty() && fact->document != stored_.sha256)
                    elsewhere.push_back(fact->document);
        }
        page.body += decision_bar();
        page.data = page_data(stored_, document_.source, sources_, elsewhere);
        return html_from(page);
    }

private:
    std::string filters() const
    {
        std::vector<std::string> severities, checks, stages, owners;
        for (const auto& finding : document_.loaded.findings) {
            severities.emplace_back(to_string(finding.severity));
            checks.push_back(finding.check);
            stages.emplace_back(finding.stage ? to_string(*finding.stage) : std::string_view{});
            owners.push_back(owner_of(document_.loaded.reading.content, finding));
        }
        return "<form class=\"filters\" aria-label=\"Show only\">" +
               filter_control("severity", "Severity", severities) + filter_control("check", "Check", checks) +
               filter_control("stage", "Stage", stages) + filter_control("owner", "Owner", owners) +
               "<output id=\"shown\"></output></form>\n";
    }

    // What app.js needs to take a decision on the finding.
    std::string subject(const Finding& finding, std::size_t position) const
    {
        std::string html = attribute("id", finding_anchor(position)) +
                           attribute("data-severity", to_string(finding.severity)) +
                           attribute("data-check", finding.check) +
                           attribute("data-owner", owner_of(document_.loaded.reading.content, finding)) +
                           attribute("data-extracted", finding.printed.value_or("")) +
                           attribute("data-name", head_of(finding));
        if (finding.entry)
            html += attribute("data-finding-entry", *finding.entry);
        if (finding.stage)
            html += attribute("data-stage", to_string(*finding.stage));
        if (finding.printed)
            html += attribute("data-printed", *finding.printed);
        if (finding.expected)
            html += attribute("data-expected", *finding.expected);
        return html;
    }

    std::string article(const Finding& finding, std::size_t position) const
    {
        const std::string severity(to_string(finding.severity));
        return "<article class=\"finding\" tabindex=\"-1\"" + subject(finding, position) +
               ">\n<h2><span class=\"label " + severity + "\">" + severity + "</span> <bdi>" +
               escaped(head_of(finding)) + "</bdi> <code>" + escaped(finding.check) +
               "</code></h2>\n<p class=\"message\" dir=\"auto\">" + escaped(finding.message) +
               (finding.confidence == Confidence::high
                    ? ""
                    : " <span class=\"label doubt\">" + std::string(to_string(finding.confidence)) +
                          " confidence</span>") +
               "</p>\n<div class=\"facts\">" + fact("What was found", finding.found) +
               fact("What it was compared with", finding.against) + "</div>\n</article>\n";
    }

    std::string fact(const std::string& heading, const Fact& fact) const
    {
        if (fact.what.empty() && fact.text.empty() && fact.places.empty())
            return {};
        const std::string& sha256 = fact.document.empty() ? stored_.sha256 : fact.document;
        const auto name = sources_.names.find(sha256);
        const std::string document = name == sources_.names.end() ? stored_.name : name->second;
        return "<section class=\"fact\"><h3>" + heading + "</h3><p>" + escaped(fact.what) + "</p>" +
               (fact.text.empty()
                    ? "<p class=\"none\">nothing is printed</p>"
                    : "<blockquote dir=\"auto\">" + escaped_lines(fact.text) + "</blockquote>") +
               "<p class=\"where\">" + escaped(document) + ", " + escaped(where_text(fact.places)) +
               "</p><div class=\"view\" tabindex=\"0\" role=\"group\"" +
               attribute("aria-label", document + ", " + where_text(fact.places)) +
               attribute("data-document", sha256) + attribute("data-places", places_data(fact.places)) +
               "></div></section>";
    }

    const BundleDocument& document_;
    const StoredDocument& stored_;
    const BundleSources& sources_;
};

}  // namespace

std::string findings_page(const BundleDocument& document, const BundleSources& sources)
{
    return FindingsPage{document, sources}.html();
}

std::string all_findings_page(const std::vector<BundleSummary>& documents)
{
    HtmlPage page{.title = "All findings"};
    page.crumbs = "<a href=\"index.html\">All documents</a> <span aria-current=\"page\">All findings</span>";
    std::vector<std::string> severities, checks, stages, names;
    std::string rows;
    for (const auto& document : documents)
        for (std::size_t i = 0; i < document.findings.size(); ++i) {
            const auto& finding = document.findings[i];
            const std::string severity(to_string(finding.severity));
            const std::string stage(finding.stage ? to_string(*finding.stage) : std::string_view{});
            severities.push_back(severity);
            checks.push_back(finding.check);
            stages.push_back(stage);
            names.push_back(document.document.name);
            rows += "<tr class=\"row\"" + attribute("data-severity", severity) +
                    attribute("data-check", finding.check) + attribute("data-stage", stage) +
                    attribute("data-document", document.document.name) + "><td><span class=\"label " +
                    severity + "\">" + severity + "</span></td><th scope=\"row\"><a href=\"" +
                    bundle_folder(document.document.sha256) + "/findings.html#" + finding_anchor(i) +
                    "\"><bdi>" + escaped(head_of(finding)) + "</bdi></a></th><td dir=\"auto\">" +
                    escaped(finding.message) + "</td><td><code>" + escaped(finding.check) +
                    "</code></td><td><bdi>" + escaped(document.document.name) + "</bdi></td></tr>\n";
        }
    page.body =
        "<h1>All findings</h1>\n<form class=\"filters\" aria-label=\"Show only\">" +
        filter_control("severity", "Severity", severities) + filter_control("check", "Check", checks) +
        filter_control("stage", "Stage", stages) + filter_control("document", "Document", names) +
        "<output id=\"shown\"></output></form>\n"
        "<table class=\"list\"><thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Finding</th>"
        "<th scope=\"col\">What it says</th><th scope=\"col\">Check</th><th scope=\"col\">Document</th>"
        "</tr></thead><tbody>\n" +
        rows + "</tbody></table>\n";
    return html_from(page);
}

}  // namespace domesday
