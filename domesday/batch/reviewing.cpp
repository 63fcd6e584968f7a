#include "domesday/batch/reviewing.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "domesday/report/decided.hpp"
#include "domesday/report/text.hpp"
#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

// Pages show runs of white space as one space: what an auditor saw may have lost that difference.
std::string with_single_spaces(std::string_view text)
{
    std::string plain;
    bool is_gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (is_space(next_code_point(text, at))) {
            is_gap = true;
            continue;
        }
        if (std::exchange(is_gap, false) && !plain.empty())
            plain += ' ';
        plain += text.substr(begin, at - begin);
    }
    return plain;
}

// Readings that the decisions of one file are about, each loaded once.
class Readings
{
public:
    explicit Readings(const Store& store) : store_(store) {}

    // nullptr: the store has no such document or revision.
    const LoadedDocument* find(const std::string& sha256, int revision)
    {
        auto& loaded = loaded_[{sha256, revision}];
        if (!loaded) {
            loaded = std::make_unique<std::optional<LoadedDocument>>();
            if (const auto document = store_.find_revision(sha256, revision))
                *loaded = store_.load(*document);
        }
        return *loaded ? &**loaded : nullptr;
    }

private:
    const Store& store_;
    std::map<std::pair<std::string, int>, std::unique_ptr<std::optional<LoadedDocument>>> loaded_;
};

std::string in_quotes(std::string_view text)
{
    return "\"" + one_line(text, 60) + "\"";
}

// Completes a decision about a value from the reading it is about; what is wrong with it, if anything is.
std::optional<std::string> place_value(Decision& decision, const ParsedDocument& content)
{
    const Value* value = find_value(content, decision.value);
    if (value == nullptr)
        return "revision " + std::to_string(decision.revision) + " of the document has no such entry";
    if (with_single_spaces(value->text) != with_single_spaces(decision.extracted))
        return decision.value.field + " reads " + in_quotes(value->text) + " there, not " +
               in_quotes(decision.extracted);
    decision.extracted = value->text;
    if (decision.value.entry) {
        const Entry& entry = content.registers.at(decision.value.reg).entries.at(*decision.value.entry);
        decision.identifier = entry.id;
        const auto title = entry.texts.find(Field::title);
        if (title != entry.texts.end())
            decision.title = title->second.text;
    }
    return std::nullopt;
}

std::optional<std::string> place(Decision& decision, Readings& readings, const Store& store,
                                 std::string_view now)
{
    if (decision.when > now)
        return "it was made in the future, at " + decision.when;
    const LoadedDocument* loaded = readings.find(decision.document, decision.revision);
    if (loaded == nullptr)
        return store.find_by_hash(decision.document)
                   ? "the store has no revision " + std::to_string(decision.revision) + " of the document"
                   : "the store has no document " + decision.document.substr(0, 8);
    if (!decision.finding)
        return place_value(decision, loaded->reading.content);
    const bool is_there =
        std::any_of(loaded->findings.begin(), loaded->findings.end(),
                    [&](const Finding& finding) { return subject_of(finding) == decision.finding; });
    // Findings are made anew when another register arrives: a decision taken in before keeps its row.
    if (!is_there && !store.has_decision(decision))
        return "the document has no such finding of " + in_quotes(decision.finding->check);
    return std::nullopt;
}

}  // namespace

ReviewTaken take_decisions(Store& store, Run& run, DecisionsFile file, std::string_view now)
{
    ReviewTaken taken{.problems = std::move(file.problems)};
    Readings readings{store};
    std::vector<std::pair<const LoadedDocument*, Decision>> fresh;
    for (auto& [number, decision] : file.decisions) {
        if (auto problem = place(decision, readings, store, now))
            taken.problems.push_back({number, *std::move(problem)});
        else if (store.has_decision(decision))
            ++taken.known;
        else
            fresh.emplace_back(readings.find(decision.document, decision.revision), std::move(decision));
    }
    std::sort(taken.problems.begin(), taken.problems.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    if (fresh.empty())
        return taken;
    StoreChange change{store, run};
    for (const auto& [loaded, decision] : fresh)
        ++(change.add(loaded->document, decision) ? taken.added : taken.known);
    change.commit();
    return taken;
}

CarriedCounts carried_counts(const Store& store, const StoredDocument& document)
{
    CarriedCounts counts;
    auto decisions = store.decisions(document);
    if (decisions.empty())
        return counts;
    const Decided decided{store.load(document), std::move(decisions)};
    for (const auto& judged : decided.all()) {
        if (judged.standing == JudgedDecision::Standing::not_carried)
            ++counts.not_carried;
        else if (judged.is_carried)
            ++counts.carried;
    }
    return counts;
}

}  // namespace domesday
