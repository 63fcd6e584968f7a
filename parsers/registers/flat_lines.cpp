#include "parsers/registers/flat_lines.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>

#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// This many blank lines together are a page break: between the paragraphs of one cell a dump prints one or
// two, at the foot of a page whose form feed was lost four (samples: the flattened register).
constexpr int kPageBreakLines = 3;

// Letters and digits, ASCII lower case: enough to tell words apart, and an order of magnitude cheaper than
// Unicode folding. Words that text recognition spoiled differ either way.
std::uint64_t word_hash(std::string_view word)
{
    std::uint64_t hash = 1469598103934665603U;
    bool any = false;
    for (unsigned char c : word) {
        if (!std::isalnum(c) && c < 0x80)
            continue;
        any = any || std::isalnum(c) || c >= 0xC3;
        hash = (hash ^ static_cast<unsigned char>(std::tolower(c))) * 1099511628211U;
    }
    return any ? hash | 1U : 0;
}

std::uint16_t code_points(std::string_view utf8)
{
    const auto count = std::count_if(utf8.begin(), utf8.end(),
                                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return static_cast<std::uint16_t>(std::min<std::ptrdiff_t>(count, 0xFFFF));
}

// English words after which a phrase goes on: neither a cell nor an item ends with one.
constexpr std::array<std::string_view, 52> kJoining{
    "a",     "an",   "the",  "of",      "to",      "and",   "or",   "in",    "on",     "for",   "with",
    "by",    "at",   "from", "as",      "is",      "are",   "be",   "been",  "has",    "have",  "was",
    "were",  "will", "not",  "its",     "their",   "our",   "that", "which", "this",   "these", "those",
    "may",   "than", "into", "between", "via",     "who",   "can",  "could", "should", "would", "including",
    "where", "when", "if",   "because", "through", "under", "over", "within"};

constexpr std::array<std::string_view, 13> kBullets{"•", "‣", "◦", "▪", "●", "○", "■",
                                                    "□", "➢", "✓", "*", "·", "§"};

bool is_certain_bullet(std::string_view text)
{
    if (std::find(kBullets.begin(), kBullets.end(), text) != kBullets.end())
        return true;
    // Symbol fonts without a map: the private use area.
    return text.size() == 3 && static_cast<unsigned char>(text[0]) == 0xEF &&
           static_cast<unsigned char>(text[1]) < 0xA4;
}

// Signs that text recognition prints for a bullet, and that stand for themselves elsewhere.
bool is_likely_bullet(std::string_view text)
{
    if (text.size() == 1)
        return text.find_first_of("eoO0=«»¢+-Q") == 0;
    return text == "©" || text == "®" || text == "°" || text == "¢" || text == "»" || text == "–" ||
           text == "—" || text == "¢" || text == "«";
}

bool is_number(std::string_view text)
{
    while (text.size() > 1 && (text.back() == ':' || text.back() == ';'))
        text.remove_suffix(1);
    const auto dot = text.find('.');
    const auto whole = text.substr(0, dot);
    const auto digits = [](std::string_view part) {
        return !part.empty() &&
               std::all_of(part.begin(), part.end(), [](unsigned char c) { return std::isdigit(c); });
    };
    if (whole.size() > 3 || !digits(whole))
        return false;
    return dot == std::string_view::npos || (text.size() - dot <= 3 && digits(text.substr(dot + 1)));
}

bool is_numbering(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 3 && (text.back() == '.' || text.back() == ')') &&
           std::isdigit(static_cast<unsigned char>(text[0])) && is_number(text.substr(0, text.size() - 1));
}

std::string_view without_closing(std::string_view text)
{
    for (;;) {
        if (!text.empty() && (text.back() == ')' || text.back() == '"' || text.back() == '\''))
            text.remove_suffix(1);
        else if (text.size() > 3 && text.ends_with("\xE2\x80\x9D"))
            text.remove_suffix(3);
        else
            return text;
    }
}

FlatWord flat_word(const Word& word, WordIds& ids)
{
    FlatWord flat{.word = &word};
    const std::string_view text = word.text;
    flat.id = ids.of(text);
    flat.length = code_points(text);
    const auto letter =
        std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c >= 0xC3; });
    if (letter != text.end() && !(static_cast<unsigned char>(*letter) >= 0xE0)) {
        const auto c = static_cast<unsigned char>(*letter);
        flat.upper = std::isupper(c);
        flat.lower = std::islower(c);
    }
    flat.number = is_number(text);
    const auto body = without_closing(text);
    if (!body.empty()) {
        const char end = body.back();
        flat.stop = end == '.' || end == '?' || end == '!';
        flat.colon = end == ':';
        flat.pause = end == ',' || end == ';' || (end == '-' && body.size() > 1) ||
                     (end == '/' && body.size() > 1) || end == '&';
    }
    flat.numbering = is_numbering(text);
    flat.bar = text == "|" || text == "¦" || text == "‖";
    flat.bullet = is_certain_bullet(text);
    return flat;
}

// A likely bullet is one where it mostly stands before a capital: a page prints many bullets or none.
void mark_likely_bullets(FlatDocument& document)
{
    std::unordered_map<std::string_view, std::pair<int, int>> seen;  // before a capital, elsewhere
    for (const auto& line : document.lines)
        for (auto i = line.first; i < line.last; ++i) {
            const auto& word = document.words[i];
            if (!is_likely_bullet(word.word->text))
                continue;
            const bool capital =
                i + 1 < line.last && (document.words[i + 1].upper || document.words[i + 1].length > 3);
            auto& count = seen[word.word->text];
            ++(capital ? count.first : count.second);
        }
    for (const auto& line : document.lines)
        for (auto i = line.first; i < line.last; ++i) {
            auto& word = document.words[i];
            if (!is_likely_bullet(word.word->text))
                continue;
            const auto& [before_capital, elsewhere] = seen.at(word.word->text);
            const bool capital = i + 1 < line.last && document.words[i + 1].upper;
            word.bullet = before_capital >= 3 && before_capital > elsewhere && (capital || i == line.first);
        }
}

bool is_page_number(const FlatDocument& document, const FlatLine& line)
{
    const auto words = document.words_of(line);
    const auto is = [&](std::size_t i, std::string_view text) { return words[i].word->text == text; };
    if (words.size() < 2 || words.size() > 4 || !(is(0, "Page") || is(0, "PAGE") || is(0, "page")))
        return false;
    return words[1].number && (words.size() == 2 || (words.size() == 4 && is(2, "of") && words[3].number));
}

std::string letters_of(std::string_view text)
{
    std::string low;
    for (const char c : text)
        if (std::isalpha(static_cast<unsigned char>(c)))
            low += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return low;
}

// The words of the scales, and the parts that a narrow column breaks them into: "Outstan", "ding/".
void mark_levels(FlatDocument& document, const Vocabulary& vocabulary)
{
    std::unordered_set<std::string> known;
    for (const auto& term : vocabulary.terms("level")) {
        std::string word;
        for (const char c : term.surface + " ") {
            if (std::isalpha(static_cast<unsigned char>(c)))
                word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            else if (!word.empty()) {
                known.insert(word);
                word.clear();
            }
        }
    }
    for (auto& flat : document.words) {
        std::string part;
        bool any = false, all = true;
        for (const char c : flat.word->text + "/") {
            if (std::isalpha(static_cast<unsigned char>(c)))
                part += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            else if (!part.empty()) {
                any = true;
                all = all && known.contains(part);
                part.clear();
            }
        }
        flat.level = any && all;
        const auto letters = letters_of(flat.word->text);
        if (flat.level || letters.size() < 3)
            continue;
        flat.level_part = std::any_of(known.begin(), known.end(), [&](const std::string& word) {
            if (word.size() < 8 || letters.size() >= word.size())
                return false;
            return (letters.size() >= 4 && word.starts_with(letters)) ||
                   (flat.lower && word.ends_with(letters));
        });
    }
}

}  // namespace

std::uint32_t WordIds::of(std::string_view word)
{
    const auto hash = word_hash(word);
    if (hash == 0)
        return 0;
    return ids_.try_emplace(hash, static_cast<std::uint32_t>(ids_.size() + 1)).first->second;
}

std::uint32_t WordIds::find(std::string_view word) const
{
    const auto found = ids_.find(word_hash(word));
    return found == ids_.end() ? 0 : found->second;
}

std::string joined_words(const FlatDocument& document, std::size_t first, std::size_t last)
{
    std::string text;
    for (auto i = first; i < last; ++i) {
        if (i > first)
            text += ' ';
        text += document.words[i].word->text;
    }
    return text;
}

FlatDocument flat_document(std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    FlatDocument document;
    for (const auto& block : blocks) {
        const auto* paragraph = std::get_if<Paragraph>(&block);
        if (!paragraph)
            continue;
        for (const auto& word : paragraph->words) {
            const bool same = !document.lines.empty() && document.lines.back().number == word.place.line &&
                              document.lines.back().page == word.place.page;
            if (!same) {
                FlatLine line{.first = static_cast<std::uint32_t>(document.words.size()),
                              .page = word.place.page,
                              .number = word.place.line};
                if (document.lines.empty())
                    line.page_start = true;
                else {
                    const auto& before = document.lines.back();
                    line.blank_before = std::max(0, line.number - before.number - 1);
                    line.page_start = before.page != line.page || line.blank_before >= kPageBreakLines;
                }
                document.lines.push_back(line);
            }
            auto& line = document.lines.back();
            const auto flat = flat_word(word, document.ids);
            line.length = static_cast<std::uint16_t>(std::min<int>(
                0xFFFF, line.length + flat.length + (document.words.size() > line.first ? 1 : 0)));
            document.words.push_back(flat);
            line.last = static_cast<std::uint32_t>(document.words.size());
            line.dropped = line.dropped || paragraph->kind == ParagraphKind::page_number ||
                           paragraph->kind == ParagraphKind::footer;
        }
    }
    std::vector<bool> joining(document.ids.count(), false);
    for (const auto word : kJoining)
        if (const auto id = document.ids.find(word))
            joining[id] = true;
    for (auto& word : document.words)
        word.joining = joining[word.id] && !word.stop && !word.pause && !word.colon;
    mark_likely_bullets(document);
    mark_levels(document, vocabulary);
    for (auto& line : document.lines)
        line.dropped = line.dropped || is_page_number(document, line);
    return document;
}

}  // namespace domesday
