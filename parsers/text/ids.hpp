// Identifiers of risks and opportunities: normalised, and repaired where the document gives evidence.
//
// Normalised: upper-case letters, no spaces, no leading zeros, no full stop or bracket around it; a hyphen,
// dot or slash inside stays: "CR 13" CR13, "Corp 1" CORP1, "R-07" R-7, "CRR.67" CRR.67, "3." 3.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "parsers/register.hpp"

namespace domesday
{

struct IdParts {
    std::string prefix;     // "CR", "1920CRR"; empty for bare numbers
    std::string separator;  // "-", ".", "/" or empty
    std::string number;     // without leading zeros; may have dots ("2.1"); empty for a letter id
    std::string suffix;     // "A" of "6a", "(CR)" of "015(CR)"
    bool leading_zero = false;

    std::string text() const { return prefix + separator + number + suffix; }
    bool operator==(const IdParts&) const = default;
};

// What may be an id depends on where it stands: under an id heading a bare number or letter is one.
enum class IdPlace { column, anywhere };

// The whole text is an id.
std::optional<IdParts> find_id(std::string_view text, IdPlace place = IdPlace::column);

// An id with letters that begins a text ("CR3 Complying with ..."): the id as printed, up to where the rest
// begins. Nothing when the next word runs on from it.
struct LeadingId {
    IdParts id;
    std::size_t length = 0;  // bytes of the text
};
std::optional<LeadingId> find_leading_id(std::string_view text);

struct Id {
    std::string text;  // normalised; empty: what is printed is no id
    bool repaired = false;
    std::string reason;  // of the repair
    bool operator==(const Id&) const = default;
};

// The families of ids of one document, learnt from what its id columns print.
class IdFamilies
{
public:
    void add(std::string_view printed, Kind kind);

    // The id in the light of the families: "C01" is CO1 where other ids begin with CO, or in a table of
    // opportunities without ids beginning with C; "CR I0" is CR10. Never a guess without either.
    Id id_from_text(std::string_view printed, Kind kind) const;

    // An id of this document's families: what counts as a mention in prose.
    bool has_family(const IdParts& id) const;
    bool empty() const { return families_.empty(); }

private:
    struct Family {
        int clean = 0;   // ids that can be read in one way only
        int zeroed = 0;  // with a leading zero: may be a letter O
        int opportunities = 0;
    };
    std::optional<std::string> repaired_towards(std::string_view printed, const std::string& prefix) const;

    std::optional<Id> id_of_larger_family(std::string_view printed, const IdParts& id, Kind kind) const;

    std::map<std::string, Family> families_;  // by prefix
    std::set<std::string> ids_;               // as printed and normalised
};

}  // namespace domesday
