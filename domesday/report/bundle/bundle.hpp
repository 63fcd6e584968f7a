// The auditor's desk: static pages that show each value and finding beside its place in the source.
//
//   index.html, findings.html           all documents, all findings
//   D/index.html                        a document: what became of it, its registers, what its report states
//   D/register-N.html, D/findings.html  N from 1
//   D/page-P.png or .jpg                pages that values or findings stand on
//   style.css, app.js
//
// D is the first 16 digits of the document's SHA-256: no name of a document becomes a name of a file. The
// same values give the same bytes. Nothing here reads or writes files.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/store.hpp"

namespace domesday
{

// Names and anchors; what links into a bundle uses them, too.
std::string bundle_folder(std::string_view sha256);
std::string register_file(std::size_t position);  // "register-1.html"; position from 0
std::string entry_anchor(std::size_t position);   // "e-3"; position from 0
std::string value_anchor(std::size_t entry_position, std::string_view field);  // "e-3-scores.current"
std::string finding_anchor(std::size_t position);                              // "f-0"

// A page's image in the document's folder, or why there is none.
struct ShownPage {
    std::string file{};
    std::string missing{};
    float width = 0, height = 0;  // points of the upright page: what the places count in
    int pixel_width = 0, pixel_height = 0;
};

// What of a document's source is shown.
struct ShownSource {
    std::map<int, ShownPage> pages{};
    std::map<int, std::string> lines{};  // dumps: the lines that values stand on and some around them
    std::string missing{};               // why there is nothing: the original is gone, or has changed
};

// The same register in another quarter; `content` has ids, titles and scores.
struct SeriesRegister {
    std::string document{}, sha256{};
    int period = 0;  // as schema/series.hpp counts
    bool is_in_bundle = false;
    std::size_t position = 0;  // in its document; where it is in the bundle
    Register content{};
};

struct BundleDocument {
    LoadedDocument loaded{};
    ShownSource source{};
    // For each register: its series by period, itself included.
    std::vector<std::vector<SeriesRegister>> series{};
};

// Names and shown sources of documents, by SHA-256, which a finding's facts may stand in.
struct BundleSources {
    std::map<std::string, std::string> names{};
    std::map<std::string, const ShownSource*> sources{};
};

struct BundleFile {
    std::string name;  // below the bundle's folder
    std::string content;
};

// What has to be shown of a document: of its own values and findings, and of others' findings about it.
std::set<int> pages_to_show(const LoadedDocument& document);
std::set<int> lines_to_show(const LoadedDocument& document);
void add_places_elsewhere(const LoadedDocument& document, std::map<std::string, std::vector<Place>>& places);

// The pages of one document.
std::vector<BundleFile> document_files(const BundleDocument& document, const BundleSources& sources);

// What index and list of findings have to say of a document.
struct BundleSummary {
    StoredDocument document{};
    DocumentInfo info{};
    std::optional<Failure> failure{};
    std::vector<Register> registers{};  // titles and periods; entries without texts but ids and titles
    std::vector<Finding> findings{};
};
BundleSummary summary_from(const LoadedDocument& document);

// index.html, findings.html and what all pages share.
std::vector<BundleFile> common_files(const std::vector<BundleSummary>& documents,
                                     const std::vector<UnreadPath>& unread);

}  // namespace domesday
