#include "parsers/registers/damaged_rows.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "parsers/registers/gathered_words.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/ids.hpp"
#include "parsers/text/scores.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

// Weights of the evidence, in one unit: about the logarithm of how much likelier the text is in this column
// than in another. Tuned by hand on damaged dumps; how far each may change before a placement does was not
// measured.
constexpr float kImpossible = -6;
constexpr float kGlued = 1.2f;    // per further column in one cell
constexpr float kMissing = 0.8f;  // a column without a cell
constexpr float kDropped = 3;     // a cell that stays unplaced
constexpr float kSingleHint = 2;  // the column that rows of the same page give to this cell
constexpr float kGluedHint = 0.5f;
constexpr float kSameCell = 3;             // the row just above had this cell there
constexpr float kSameColumn = 1.2f;        // lines without tabs go on with the column of those before
constexpr std::size_t kMostGlued = 5;      // columns in one cell
constexpr std::size_t kSearchedEnds = 80;  // words: in longer cells only the two ends are searched for a cut

constexpr std::ptrdiff_t kLongestTail = 40;  // words
constexpr std::size_t kLongestTangle = 16;   // words in which an owner's lines stand between others
constexpr std::size_t kLongestOwner = 30;    // words; the longest list of owners seen has 24

using Words = std::span<const Word>;

enum class Content { id, score, type, owner, direction, title, text };

Content content_of(const Column& column)
{
    if (!column.heading)
        return Content::text;
    if (column.heading->part == Part::id)
        return Content::id;
    if (column.heading->part != Part::field)
        return Content::score;
    switch (column.heading->field) {
        case Field::type:
            return Content::type;
        case Field::owner:
        case Field::control_owner:
        case Field::mitigation_owner:
            return Content::owner;
        case Field::direction:
            return Content::direction;
        case Field::title:
            return Content::title;
        default:
            return Content::text;
    }
}

bool is_upper_first(const Word& word)
{
    const char c = word.text.front();
    return c >= 'A' && c <= 'Z';
}
bool is_lower_first(const Word& word)
{
    const char c = word.text.front();
    return c >= 'a' && c <= 'z';
}
bool is_bullet(const Word& word)
{
    return bullet_length(word.text, true) > 0;
}
bool has_text(Words words)
{
    return std::any_of(words.begin(), words.end(), [](const Word& word) { return !is_bullet(word); });
}
bool ends_sentence(const Word& word)
{
    const char c = word.text.back();
    return c == '.' || c == '!' || c == '?' || c == ';';
}

// "ServicesThe" is two words that a dump has glued: cut there, so that columns may part at it. Join::none
// puts them together again where they stay in one column.
std::vector<Word> with_glued_words_cut(Words words)
{
    std::vector<Word> out;
    for (const auto& word : words) {
        std::size_t cut = 0;
        for (std::size_t i = 3; i + 2 < word.text.size() && cut == 0; ++i) {
            const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
            const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
            if (lower(word.text[i - 1]) && lower(word.text[i - 2]) && upper(word.text[i]) &&
                lower(word.text[i + 1]))
                cut = i;
        }
        out.push_back(word);
        const bool ascii = std::all_of(word.text.begin(), word.text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (cut == 0 || !ascii)
            continue;
        Word rest = word;
        rest.text = word.text.substr(cut);
        rest.place.begin = word.place.begin + static_cast<int>(cut);
        rest.join = Join::none;
        out.back().text.resize(cut);
        out.back().place.end = rest.place.begin;
        out.push_back(std::move(rest));
    }
    return out;
}

// What is known of each word of a cell, looked up once.
struct WordFacts {
    bool role = false, known_owner = false, acronym = false;
    bool direction = false;    // a direction of travel
    bool type_begins = false;  // a type of risk may begin with it
};

class Evidence
{
public:
    Evidence(const TableHead& head, const TableContext& context) : head_(head), context_(context)
    {
        for (const auto& column : head.columns)
            contents_.push_back(content_of(column));
        for (const auto& term : context.vocabulary.terms("type"))
            types_.insert(term.key);
        for (const auto& term : context.vocabulary.terms("role"))
            roles_.insert(term.key);
        for (const auto& term : context.vocabulary.terms("direction"))
            directions_.insert(term.key);
    }

    // Owners of rows that are whole: their words tell owners in the others.
    void learn(const TableRow& row)
    {
        for (std::size_t i = 0; i < contents_.size(); ++i) {
            if (contents_[i] == Content::owner && !row.cells[i].words.empty() &&
                row.cells[i].words.size() <= 12)
                for (const auto& word : row.cells[i].words)
                    owner_words_.insert(match_key(word.text));
            if (contents_[i] == Content::type && !row.cells[i].words.empty() &&
                row.cells[i].words.size() <= 6)
                learn_types(spaced_text(row.cells[i].words));
        }
    }

    Content content(std::size_t column) const { return contents_[column]; }

    std::vector<WordFacts> facts_of(Words words) const
    {
        std::vector<WordFacts> facts;
        for (const auto& word : words) {
            const std::string key = match_key(word.text);
            facts.push_back({.role = roles_.contains(key),
                             .known_owner = owner_words_.contains(key),
                             .acronym = is_acronym(word.text),
                             .direction = directions_.contains(key),
                             .type_begins = may_begin_type(word.text)});
        }
        return facts;
    }

    // How well words fit a column; empty words are a column missing inside a glued cell.
    float fit(Words words, std::size_t column) const { return fit(words, facts_of(words), column); }

    float fit(Words words, std::span<const WordFacts> facts, std::size_t column) const
    {
        if (words.empty())
            return contents_[column] == Content::id || contents_[column] == Content::title ? -3.0f : -1.0f;
        switch (contents_[column]) {
            case Content::id:
                return fit_id(words);
            case Content::score:
                return fit_score(words);
            case Content::type:
                return fit_type(words, facts);
            case Content::owner:
                return fit_owner(words, facts);
            case Content::direction:
                return fit_direction(words, facts);
            case Content::title:
                return fit_title(words);
            case Content::text:
                break;
        }
        return fit_text(words, facts);
    }

    float missing(std::size_t column) const
    {
        switch (contents_[column]) {
            case Content::id:
                return 4;
            case Content::title:
                return 3;
            default:
                return kMissing;
        }
    }

    bool is_direction(const Word& word) const
    {
        return is_upper_first(word) && context_.vocabulary.find("direction", word.text);
    }

    bool is_score(Words words) const { return words.size() <= 6 && fit_score(words) > 4; }

    // Its first letters are those of a type: four, or all of a first half ("Organisatio nal", "Re
    // putational").
    bool may_begin_type(std::string_view word) const
    {
        const auto end = word.find_first_of("/,&");
        const std::string key = match_key(word.substr(0, end)).substr(0, 4);
        const auto next = types_.lower_bound(key);
        return !key.empty() && next != types_.end() && next->starts_with(key);
    }

    bool is_type(Words words) const
    {
        if (words.size() > 10)
            return false;
        std::string joined;
        for (const auto& word : words)
            joined += word.text;
        std::size_t known = 0;
        for (std::size_t at = 0; at <= joined.size();) {
            const auto end = std::min(joined.find_first_of("/,&", at), joined.size());
            const std::string key = match_key(std::string_view(joined).substr(at, end - at));
            if (key.empty() || (!types_.contains(key) && !begins_type(key)))
                return false;
            ++known;
            at = end + 1;
        }
        return known > 0;
    }

private:
    void learn_types(const std::string& text)
    {
        std::string joined;
        for (const char c : text)
            if (c != ' ')
                joined += c;
        for (std::size_t at = 0; at <= joined.size();) {
            const auto end = std::min(joined.find_first_of("/,&", at), joined.size());
            const std::string key = match_key(std::string_view(joined).substr(at, end - at));
            if (key.size() >= 4 && key.size() <= 24)
                types_.insert(key);
            at = end + 1;
        }
    }

    // A type whose end is lost: "Organisatio".
    bool begins_type(const std::string& key) const
    {
        const auto next = types_.lower_bound(key);
        return key.size() >= 7 && next != types_.end() && next->starts_with(key);
    }

    float fit_id(Words words) const
    {
        if (words.size() > 2)
            return kImpossible;
        const auto id = find_id(spaced_text(words));
        return !id ? kImpossible : id->prefix.empty() ? 3 : 6;
    }

    float fit_score(Words words) const
    {
        if (words.size() > 6 || !has_text(words))
            return words.size() > 6 ? kImpossible : 0;
        const auto has = [&](std::string_view characters) {
            return std::any_of(words.begin(), words.end(), [&](const Word& word) {
                return word.text.find_first_of(characters) != std::string::npos;
            });
        };
        if (!has("0123456789/") && words.size() > 3)
            return -3;
        const auto score = score_from_text(spaced_text(words), context_.vocabulary);
        if (!score || (score->value && *score->value > 100))
            return kImpossible;
        // "3 LAs has failed" is text; the words of a score are levels: "16 (Major/Likely)", "12 High".
        const bool levels = !score->label || score->label->find('/') != std::string::npos ||
                            context_.vocabulary.find("level", *score->label);
        if (score->value || score->unscored)
            return levels ? 5.0f : -3.0f;
        return score->label && score->label->find('/') != std::string::npos && !is_type(words) ? 1 : -3;
    }

    float fit_type(Words words, std::span<const WordFacts> facts) const
    {
        if (words.size() > 10)
            return kImpossible;
        if (facts.front().type_begins && is_type(words))
            return 4 + 0.2f * static_cast<float>(words.size());
        return words.size() <= 3 && is_upper_first(words.front()) ? -0.5f : -2.5f;
    }

    static bool is_acronym(std::string_view text)
    {
        return text.size() >= 2 && text.size() <= 5 &&
               std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    }

    float fit_owner(Words words, std::span<const WordFacts> facts) const
    {
        if (words.size() > kLongestOwner)
            return kImpossible;
        float sentences = 0;
        std::size_t roles = 0, capitals = 0, known = 0, acronyms = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            sentences += i + 1 < words.size() && ends_sentence(words[i]);
            capitals += is_upper_first(words[i]);
            roles += facts[i].role;
            known += facts[i].known_owner;
            acronyms += facts[i].acronym;
        }
        if (words.size() <= 3 &&
            (is_score(words) || context_.vocabulary.find("direction", spaced_text(words))))
            return -5;
        const float pain = 2 * sentences + 0.05f * static_cast<float>(words.size()) +
                           (is_lower_first(words.front()) ? 1.0f : 0.0f);
        if (roles > 0 && words.size() <= 20)
            return 3 - pain;
        if (acronyms == words.size() || known == words.size())
            return 2 - pain;
        if (words.size() <= 6 && capitals * 2 > words.size())
            return 0.8f - pain;
        return -1.5f - pain;
    }

    float fit_direction(Words words, std::span<const WordFacts> facts) const
    {
        if (words.size() <= 3 && context_.vocabulary.find("direction", spaced_text(words)))
            return 3;
        if (facts.front().direction)
            return 2;
        const bool signs = words.size() <= 3 && std::all_of(words.begin(), words.end(), [](const Word& word) {
                               return word.text.size() <= 3;
                           });
        if (is_score(words))
            return -5;
        return signs ? 1.0f : words.size() >= 4 ? 0.5f : 0.0f;
    }

    float fit_title(Words words) const
    {
        if (is_score(words))
            return kImpossible;
        float fit = words.size() > 90 ? -3.0f : words.size() > 50 ? -0.5f : words.size() >= 2 ? 1.0f : -0.5f;
        if (is_lower_first(words.front()))
            fit -= 1.5f;
        return fit;
    }

    float fit_text(Words words, std::span<const WordFacts> facts) const
    {
        if (words.size() <= 2 && (is_score(words) || fit_id(words) > 5))
            return kImpossible;
        if (facts.front().type_begins && is_type(words))
            return -1;
        return words.size() >= 6 ? 1.2f : words.size() >= 3 ? 0.0f : -1.0f;
    }

    const TableHead& head_;
    const TableContext& context_;
    std::vector<Content> contents_;
    std::set<std::string> types_;
    std::set<std::string> roles_, directions_;
    std::set<std::string> owner_words_;
};

// Words cut into one piece for each of the columns [first, first + ends.size()).
struct Cut {
    float fit = kImpossible;
    std::vector<std::size_t> ends;
};

// A cell's words, where columns may part in it, and how well each piece fits each column (asked for once).
class CellPieces
{
public:
    CellPieces(Words words, const Evidence& evidence, std::size_t columns)
        : words_(words), evidence_(evidence), facts_(evidence.facts_of(words))
    {
        for (std::size_t at = 0; at < words.size(); ++at)
            if (at <= 2 || (is_searched(at) && may_part_at(at)))
                positions_.push_back(at);
        positions_.push_back(words.size());
        fits_.assign(columns * positions_.size() * positions_.size(), kUnknown);
    }

    Words words() const { return words_; }
    bool has_text() const { return domesday::has_text(words_); }

    Cut best_cut(std::size_t first, std::size_t count)
    {
        constexpr float kNever = -1000;
        const std::size_t last = positions_.size() - 1;
        std::vector<std::vector<float>> best(count + 1, std::vector<float>(last + 1, kNever));
        std::vector<std::vector<std::size_t>> from(count + 1, std::vector<std::size_t>(last + 1, 0));
        best[0][0] = 0;
        for (std::size_t piece = 0; piece < count; ++piece)
            for (std::size_t begin = 0; begin <= last; ++begin) {
                if (best[piece][begin] == kNever)
                    continue;
                for (std::size_t end = piece + 1 == count ? last : begin; end <= last; ++end) {
                    const float worth = best[piece][begin] + fit(first + piece, begin, end);
                    if (worth > best[piece + 1][end]) {
                        best[piece + 1][end] = worth;
                        from[piece + 1][end] = begin;
                    }
                }
            }
        Cut cut{best[count][last] - kGlued * static_cast<float>(count - 1), std::vector<std::size_t>(count)};
        for (std::size_t piece = count, end = last; piece > 0; --piece) {
            cut.ends[piece - 1] = positions_[end];
            end = from[piece][end];
        }
        return cut;
    }

private:
    static constexpr float kUnknown = 1e9f;

    bool is_searched(std::size_t at) const
    {
        return words_.size() <= kSearchedEnds || at <= kSearchedEnds / 2 ||
               at + kSearchedEnds / 2 >= words_.size();
    }

    bool may_part_at(std::size_t at) const
    {
        const char c = words_[at].text.front();
        return !is_lower_first(words_[at]) || words_[at].join == Join::none || (c >= '0' && c <= '9') ||
               words_.size() <= 12;
    }

    float fit(std::size_t column, std::size_t begin, std::size_t end)
    {
        float& known = fits_[(column * positions_.size() + begin) * positions_.size() + end];
        if (known != kUnknown)
            return known;
        const std::size_t at = positions_[begin], size = positions_[end] - at;
        known = evidence_.fit(words_.subspan(at, size), std::span(facts_).subspan(at, size), column);
        if (at > 0 && size > 0) {
            known += is_upper_first(words_[at]) || is_bullet(words_[at]) ? 0.3f : -0.5f;
            known += ends_sentence(words_[at - 1]) ? 0.2f : 0.0f;
            known += parting(column, at, size);
        }
        return known;
    }

    // Inside running text nearly every name and number could be an owner or a score: a piece that begins
    // there needs a sign that another column begins.
    float parting(std::size_t column, std::size_t at, std::size_t size) const
    {
        const bool after_number = words_[at - 1].text.find_first_not_of("0123456789") == std::string::npos ||
                                  words_[at - 1].text.back() == ')';
        const bool glued = words_[at].join == Join::none;
        switch (evidence_.content(column)) {
            case Content::score:
                return at + size < words_.size() ? -4.0f : -1.0f;
            case Content::owner:
                return after_number || glued || facts_[at].role ? 0.0f : -2.5f;
            case Content::direction:
                return glued || (evidence_.is_direction(words_[at]) &&
                                 (size == 1 || !is_lower_first(words_[at + 1])))
                           ? 0.0f
                           : -3.0f;
            case Content::text:
                return glued ? 0.0f : -2.5f;
            default:
                return 0;
        }
    }

    Words words_;
    const Evidence& evidence_;
    std::vector<WordFacts> facts_;
    std::vector<std::size_t> positions_;  // in the words, where a piece may begin or end
    std::vector<float> fits_;             // [column][begin][end]
};

// Which columns each cell of the rows holds: [first, first + count), count 0: none.
struct Range {
    std::size_t first = 0, count = 0;
};

// Rows of one page that have the same number of cells, as the dump printed them.
class Placement
{
public:
    Placement(const TableHead& head, const Evidence& evidence) : head_(head), evidence_(evidence) {}

    // The best order-keeping ranges for all rows together.
    std::vector<Range> ranges(std::vector<std::vector<CellPieces>>& rows) const
    {
        const std::size_t cells = rows.front().size(), columns = head_.columns.size();
        constexpr float kNever = -10000;
        std::vector<std::vector<float>> best(cells + 1, std::vector<float>(columns + 1, kNever));
        struct Back {
            std::size_t cell = 0, column = 0;
        };
        std::vector<std::vector<Back>> back(cells + 1, std::vector<Back>(columns + 1));
        best[0][0] = 0;
        const auto reach = [&](std::size_t i, std::size_t j, std::size_t to_i, std::size_t to_j, float gain) {
            if (best[i][j] + gain > best[to_i][to_j]) {
                best[to_i][to_j] = best[i][j] + gain;
                back[to_i][to_j] = {i, j};
            }
        };
        const float count = static_cast<float>(rows.size());
        for (std::size_t i = 0; i <= cells; ++i)
            for (std::size_t j = 0; j <= columns; ++j) {
                if (best[i][j] == kNever)
                    continue;
                if (j < columns)
                    reach(i, j, i, j + 1, -evidence_.missing(j) * count);
                if (i == cells)
                    continue;
                float dropped = 0;
                for (const auto& row : rows)
                    dropped += row[i].has_text() ? kDropped : 0.4f;
                reach(i, j, i + 1, j, -dropped);
                for (std::size_t n = 1; n <= kMostGlued && j + n <= columns; ++n) {
                    float gain = 0;
                    for (auto& row : rows)
                        gain +=
                            row[i].has_text() ? row[i].best_cut(j, n).fit : -0.5f * static_cast<float>(n - 1);
                    // of two placements as good the one that keeps to the left
                    reach(i, j, i + 1, j + n, gain - 0.01f * static_cast<float>(j));
                }
            }
        std::vector<Range> ranges(cells);
        for (std::size_t i = cells, j = columns; i > 0 || j > 0;) {
            const Back before = back[i][j];
            if (before.cell < i)
                ranges[before.cell] = {before.column, j - before.column};
            i = before.cell;
            j = before.column;
        }
        return ranges;
    }

private:
    const TableHead& head_;
    const Evidence& evidence_;
};

// The texts of the entry above, column by column, for rows that go on with it.
struct Above {
    std::vector<std::vector<Word>> columns;
    std::vector<std::size_t> bytes;

    void begin(const TableRow& row, std::size_t count)
    {
        columns.assign(count, {});
        bytes.assign(count, 0);
        add(row);
    }
    void add(const TableRow& row)
    {
        for (std::size_t i = 0; i < columns.size(); ++i)
            for (const auto& word : row.cells[i].words) {
                columns[i].push_back(word);
                bytes[i] += word.text.size() + 1;
            }
    }
    std::size_t longest() const { return bytes.empty() ? 0 : *std::max_element(bytes.begin(), bytes.end()); }
};

bool has_bullets(Words words)
{
    return std::any_of(words.begin(), words.end(),
                       [](const Word& word) { return bullet_length(word.text, false) > 0; });
}

// Words a sentence does not end with.
bool leaves_open(const Word& word)
{
    static const std::set<std::string, std::less<>> kOpen{
        "a",     "an",    "and",  "are",   "as",  "at",  "be",    "been", "by",    "for", "from", "has",
        "have",  "in",    "into", "is",    "its", "no",  "of",    "on",   "or",    "our", "that", "the",
        "their", "these", "this", "those", "to",  "two", "three", "was",  "which", "who", "will", "with"};
    return kOpen.contains(match_key(word.text)) && !ends_sentence(word);
}

class RowRepair
{
public:
    RowRepair(const TableHead& head, const TableContext& context, KnownOwners& owners)
        : owners_(owners),
          head_(head),
          context_(context),
          evidence_(head, context),
          placement_(head, evidence_),
          id_column_(head.id_column())
    {
    }

    std::vector<TableRow> repair(std::vector<TableRow> rows)
    {
        std::vector<bool> whole(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            whole[i] = is_whole(rows[i]);
            if (whole[i])
                evidence_.learn(rows[i]);
        }
        std::vector<TableRow> out;
        for (std::size_t i = 0; i < rows.size();) {
            if (whole[i]) {
                out.push_back(std::move(rows[i]));
                note(out.back());
                ++i;
                continue;
            }
            // The rows of one page that have this many cells share their columns.
            std::size_t begin = i, end = i + 1;
            while (end < rows.size() && !rows[end].after_break &&
                   rows[end].printed_cells == rows[i].printed_cells)
                ++end;
            repair_block({rows.begin() + static_cast<std::ptrdiff_t>(begin),
                          rows.begin() + static_cast<std::ptrdiff_t>(end)},
                         out);
            i = end;
        }
        return_tails(out);
        complete_owners(out);
        return out;
    }

private:
    // The end of the text above that stands at the beginning of the next entry's cell: it begins in lower
    // case, the text above breaks off, and a sentence ends soon.
    void return_tails(std::vector<TableRow>& rows) const
    {
        for (std::size_t i = 1; i < rows.size(); ++i)
            for (std::size_t column = 0; column < head_.columns.size(); ++column) {
                const Content content = evidence_.content(column);
                if (rows[i].printed_cells == 0 || (content != Content::text && content != Content::direction))
                    continue;
                if (!id_column_ || rows[i].cells[*id_column_].words.empty())
                    continue;
                auto& above = rows[i - 1].cells[column];
                auto& below = rows[i].cells[column];
                if (above.words.size() < 3 || below.words.size() < 3 || ends_sentence(above.words.back()))
                    continue;
                const auto first = std::find_if(below.words.begin(), below.words.end(),
                                                [](const Word& word) { return !is_bullet(word); });
                if (first == below.words.end() || !is_lower_first(*first))
                    continue;
                const auto end = std::find_if(first, below.words.end(),
                                              [](const Word& word) { return word.text.back() == '.'; });
                if (end == below.words.end() || end - first > kLongestTail || end + 1 == below.words.end() ||
                    !(is_upper_first(*(end + 1)) || is_bullet(*(end + 1))))
                    continue;
                const std::size_t at = above.words.size();
                above.words.insert(above.words.end(), first, end + 1);
                above.words[at].join = Join::line;
                below.words.erase(below.words.begin(), end + 1);
                for (RowCell* cell : {&above, &below}) {
                    cell->confidence = std::max(cell->confidence, Confidence::medium);
                    cell->reason = "the end of a text stood in the row below";
                }
            }
    }

    // An owner damaged by a letter or two is the one that other rows of the column print whole.
    void complete_owners(std::vector<TableRow>& rows)
    {
        for (std::size_t column = 0; column < head_.columns.size(); ++column) {
            if (evidence_.content(column) != Content::owner)
                continue;
            KnownOwners& known = owners_;
            for (const auto& row : rows)
                if (const auto& words = row.cells[column].words;
                    !words.empty() && words.size() <= kLongestOwner) {
                    auto& owner = known[match_key(spaced_text(words))];
                    ++owner.first;
                    owner.second = words;
                }
            for (auto& row : rows) {
                if (!row.is_damaged)
                    continue;
                if (auto& cell = row.cells[column]; !cell.words.empty())
                    complete_owner(row, cell, known);
                else
                    untangle_owner(row, column, known);
            }
        }
    }

    // "Dir of We now have Corporate more standards Services": lines of the owner's column and of the next
    // read across. The words of an owner that the column prints elsewhere are taken out, in their order.
    void untangle_owner(TableRow& row, std::size_t column, const KnownOwners& known) const
    {
        const auto direction = head_.column_of(Field::direction);
        if (!direction || row.cells[*direction].words.size() < 6)
            return;
        auto& words = row.cells[*direction].words;
        for (const auto& [key, owner] : known) {
            if (owner.second.size() < 3)
                continue;
            std::vector<std::size_t> taken;
            std::size_t at = 0;
            for (const auto& part : owner.second) {
                const std::string wanted = match_key(part.text);
                while (at < words.size() && at < kLongestTangle &&
                       !abbreviates(words[at], wanted, taken.empty()))
                    ++at;
                if (at >= std::min(words.size(), kLongestTangle) || (taken.empty() && at > 0))
                    break;
                taken.push_back(at++);
            }
            if (taken.size() != owner.second.size())
                continue;
            std::vector<Word> found;
            for (auto it = taken.rbegin(); it != taken.rend(); ++it) {
                found.insert(found.begin(), words[*it]);
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(*it));
            }
            put(row, column, found, "stood among the words of the next column");
            return;
        }
    }

    static bool abbreviates(const Word& word, const std::string& wanted, bool may_be_short)
    {
        const std::string key = match_key(word.text);
        return key == wanted || (may_be_short && key.size() >= 3 && wanted.starts_with(key));
    }

    void complete_owner(TableRow& row, RowCell& cell, const KnownOwners& whole) const
    {
        const std::string key = match_key(spaced_text(cell.words));
        if (const auto own = whole.find(key); own != whole.end() && own->second.first > 1)
            return;
        for (const auto& [other, known] : whole) {
            if (known.first < 2 || other.size() <= key.size() || other.size() > key.size() + 2 ||
                key.size() < 12)
                continue;
            std::size_t at = 0;
            for (const char c : other)
                at += at < key.size() && key[at] == c;
            if (at != key.size())
                continue;
            std::vector<Word> completed = known.second;
            for (auto& word : completed)
                word.place = cell.words.front().place;
            completed.front().place.end = cell.words.back().place.end;
            for (auto& word : completed)
                word.place = completed.front().place;
            row.reasons.push_back("the owner \"" + spaced_text(cell.words) +
                                  "\" is completed as other rows print it");
            cell.words = std::move(completed);
            return;
        }
    }

    bool is_whole(const TableRow& row) const
    {
        if (row.printed_cells == 0)
            return true;  // not a dump's
        if (row.printed_cells == 1 && is_line_of_its_own(row.cells.front().words))
            return true;  // a category between the entries
        if (row.printed_cells != head_.columns.size())
            return row.printed_cells > head_.columns.size() && fits(row);
        return fits(row);
    }

    static bool is_line_of_its_own(Words words)
    {
        return words.size() <= 6 && !words.empty() && is_upper_first(words.front()) &&
               !ends_sentence(words.back());
    }

    // No text stands where a number belongs, and no number where an owner does.
    bool fits(const TableRow& row) const
    {
        for (std::size_t i = head_.columns.size(); i < row.cells.size(); ++i)
            if (!row.cells[i].words.empty())
                return false;
        for (std::size_t i = 0; i < head_.columns.size(); ++i) {
            const auto& words = row.cells[i].words;
            if (!has_text(words))
                continue;
            if (evidence_.content(i) == Content::score && words.size() > 6)
                return false;
            if (evidence_.content(i) == Content::owner &&
                (words.size() > kLongestOwner || (words.size() <= 2 && evidence_.is_score(words))))
                return false;
        }
        return true;
    }

    bool begins_entry(const TableRow& row) const
    {
        if (row.cells.empty() || row.cells.front().words.empty())
            return false;
        const std::string text = spaced_text(
            Words(row.cells.front().words).first(std::min<std::size_t>(row.cells.front().words.size(), 4)));
        return row.cells.front().words.size() <= 2 ? find_id(text).has_value()
                                                   : find_leading_id(text).has_value();
    }

    void repair_block(std::vector<TableRow> rows, std::vector<TableRow>& out)
    {
        std::vector<std::vector<std::vector<Word>>> texts;  // of the rows that begin entries: [row][cell]
        for (const auto& row : rows)
            if (id_column_ && begins_entry(row))
                texts.push_back(cut_cells(row));
        std::vector<std::vector<CellPieces>> entries;
        for (const auto& row : texts) {
            auto& pieces = entries.emplace_back();
            for (const auto& cell : row)
                pieces.emplace_back(cell, evidence_, head_.columns.size());
        }
        std::vector<Range> ranges(rows.front().printed_cells);
        if (!entries.empty())
            ranges = placement_.ranges(entries);
        if (rows.front().printed_cells == 1) {
            for (auto& row : lines_of_one_column(std::move(rows))) {
                out.push_back(std::move(row));
                note(out.back());
            }
            return;
        }
        last_column_ = kNoColumn;
        column_of_cell_.assign(rows.front().printed_cells, std::nullopt);
        for (auto& row : rows) {
            TableRow placed;
            if (id_column_ && begins_entry(row))
                placed = place_entry(row, ranges);
            else
                placed = place_more(row, ranges);
            out.push_back(std::move(placed));
            note(out.back());
        }
    }

    static std::vector<std::vector<Word>> cut_cells(const TableRow& row)
    {
        std::vector<std::vector<Word>> cells;
        for (std::size_t i = 0; i < row.printed_cells; ++i)
            cells.push_back(with_glued_words_cut(row.cells[i].words));
        return cells;
    }

    TableRow frame_of(const TableRow& row) const
    {
        TableRow placed;
        placed.cells.resize(head_.columns.size());
        placed.page = row.page;
        placed.line = row.line;
        placed.after_break = row.after_break;
        placed.reasons = row.reasons;
        placed.unplaced = row.unplaced;
        placed.is_damaged = true;
        placed.reasons.push_back(std::to_string(row.printed_cells) + " cells under " +
                                 std::to_string(head_.columns.size()) +
                                 " headings, placed by what stands in them");
        return placed;
    }

    void put(TableRow& row, std::size_t column, Words words, const char* reason) const
    {
        if (words.empty())
            return;
        RowCell& cell = row.cells[column];
        cell.words.insert(cell.words.end(), words.begin(), words.end());
        cell.confidence = std::max(cell.confidence, Confidence::medium);
        cell.reason = reason;
    }

    TableRow place_entry(const TableRow& row, const std::vector<Range>& ranges) const
    {
        TableRow placed = frame_of(row);
        const auto cells = cut_cells(row);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const Words words(cells[i]);
            if (words.empty())
                continue;
            const Range range = ranges[i];
            if (range.count == 0) {
                if (has_text(words))
                    leave(placed, words);
                continue;
            }
            const Cut cut =
                CellPieces(words, evidence_, head_.columns.size()).best_cut(range.first, range.count);
            std::size_t begin = 0;
            for (std::size_t n = 0; n < range.count; ++n) {
                const Words piece = words.subspan(begin, cut.ends[n] - begin);
                const std::size_t column = range.first + n;
                begin = cut.ends[n];
                const float fit = piece.empty() ? 0 : evidence_.fit(piece, column);
                if (fit <= -3)
                    leave(placed, piece);
                else
                    put(placed, column, piece,
                        range.count > 1 ? "cut out of a cell that holds several columns"
                                        : "placed by what stands in it, the row has lost cells");
            }
        }
        part_owner_from_direction(placed);
        return placed;
    }

    static void leave(TableRow& row, Words words)
    {
        if (!has_text(words))
            return;
        const std::size_t at = row.unplaced.size();
        row.unplaced.insert(row.unplaced.end(), words.begin(), words.end());
        row.unplaced[at].join = Join::item;
    }

    // "Director Level of Resources": lines of two narrow columns read across. A direction of travel inside an
    // owner, with nothing under its own heading, is taken out.
    void part_owner_from_direction(TableRow& row) const
    {
        const auto owner = head_.column_of(Field::owner);
        const auto direction = head_.column_of(Field::direction);
        if (!owner || !direction || !row.cells[*direction].words.empty())
            return;
        auto& words = row.cells[*owner].words;
        if (words.size() < 3)
            return;
        for (std::size_t i = 1; i < words.size(); ++i) {
            if (!is_upper_first(words[i]) || !context_.vocabulary.find("direction", words[i].text))
                continue;
            put(row, *direction, Words(words).subspan(i, 1), "stood among the words of the owner");
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
            return;
        }
    }

    // A row without an id: each cell goes on with a column of the entry above, in order.
    TableRow place_more(const TableRow& row, const std::vector<Range>& ranges)
    {
        TableRow placed = frame_of(row);
        if (above_.columns.empty())
            above_.begin(placed, head_.columns.size());
        std::vector<std::size_t> cells;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (has_text(row.cells[i].words))
                cells.push_back(i);
        const std::size_t columns = head_.columns.size();
        constexpr float kNever = -10000;
        std::vector<std::vector<float>> best(cells.size() + 1, std::vector<float>(columns + 1, 0));
        std::vector<std::vector<int>> choice(cells.size() + 1, std::vector<int>(columns + 1, -1));
        // best[n][j]: cells n.. on columns j..; from the end
        for (std::size_t n = cells.size(); n-- > 0;)
            for (std::size_t j = columns + 1; j-- > 0;) {
                float top = best[n + 1][j] - 1.0f;  // unplaced
                int to = -1;
                for (std::size_t c = j; c < columns; ++c) {
                    const float gain = fit_below(row, cells[n], c, ranges);
                    if (gain > kNever && gain + best[n + 1][c + 1] > top) {
                        top = gain + best[n + 1][c + 1];
                        to = static_cast<int>(c);
                    }
                }
                best[n][j] = top;
                choice[n][j] = to;
            }
        for (std::size_t n = 0, j = 0; n < cells.size(); ++n) {
            const int to = choice[n][j];
            if (to < 0) {
                leave(placed, row.cells[cells[n]].words);
                continue;
            }
            put(placed, static_cast<std::size_t>(to), row.cells[cells[n]].words,
                "goes on with the column whose text was cut above");
            if (cells[n] < column_of_cell_.size())
                column_of_cell_[cells[n]] = static_cast<std::size_t>(to);
            j = static_cast<std::size_t>(to) + 1;
        }
        return placed;
    }

    // Lines without tabs one below the other: the rest of one column's list.
    std::vector<TableRow> lines_of_one_column(std::vector<TableRow> rows)
    {
        std::optional<std::size_t> best;
        float most = -1000;
        for (std::size_t column = 0; column < head_.columns.size(); ++column) {
            const Content content = evidence_.content(column);
            if (content != Content::text && content != Content::title && content != Content::direction)
                continue;
            float gain = column == last_column_ ? kSameColumn : 0.0f;
            if (column < above_.columns.size())
                gain += continuity(rows.front().cells.front().words, above_.columns[column]);
            if (gain > most) {
                most = gain;
                best = column;
            }
        }
        std::vector<TableRow> placed;
        for (const auto& row : rows) {
            placed.push_back(frame_of(row));
            if (best)
                put(placed.back(), *best, row.cells.front().words,
                    "goes on with the column whose text was cut above");
            else
                leave(placed.back(), row.cells.front().words);
        }
        if (best)
            last_column_ = *best;
        return placed;
    }

    float fit_below(const TableRow& row, std::size_t cell, std::size_t column,
                    const std::vector<Range>& ranges) const
    {
        const Words words(row.cells[cell].words);
        const Words before(above_.columns[column]);
        const Content content = evidence_.content(column);
        float gain = 0;
        if (cell < ranges.size() && ranges[cell].count > 0 && column >= ranges[cell].first &&
            column < ranges[cell].first + ranges[cell].count)
            gain += ranges[cell].count == 1 ? kSingleHint : kGluedHint;
        else if (ranges_are_unknown(ranges) && row.printed_cells == head_.columns.size() && cell == column)
            gain += kSingleHint;  // as many cells as headings
        if (cell < column_of_cell_.size() && column_of_cell_[cell] == column)
            gain += row.after_break ? kSingleHint : kSameCell;  // so did the row above
        if (content == Content::id)
            return kImpossible * 2;
        if (content == Content::score || content == Content::type) {
            const float fit = evidence_.fit(words, column);
            if (fit < 0)
                return kImpossible * 2;
            const bool same =
                !before.empty() && match_key(spaced_text(before)) == match_key(spaced_text(words));
            return gain + fit / 2 + (same ? 1.0f : before.empty() ? 0.0f : -2.0f);
        }
        if (evidence_.is_score(words))
            return kImpossible * 2;
        if (content == Content::owner) {
            const float fit = evidence_.fit(words, column);
            return fit < (gain < kSingleHint ? 0 : -4) ? kImpossible * 2 : gain + fit / 2;
        }
        if (!row.after_break)
            return gain + (content == Content::title || content == Content::text ? 0.5f : 0.0f) +
                   continuity(words, before) / 2;
        return gain + continuity(words, before);
    }

    float continuity(Words words, Words before) const
    {
        if (before.empty())
            return -2;
        const Word& last = before.back();
        if (match_key(last.text) == match_key(words.front().text))
            return -2;  // "continued to" does not go on with "to ensure"
        float gain = 0;
        const Word& first = words.front();
        const bool begins_item = is_bullet(first) || is_upper_first(first);
        if (ends_sentence(last))
            gain += is_lower_first(first) ? -2.0f : begins_item ? 0.6f : 0.0f;
        else if (leaves_open(last))
            gain += is_lower_first(first) ? 3.0f : begins_item ? -0.7f : 1.0f;
        else
            gain += is_lower_first(first)     ? 1.5f
                    : !is_bullet(first)       ? 0.3f
                    : last.text.back() == ':' ? 1.5f
                                              : -0.3f;
        if (has_bullets(words) || is_bullet(words.front()))
            gain += has_bullets(before) ? 1.5f : -1.0f;
        // What overflows a page is long.
        const std::size_t longest = std::max<std::size_t>(1, above_.longest());
        std::size_t bytes = 0;
        for (const auto& word : before)
            bytes += word.text.size() + 1;
        return gain + 2 * static_cast<float>(bytes) / static_cast<float>(longest);
    }

    static bool ranges_are_unknown(const std::vector<Range>& ranges)
    {
        return std::all_of(ranges.begin(), ranges.end(), [](const Range& range) { return range.count == 0; });
    }

    // Keeps the texts of the entry that further rows may go on with.
    void note(const TableRow& row)
    {
        const bool begins = id_column_ && !row.cells[*id_column_].words.empty();
        if (begins || above_.columns.empty())
            above_.begin(row, head_.columns.size());
        else
            above_.add(row);
    }

    KnownOwners& owners_;
    const TableHead& head_;
    const TableContext& context_;
    Evidence evidence_;
    Placement placement_;
    std::optional<std::size_t> id_column_;
    Above above_;
    static constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();
    std::vector<std::optional<std::size_t>> column_of_cell_;  // of the rows that go on, on this page
    std::size_t last_column_ = kNoColumn;                     // of the lines without tabs just before
};

}  // namespace

std::vector<TableRow> repaired_rows(const TableHead& head, std::vector<TableRow> rows,
                                    const TableContext& context, KnownOwners& owners)
{
    const bool damaged =
        std::any_of(rows.begin(), rows.end(), [](const TableRow& row) { return row.printed_cells > 0; });
    if (!damaged)
        return rows;
    return RowRepair{head, context, owners}.repair(std::move(rows));
}

}  // namespace domesday
