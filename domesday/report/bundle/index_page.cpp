// What the report holds: all documents, and each document's own page.
#include "domesday/report/bundle/html.hpp"
#include "domesday/report/bundle/parts.hpp"
#include "domesday/report/text.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

std::vector<const Finding*> pointers_to(const std::vector<Finding>& findings)
{
    std::vector<const Finding*> pointers;
    for (const auto& finding : findings)
        pointers.push_back(&finding);
    return pointers;
}

std::string joined_pages(const std::vector<int>& pages)
{
    std::string text;
    for (const int page : pages)
        text += (text.empty() ? "" : ", ") + std::to_string(page);
    return text;
}

std::string outcome_cell(const BundleSummary& document)
{
    if (document.document.newest_outcome == Outcome::quarantined || document.failure) {
        const std::string reason =
            document.failure ? document.failure->reason : document.document.newest_reason;
        return "<span class=\"label error\">quarantined</span> " + escaped(reason) +
               (document.failure
                    ? "<br>" + escaped(document.failure->found) + "<br>" + escaped(document.failure->advice)
                    : "");
    }
    if (!document.info.pages_left_out.empty())
        return "<span class=\"label warning\">partial</span> left out: page " +
               joined_pages(document.info.pages_left_out);
    return "complete";
}

std::string registers_cell(const BundleSummary& document)
{
    std::string html;
    for (std::size_t i = 0; i < document.registers.size(); ++i) {
        const auto& reg = document.registers[i];
        html += "<a href=\"" + bundle_folder(document.document.sha256) + "/" + register_file(i) + "\"><bdi>" +
                escaped(register_title(reg)) + "</bdi></a>, " + escaped(period_words(reg)) + ", " +
                std::to_string(reg.entries.size()) +
                (reg.entries.size() == 1 ? " entry<br>" : " entries<br>");
    }
    return html.empty() ? "<span class=\"none\">no register in it</span>" : html;
}

std::string publisher_of(const BundleSummary& document)
{
    for (const auto& reg : document.registers)
        if (reg.organisation)
            return one_line(reg.organisation->text, 80);
    return {};
}

std::string row(const BundleSummary& document, const std::string& publisher)
{
    const std::string folder = bundle_folder(document.document.sha256);
    const auto findings = severity_labels(pointers_to(document.findings));
    return "<tr class=\"row\"" + attribute("data-publisher", publisher) +
           attribute("data-outcome", to_string(document.failure                       ? Outcome::quarantined
                                               : document.info.pages_left_out.empty() ? Outcome::complete
                                                                                      : Outcome::partial)) +
           "><th scope=\"row\"><a href=\"" + folder + "/index.html\"><bdi>" +
           escaped(document.document.name) + "</bdi></a></th><td><bdi>" +
           (publisher.empty() ? "<span class=\"none\">not printed</span>" : escaped(publisher)) +
           "</bdi></td><td>" + registers_cell(document) + "</td><td>" +
           (findings.empty() ? "none" : "<a href=\"" + folder + "/findings.html\">" + findings + "</a>") +
           "</td><td>" + outcome_cell(document) + "</td></tr>\n";
}

std::string list_of_texts(const std::string& heading, const std::vector<std::string>& texts)
{
    if (texts.empty())
        return {};
    std::string html = "<h2>" + heading + "</h2>\n<ul>";
    for (const auto& text : texts)
        html += "<li dir=\"auto\">" + escaped(text) + "</li>";
    return html + "</ul>\n";
}

std::string mention_row(const std::string& what, const std::string& id, const Value& text)
{
    return "<tr class=\"value\"" + attribute("data-places", places_data(text.places)) +
           attribute("data-name", id + " in the report") + "><th scope=\"row\">" + escaped(id) + "</th><td>" +
           escaped(what) + "</td><td dir=\"auto\">" + escaped_lines(text.text) +
           "</td><td><button type=\"button\" class=\"place\"><span class=\"visually-hidden\">Show it on "
           "</span>" +
           escaped(where_text(text.places)) + "</button></td></tr>\n";
}

std::string what_of(const Mention& mention)
{
    std::string text = mention.stage ? std::string(to_string(*mention.stage)) + " " : "";
    if (mention.value)
        text += number_text(*mention.value) + " ";
    text += mention.label.value_or("");
    return text + (mention.claim.empty() ? "" : " (" + mention.claim + ")");
}

std::string statements(const ParsedDocument& content)
{
    std::string rows;
    for (const auto& mention : content.mentions)
        rows += mention_row(what_of(mention), mention.id, mention.text);
    for (const auto& movement : content.movements.added)
        rows += mention_row("said to be new", movement.id, movement.text);
    for (const auto& movement : content.movements.deleted)
        rows += mention_row("said to be deleted", movement.id, movement.text);
    if (rows.empty())
        return {};
    return "<h2>What the report says of entries</h2>\n<table class=\"list\"><thead><tr><th "
           "scope=\"col\">Entry</th>"
           "<th scope=\"col\">says</th><th scope=\"col\">in these words</th><th "
           "scope=\"col\">on</th></tr></thead>"
           "<tbody>\n" +
           rows + "</tbody></table>\n";
}

// Those that nothing explains first.
std::string left_out_row(const LeftOut& left)
{
    return "<tr class=\"value\"" + attribute("data-places", places_data(left.places)) +
           attribute("data-name", "words left out") + "><td dir=\"auto\">" + escaped_lines(left.text) +
           "</td><td>" + escaped(left.reason) +
           (left.is_explained ? "" : " <span class=\"label warning\">not explained</span>") + "</td><td>" +
           escaped(left.entry.value_or("")) +
           "</td><td><button type=\"button\" class=\"place\"><span class=\"visually-hidden\">Show it on "
           "</span>" +
           escaped(where_text(left.places)) + "</button></td></tr>\n";
}

// What became of the words of the pages, and those that are in no value, where they stand.
std::string ledger(const ParsedDocument& content)
{
    if (content.pages.empty())
        return {};
    PageWords all;
    for (const auto& page : content.pages) {
        all.words += page.words;
        for (const WordUse use : kWordUses)
            all[use] += page[use];
    }
    std::string html = "<h2>Every word accounted for</h2>\n<p>" + std::to_string(all.words) + " words:";
    for (const WordUse use : kWordUses)
        html += " " + std::to_string(all[use]) + " " + spaced(to_string(use)) +
                (use == kWordUses.back() ? ".</p>\n" : ",");
    if (content.left_out.empty())
        return html;
    html +=
        "<table class=\"list\"><thead><tr><th scope=\"col\">Words left out</th>"
        "<th scope=\"col\">Why</th><th scope=\"col\">In the row of</th><th scope=\"col\">on</th></tr>"
        "</thead><tbody>\n";
    for (const bool explained : {false, true})
        for (const auto& left : content.left_out)
            if (left.is_explained == explained)
                html += left_out_row(left);
    return html + "</tbody></table>\n";
}

}  // namespace

std::string document_page(const BundleDocument& document, const BundleSources& sources)
{
    const auto& stored = document.loaded.document;
    const auto& content = document.loaded.reading.content;
    const auto summary = summary_from(document.loaded);
    HtmlPage page{.title = stored.name, .up = "../"};
    page.crumbs = "<a href=\"../index.html\">All documents</a> <span aria-current=\"page\">" +
                  escaped(stored.name) + "</span> <a href=\"findings.html\">Findings</a>";
    page.body = "<div class=\"desk\"><div class=\"values\"><h1><bdi>" + escaped(stored.name) +
                "</bdi></h1>\n<dl class=\"record\"><div><dt>Outcome</dt><dd>" + outcome_cell(summary) +
                "</dd></div><div><dt>Findings</dt><dd>";
    const auto labels = severity_labels(pointers_to(document.loaded.findings));
    page.body += (labels.empty() ? "none" : "<a href=\"findings.html\">" + labels + "</a>") +
                 "</dd></div><div><dt>SHA-256</dt><dd><code>" + escaped(stored.sha256) +
                 "</code></dd></div><div><dt>Revision</dt><dd>" + std::to_string(stored.revision) +
                 ", read with version " + escaped(stored.conditions.version) + "</dd></div></dl>\n";
    page.body += "<h2>Registers</h2>\n<ul>";
    for (std::size_t i = 0; i < content.registers.size(); ++i)
        page.body += "<li><a href=\"" + register_file(i) + "\"><bdi>" +
                     escaped(register_title(content.registers[i])) + "</bdi></a>, " +
                     escaped(period_words(content.registers[i])) + ", " +
                     std::to_string(content.registers[i].entries.size()) + " entries</li>";
    page.body += content.registers.empty() ? "<li>none</li></ul>\n" : "</ul>\n";
    page.body += statements(content);
    page.body += ledger(content);
    page.body += list_of_texts("Notes on its reading", document.loaded.reading.info.notes);
    page.body += list_of_texts("Notes on its content", content.notes);
    page.body +=
        "</div>\n<section class=\"source\" id=\"source\" tabindex=\"0\" aria-label=\"Where it stands\">"
        "<p class=\"hint\">Choose a statement: its place is shown here.</p></section></div>\n";
    page.data = page_data(stored, document.source, sources, {});
    return html_from(page);
}

std::string index_page(const std::vector<BundleSummary>& documents, const std::vector<UnreadPath>& unread)
{
    HtmlPage page{.title = "Domesday: registers and findings"};
    page.crumbs =
        "<span aria-current=\"page\">All documents</span> <a href=\"findings.html\">All findings</a>";
    std::size_t registers = 0, entries = 0;
    std::vector<const Finding*> findings;
    std::vector<std::string> publishers, outcomes;
    std::string rows;
    for (const auto& document : documents) {
        registers += document.registers.size();
        for (const auto& reg : document.registers)
            entries += reg.entries.size();
        for (const auto& finding : document.findings)
            findings.push_back(&finding);
        publishers.push_back(publisher_of(document));
        outcomes.emplace_back(document.failure                       ? "quarantined"
                              : document.info.pages_left_out.empty() ? "complete"
                                                                     : "partial");
        rows += row(document, publishers.back());
    }
    page.body =
        "<h1>Registers and findings</h1>\n<p class=\"facts-line\">" + std::to_string(documents.size()) +
        " documents, " + std::to_string(registers) + " registers, " + std::to_string(entries) + " entries. " +
        severity_labels(findings) + "</p>\n<form class=\"filters\" aria-label=\"Show only\">" +
        filter_control("publisher", "Publisher", publishers) +
        filter_control("outcome", "Outcome", outcomes) +
        "<label>Containing <input type=\"search\" id=\"containing\"></label> <output id=\"shown\"></output>"
        "</form>\n<table class=\"list\"><thead><tr><th scope=\"col\">Document</th>"
        "<th scope=\"col\">Publisher</th><th scope=\"col\">Registers</th><th scope=\"col\">Findings</th>"
        "<th scope=\"col\">Outcome</th></tr></thead><tbody>\n" +
        rows;
    for (const auto& path : unread)
        page.body += "<tr class=\"row\" data-outcome=\"quarantined\"><th scope=\"row\"><bdi>" +
                     escaped(path.path) +
                     "</bdi></th><td></td><td></td><td></td><td><span class=\"label error\">"
                     "quarantined</span> " +
                     escaped(path.failure.reason) + "<br>" + escaped(path.failure.found) + "<br>" +
                     escaped(path.failure.advice) + "</td></tr>\n";
    page.body += "</tbody></table>\n";
    return html_from(page);
}

}  // namespace domesday
