// Which register was the one before.
//
// A publisher's name is often not printed, and one publisher prints several registers (corporate, pensions,
// a partnership's). So what makes two registers one series is their content: at least half of the entries of
// the smaller one stand in both, with the same id and the same first words of the title, and the publishers,
// where both are printed, are the same. All of it is answered by the index of the entries' fingerprints: the
// cost does not grow with the store.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "extractor/text/unicode.hpp"
#include "schema/database.hpp"
#include "schema/series.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

// Of one entry, so many registers before (or after) are looked at: the nearest ones count, and one quarter
// may be in the store in several forms (PDF, dump, scan).
constexpr int kCandidatesPerEntry = 4;

struct Candidate {
    std::int64_t reg = 0;
    std::int64_t position = 0;  // in its document
    int period = 0;
    std::string sha256;
    std::string organisation;
    std::size_t entries = 0;  // with an id and a title
    std::size_t agreeing = 0;
};

enum class Direction { earlier, later };

// Whether a year without a quarter lies before: only if the whole year does.
bool is_before(int period, int other)
{
    return period % 10 == 0 || other % 10 == 0 ? period / 10 < other / 10 : period < other;
}

bool is_same_series(const Candidate& candidate, std::size_t own_entries, std::string_view publisher)
{
    if (!publisher.empty() && !candidate.organisation.empty() && publisher != candidate.organisation)
        return false;
    return 2 * candidate.agreeing >= std::min(own_entries, candidate.entries);
}

// Current registers of other documents that are of the same series, from one side of the period.
std::vector<Candidate> series_of(Database& database, const Register& reg, int period,
                                 std::string_view document_sha256, Direction direction)
{
    constexpr std::string_view kEarlier =
        "SELECT r.id, r.position, e.period, d.sha256, r.organisation_key, r.fingerprints FROM entry e"
        " JOIN register r ON r.id = e.register_id JOIN document d ON d.extraction_id = e.extraction_id"
        " WHERE e.fingerprint = ? AND e.period < ? AND d.sha256 <> ? ORDER BY e.period DESC LIMIT ?";
    constexpr std::string_view kLater =
        "SELECT r.id, r.position, e.period, d.sha256, r.organisation_key, r.fingerprints FROM entry e"
        " JOIN register r ON r.id = e.register_id JOIN document d ON d.extraction_id = e.extraction_id"
        " WHERE e.fingerprint = ? AND e.period > ? AND d.sha256 <> ? ORDER BY e.period LIMIT ?";
    std::map<std::int64_t, Candidate> candidates;
    const auto fingerprints = fingerprints_of(reg);
    for (const std::int64_t fingerprint : fingerprints) {
        auto row = database.query(direction == Direction::earlier ? kEarlier : kLater, fingerprint, period,
                                  document_sha256, kCandidatesPerEntry);
        while (row.next()) {
            auto& candidate = candidates[row.integer(0)];
            if (candidate.agreeing++ == 0)
                candidate = {.reg = row.integer(0),
                             .position = row.integer(1),
                             .period = static_cast<int>(row.integer(2)),
                             .sha256 = row.text(3),
                             .organisation = row.text(4),
                             .entries = static_cast<std::size_t>(row.integer(5)),
                             .agreeing = 1};
        }
    }
    const std::string publisher =
        reg.organisation ? folded_for_matching(reg.organisation->text) : std::string{};
    std::vector<Candidate> series;
    for (auto& [id, candidate] : candidates) {
        const bool is_on_side = direction == Direction::earlier ? is_before(candidate.period, period)
                                                                : is_before(period, candidate.period);
        if (is_on_side && is_same_series(candidate, fingerprints.size(), publisher))
            series.push_back(std::move(candidate));
    }
    return series;
}

// The latest; of one period in several forms, the one that agrees most, then any fixed one.
std::optional<Candidate> predecessor_of(Database& database, const Register& reg,
                                        std::string_view document_name, std::string_view document_sha256)
{
    const auto period = period_of(reg, document_name);
    if (!period)
        return std::nullopt;
    auto series = series_of(database, reg, *period, document_sha256, Direction::earlier);
    const auto best =
        std::min_element(series.begin(), series.end(), [](const Candidate& a, const Candidate& b) {
            return std::tuple(-a.period, b.agreeing, std::string_view{a.sha256}, a.position) <
                   std::tuple(-b.period, a.agreeing, std::string_view{b.sha256}, b.position);
        });
    if (best == series.end())
        return std::nullopt;
    return std::move(*best);
}

}  // namespace

std::optional<PreviousRegister> Store::previous_of(const Register& reg, std::string_view document_name,
                                                   std::string_view document_sha256) const
{
    const auto best = predecessor_of(*database_, reg, document_name, document_sha256);
    const auto document = best ? find_by_hash(best->sha256) : std::nullopt;
    if (!document)
        return std::nullopt;
    return PreviousRegister{.content = load_register(*document, best->position),
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
        const auto later = series_of(*database_, reg, *period, document_sha256, Direction::later);
        // Beyond the next period another one lies in between, unless it is no year with quarters.
        const auto nearest = std::min_element(
            later.begin(), later.end(), [](const auto& a, const auto& b) { return a.period < b.period; });
        for (const auto& candidate : later)
            if (!is_before(nearest->period, candidate.period))
                if (auto document = find_by_hash(candidate.sha256))
                    documents.try_emplace(candidate.sha256, std::move(*document));
    }
    std::vector<StoredDocument> list;
    for (auto& [sha256, document] : documents)
        list.push_back(std::move(document));
    return list;
}

}  // namespace domesday
