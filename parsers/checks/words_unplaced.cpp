#include <map>
#include <tuple>

#include "extractor/text/unicode.hpp"
#include "parsers/checks/each.hpp"

namespace domesday
{

namespace
{

constexpr std::size_t kMostPlaces = 100;  // of one finding; the ledger has all
constexpr std::size_t kMostText = 300;    // bytes
constexpr std::size_t kPrinted = 60;      // characters

void append(Fact& fact, const LeftOut& left_out)
{
    if (fact.text.size() < kMostText) {
        fact.text += (fact.text.empty() ? "" : " / ") + left_out.text;
    } else if (!fact.text.ends_with(" ...")) {
        fact.text += " ...";
    }
    for (const Place& place : left_out.places) {
        if (fact.places.size() < kMostPlaces) {
            fact.places.push_back(place);
        }
    }
}

}  // namespace

// One finding for all words that are left out for one reason beside one thing: a column under a heading that
// nobody knows, an entry's row, a table.
std::vector<Finding> words_unplaced(const CheckInput& input)
{
    std::vector<Finding> findings;
    std::vector<std::size_t> words;
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> finding_of;
    for (const LeftOut& left_out : input.document.left_out) {
        if (left_out.is_explained) {
            continue;
        }
        // A column is told once, not for each of its rows.
        const bool is_column = left_out.beside.what.starts_with("the heading");
        const auto entry = is_column ? std::nullopt : left_out.entry;
        const auto [found, is_new] = finding_of.try_emplace(
            {left_out.reason, entry.value_or(""), left_out.beside.what, left_out.beside.text},
            findings.size());
        if (is_new) {
            findings.push_back({.entry = entry,
                                .found = {.what = "words of the register's table that stand in no field"},
                                .against = left_out.beside});
            words.push_back(0);
        }
        append(findings[found->second].found, left_out);
        words[found->second] += left_out.words;
        findings[found->second].message = left_out.reason;
    }
    for (std::size_t i = 0; i < findings.size(); ++i) {
        Finding& finding = findings[i];
        finding.message = (finding.entry ? *finding.entry + ": " : std::string()) + std::to_string(words[i]) +
                          (words[i] == 1 ? " word stands" : " words stand") + " in no field (" +
                          finding.message + ").";
        const std::string& text = finding.found.text;
        finding.printed =
            text.substr(0, byte_offset(text, kPrinted)) + (code_point_count(text) > kPrinted ? "..." : "");
    }
    return findings;
}

}  // namespace domesday
