// Words -> clean text: the rules of docs/register-json.md, in one place.
//
// Items (bullets, paragraphs, sub-rows) are separated by '\n', without their bullets; lines of one item are
// joined by a space; a word broken at a line end is put together ("maintain-\ning", "Implement/\nmaintain").
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extractor/document/page.hpp"
#include "parsers/register.hpp"

namespace domesday
{

class Vocabulary;

// The words of one document and how often each stands there: tells whether two halves are one word
// ("Organisatio" + "nal"), and whether a hyphen at a line end belongs to the word. Case is folded,
// punctuation around a word left out.
class KnownWords
{
public:
    void add(std::span<const Word> words);
    void add(std::string_view word);
    int count(std::string_view word) const;
    std::size_t size() const { return counts_.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, int, Hash, std::equal_to<>> counts_;
};

struct CleanOptions {
    const KnownWords* known = nullptr;
    const Vocabulary* vocabulary = nullptr;  // for the prefixes that keep their hyphen
    // The column is so narrow that words are broken without a hyphen ("Organisatio nal"): halves are put
    // together wherever the document has the whole elsewhere, not only at line ends.
    bool narrow = false;
};

// Never fails; no words give an empty text.
Value text_from_words(std::span<const Word> words, const CleanOptions& options = {});

// Two values as items of one: either may be empty.
Value joined_items(Value first, const Value& second);

// The bytes of a bullet at the beginning of `word`; 0: none. Dashes and letters count only where they stand
// alone at the beginning of a line or item.
std::size_t bullet_length(std::string_view word, bool begins_line);

// The places of words in reading order; neighbours on one printed line share a place.
std::vector<Place> places_of(std::span<const Word> words);

// Is text recognition unsure of a number in it? A word beside the number may be in doubt when it is not.
bool doubts_number(const Value& value);

}  // namespace domesday
