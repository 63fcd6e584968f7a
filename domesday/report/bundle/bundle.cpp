#include "domesday/report/bundle/bundle.hpp"

#include "domesday/report/bundle/assets.hpp"
#include "domesday/report/bundle/parts.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

// Lines of a dump that are shown before and after one that a value stands on.
constexpr int kLinesAround = 3;

template <class Take>
void for_each_place(const LoadedDocument& document, const Take& take)
{
    const auto& content = document.reading.content;
    const auto all = [&](const std::vector<Place>& places) {
        for (const auto& place : places)
            take(place);
    };
    for (const auto& reg : content.registers)
        for (const auto& entry : reg.entries) {
            all(entry.id_printed.places);
            for (const auto& [field, value] : entry.texts)
                all(value.places);
            for (const auto& [stage, score] : entry.scores)
                all(places_of(score));
        }
    for (const auto& mention : content.mentions)
        all(mention.text.places);
    for (const auto* movements : {&content.movements.added, &content.movements.deleted})
        for (const auto& movement : *movements)
            all(movement.text.places);
    for (const auto& finding : document.findings)
        for (const auto* fact : {&finding.found, &finding.against})
            if (fact->document.empty() || fact->document == document.document.sha256)
                all(fact->places);
}

}  // namespace

std::set<int> pages_to_show(const LoadedDocument& document)
{
    std::set<int> pages;
    for_each_place(document, [&](const Place& place) {
        if (place.line == 0 && place.page > 0)
            pages.insert(place.page);
    });
    return pages;
}

std::set<int> lines_to_show(const LoadedDocument& document)
{
    std::set<int> lines;
    for_each_place(document, [&](const Place& place) {
        for (int line = place.line - kLinesAround; place.line > 0 && line <= place.line + kLinesAround;
             ++line)
            lines.insert(line);
    });
    return lines;
}

void add_places_elsewhere(const LoadedDocument& document, std::map<std::string, std::vector<Place>>& places)
{
    for (const auto& finding : document.findings)
        for (const auto* fact : {&finding.found, &finding.against})
            if (!fact->document.empty() && fact->document != document.document.sha256) {
                auto& there = places[fact->document];
                there.insert(there.end(), fact->places.begin(), fact->places.end());
            }
}

BundleSummary summary_from(const LoadedDocument& document)
{
    BundleSummary summary{.document = document.document,
                          .info = document.reading.info,
                          .failure = document.reading.failure,
                          .registers = {},
                          .findings = document.findings};
    for (const auto& reg : document.reading.content.registers) {
        Register brief{
            .title = reg.title, .organisation = reg.organisation, .year = reg.year, .quarter = reg.quarter};
        brief.entries.resize(reg.entries.size());
        summary.registers.push_back(std::move(brief));
    }
    return summary;
}

std::vector<BundleFile> document_files(const BundleDocument& document, const BundleSources& sources)
{
    const std::string folder = bundle_folder(document.loaded.document.sha256) + "/";
    std::vector<BundleFile> files{{folder + "index.html", document_page(document, sources)},
                                  {folder + "findings.html", findings_page(document, sources)}};
    for (std::size_t i = 0; i < document.loaded.reading.content.registers.size(); ++i)
        files.push_back({folder + register_file(i), register_page(document, i, sources)});
    return files;
}

std::vector<BundleFile> common_files(const std::vector<BundleSummary>& documents,
                                     const std::vector<UnreadPath>& unread)
{
    return {{"index.html", index_page(documents, unread)},
            {"findings.html", all_findings_page(documents)},
            {"style.css", std::string(bundle_style())},
            {"app.js", std::string(bundle_script())}};
}

}  // namespace domesday
