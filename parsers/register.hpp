// What a document says: registers, entries, scores, mentions, movements, findings. Plain values, no
// behaviour. Names and meanings follow docs/register-json.md.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

// How sure a reading is, from stated reasons. `low` is never shown as certain.
enum class Confidence : std::uint8_t { high, medium, low };

// A text taken from the document and where it stands there. `text` follows the rules of
// docs/register-json.md: items separated by '\n', lines of an item joined by a space.
struct Value {
    std::string text;
    std::vector<Place> places{};  // in reading order; the words of one printed line share a Place
    Confidence confidence = Confidence::high;
    std::vector<std::string> reasons{};  // why not `high`, what was joined or repaired
    bool operator==(const Value&) const = default;
};

enum class Kind : std::uint8_t { risk, opportunity };
enum class Stage : std::uint8_t { inherent, current, residual, target };
inline constexpr std::array kStages{Stage::inherent, Stage::current, Stage::residual, Stage::target};

enum class Field : std::uint8_t {
    title,
    description,
    type,
    causes,
    consequences,
    controls,
    mitigations,
    progress,
    owner,
    direction,
    target_date,
    control_owner,
    mitigation_owner,
    link,
    confidence,
    status,
    unplaced,  // words of the entry that could not be attributed to a field
    other,     // columns the vocabulary knows and the format leaves out (priority, review date, ...)
};

std::string_view to_string(Kind kind);
std::string_view to_string(Stage stage);
std::string_view to_string(Field field);
std::string_view to_string(Confidence confidence);
std::optional<Stage> stage_from_string(std::string_view name);
std::optional<Field> field_from_string(std::string_view name);

struct Score {
    std::optional<double> value{};       // the printed number; none: empty, TBC, a letter code
    std::optional<std::string> label{};  // the words printed with it, as printed
    std::optional<int> likelihood{}, impact{};
    Value printed{};                               // the score cell as printed, with its place
    Value likelihood_printed{}, impact_printed{};  // own fields or columns, as printed
    std::string heading{};                         // the printed heading it was found under
    std::string basis{};     // "no-controls", "today", "after-planned", "policy" or empty
    std::string previous{};  // other reading: of a second look, or of the picture
    Confidence confidence = Confidence::high;
    std::vector<std::string> reasons{};
    bool operator==(const Score&) const = default;
};

// A part of an entry of which the page's text layer and its picture say different things (`--ocr verify`).
struct LayerMismatch {
    std::optional<Stage> stage{};  // none: the id
    std::string part{};            // "id", "score", "likelihood" or "impact"
    Value text_layer{}, picture{};
    bool operator==(const LayerMismatch&) const = default;
};

struct Entry {
    std::optional<std::string> id{};  // normalised
    Value id_printed{};               // empty text: none printed
    bool id_repaired = false;         // a character was replaced
    std::string id_repair_reason{};
    Kind kind = Kind::risk;
    std::map<Field, Value> texts{};
    std::map<Stage, Score> scores{};  // a stage that the layout lacks is left out
    std::vector<LayerMismatch> layer_mismatches{};
    int first_page = 0, last_page = 0;
    int first_line = 0, last_line = 0;   // dumps
    std::vector<std::string> reasons{};  // rows joined and why
    bool operator==(const Entry&) const = default;
};

// How the cells of a key follow from its axes.
enum class MatrixRule : std::uint8_t { product, weighted, free };
std::string_view to_string(MatrixRule rule);

// The printed "Key to Scores". Both axes from lowest to highest; scores[i][j] is impact i, likelihood j.
struct Matrix {
    std::vector<std::string> likelihood{}, impact{};
    std::vector<std::vector<double>> scores{};
    std::vector<std::vector<Place>> places{};  // of each cell
    MatrixRule rule = MatrixRule::free;
    std::vector<double> impact_weights{};  // weighted: the factor of each impact level
    std::vector<std::string> reasons{};    // cells that were not read, and what they were taken for
    bool operator==(const Matrix&) const = default;
};

// How a register is laid out: what its reading had to go by.
enum class Layout : std::uint8_t {
    unknown,  // read by an older version
    ruled,    // a table with lines on all sides
    aligned,  // a table whose columns only the alignment of its words tells
    cards,    // one small table for each entry
    dump,     // text without a page: tabs, spaces, or one line after the other
    scan,     // recognised from a picture, at least on one page
};
inline constexpr std::array kLayouts{Layout::unknown, Layout::ruled, Layout::aligned,
                                     Layout::cards,   Layout::dump,  Layout::scan};
std::string_view to_string(Layout layout);
Layout layout_from_string(std::string_view name);  // what is no name: unknown

// One half of a disagreement: what was printed, and where.
struct Fact {
    std::string what{};  // "the register, residual score of CR6"
    std::string text{};
    std::vector<Place> places{};
    std::string document{};  // sha-256 of another document; empty: this one
    bool operator==(const Fact&) const = default;
};

enum class Severity : std::uint8_t { error, warning, info };
std::string_view to_string(Severity severity);

struct Finding {
    std::string check{};
    std::optional<std::string> entry{};
    std::optional<Stage> stage{};
    std::optional<std::string> printed{}, expected{};
    Severity severity = Severity::error;
    std::string message{};  // one sentence for a person
    Fact found{}, against{};
    Confidence confidence = Confidence::high;
    bool operator==(const Finding&) const = default;
};

enum class Change : std::uint8_t { none, reduced, increased, unchanged };

std::string_view to_string(Change change);  // none: empty

struct Mention {
    std::string id{};
    std::optional<Stage> stage{};
    std::optional<double> value{};
    std::optional<std::string> label{};
    Change change = Change::none;
    std::string claim{};           // the words of the change, as printed: "has been reduced to 12"
    std::optional<double> from{};  // "from 16 to 12"
    Value text{};                  // the sentence or cell, with its place
    bool operator==(const Mention&) const = default;
};

struct Movement {
    std::string id{};
    Value text{};
    bool operator==(const Movement&) const = default;
};

struct Movements {
    std::vector<Movement> added{}, deleted{};
    bool stated = false;  // the cover report lists movements at all ("no new entries" counts)
    bool operator==(const Movements&) const = default;
};

struct Register {
    std::optional<Value> title{};
    std::optional<Value> organisation{};
    std::optional<std::string> year{};  // "2018/19"
    std::optional<int> quarter{};
    std::vector<Place> period_places{};
    std::string as_at{};  // ISO date, where one is printed
    std::optional<int> first_page{}, last_page{};
    std::optional<Matrix> matrix{};
    std::vector<std::string> headings{};  // as printed, in column order
    std::vector<Stage> stages{};          // that the layout has
    Layout layout = Layout::unknown;
    std::vector<Entry> entries{};
    bool operator==(const Register&) const = default;
};

// A table that looks like a register and whose headings could not be placed: reported, never mapped.
struct UnplacedTable {
    int page = 0, line = 0;
    std::vector<std::string> headings{};
    std::string reason{};
    std::vector<Place> places{};
    bool operator==(const UnplacedTable&) const = default;
};

// What became of a word of a page. Every word is in exactly one of these.
enum class WordUse : std::uint8_t {
    cell,       // stands in a value of an entry, or in a cell of the key to scores
    heading,    // heads of tables, labels of cards, words between entries, titles, labels of the key
    furniture,  // running headers and footers, page numbers
    prose,      // outside the registers: report, tables that are no register
    left_out,   // in a register's table and in none of its values: each with its reason (LeftOut)
};
inline constexpr std::array kWordUses{WordUse::cell, WordUse::heading, WordUse::furniture, WordUse::prose,
                                      WordUse::left_out};
std::string_view to_string(WordUse use);

// The ledger of a page: what the reader found on it, and what became of that.
struct PageWords {
    int page = 0;
    std::size_t words = 0;                             // as the reader gave them
    std::array<std::size_t, kWordUses.size()> used{};  // by WordUse

    std::size_t& operator[](WordUse use) { return used[static_cast<std::size_t>(use)]; }
    std::size_t operator[](WordUse use) const { return used[static_cast<std::size_t>(use)]; }
    std::size_t accounted() const;
    bool operator==(const PageWords&) const = default;
};

// Words next to each other that stand in a register's table and in no value of it.
struct LeftOut {
    int page = 0;
    std::string text{};
    std::size_t words = 0;
    std::string reason{};                // "column not kept: Review date"
    bool is_explained = true;            // false: no rule of ours says that these may be left out
    std::optional<std::string> entry{};  // whose row they stand in, where that is known
    std::vector<Place> places{};
    Fact beside{};  // not explained: what of the register stands next to them
    bool operator==(const LeftOut&) const = default;
};

struct ParsedDocument {
    std::vector<Register> registers{};
    std::vector<Mention> mentions{};
    Movements movements{};
    std::vector<UnplacedTable> unplaced_tables{};
    std::vector<std::string> notes{};
    std::vector<PageWords> pages{};  // the ledger, in the order of the pages
    std::vector<LeftOut> left_out{};
    bool operator==(const ParsedDocument&) const = default;
};

}  // namespace domesday
