// Which register was the one before.
//
// A publisher's name is often not printed, and one publisher prints several registers (corporate, pensions,
// a partnership's). So what makes two registers one series is their content: at least half of the entries of
// the smaller one stand in both with the same id and a like title, and the publishers, where both are
// printed, are the same. Candidates are found by the entries' fingerprints, so that the cost does not grow
// with the store.
#include <algorithm>
#include <map>
#include <tuple>

#include "extractor/text/unicode.hpp"
#include "schema/database.hpp"
#include "schema/series.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

// Of one entry, so many registers before (or after) are looked at: one quarter may be in the store in
// several forms (PDF, dump, scan), and an id may have been given to another risk in between.
constexpr int kCandidatesPerEntry = 8;

struct Candidate {
    std::int64_t reg = 0;
    std::int64_t document = 0;
    int period = 0;
    std::string sha256;
    std::string organisation;
    std::size_t agreeing = 0;
};

std::string publisher_of(const Register& reg)
{
    return reg.organisation ? folded_for_matching(reg.organisation->text) : std::string{};
}

using Titles = std::multimap<std::string, std::string>;  // id -> title

Titles titles_of(const Register& reg)
{
    Titles titles;
    for (const auto& entry : reg.entries) {
        const auto title = entry.texts.find(Field::title);
        if (entry.id && title != entry.texts.end())
            titles.emplace(*entry.id, title->second.text);
    }
    return titles;
}

Titles titles_of(Database& database, std::int64_t reg)
{
    Titles titles;
    auto row = database.query(
        "SELECT e.identifier, t.text FROM entry e"
        " JOIN text t ON t.extraction_id = e.extraction_id AND t.entry_id = e.id AND t.field = 'title'"
        " WHERE e.register_id = ? AND e.identifier IS NOT NULL ORDER BY e.position",
        reg);
    while (row.next())
        titles.emplace(row.text(0), row.text(1));
    return titles;
}

std::size_t agreeing_entries(const Titles& a, const Titles& b)
{
    return static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&b](const auto& entry) {
        const auto [first, last] = b.equal_range(entry.first);
        return std::any_of(first, last, [&entry](const auto& other) {
            return title_likeness(entry.second, other.second) >= kSameTitle;
        });
    }));
}

enum class Direction { earlier, later };

// Current registers of other documents that share a fingerprint with one of `reg`'s entries.
std::vector<Candidate> candidates_for(Database& database, const Register& reg, int period,
                                      std::string_view document_sha256, Direction direction)
{
    constexpr std::string_view kEarlier =
        "SELECT r.id, d.id, e.period, d.sha256, r.organisation_key FROM entry e"
        " JOIN register r ON r.id = e.register_id JOIN document d ON d.extraction_id = e.extraction_id"
        " WHERE e.fingerprint = ? AND e.period < ? AND d.sha256 <> ? ORDER BY e.period DESC LIMIT ?";
    constexpr std::string_view kLater =
        "SELECT r.id, d.id, e.period, d.sha256, r.organisation_key FROM entry e"
        " JOIN register r ON r.id = e.register_id JOIN document d ON d.extraction_id = e.extraction_id"
        " WHERE e.fingerprint = ? AND e.period > ? AND d.sha256 <> ? ORDER BY e.period LIMIT ?";
    std::map<std::int64_t, Candidate> candidates;
    for (const auto& entry : reg.entries) {
        const auto fingerprint = fingerprint_of(entry);
        if (!fingerprint)
            continue;
        auto row = database.query(direction == Direction::earlier ? kEarlier : kLater, *fingerprint, period,
                                  document_sha256, kCandidatesPerEntry);
        while (row.next())
            candidates.try_emplace(row.integer(0), Candidate{.reg = row.integer(0),
                                                             .document = row.integer(1),
                                                             .period = static_cast<int>(row.integer(2)),
                                                             .sha256 = row.text(3),
                                                             .organisation = row.text(4)});
    }
    std::vector<Candidate> list;
    for (auto& [id, candidate] : candidates)
        list.push_back(std::move(candidate));
    return list;
}

// Whether a year without a quarter lies before: only if the whole year does.
bool is_before(int period, int other)
{
    return period % 10 == 0 || other % 10 == 0 ? period / 10 < other / 10 : period < other;
}

bool is_same_series(Database& database, const Register& reg, const std::string& publisher,
                    Candidate& candidate)
{
    if (!publisher.empty() && !candidate.organisation.empty() && publisher != candidate.organisation)
        return false;
    const Titles own = titles_of(reg);
    const Titles other = titles_of(database, candidate.reg);
    candidate.agreeing = agreeing_entries(own, other);
    return candidate.agreeing > 0 && 2 * candidate.agreeing >= std::min(own.size(), other.size());
}

}  // namespace

std::optional<PreviousRegister> Store::previous_of(const Register& reg, std::string_view document_name,
                                                   std::string_view document_sha256) const
{
    const auto period = period_of(reg, document_name);
    if (!period)
        return std::nullopt;
    auto candidates = candidates_for(*database_, reg, *period, document_sha256, Direction::earlier);
    const std::string publisher = publisher_of(reg);
    std::erase_if(candidates, [&](Candidate& candidate) {
        return !is_before(candidate.period, *period) ||
               !is_same_series(*database_, reg, publisher, candidate);
    });
    if (candidates.empty())
        return std::nullopt;
    // The latest; of one period in several forms, the one that agrees most, then any fixed one.
    const auto best =
        std::min_element(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
            return std::tuple(-a.period, -static_cast<std::int64_t>(a.agreeing), std::string_view{a.sha256},
                              a.reg) < std::tuple(-b.period, -static_cast<std::int64_t>(b.agreeing),
                                                  std::string_view{b.sha256}, b.reg);
        });
    const auto document = find_by_hash(best->sha256);
    auto position = database_->query("SELECT position FROM register WHERE id = ?", best->reg);
    if (!document || !position.next())
        return std::nullopt;
    auto loaded = load(*document);
    return PreviousRegister{
        .content =
            std::move(loaded.reading.content.registers.at(static_cast<std::size_t>(position.integer(0)))),
        .document_sha256 = document->sha256,
        .document_name = document->name};
}

std::vector<StoredDocument> Store::following(const std::vector<Register>& registers,
                                             std::string_view document_name,
                                             std::string_view document_sha256) const
{
    std::map<std::string, StoredDocument> documents;
    for (const auto& reg : registers) {
        const auto period = period_of(reg, document_name);
        if (!period)
            continue;
        for (const auto& candidate :
             candidates_for(*database_, reg, *period, document_sha256, Direction::later))
            if (auto document = find_by_hash(candidate.sha256))
                documents.try_emplace(candidate.sha256, std::move(*document));
    }
    std::vector<StoredDocument> list;
    for (auto& [sha256, document] : documents)
        list.push_back(std::move(document));
    return list;
}

}  // namespace domesday
