// What the readers of tables and cards say of words that they put into no value: which are headings, and why
// others are left out. The ledger (ledger.hpp) asks for each word that no value holds.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "extractor/document/page.hpp"
#include "parsers/register.hpp"

namespace domesday
{

struct WordNote {
    WordUse use = WordUse::heading;
    std::string reason{};  // left out: why
    bool is_explained = true;
    Fact beside{};  // not explained: what of the register stands next to them
};

class WordNotes
{
public:
    // Of words noted twice the later note counts.
    void add(std::span<const Word> words, const WordNote& note);
    void add(const std::vector<Place>& places, const WordNote& note);  // each of one word
    const WordNote* find(const Place& place) const;                    // null: none

private:
    struct Key {
        int page = 0, line = 0;
        float x = 0, y = 0;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };
    static Key key_of(const Place& place);

    std::vector<WordNote> notes_;
    std::unordered_map<Key, std::size_t, Hash> of_word_;  // index of the note
};

}  // namespace domesday
