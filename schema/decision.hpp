// What an auditor decided about a value or a finding. It stands beside what was extracted and never changes
// it.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/register.hpp"

namespace domesday
{

enum class Verdict : std::uint8_t { agree, wrong, question };
std::string_view to_string(Verdict verdict);
std::optional<Verdict> verdict_from_string(std::string_view name);

// Where a value stands in one reading of a document. Positions count from 0.
struct ValueSubject {
    std::size_t reg = 0;                 // in the document
    std::optional<std::size_t> entry{};  // in the register; none: of the register itself
    std::string field{};                 // as in the store: "title", "scores.current", "register.title"
    auto operator<=>(const ValueSubject&) const = default;
};

// What tells a finding of a document from its others.
struct FindingSubject {
    std::string check{};
    std::optional<std::string> entry{};
    std::optional<Stage> stage{};
    std::optional<std::string> printed{}, expected{};
    auto operator<=>(const FindingSubject&) const = default;
};
FindingSubject subject_of(const Finding& finding);

struct Decision {
    std::string document{};  // sha-256
    int revision = 0;        // that the auditor looked at
    ValueSubject value{};    // what it is about, unless it is about a finding
    std::optional<FindingSubject> finding{};
    std::optional<std::string> identifier{}, title{};  // of the value's entry in that revision
    std::string extracted{};                           // what the auditor saw
    Verdict verdict = Verdict::question;
    std::optional<std::string> right_value{};  // wrong: what it should be
    std::string comment{}, who{};
    std::string when{};  // UTC, "2026-02-13T10:00:00.000Z": sorts as text
    bool operator==(const Decision&) const = default;
};

// The value at this place; nullptr where the document has no such register, entry or field. Of a field that
// was not read there is an empty one.
const Value* find_value(const ParsedDocument& content, const ValueSubject& subject);
bool is_field_name(std::string_view name, bool of_entry);

}  // namespace domesday
