#include "domesday/report/decided.hpp"

#include <algorithm>
#include <utility>

#include "domesday/report/text.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kShownText = 80;  // bytes of a text that a message quotes

std::string title_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? std::string{} : title->second.text;
}

struct Candidate {
    ValueSubject subject;
    bool has_title = false, has_position = false;
};

// The entries that may be the decision's.
std::vector<Candidate> candidates_for(const Decision& decision, const ParsedDocument& content)
{
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < content.registers.size(); ++i) {
        const auto& entries = content.registers[i].entries;
        for (std::size_t j = 0; j < entries.size(); ++j) {
            if (entries[j].id != decision.identifier)
                continue;
            const Candidate candidate{.subject = {i, j, decision.value.field},
                                      .has_title = title_of(entries[j]) == decision.title.value_or(""),
                                      .has_position = i == decision.value.reg && j == decision.value.entry};
            // Without an id an entry is known by its title; without both nothing tells it from others.
            const bool is_named = decision.identifier || !decision.title.value_or("").empty();
            if (is_named ? candidate.has_title || (decision.identifier && candidate.has_position)
                         : candidate.has_title && candidate.has_position)
                candidates.push_back(candidate);
        }
    }
    return candidates;
}

std::optional<ValueSubject> find_entry(const Decision& decision, const ParsedDocument& content)
{
    if (!decision.value.entry)
        return decision.value;
    auto candidates = candidates_for(decision, content);
    const auto keep_if_any = [&candidates](bool Candidate::*wanted) {
        const auto begin = std::stable_partition(candidates.begin(), candidates.end(),
                                                 [wanted](const Candidate& c) { return c.*wanted; });
        if (begin != candidates.begin())
            candidates.erase(begin, candidates.end());
    };
    keep_if_any(&Candidate::has_title);
    keep_if_any(&Candidate::has_position);
    return candidates.size() == 1 ? std::optional{candidates.front().subject} : std::nullopt;
}

std::string text_now(const std::string& text, const Decision& decision)
{
    if (text == decision.right_value)
        return "the text is now what was decided";
    return text.empty() ? "nothing is read there now"
                        : "the text is now \"" + one_line(text, kShownText) + "\"";
}

void judge_value(JudgedDecision& judged, const LoadedDocument& loaded)
{
    const Decision& decision = judged.decision;
    const auto subject =
        judged.is_carried ? find_entry(decision, loaded.reading.content) : std::optional{decision.value};
    const Value* value = subject ? find_value(loaded.reading.content, *subject) : nullptr;
    if (value == nullptr) {
        judged.why_not = decision.value.entry ? "the entry is not there any more, or several are like it"
                                              : "the register is not there any more";
    } else if (value->text != decision.extracted) {
        judged.why_not = text_now(value->text, decision);
    } else {
        judged.now = *subject;
        return;
    }
    judged.standing = JudgedDecision::Standing::not_carried;
}

void judge_finding(JudgedDecision& judged, const LoadedDocument& loaded)
{
    const bool is_there =
        std::any_of(loaded.findings.begin(), loaded.findings.end(),
                    [&](const Finding& finding) { return subject_of(finding) == judged.decision.finding; });
    if (is_there)
        return;
    judged.standing = JudgedDecision::Standing::not_carried;
    judged.why_not = "the checks do not find it any more";
}

}  // namespace

std::string_view to_string(JudgedDecision::Standing standing)
{
    switch (standing) {
        case JudgedDecision::Standing::holds:
            return "holds";
        case JudgedDecision::Standing::superseded:
            return "superseded";
        case JudgedDecision::Standing::not_carried:
            break;
    }
    return "not carried over";
}

Decided::Decided(const LoadedDocument& loaded, std::vector<Decision> decisions)
{
    const auto hold = [this](auto& map, const auto& subject) {
        const auto [found, is_first] = map.emplace(subject, all_.size());
        if (!is_first) {
            all_[found->second].standing = JudgedDecision::Standing::superseded;
            found->second = all_.size();
        }
    };
    for (auto& decision : decisions) {
        JudgedDecision judged{.decision = std::move(decision)};
        judged.is_carried = judged.decision.revision != loaded.document.revision;
        if (judged.decision.finding)
            judge_finding(judged, loaded);
        else
            judge_value(judged, loaded);
        if (judged.standing == JudgedDecision::Standing::holds) {
            if (judged.decision.finding)
                hold(findings_, *judged.decision.finding);
            else
                hold(values_, judged.now);
        }
        all_.push_back(std::move(judged));
    }
}

const Decision* Decided::of(const ValueSubject& subject) const
{
    const auto found = values_.find(subject);
    return found == values_.end() ? nullptr : &all_[found->second].decision;
}

const Decision* Decided::of(const Finding& finding) const
{
    const auto found = findings_.find(subject_of(finding));
    return found == findings_.end() ? nullptr : &all_[found->second].decision;
}

}  // namespace domesday
