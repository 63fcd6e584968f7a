#include "parsers/text/vocabulary.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <limits>

#include "extractor/document/error.hpp"
#include "extractor/document/source.hpp"
#include "extractor/text/edit_distance.hpp"
#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kLongestHeading = 160;  // bytes; the longest heading seen has 98
constexpr std::array<std::string_view, 5> kPieceKinds{"heading", "stage", "measure", "previous", "noise"};

bool is_word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

// General punctuation (dashes, curly quotes, bullets) of a folded text is no letter.
bool is_punctuation_at(std::string_view text, std::size_t i)
{
    const auto byte = [&](std::size_t k) {
        return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
    };
    return (byte(i) == 0xE2 && (byte(i + 1) == 0x80 || byte(i + 1) == 0x81)) ||
           (byte(i) == 0xC2 && byte(i + 1) < 0xC0);
}

// A key and the places in it where a word of the text begins.
struct Key {
    std::string letters;
    std::vector<bool> starts;  // one more than letters: the end counts
};

std::string folded(std::string_view text)
{
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii)
        return folded_for_matching(text);
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Key key_from_text(std::string_view text)
{
    const std::string low = folded(text);
    Key key;
    key.letters.reserve(low.size());
    bool starts = true;
    for (std::size_t i = 0; i < low.size(); ++i) {
        if (is_punctuation_at(low, i)) {
            i += static_cast<unsigned char>(low[i]) == 0xE2 ? 2 : 1;
            starts = true;
            continue;
        }
        if (!is_word_byte(static_cast<unsigned char>(low[i]))) {
            starts = starts || low[i] != '\'';
            continue;
        }
        key.letters += low[i];
        key.starts.push_back(starts);
        starts = false;
    }
    key.starts.push_back(true);
    return key;
}

// Where `pattern` begins in `text`, behind at least one word.
std::optional<std::size_t> position_of(const RE2& pattern, std::string_view text)
{
    re2::StringPiece found;
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern, &found))
        return std::nullopt;
    return static_cast<std::size_t>(found.data() - text.data());
}

// "Impact (1-5)", "Likelihood 1 to 10, where 10 is certain": such a heading stands over levels.
std::optional<std::size_t> scale_in(std::string_view text)
{
    if (text.find_first_of("01") == std::string_view::npos)
        return std::nullopt;
    static const RE2 scale(R"((?i)\pL(\s*[\s(\[][01]\s*(?:[-–—]|to)\s*(?:[3-9]|10|100)(?:[^\d\pL]|\s|$)))");
    return position_of(scale, text);
}

// "Risk (P*I)", "Score [L x I]": such a heading stands over the product.
std::optional<std::size_t> product_in(std::string_view text)
{
    if (text.find_first_of("([") == std::string_view::npos)
        return std::nullopt;
    static const RE2 product(R"((?i)\pL(\s*[(\[]\s*[LPISC]\s*[x×*]\s*[LPISC]\s*[)\]]))");
    return position_of(product, text);
}

// "Threat level e.g. 2x4=8": an example says nothing of its own.
std::optional<std::size_t> example_in(std::string_view text)
{
    if (text.find('g') == std::string_view::npos)
        return std::nullopt;
    static const RE2 example(R"((?i)\pL(\s*[\s(\[]e\.? ?g\.?[\s:]))");
    return position_of(example, text);
}

std::string without_brackets(std::string_view text)
{
    std::string out;
    int depth = 0;
    for (const char c : text) {
        if (c == '(' || c == '[')
            ++depth;
        if (depth == 0)
            out += c;
        if ((c == ')' || c == ']') && depth > 0)
            --depth;
    }
    return out;
}

// Pieces that cover a key. Fewest pieces win; noise before a field of the same letters when it stands
// beside others ("Current Risk"), the field when it is all there is ("Risk").
int cost_of(const Term& piece, bool whole)
{
    if (whole)
        return piece.kind == "noise" ? 9 : 5;
    return piece.kind == "noise" ? 9 : 10;
}

constexpr int kUnknownWord = 40;

struct Step {
    int cost = std::numeric_limits<int>::max();
    std::size_t from = 0;
    const Term* piece = nullptr;  // null: an unknown word
};

bool may_stand(const Term& piece, const Key& key, std::size_t from, std::size_t to)
{
    // Short words must be whole words; a longer one may begin within a word that a narrow column broke.
    return piece.key.size() > 3 || (key.starts[from] && key.starts[to]);
}

std::vector<const Term*> pieces_of(const std::vector<Term>& pieces, const Key& key, bool loose)
{
    const std::string_view letters = key.letters;
    std::vector<Step> steps(letters.size() + 1);
    steps[0].cost = 0;
    const auto reach = [&](std::size_t from, std::size_t to, int cost, const Term* piece) {
        if (steps[from].cost + cost < steps[to].cost)
            steps[to] = {steps[from].cost + cost, from, piece};
    };
    for (std::size_t from = 0; from < letters.size(); ++from) {
        if (steps[from].cost == std::numeric_limits<int>::max())
            continue;
        auto low = pieces.begin();
        auto high = pieces.end();
        for (std::size_t n = 0; from + n < letters.size() && low != high; ++n) {
            const auto letter = letters[from + n];
            const auto at = [n](const Term& t) {
                return t.key.size() > n ? static_cast<int>(t.key[n]) : -300;
            };
            low = std::partition_point(low, high, [&](const Term& t) { return at(t) < letter; });
            high = std::partition_point(low, high, [&](const Term& t) { return at(t) <= letter; });
            for (auto it = low; it != high && it->key.size() == n + 1; ++it)
                if (may_stand(*it, key, from, from + n + 1))
                    reach(from, from + n + 1, cost_of(*it, n + 1 == letters.size()), &*it);
        }
        if (loose && key.starts[from]) {
            std::size_t to = from + 1;
            while (!key.starts[to])
                ++to;
            reach(from, to, kUnknownWord, nullptr);
        }
    }
    std::vector<const Term*> found;
    if (steps.back().cost == std::numeric_limits<int>::max())
        return found;
    for (std::size_t at = letters.size(); at > 0; at = steps[at].from)
        found.push_back(steps[at].piece);
    std::reverse(found.begin(), found.end());
    return found;
}

std::optional<Heading> heading_from_pieces(std::span<const Term* const> pieces)
{
    Heading heading;
    const Term* field = nullptr;
    const Term* measure = nullptr;
    const Term* second_measure = nullptr;
    for (const Term* piece : pieces) {
        if (!piece) {
            heading.loose = true;
        } else if (piece->kind == "heading") {
            field = field ? field : piece;
        } else if (piece->kind == "measure") {
            (measure ? second_measure : measure) = piece;
        } else if (piece->kind == "stage" && !heading.stage) {
            heading.stage = stage_from_string(piece->canonical);
            heading.basis = piece->note;
        } else if (piece->kind == "previous") {
            heading.previous = true;
        }
        if (piece && (piece->canonical == "opportunity" || piece->note == "opportunity"))
            heading.kind = Kind::opportunity;
    }
    if (field) {
        heading.part = field->canonical == "id" ? Part::id : Part::field;
        heading.field = field_from_string(field->canonical).value_or(Field::other);
        heading.achieved = field->note == "achieved";
        heading.stage.reset();
        heading.basis.clear();
        heading.bare = pieces.size() == 1 && (field->key == "risk" || field->key == "opportunity");
        return heading;
    }
    if (measure) {
        const std::string_view part = second_measure && second_measure->canonical != measure->canonical
                                          ? std::string_view("score")
                                          : std::string_view(measure->canonical);
        heading.part = part == "likelihood" ? Part::likelihood
                       : part == "impact"   ? Part::impact
                                            : Part::score;
        return heading;
    }
    if (heading.stage || heading.previous) {
        heading.part = Part::score;
        heading.bare = true;
        return heading;
    }
    return std::nullopt;
}

// A label is one field with words that change nothing before it, or the parts of a score: "Officer Target"
// and "Risk Owner Director of" are a label or a value and the beginning of the next.
bool is_one_label(std::span<const Term* const> pieces)
{
    const auto fields =
        std::count_if(pieces.begin(), pieces.end(), [](const Term* t) { return t->kind == "heading"; });
    const auto others = std::count_if(pieces.begin(), pieces.end(), [](const Term* t) {
        return t->kind != "heading" && t->kind != "noise";
    });
    if (pieces.back()->kind == "noise" && pieces.size() > 1)
        return false;
    return fields == 0 || (fields == 1 && others == 0);
}

bool mostly_known(const Key& key, std::span<const Term* const> pieces)
{
    std::size_t known = 0;
    bool meant = false;
    for (const Term* piece : pieces)
        if (piece) {
            known += piece->key.size();
            meant = meant || piece->kind != "noise";
        }
    return meant && known * 2 > key.letters.size();
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(" /-\n", at), text.size());
        if (auto key = match_key(text.substr(at, end - at)); !key.empty())
            words.push_back(std::move(key));
        at = end + 1;
    }
    return words;
}

// Letters that may be misread in a word: of "cause" one ("clause" is as near), of "consequence" two; in words
// of four letters and fewer every letter makes another word.
std::size_t misread_letters(std::size_t length)
{
    return length < 5 ? 0 : length < 9 ? 1 : 2;
}

// The one of `known` that `word` is nearest to; none: no neighbour, or two.
std::optional<std::string> neighbour_of(const std::string& word, const std::vector<std::string>& known)
{
    const std::string* best = nullptr;
    std::size_t least = misread_letters(word.size());
    bool tie = false;
    for (const auto& other : known) {
        const std::size_t longer = std::max(other.size(), word.size());
        if (longer - std::min(other.size(), word.size()) > least || other.size() < 4)
            continue;
        const std::size_t distance = edit_distance(word, other);
        if (distance > least)
            continue;
        tie = best && distance == least;
        least = distance;
        best = &other;
    }
    if (!best || tie)
        return std::nullopt;
    return *best;
}

}  // namespace

std::string match_key(std::string_view utf8)
{
    std::string key;
    key.reserve(utf8.size());
    bool ascii = true;
    for (const char c : utf8) {
        ascii = ascii && static_cast<unsigned char>(c) < 0x80;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            key += c;
        else if (c >= 'A' && c <= 'Z')
            key += static_cast<char>(c - 'A' + 'a');
    }
    if (!ascii)
        key = key_from_text(utf8).letters;
    if (!key.empty())
        return key;
    key = folded(utf8);
    std::erase_if(key, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    return key;
}

Vocabulary Vocabulary::standard()
{
    Vocabulary vocabulary;
    vocabulary.add_text(default_vocabulary_text());
    return vocabulary;
}

void Vocabulary::add_text(std::string_view tsv, std::string_view source)
{
    std::size_t number = 0;
    for (std::size_t at = 0; at < tsv.size(); ++number) {
        const auto end = std::min(tsv.find('\n', at), tsv.size());
        std::string_view line = tsv.substr(at, end - at);
        at = end + 1;
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (line.empty() || line.front() == '#')
            continue;
        std::array<std::string_view, 4> columns{};
        std::size_t count = 0;
        for (std::string_view rest = line; count < columns.size(); ++count) {
            const auto tab = rest.find('\t');
            columns[count] = rest.substr(0, tab);
            if (tab == std::string_view::npos) {
                ++count;
                break;
            }
            rest.remove_prefix(tab + 1);
        }
        std::string key = match_key(columns[2]);  // empty: blanks, or nothing that could be found in a text
        if (count < 3 || columns[0].empty() || columns[1].empty() || key.empty())
            throw InputError{{.source = std::string(source)},
                             Reason::not_a_document,
                             "line " + std::to_string(number + 1) +
                                 " is not kind, canonical and surface, separated by tabs: \"" +
                                 std::string(line.substr(0, 80)) + "\"",
                             "see vocabulary/headings.tsv for the form"};
        Term term{std::string(columns[0]), std::string(columns[1]), std::string(columns[2]),
                  std::string(columns[3]), std::move(key)};
        auto& terms = terms_[term.kind];
        const auto [place, is_new] = index_[term.kind].emplace(term.key, terms.size());
        if (is_new)
            terms.push_back(std::move(term));
        else
            terms[place->second] = std::move(term);
    }
    text_ += tsv;
    pieces_.clear();
    for (const auto kind : kPieceKinds)
        for (const auto& term : terms(kind))
            pieces_.push_back(term);
    std::stable_sort(pieces_.begin(), pieces_.end(), [](const Term& a, const Term& b) {
        return std::lexicographical_compare(a.key.begin(), a.key.end(), b.key.begin(), b.key.end());
    });
    heading_words_.clear();
    for (const auto& piece : pieces_)
        for (auto& word : words_of(piece.surface))
            heading_words_.push_back(std::move(word));
    std::sort(heading_words_.begin(), heading_words_.end());
    heading_words_.erase(std::unique(heading_words_.begin(), heading_words_.end()), heading_words_.end());
}

std::string Vocabulary::sha256() const
{
    return sha256_hex(text_);
}

std::span<const Term> Vocabulary::terms(std::string_view kind) const
{
    const auto found = terms_.find(kind);
    return found == terms_.end() ? std::span<const Term>{} : std::span<const Term>{found->second};
}

const Term* Vocabulary::find(std::string_view kind, std::string_view text) const
{
    const auto places = index_.find(kind);
    if (places == index_.end())
        return nullptr;
    const auto place = places->second.find(match_key(text));
    return place == places->second.end() ? nullptr : &terms(kind)[place->second];
}

std::optional<Heading> Vocabulary::find_heading(std::string_view text) const
{
    if (text.empty() || text.size() > kLongestHeading)
        return std::nullopt;
    if (const auto example = example_in(text))
        return find_heading(text.substr(0, *example));
    if (const auto scale = scale_in(text)) {
        auto heading = find_heading(text.substr(0, *scale));
        if (heading && heading->part == Part::field && heading->field == Field::consequences)
            heading->part = Part::impact;
        return heading;
    }
    if (const auto product = product_in(text)) {
        auto heading = find_heading(text.substr(0, *product));
        if (heading && heading->part == Part::field && heading->bare)
            heading->part = Part::score;
        return heading;
    }
    Key key = key_from_text(text);
    if (key.letters.empty()) {
        const auto sign = match_key(text);  // "#"
        for (const auto& piece : pieces_)
            if (piece.key == sign) {
                const std::array one{&piece};
                return heading_from_pieces(one);
            }
        return std::nullopt;
    }
    auto pieces = pieces_of(pieces_, key, false);
    if (pieces.empty() && text.find_first_of("([") != std::string_view::npos) {
        key = key_from_text(without_brackets(text));
        pieces = pieces_of(pieces_, key, false);
    }
    if (pieces.empty()) {
        pieces = pieces_of(pieces_, key, true);
        if (!mostly_known(key, pieces))
            return std::nullopt;
    }
    return heading_from_pieces(pieces);
}

std::optional<Heading> Vocabulary::find_misread_heading(std::string_view text) const
{
    if (text.size() > kLongestHeading)
        return std::nullopt;
    if (const auto plain = find_heading(text); plain && !plain->loose)
        return std::nullopt;
    // an upright bar over a column of factors
    constexpr std::string_view kLikeI = "{}[]|!1l";
    std::optional<Heading> heading;
    if (text.size() == 1 && kLikeI.find(text.front()) != std::string_view::npos) {
        heading = find_heading("I");
    } else {
        std::string mended;
        for (const auto& word : words_of(text)) {
            const bool known = std::binary_search(heading_words_.begin(), heading_words_.end(), word);
            const auto neighbour = known ? word : neighbour_of(word, heading_words_);
            if (!neighbour)
                break;
            mended += (mended.empty() ? "" : " ") + *neighbour;
        }
        heading = find_heading(mended);
    }
    if (!heading || heading->loose) {
        // a word broken between two lines: letters only
        std::vector<std::string> keys;
        for (const auto& piece : pieces_)
            keys.push_back(piece.key);
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        if (const auto whole = neighbour_of(match_key(text), keys))
            heading = find_heading(*whole);
    }
    if (!heading || heading->loose)
        return std::nullopt;
    heading->loose = true;
    return heading;
}

std::optional<Label> Vocabulary::find_label(std::string_view text) const
{
    const auto colon = text.substr(0, kLongestHeading).find(':');
    if (colon != std::string_view::npos) {
        const Key key = key_from_text(text.substr(0, colon));
        const auto pieces = pieces_of(pieces_, key, false);
        if (!pieces.empty())
            if (const auto heading = heading_from_pieces(pieces))
                return Label{
                    *heading, colon + 1,
                    static_cast<std::size_t>(std::count(key.starts.begin(), key.starts.end(), true)) - 1,
                    true};
    }
    std::vector<std::size_t> ends;  // of the first words
    for (std::size_t i = 1; i <= text.size() && i <= kLongestHeading && ends.size() < 8; ++i)
        if ((i == text.size() || text[i] == ' ' || text[i] == '\n') && text[i - 1] != ' ' &&
            text[i - 1] != '\n')
            ends.push_back(i);
    for (std::size_t words = ends.size(); words > 0; --words) {
        const std::string_view begin = text.substr(0, ends[words - 1]);
        const Key key = key_from_text(begin);
        const auto pieces = pieces_of(pieces_, key, false);
        if (pieces.empty() || !is_one_label(pieces) ||
            key_from_text(begin.substr(begin.find_last_of(" \n") + 1)).letters.empty())
            continue;
        if (const auto heading = heading_from_pieces(pieces))
            return Label{*heading, ends[words - 1], words, false};
    }
    return std::nullopt;
}

}  // namespace domesday
