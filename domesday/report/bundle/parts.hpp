// Pieces of the bundle's pages.
#pragma once

#include <string>
#include <vector>

#include "domesday/report/bundle/bundle.hpp"

namespace domesday
{

// "p7:85,362,162,374.5;p8:…" (points: left, top, right, bottom), "l349:1435-1460" (characters, half-open):
// what app.js reads from data-places.
std::string places_data(const std::vector<Place>& places);

// "page 7", "pages 7 and 8", "line 349": where a value stands, for a person.
std::string where_text(const std::vector<Place>& places);

// "2018/19 Q3", "2018/19", "period not printed".
std::string period_words(const Register& reg);
std::string period_words(int period);

// "left_out" -> "left out"
std::string spaced(std::string_view name);

std::string register_title(const Register& reg);

// An entry's name for a person: its id, else the beginning of its title.
std::string entry_name(const Entry& entry);

// For the page's script: documents that places on this page stand in.
std::string page_data(const StoredDocument& document, const ShownSource& own, const BundleSources& others,
                      const std::vector<std::string>& other_documents);

// "N errors, M warnings" as labels; empty for none.
std::string severity_labels(const std::vector<const Finding*>& findings);

// The key to scores with the entries in its cells and an arrow from current to residual or target score, and
// the same as a table. Empty for a register without a key.
std::string heat_map(const Register& reg);

// An entry's scores over the quarters, drawn and as a table. Empty where only one quarter is known.
std::string timeline(const Entry& entry, const std::vector<SeriesRegister>& series);

std::string document_page(const BundleDocument& document, const BundleSources& sources);
std::string register_page(const BundleDocument& document, std::size_t position, const BundleSources& sources);
std::string findings_page(const BundleDocument& document, const BundleSources& sources);
std::string index_page(const std::vector<BundleSummary>& documents, const std::vector<UnreadPath>& unread);
std::string all_findings_page(const std::vector<BundleSummary>& documents);

// "<select>" that app.js filters by: the values of data-NAME that occur.
std::string filter_control(const std::string& name, const std::string& label,
                           const std::vector<std::string>& values);

// The bar at the bottom: what is selected, how to decide on it, how to save the decisions.
std::string decision_bar();

}  // namespace domesday
