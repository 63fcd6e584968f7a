#include "domesday/batch/merging.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "domesday/batch/keeping.hpp"
#include "domesday/batch/wire.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{
namespace
{

// A reading among those of one document, of the store merged into or of the other.
struct Candidate {
    Revision revision;
    std::string
        says;  // hash of the conditions and of all that was read: the same reading, taken twice, is one
    std::optional<Extraction> reading{};  // of the other store
};

std::string hash_of(const Revision& revision, const Extraction& reading)
{
    const auto& [version, vocabulary, options] = revision.conditions;
    std::string text = encode(Reading{.info = reading.info, .content = reading.content});
    text += '\n' + version + '\n' + vocabulary + '\n' + options;
    if (const auto& failure = reading.failure)
        text += '\n' + failure->reason + '\n' + failure->found + '\n' + failure->advice + '\n' +
                std::to_string(failure->page);
    return sha256_hex(text);
}

std::vector<Candidate> candidates_of(const Store& store, StoredDocument document)
{
    std::vector<Candidate> candidates;
    for (auto& revision : store.revisions(document.document)) {
        document.extraction = revision.extraction;
        Extraction reading = store.load(document).reading;
        std::string says = hash_of(revision, reading);
        candidates.push_back({std::move(revision), std::move(says), std::move(reading)});
    }
    return candidates;
}

// Without loading anything: all of these were brought before.
bool has_all(const std::vector<Revision>& ours, const std::vector<Revision>& theirs)
{
    return std::all_of(theirs.begin(), theirs.end(), [&](const Revision& revision) {
        return std::any_of(ours.begin(), ours.end(), [&](const Revision& own) {
            return own.read_at == revision.read_at && own.conditions == revision.conditions &&
                   own.outcome == revision.outcome;
        });
    });
}

// Oldest first. `says` last, so that two readings of one moment have an order, too.
bool is_older(const Candidate& a, const Candidate& b)
{
    return std::tie(a.revision.read_at, a.says) < std::tie(b.revision.read_at, b.says);
}

struct Added {
    std::size_t readings = 0;
    bool is_any = false;  // times changed, too
};

// Adds the readings that are new; one that is there already was taken at the later of the two times.
Added merge_readings(std::vector<Candidate>& ours, std::vector<Candidate>&& theirs)
{
    Added added;
    for (auto& candidate : theirs) {
        const auto same = [&](const Candidate& other) { return other.says == candidate.says; };
        auto latest = ours.end();
        for (auto own = std::find_if(ours.begin(), ours.end(), same); own != ours.end();
             own = std::find_if(own + 1, ours.end(), same))
            if (latest == ours.end() || !is_older(*own, *latest))
                latest = own;
        if (latest == ours.end()) {
            candidate.revision.extraction = 0;
            ours.push_back(std::move(candidate));
            ++added.readings;
            added.is_any = true;
        } else if (latest->revision.read_at < candidate.revision.read_at) {
            latest->revision.read_at = candidate.revision.read_at;
            added.is_any = true;
        }
    }
    return added;
}

class Merge
{
public:
    Merge(Store& into, Run& run, const Store& from) : into_(into), run_(run), from_(from) {}

    MergeCounts merge()
    {
        for (const auto& document : from_.documents())
            merge(document);
        for (const auto& path : from_.unread_paths())
            merge(path);
        return counts_;
    }

private:
    void merge(const StoredDocument& document)
    {
        ++counts_.documents;
        const auto own = into_.find_by_hash(document.sha256);
        std::vector<Candidate> readings = merged_readings(document, own);
        std::vector<Occurrence> paths;
        for (auto& path : from_.occurrences(document.document))
            if (!own || !into_.has_occurrence(own->document, path))
                paths.push_back(std::move(path));
        std::vector<Decision> decisions;
        for (auto& decision : from_.decisions(document))
            if (!into_.has_decision(decision))
                decisions.push_back(std::move(decision));
        if (readings.empty() && paths.empty() && decisions.empty() && own && own->name <= document.name)
            return;
        counts_.added += own ? 0 : 1;
        change_document(into_, run_, document.sha256, [&](StoreChange& change) {
            const std::int64_t id = change.bring_document(document);
            write(change, id, readings);
            for (const auto& path : paths)
                change.bring_path(id, path);
            for (const auto& decision : decisions)
                change.add(*into_.find_by_hash(document.sha256), decision);
        });
    }

    // All readings of the document, oldest first; none where the other store brings nothing new.
    std::vector<Candidate> merged_readings(const StoredDocument& document,
                                           const std::optional<StoredDocument>& own)
    {
        if (own && has_all(into_.revisions(own->document), from_.revisions(document.document)))
            return {};
        auto readings = own ? candidates_of(into_, *own) : std::vector<Candidate>{};
        const Added added = merge_readings(readings, candidates_of(from_, document));
        counts_.readings += added.readings;
        if (!added.is_any)
            return {};
        std::stable_sort(readings.begin(), readings.end(), is_older);
        return readings;
    }

    static void write(StoreChange& change, std::int64_t document, const std::vector<Candidate>& readings)
    {
        std::vector<std::int64_t> extractions;
        for (const auto& [revision, says, reading] : readings) {
            if (revision.extraction == 0) {
                extractions.push_back(change.bring(document, *reading, revision));
            } else {
                extractions.push_back(revision.extraction);
                change.set_read_at(revision.extraction, revision.read_at);
            }
        }
        if (!extractions.empty())
            change.set_revisions(document, extractions);
    }

    // Of several reasons the first in byte order; none where another store had the path's bytes.
    void merge(const UnreadPath& unread)
    {
        const auto key = [](const Failure& failure) {
            return std::tie(failure.reason, failure.found, failure.advice);
        };
        if (into_.has_current(unread.path))
            return;
        const auto own = into_.find_unread(unread.path);
        if (own && key(*own) <= key(unread.failure))
            return;
        StoreChange change{into_, run_};
        change.add_unread(unread.path, unread.failure);
        change.commit();
        ++counts_.unread_paths;
    }

    Store& into_;
    Run& run_;
    const Store& from_;
    MergeCounts counts_{};
};

}  // namespace

MergeCounts merge(Store& into, Run& run, const Store& from)
{
    return Merge{into, run, from}.merge();
}

}  // namespace domesday
