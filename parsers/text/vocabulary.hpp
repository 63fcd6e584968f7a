// The vocabulary: what headings, stages, axis words, ids and movement words look like. Data, not code:
// vocabulary/*.tsv is compiled in, --vocabulary FILE adds to it.
//
// A line is kind<TAB>canonical<TAB>surface[<TAB>note]; '#' begins a comment. Matching folds case, width,
// dashes, spaces and look-alike letters (Unicode TS 39 skeletons); values keep their letters.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/register.hpp"

namespace domesday
{

// The compiled-in files, one after the other.
std::string_view default_vocabulary_text();

// The letters and digits of a text, folded, without spaces and punctuation: "Opportu- nity  TYPE" and
// "Opportunity Type" have one key. A text of signs alone ("↑", "#") keeps them.
std::string match_key(std::string_view utf8);

struct Term {
    std::string kind, canonical, surface, note;
    std::string key;  // match_key(surface)
    bool operator==(const Term&) const = default;
};

enum class Part : std::uint8_t { id, field, score, likelihood, impact };

// What a heading of a column, or a label of a card, says that stands below or beside it.
struct Heading {
    Part part = Part::field;
    Field field = Field::other;  // of Part::field
    std::optional<Stage> stage{};
    std::string basis{};         // of the stage: "no-controls", "today", ...
    std::optional<Kind> kind{};  // opportunity, where the words say so
    bool achieved = false;       // "Progress to date": of an opportunity, what is done (its controls)
    bool previous = false;       // a score of an earlier period
    bool bare = false;           // a stage or "Risk" alone: may span the columns below it
    bool loose = false;          // some words of the heading are not in the vocabulary
    bool operator==(const Heading&) const = default;
};

// A label at the beginning of a text: "Risk Owner" of "Risk Owner: Head of Property".
struct Label {
    Heading heading;
    std::size_t length = 0;  // bytes of the text up to its value, a colon included
    std::size_t words = 0;
    bool colon = false;  // stands behind it
};

class Vocabulary
{
public:
    static Vocabulary standard();  // the compiled-in files

    // Adds lines to the vocabulary; a later line with the same kind and surface wins. `source` is named in
    // the InputError for a line that is not as described above.
    void add_text(std::string_view tsv, std::string_view source = "vocabulary");

    // Of everything added, in order: stored with each run.
    std::string sha256() const;

    std::span<const Term> terms(std::string_view kind) const;
    const Term* find(std::string_view kind, std::string_view text) const;  // the whole text is this term

    // The whole text is a heading; longest words of the vocabulary first. Words in brackets may be unknown;
    // others make the heading loose, and must be fewer than the known ones.
    std::optional<Heading> find_heading(std::string_view text) const;

    // A heading that text recognition may have misread by a letter or two ("Cauca", "{" for "I"): each word
    // that the vocabulary does not know is taken for the one known word it is nearest to. Always loose. None
    // where find_heading finds one that is not, or a word has no such neighbour.
    std::optional<Heading> find_misread_heading(std::string_view text) const;

    // The longest label the text begins with. Loose headings are no labels.
    std::optional<Label> find_label(std::string_view text) const;

private:
    std::string text_;
    std::map<std::string, std::vector<Term>, std::less<>> terms_;                             // by kind
    std::map<std::string, std::unordered_map<std::string, std::size_t>, std::less<>> index_;  // key -> place
    std::vector<Term> pieces_;                // of headings, sorted by key
    std::vector<std::string> heading_words_;  // keys of the words of headings, sorted
};

}  // namespace domesday
