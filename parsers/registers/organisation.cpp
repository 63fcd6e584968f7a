#include "parsers/registers/organisation.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "extractor/text/unicode.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

constexpr std::size_t kMostWordsOfType = 4;  // "Fire and Rescue Authority", "Metropolitan Borough Council"
constexpr std::size_t kMostWordsOfName = 6;  // "Bournemouth, Christchurch and Poole", "Isles of Scilly"

struct NameRange {
    std::size_t first = 0, last = 0;  // half-open
};

std::string text_of(std::span<const Word> words)
{
    std::string text;
    for (const Word& word : words) {
        text += (text.empty() || word.join == Join::none ? "" : " ") + word.text;
    }
    return text;
}

bool begins_upper(const std::string& word)
{
    std::size_t at = 0;
    return !word.empty() && is_upper(next_code_point(word, at));
}

// "Council's", "Council," -> the word alone.
std::string bare(const std::string& word)
{
    std::string text = folded_for_matching(word);
    if (text.ends_with("'s")) {
        text.resize(text.size() - 2);
    }
    while (!text.empty() && std::ispunct(static_cast<unsigned char>(text.back()))) {
        text.pop_back();
    }
    return text;
}

bool ends_clause(const std::string& word)
{
    constexpr std::string_view ends = ".;:)!?|\xE2";
    return !word.empty() && ends.find(word.back()) != std::string_view::npos;
}

bool joins_names(const std::string& word)
{
    constexpr std::string_view joining[] = {"and", "&", "of", "upon", "on", "in", "the", "with", "le", "y"};
    return std::find(std::begin(joining), std::end(joining), folded_for_matching(word)) != std::end(joining);
}

// How many words from `at` are what an organisation's name ends with; 0: none.
std::size_t type_length(std::span<const Word> words, std::size_t at, std::string_view kind,
                        const Vocabulary& vocabulary)
{
    std::size_t longest = 0;
    std::string text;
    for (std::size_t i = at; i < std::min(words.size(), at + kMostWordsOfType); ++i) {
        if (!begins_upper(words[i].text) && !joins_names(words[i].text)) {
            break;
        }
        text += bare(words[i].text) + " ";
        if (vocabulary.find(kind, text)) {
            longest = i + 1 - at;
        }
        if (ends_clause(words[i].text) || words[i].text.ends_with(",")) {
            break;
        }
    }
    return longest;
}

// The proper name before the type: capitalised words, joined by "and", "of", ...
std::size_t name_begins(std::span<const Word> words, std::size_t type, std::size_t earliest,
                        const Vocabulary& vocabulary)
{
    std::size_t first = type;
    while (first > earliest && type - first < kMostWordsOfName) {
        const std::string& word = words[first - 1].text;
        const bool joining = joins_names(word) && first < type;
        const bool named =
            begins_upper(word) && !vocabulary.find("no-name", bare(word)) && !joins_names(word);
        const bool parted = ends_clause(word) || (word.ends_with(",") && !joining);
        if ((!joining && !named) || parted) {
            break;
        }
        --first;
    }
    while (first < type && joins_names(words[first].text)) {
        ++first;
    }
    return first;
}

std::vector<NameRange> names_in(std::span<const Word> words, const Vocabulary& vocabulary)
{
    std::vector<NameRange> names;
    std::size_t earliest = 0;  // behind the name before
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const std::size_t before = type_length(words, i, "organisation-before", vocabulary)) {
            std::size_t last = i + before;
            while (last < words.size() && last < i + before + kMostWordsOfName &&
                   begins_upper(words[last].text)) {
                ++last;
                if (ends_clause(words[last - 1].text)) {
                    break;
                }
            }
            if (last > i + before) {
                names.push_back({i, last});
                i = last - 1;
                earliest = last;
                continue;
            }
        }
        const std::size_t length = type_length(words, i, "organisation", vocabulary);
        if (length == 0) {
            continue;
        }
        const std::size_t first = name_begins(words, i, earliest, vocabulary);
        if (first < i) {
            names.push_back({first, i + length});
        }
        i += length - 1;
        earliest = i + 1;
    }
    return names;
}

Value value_of(std::span<const Word> words)
{
    std::string text = text_of(words);
    const std::string::size_type possessive = std::min(text.rfind("'s"), text.rfind("\xE2\x80\x99s"));
    if (possessive != std::string::npos && possessive + 4 >= text.size()) {
        text.resize(possessive);
    }
    while (!text.empty() && std::ispunct(static_cast<unsigned char>(text.back()))) {
        text.pop_back();
    }
    return {.text = std::move(text), .places = places_of(words)};
}

}  // namespace

std::optional<Value> organisation_in(std::span<const Word> words, const Vocabulary& vocabulary)
{
    const auto names = names_in(words, vocabulary);
    if (names.empty()) {
        return std::nullopt;
    }
    return value_of(words.subspan(names.front().first, names.front().last - names.front().first));
}

std::optional<Value> organisation_line(std::span<const Word> words, const Vocabulary& vocabulary)
{
    const auto names = names_in(words, vocabulary);
    if (names.size() != 1 || names.front().last - names.front().first + 2 < words.size()) {
        return std::nullopt;
    }
    return value_of(words.subspan(names.front().first, names.front().last - names.front().first));
}

std::optional<Value> organisation_of_text(std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    struct Named {
        Value first;
        int times = 0;
    };
    constexpr std::size_t most_names =
        200;  // a report names a dozen bodies; lists of hundreds name no publisher
    std::map<std::string, Named> named;
    const auto count = [&](std::span<const Word> words) {
        for (const NameRange& range : names_in(words, vocabulary)) {
            Value value = value_of(words.subspan(range.first, range.last - range.first));
            const std::string key = match_key(value.text);
            if (named.size() >= most_names && !named.contains(key)) {
                continue;
            }
            Named& entry = named[key];
            if (entry.times++ == 0) {
                entry.first = std::move(value);
            }
        }
    };
    for (const Block& block : blocks) {
        if (const auto* grid = std::get_if<Grid>(&block)) {
            for (const Cell& cell : grid->cells) {
                count(cell.words);
            }
        } else {
            count(std::get<Paragraph>(block).words);
        }
    }
    // "Staff of Lancashire County Council" counts for the shorter name where that stands alone too.
    for (auto& [key, entry] : named) {
        for (const auto& [longer, other] : named) {
            entry.times += longer.size() > key.size() && longer.ends_with(key) ? other.times : 0;
        }
    }
    int most = 0, next = 0;
    const Value* name = nullptr;
    std::string_view key_of_most;
    for (const auto& [key, entry] : named) {
        if (entry.times > most) {
            next = most;
            most = entry.times;
            name = &entry.first;
            key_of_most = key;
        } else if (!key.ends_with(key_of_most)) {
            next = std::max(next, entry.times);
        }
    }
    return most >= 2 && most >= 2 * next ? std::optional(*name) : std::nullopt;
}

}  // namespace domesday
