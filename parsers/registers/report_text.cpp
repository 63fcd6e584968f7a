#include "parsers/registers/report_text.hpp"

#include <algorithm>

#include "extractor/text/unicode.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

constexpr std::size_t kMostWordsOfTerm = 4;
constexpr std::size_t kMostWordsOfHeading = 6;

bool ends_sentence(const Word& word)
{
    std::string_view text = word.text;
    while (!text.empty() && (text.back() == ')' || text.back() == '"' || text.back() == '\'')) {
        text.remove_suffix(1);
    }
    return text.ends_with(".") || text.ends_with("!") || text.ends_with("?") || text.ends_with(":");
}

// "No. 5", "St. Anne's", "e.g. this": a full stop that ends no sentence.
bool is_abbreviation(const Word& word, const Word& next)
{
    std::size_t at = 0;
    const char32_t first = next.text.empty() ? U' ' : next_code_point(next.text, at);
    constexpr std::size_t shortest_last_word = 3;  // with its stop: "of." ends sentences, "p." does not
    return word.text.ends_with(".") && (is_lower(first) || word.text.size() < shortest_last_word);
}

bool begins_bullet(std::span<const Word> words, std::size_t at)
{
    const bool begins_line = at == 0 || words[at].join == Join::line || words[at].join == Join::item;
    return begins_line && bullet_length(words[at].text, true) > 0;
}

std::string bare(const std::string& word)
{
    constexpr std::string_view around = "()[]{},;:.'\"!?*|\xE2\x80\x98\x99\x9C\x9D";
    const auto first = word.find_first_not_of(around);
    if (first == std::string::npos) {
        return {};
    }
    std::string text = word.substr(first, word.find_last_not_of(around) - first + 1);
    return text;
}

}  // namespace

namespace
{

bool goes_on(const Passage& before, const Paragraph& next)
{
    if (before.words.empty() || before.heading || next.words.empty() || next.kind != ParagraphKind::prose) {
        return false;
    }
    std::size_t at = 0;
    const bool lower = is_lower(next_code_point(next.words.front().text, at));
    return lower && !ends_sentence(before.words.back());
}

}  // namespace

std::vector<bool> blocks_of_reports(std::span<const Block> blocks, std::span<const BlockRange> taken,
                                    const Vocabulary& vocabulary)
{
    std::vector<bool> asked;
    for (const SectionKind section : sections_of(blocks, vocabulary)) {
        asked.push_back(section != SectionKind::minutes && section != SectionKind::agenda);
    }
    for (const BlockRange& range : taken) {
        for (std::size_t i = range.first; i < std::min(range.last, asked.size()); ++i) {
            asked[i] = false;
        }
    }
    return asked;
}

std::vector<Passage> passages_of(std::span<const Block> blocks, const std::vector<bool>& asked)
{
    std::vector<Passage> passages;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto* paragraph = std::get_if<Paragraph>(&blocks[i]);
        if (!paragraph || !asked[i]) {
            passages.emplace_back();
            continue;
        }
        if (paragraph->kind == ParagraphKind::page_number || paragraph->kind == ParagraphKind::header ||
            paragraph->kind == ParagraphKind::footer) {
            continue;
        }
        if (!passages.empty() && goes_on(passages.back(), *paragraph)) {
            auto& words = passages.back().words;
            words.insert(words.end(), paragraph->words.begin(), paragraph->words.end());
        } else {
            passages.push_back({paragraph->words, paragraph->kind == ParagraphKind::heading});
        }
    }
    return passages;
}

std::string text_of(std::span<const Word> words)
{
    std::string text;
    for (const Word& word : words) {
        text += (text.empty() || word.join == Join::none ? "" : " ") + word.text;
    }
    return text;
}

std::vector<Sentence> sentences_of(std::span<const Word> words, bool heading)
{
    std::vector<Sentence> sentences;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool last = i + 1 == words.size();
        const bool next_begins_item =
            !last && (words[i + 1].join == Join::item || begins_bullet(words, i + 1));
        const bool next_is_heading_line = heading && !last && words[i + 1].join == Join::line;
        const bool stop = ends_sentence(words[i]) && (last || !is_abbreviation(words[i], words[i + 1]));
        if (!last && !next_begins_item && !next_is_heading_line && !stop) {
            continue;
        }
        Sentence sentence{.words = words.subspan(begin, i + 1 - begin)};
        const Word& first = words[begin];
        sentence.begins_item = first.join == Join::item || begins_bullet(words, begin);
        sentence.begins_line = begin == 0 || first.join == Join::line || first.join == Join::item;
        sentence.heading = heading;
        // a short line without a stop at its end, set off from what follows
        const bool whole_line = sentence.begins_line && (last || words[i + 1].join == Join::line);
        sentence.heading = sentence.heading || (whole_line && sentence.words.size() <= kMostWordsOfHeading &&
                                                !words[i].text.ends_with("."));
        sentences.push_back(sentence);
        begin = i + 1;
    }
    return sentences;
}

std::optional<TermAt> term_at(std::span<const Word> words, std::size_t at, std::string_view kind,
                              const Vocabulary& vocabulary)
{
    std::optional<TermAt> longest;
    std::string text;
    for (std::size_t i = at; i < std::min(words.size(), at + kMostWordsOfTerm); ++i) {
        text += words[i].text + " ";
        if (const Term* term = vocabulary.find(kind, text)) {
            longest = TermAt{term, at, i + 1};
        }
        if (const char end = words[i].text.back(); end == '.' || end == ',' || end == ';' || end == ':') {
            break;  // a term does not run over a stop
        }
    }
    return longest;
}

KnownIds::KnownIds(std::span<const Register> registers)
{
    for (const Register& content : registers) {
        for (const Entry& entry : content.entries) {
            if (entry.id) {
                families_.add(entry.id_printed.text, entry.kind);
                known_.push_back(*entry.id);
            }
        }
    }
    any_ = known_.empty();
    std::sort(known_.begin(), known_.end());
}

bool KnownIds::knows(const std::string& id) const
{
    return any_ || std::binary_search(known_.begin(), known_.end(), id);
}

std::optional<std::string> KnownIds::normalised(const std::string& printed, IdPlace place) const
{
    const auto parts = find_id(printed, place);
    if (parts && !any_ && knows(parts->text())) {
        return parts->text();
    }
    const bool plain_prefix = parts && (parts->prefix.size() >= 2 || parts->separator == "-");
    if (any_ && plain_prefix && !parts->number.empty()) {
        return parts->text();
    }
    if (any_) {
        return std::nullopt;
    }
    for (const Kind kind : {Kind::risk, Kind::opportunity}) {
        if (const Id id = families_.id_from_text(printed, kind); knows(id.text)) {
            return id.text;
        }
    }
    // of a family of the document, though not in its registers: deleted, or another register's
    const bool lettered = parts && !parts->prefix.empty() && !parts->number.empty();
    return lettered && families_.has_family(*parts) ? std::optional(parts->text()) : std::nullopt;
}

std::optional<KnownIds::At> KnownIds::at(std::span<const Word> words, std::size_t word) const
{
    const auto has_letter_and_digit = [](const std::string& text) {
        const auto is_digit_char = [](char c) { return c >= '0' && c <= '9'; };
        const auto is_letter_char = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
        return std::any_of(text.begin(), text.end(), is_digit_char) &&
               std::any_of(text.begin(), text.end(), is_letter_char);
    };
    const std::string first = bare(words[word].text);
    if (first.empty()) {
        return std::nullopt;
    }
    constexpr std::size_t longest_id = 12;
    if (first.size() <= longest_id && (has_letter_and_digit(first) || (!any_ && knows(upper_case(first))))) {
        const bool lettered = std::isalpha(static_cast<unsigned char>(first.front())) != 0;
        if (auto id = lettered ? normalised(first, IdPlace::anywhere) : std::nullopt) {
            return At{std::move(*id), word, word + 1};
        }
    }
    // "CR 13", "Corp 1"
    if (!any_ && word + 1 < words.size() && first == words[word].text) {
        const std::string second = bare(words[word + 1].text);
        const bool number =
            !second.empty() && second.size() <= 4 &&
            std::all_of(second.begin(), second.end(), [](char c) { return c >= '0' && c <= '9'; });
        const bool prefix =
            first.size() >= 2 && first.size() <= 5 && first.front() >= 'A' && first.front() <= 'Z';
        if (number && prefix) {
            if (auto id = normalised(first + " " + second, IdPlace::anywhere); id && knows(*id)) {
                return At{std::move(*id), word, word + 2};
            }
        }
    }
    return std::nullopt;
}

std::vector<KnownIds::At> KnownIds::in(std::span<const Word> words) const
{
    std::vector<At> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (auto id = at(words, i)) {
            i = id->last - 1;
            found.push_back(std::move(*id));
        }
    }
    return found;
}

std::optional<std::string> KnownIds::in_cell(std::span<const Word> words) const
{
    return words.empty() ? std::nullopt : normalised(text_of(words), IdPlace::column);
}

}  // namespace domesday
