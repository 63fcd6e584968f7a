// Which decisions hold for what a document's current reading says.
//
// A decision made on an earlier revision is carried over where the value is unchanged: the same field of the
// same entry with the same text, or a finding with the same check, entry, stage, printed and expected. The
// same entry is one with the same id that has the same title or stands at the same position. Of several
// decisions about one thing the latest holds.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schema/store.hpp"

namespace domesday
{

struct JudgedDecision {
    enum class Standing {
        holds,
        superseded,   // by a later one about the same
        not_carried,  // from an earlier revision that said something else
    };
    Decision decision;
    Standing standing = Standing::holds;
    std::string why_not{};    // not_carried: "the text is another now: ..."
    ValueSubject now{};       // where the value stands in the current reading, unless not_carried
    bool is_carried = false;  // made on another revision than the current one
};
std::string_view to_string(JudgedDecision::Standing standing);  // "holds", "superseded", "not carried over"

class Decided
{
public:
    Decided() = default;

    // `decisions` as Store::decisions gives them.
    Decided(const LoadedDocument& loaded, std::vector<Decision> decisions);

    // The decision that holds; nullptr: none.
    const Decision* of(const ValueSubject& subject) const;
    const Decision* of(const Finding& finding) const;

    const std::vector<JudgedDecision>& all() const { return all_; }  // by time

private:
    std::vector<JudgedDecision> all_;
    std::map<ValueSubject, std::size_t> values_;  // -> all_
    std::map<FindingSubject, std::size_t> findings_;
};

}  // namespace domesday
