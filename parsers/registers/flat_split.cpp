#include "parsers/registers/flat_split.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace domesday
{

namespace
{

constexpr std::size_t kMostColumns = 24;
// How many readings are kept: from line to line, at a word of a line, and of these in one column.
struct Beam {
    std::size_t lines = 24, parts = 24, per_column = 5;
};
constexpr Beam kBeam{};
constexpr std::size_t kLongestLine = 64;  // words; a longer line is no row of a table
constexpr float kNever = 1e9F;
constexpr float kHopeless = 6;  // a reading this much worse than the best is given up
constexpr float kOwed = 0.7F;   // of the cost of an empty cell, paid when the next column begins

// What a column expects of its pieces.
struct ColumnModel {
    bool number = false;
    float width = 20;
    bool learnt = false;  // the width was measured
    float empty = 1;      // cost of leaving a row without it
    bool type = false;    // of the risk: a word or two of a list
    bool wordy = true;    // whole sentences, as against names and single words
    float bullet = 0;     // what an item with a bullet costs
    float plain = 0;      // what an item without one costs
};

// Before anything is learnt: names have no bullets, lists of actions often have.
float usual_bullet_cost(const FlatColumn& column)
{
    if (column.heading.part != Part::field)
        return 3;
    switch (column.heading.field) {
        case Field::controls:
        case Field::mitigations:
        case Field::progress:
        case Field::causes:
            return 0;
        case Field::consequences:
        case Field::description:
            return 0.7F;
        default:
            return 2.5F;
    }
}

float usual_width(const FlatColumn& column)
{
    if (column.is_id())
        return 8;
    if (column.is_number())
        return 12;
    switch (column.heading.field) {
        case Field::title:
            return 22;
        case Field::description:
            return 28;
        case Field::type:
            return 14;
        case Field::causes:
            return 24;
        case Field::consequences:
            return 26;
        case Field::controls:
            return 34;
        case Field::mitigations:
            return 38;
        case Field::progress:
            return 34;
        case Field::owner:
            return 14;
        case Field::direction:
            return 18;
        default:
            return 14;
    }
}

float cost_of_empty(const FlatColumn& column)
{
    if (column.is_number())
        return 1.5F;
    switch (column.heading.field) {
        case Field::title:
            return 3.0F;
        case Field::type:
            return 1.5F;
        case Field::owner:
            return 1.2F;
        case Field::direction:
            return 0.8F;
        case Field::description:
        case Field::consequences:
        case Field::controls:
        case Field::mitigations:
            return 2.5F;
        default:
            return 0.6F;
    }
}

bool is_wordy(const FlatColumn& column)
{
    if (column.heading.part != Part::field)
        return false;
    switch (column.heading.field) {
        case Field::title:
        case Field::description:
        case Field::causes:
        case Field::consequences:
        case Field::controls:
        case Field::mitigations:
        case Field::progress:
        case Field::direction:
            return true;
        default:
            return false;
    }
}

using Pairs = std::unordered_map<std::uint64_t, std::uint16_t>;

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b)
{
    return (std::uint64_t{a} << 32U) | b;
}

// One column of one reading: the row it has come to, and its last piece.
struct Slot {
    std::int32_t piece = -1;
    std::int16_t row = -1;
    std::int16_t owed_row = -1;  // this row's cell was passed over, and partly paid for as if it stayed empty
};

struct Reading {
    float cost = 0;
    std::int32_t piece = -1;  // the last one, in the arena
    std::int16_t row = -1;    // where the last piece went
    std::int8_t column = -1;
    std::int16_t latest = -1;  // the last row whose id was met
    std::int16_t floor = 0;    // rows before it have ended
    bool right = false;        // a column right of the left ones was printed since the page or the row began
    std::uint8_t pieces_of_line = 0, pieces_of_last = 0;
    std::uint8_t shared = 0;  // lines until the last one that was cut no longer suggests that this one is
    std::array<Slot, kMostColumns> slots{};
};

struct ArenaPiece {
    FlatPiece piece;
    std::int32_t before = -1;  // of the same reading
    std::uint16_t length = 0;
    std::uint16_t widest = 0;               // line of its cell so far
    std::uint16_t numbers = 0, levels = 0;  // of its cell so far, in columns of numbers
};

struct Candidate {
    float cost = 0;
    std::uint16_t reading = 0;  // of the bucket it starts from
    std::uint16_t from = 0;
    std::uint16_t begin = 0;  // first word after bars
    std::int16_t row = 0;
    std::int8_t column = kUnplaced;
    bool item = false;
    float own = 0;
};

// The candidates that end at one word: of those that end in one column only the best few, for what these
// differ in lies behind.
class Bucket
{
public:
    void clear(std::size_t columns, std::size_t per_column)
    {
        per_column_ = per_column;
        least_ = kNever;
        counts_.assign(columns + 1, 0);
        held_.resize((columns + 1) * per_column);
    }

    bool takes(float cost) const { return cost <= least_ + kHopeless; }

    void add(const Candidate& candidate)
    {
        if (!takes(candidate.cost))
            return;
        least_ = std::min(least_, candidate.cost);
        const auto column = static_cast<std::size_t>(candidate.column + 1);
        auto& count = counts_[column];
        const auto first = held_.begin() + static_cast<std::ptrdiff_t>(column * per_column_);
        if (count < per_column_) {
            first[count++] = candidate;
            return;
        }
        const auto worst = std::max_element(
            first, first + count, [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
        if (candidate.cost < worst->cost)
            *worst = candidate;
    }

    // Cheapest first, at most `most`.
    void take_best(std::vector<Candidate>& best, std::size_t most) const
    {
        best.clear();
        for (std::size_t column = 0; column < counts_.size(); ++column)
            for (std::size_t i = 0; i < counts_[column]; ++i)
                if (const auto& candidate = held_[column * per_column_ + i]; takes(candidate.cost))
                    best.push_back(candidate);
        std::sort(best.begin(), best.end(), [](const Candidate& a, const Candidate& b) {
            if (a.cost != b.cost)
                return a.cost < b.cost;
            if (a.from != b.from)
                return a.from < b.from;
            if (a.reading != b.reading)
                return a.reading < b.reading;
            return a.column != b.column ? a.column < b.column : a.row < b.row;
        });
        if (best.size() > most)
            best.resize(most);
    }

private:
    std::size_t per_column_ = 0;
    float least_ = kNever;
    std::vector<std::uint8_t> counts_;
    std::vector<Candidate> held_;
};

// What the words of one line cost wherever they go.
struct LineCosts {
    std::vector<float> inner;            // [i]: all neighbours up to word i, cumulated
    std::vector<float> cut;              // [i]: cutting before word i
    std::vector<std::vector<float>> in;  // [column][i]: words before i in this column, cumulated
    std::vector<int> length;             // [i]: characters before word i, with a space behind each word
};

class Splitter
{
public:
    Splitter(const FlatDocument& document, std::span<const std::size_t> lines,
             std::span<const FlatColumn> columns, std::span<const FlatRow> rows, const PossibleScores& scores,
             const Vocabulary& vocabulary)
        : document_(document),
          lines_(lines),
          columns_(columns.first(std::min(columns.size(), kMostColumns))),
          rows_(rows),
          scores_(scores)
    {
        int tables = 1;
        for (const auto& row : rows_)
            tables = std::max(tables, row.table + 1);
        for (int t = 0; t < tables; ++t)
            for (const auto& column : columns_)
                models_.push_back({.number = column.is_number(),
                                   .width = usual_width(column),
                                   .empty = cost_of_empty(column),
                                   .type = column.is_field(Field::type),
                                   .wordy = is_wordy(column),
                                   .bullet = usual_bullet_cost(column)});
        for (std::size_t r = 0; r < rows_.size(); ++r)
            row_at_line_.try_emplace(rows_[r].line, static_cast<int>(r));
        for (std::size_t c = 0; c < columns_.size() && c < 4; ++c)
            if (columns_[c].is_id() || columns_[c].is_field(Field::title) ||
                columns_[c].is_field(Field::type))
                left_columns_ = static_cast<int>(c);
        find_last_rows();
        const auto spaces = std::count_if(lines_.begin(), lines_.end(), [&](std::size_t l) {
            return document_.lines[l].blank_before > 0 && !document_.lines[l].page_start;
        });
        unspaced_ = static_cast<std::size_t>(spaces) * 20 < lines_.size();
        scale_widths();
        count_pairs_of_lines();
        read_lexicon(vocabulary);
    }

    FlatSplit run()
    {
        // What is printed column after column teaches the rest.
        clear_only_ = !unspaced_;
        auto pieces = decode();
        learn(pieces);
        clear_only_ = false;
        pieces = decode();
        learn(pieces);
        pieces = decode();
        FlatSplit split{.pieces = std::move(pieces)};
        for (std::size_t c = 0; c < columns_.size(); ++c)
            split.widths.push_back(models_[c].width);
        return split;
    }

private:
    const FlatWord& word(std::size_t i) const { return document_.words[i]; }

    void find_last_rows()
    {
        last_row_of_page_.assign(document_.lines.size(), -1);
        int last = -1;
        for (auto it = lines_.rbegin(); it != lines_.rend(); ++it) {
            const auto row = row_at_line_.find(*it);
            if (row != row_at_line_.end() && last < 0)
                last = row->second;
            if (document_.lines[*it].page > 0)
                last_row_of_page_[*it] = last;
            if (document_.lines[*it].page_start)
                last = -1;
        }
    }

    // Before anything is learnt: columns are as wide in proportion as the longest lines suggest.
    void scale_widths()
    {
        std::vector<int> lengths;
        for (std::size_t i = 0; i < lines_.size();) {
            std::size_t end = i + 1;
            int longest = document_.lines[lines_[i]].length;
            for (; end < lines_.size() && document_.lines[lines_[end]].blank_before == 0; ++end)
                longest = std::max<int>(longest, document_.lines[lines_[end]].length);
            if (end - i >= 3 && (longest <= 75 || unspaced_))
                for (auto k = i; k < end; ++k)
                    lengths.push_back(document_.lines[lines_[k]].length);
            i = end;
        }
        if (lengths.size() < 20)
            return;
        const auto at = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 97 / 100);
        std::nth_element(lengths.begin(), at, lengths.end());
        const float scale = std::clamp(static_cast<float>(*at) / 38.0F, 0.7F, 1.8F);
        for (auto& model : models_)
            if (model.wordy)
                model.width *= std::pow(scale, model.width * model.width / (38.0F * 38.0F));
    }

    void count_pairs_of_lines()
    {
        std::vector<std::uint16_t> times(document_.ids.count());
        for (const auto& each : document_.words)
            if (times[each.id] < 2)
                ++times[each.id];
        rare_.assign(times.size(), false);
        for (std::size_t id = 0; id < times.size(); ++id)
            rare_[id] = times[id] < 2;
        for (const auto l : lines_) {
            const auto& line = document_.lines[l];
            for (auto w = line.first; w + 1 < line.last; ++w)
                ++pairs_[pair_key(word(w).id, word(w + 1).id)];
            for (auto w = line.first; w + 2 < line.last; ++w)
                triples_[triple_of(w, w + 1, w + 2)] = 2;
        }
    }

    void read_lexicon(const Vocabulary& vocabulary)
    {
        lexicon_.assign(document_.ids.count(), {});
        const auto favour = [&](std::string_view kind, Field field, float by) {
            for (std::size_t c = 0; c < columns_.size(); ++c)
                if (columns_[c].is_field(field))
                    for (const auto& term : vocabulary.terms(kind))
                        if (const auto id = document_.ids.find(term.surface))
                            lexicon_[id][c] = by;
        };
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (!columns_[c].is_field(Field::type) && !columns_[c].is_field(Field::owner))
                continue;
            const bool type = columns_[c].is_field(Field::type);
            for (const auto& each : document_.words)
                if (each.id)
                    lexicon_[each.id][c] = foreign_cost(each, type);
        }
        favour_types(vocabulary);
        favour("direction", Field::owner, 1.0F);
        favour("area", Field::owner, -0.4F);
        favour("role", Field::owner, -1.0F);
        favour("direction", Field::direction, -1.0F);
    }

    // What a word costs in a column of types or of names before it was seen there.
    static float foreign_cost(const FlatWord& flat, bool type)
    {
        const auto& text = flat.word->text;
        const bool links =
            text == "and" || text == "of" || text == "for" || text == "the" || text == "&" || text == "to";
        if (links)
            return type ? (text == "&" ? 0.0F : 1.0F) : text == "the" || text == "to" ? 0.5F : 0.0F;
        if (!flat.upper && !flat.lower)
            return 2.0F;
        if (type)
            return flat.length > 3 ? 1.6F : 1.0F;
        return flat.lower ? 1.6F : 0.0F;
    }

    // "People/Service", and in a narrow column "Technologi" over "cal/".
    void favour_types(const Vocabulary& vocabulary)
    {
        const auto each_word = [](std::string_view text, const auto& use) {
            std::string part;
            for (std::size_t i = 0; i <= text.size(); ++i) {
                const auto c =
                    i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(' ');
                if (std::isalpha(c) || c >= 0x80)
                    part += static_cast<char>(std::tolower(c));
                else if (!part.empty()) {
                    use(part);
                    part.clear();
                }
            }
        };
        std::vector<std::string> types;
        for (const auto& term : vocabulary.terms("type"))
            each_word(term.surface, [&](const std::string& part) { types.push_back(part); });
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (!columns_[c].is_field(Field::type))
                continue;
            for (const auto& flat : document_.words) {
                int all = 0, known = 0;
                each_word(flat.word->text, [&](const std::string& part) {
                    ++all;
                    known += std::any_of(types.begin(), types.end(), [&](const std::string& type) {
                        return part == type ||
                               (type.size() > 7 && part.size() > 1 && part.size() < type.size() &&
                                ((flat.upper && type.starts_with(part)) || type.ends_with(part)));
                    });
                });
                if (all > 0 && known == all)
                    lexicon_[flat.id][c] = flat.upper ? -2.0F : -0.2F;
            }
        }
    }

    bool pair_known(std::size_t a, std::size_t b, int times) const
    {
        const auto found = pairs_.find(pair_key(word(a).id, word(b).id));
        return found != pairs_.end() && found->second >= times;
    }

    bool clean_pair(std::size_t a, std::size_t b) const
    {
        const auto found = clean_.find(pair_key(word(a).id, word(b).id));
        return found != clean_.end() && found->second >= 2;
    }

    // How much it tells that `next` follows `last` elsewhere in the document: after "of" any noun may, three
    // words together are the same sentence again.
    float known_phrase(std::size_t first, std::size_t last, std::size_t next) const
    {
        const bool weak = word(last).joining || word(next).joining;
        if (last > first && triple_known(last - 1, last, next))
            return 2.5F;
        if (next + 1 < document_.words.size() && triple_known(last, next, next + 1))
            return 2.5F;
        if (clean_pair(last, next))
            return weak ? 0.8F : 2.0F;
        if (pair_known(last, next, 1))
            return weak ? 0.5F : 1.2F;
        return 0;
    }

    // A narrow column breaks words: "Communitie" over "s", where the document has "Communities".
    bool completes_word(std::size_t last, std::size_t next) const
    {
        const auto& end = word(last);
        const auto& rest = word(next);
        if (!rest.lower || rest.length > 7 || end.stop || end.pause || end.length < 4)
            return false;
        const auto whole = document_.ids.find(end.word->text + rest.word->text);
        return whole != 0 && (document_.ids.find(rest.word->text) == 0 || rest.length <= 3 || rare_[end.id]);
    }

    static std::uint64_t triple_key(std::uint32_t a, std::uint32_t b, std::uint32_t c)
    {
        return (std::uint64_t{a} * 0x9E3779B97F4A7C15U) ^ (std::uint64_t{b} * 0xC2B2AE3D27D4EB4FU) ^
               (std::uint64_t{c} * 0x165667B19E3779F9U);
    }

    std::uint64_t triple_of(std::size_t a, std::size_t b, std::size_t c) const
    {
        return triple_key(word(a).id, word(b).id, word(c).id);
    }

    bool triple_known(std::size_t a, std::size_t b, std::size_t c) const
    {
        if (!word(a).id || !word(b).id || !word(c).id)
            return false;
        const auto found = triples_.find(triple_of(a, b, c));
        return found != triples_.end() && found->second >= 2;
    }

    // Two neighbours of one piece: the cost of not cutting between them.
    float inner_cost(std::size_t a, std::size_t b) const
    {
        const auto& left = word(a);
        const auto& right = word(b);
        if (clean_pair(a, b))
            return -0.3F;
        float cost = 0;
        if (right.bullet)
            cost += 3;
        if ((left.number || right.number) && !pair_known(a, b, 2))
            cost += 0.7F;
        if (right.bar || left.bar)
            cost += 2;
        if (left.stop && right.lower)
            cost += 1.5F;
        if (!left.stop && !left.joining && !left.upper && right.upper && !left.bullet && !left.colon)
            cost += 0.5F;
        if (left.level && left.pause)
            cost += 2.5F;
        return cost;
    }

    // The cost of cutting a line between two neighbours.
    float cut_cost(std::size_t a, std::size_t b) const
    {
        float cost = 1.0F;
        if (word(a).bar || word(b).bar)
            return -1.0F;
        if (word(b).bullet)
            cost -= 1.5F;
        if (clean_pair(a, b))
            cost += 2.0F;
        else if (pair_known(a, b, 2))
            cost += 1.0F;
        return cost;
    }

    float cost_of_words(std::size_t first, std::size_t last, std::size_t column) const
    {
        float cost = 0;
        for (auto w = first; w < last; ++w)
            cost += lexicon_[word(w).id][column];
        return cost;
    }

    // Names are learnt with their capitals: "care" is not "Care".
    float cost_in_column(std::size_t w, std::size_t column, const ColumnModel& model) const
    {
        const float cost = lexicon_[word(w).id][column];
        if (model.wordy || model.type || cost >= 0 || !word(w).lower || word(w).joining ||
            word(w).length <= 4)
            return cost;
        return 1.6F;
    }

    float cost_of_length(const ColumnModel& model, int length) const
    {
        const float over = static_cast<float>(length) - (model.learnt ? model.width : 1.15F * model.width);
        if (over <= 0)
            return 0;
        return model.learnt ? 0.5F * over : 0.3F * over;
    }

    // How a piece that begins with word `begin` follows the last piece of its cell.
    float cost_of_joining(const ArenaPiece& before, const ColumnModel& model, std::size_t column,
                          std::size_t begin, bool blank, bool& item) const
    {
        const auto& first = word(begin);
        const std::size_t content = first.bullet && begin + 1 < document_.words.size() ? begin + 1 : begin;
        const auto last_index = before.piece.last - 1;
        const auto& last = word(last_index);
        const bool open = last.joining || last.pause;
        // Until the width of the column is known, the cell's own widest line stands for it.
        const float width = model.learnt ? model.width : static_cast<float>(before.widest);
        const float room = width - static_cast<float>(before.length + 1 + first.length);
        // As the next line of the same item.
        float goes_on = kNever;
        if (!first.bullet) {
            goes_on = 0;
            if (room > 0)
                goes_on +=
                    (model.learnt ? 0.5F : 0.2F) + (model.learnt ? 0.25F : 0.1F) * std::min(room, 12.0F);
            if (!model.wordy && completes_word(last_index, begin))
                goes_on -= 3.0F;
            else if (const float known = known_phrase(before.piece.first, last_index, begin); known > 0)
                goes_on -= known;
            else if (last.stop)
                goes_on += first.lower ? 3.0F : 0.6F;
            else if (open)
                goes_on += first.numbering || (last.joining && first.joining) ? 1.0F : 0.0F;
            else if (first.upper)
                goes_on += last.upper ? 0.5F : 1.5F;
            else if (last.colon)
                goes_on += 1.0F;
            if (model.type && first.lower && !last.pause && lexicon_[first.id][column] >= 0)
                goes_on += 1.2F;
            if (blank)
                goes_on += first.lower || open ? 0.3F : 1.0F;
        }
        // As a new item.
        const auto& start = word(content);
        float starts = first.bullet ? model.bullet : model.plain;
        starts += first.bullet ? 0.2F : start.upper || first.numbering ? 0.9F : start.number ? 1.5F : 4.0F;
        if (open)
            starts += 4.0F;
        if (last.stop || last.colon)
            starts -= 0.4F;
        if (blank)
            starts += 0.5F;
        if (room <= 0 && !last.stop && !first.bullet)
            starts += 0.4F;
        item = starts < goes_on;
        return std::min(starts, goes_on);
    }

    // Between two pieces of a cell that lines are shared around no line is left out: its lines are printed at
    // one distance.
    float cost_of_skipped_lines(const Reading& reading, const ArenaPiece& before, const ColumnModel& model,
                                std::size_t line_index) const
    {
        if (reading.pieces_of_last < 2 && !before.piece.split)
            return 0;
        if (before.piece.line + 1 >= line_index)
            return 0;
        int skipped = 0;
        for (auto l = before.piece.line + 1; l < line_index; ++l) {
            const auto& line = document_.lines[l];
            if (line.blank_before > 0 || line.dropped)
                return model.wordy ? 0.0F : 2.5F;
            ++skipped;
        }
        if (document_.lines[line_index].blank_before > 0)
            return model.wordy ? 0.0F : 2.5F;
        return std::min(static_cast<float>(skipped), 3.0F) * (model.wordy ? 0.25F : 1.5F);
    }

    const ColumnModel& model_of(int row, std::size_t column) const
    {
        const int table = row >= 0 ? rows_[static_cast<std::size_t>(row)].table : 0;
        return models_[static_cast<std::size_t>(table) * columns_.size() + column];
    }

    float cost_of_beginning(const Reading& reading, std::size_t begin, std::size_t column, int row) const
    {
        const auto& first = word(begin);
        const auto& start =
            first.bullet ? word(std::min<std::size_t>(begin + 1, document_.words.size() - 1)) : first;
        float cost = first.bullet || start.upper || first.numbering ? 0.3F
                     : start.number || !start.lower                 ? 0.8F
                                                                    : 4.0F;
        const auto& model = model_of(row, column);
        cost += first.bullet ? model.bullet : model.plain;
        const auto& slot = reading.slots[column];
        if (slot.piece >= 0) {
            const auto& last = word(arena_[slot.piece].piece.last - 1);
            if (last.joining || last.pause)
                cost += model.wordy ? 4.0F : 1.5F;
        }
        return cost;
    }

    // A number that no cell of the key has is a finding if it is near one, and else no score.
    float cost_of_value(const FlatWord& flat) const
    {
        double value = 0;
        const auto& text = flat.word->text;
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
        if (value <= 0 || value > scores_.highest)
            return kNever;
        if (scores_.on_key.empty() || std::binary_search(scores_.on_key.begin(), scores_.on_key.end(), value))
            return 0;
        return 1.5F;
    }

    // Numbers, and the words of a scale that stand with them.
    float cost_of_number(const Reading& reading, std::size_t begin, std::size_t end, std::size_t column,
                         int row, std::uint16_t& numbers, std::uint16_t& levels) const
    {
        const auto& slot = reading.slots[column];
        const bool same = slot.piece >= 0 && slot.row == row;
        numbers = same ? arena_[slot.piece].numbers : 0;
        levels = same ? arena_[slot.piece].levels : 0;
        float cost = 0;
        if (word(begin).id == 0)
            return kNever;
        for (auto w = begin; w < end; ++w) {
            const auto& each = word(w);
            if (each.number) {
                const float unlikely = cost_of_value(each);
                if (unlikely >= kNever)
                    return kNever;
                cost += unlikely;
                if (++numbers > 1 || levels > 0)
                    cost += 6;
            } else if (each.level) {
                ++levels;
                if (levels == 2)
                    cost -= 1.0F;
                if (numbers == 0)
                    cost += 2;
                if (levels > 2)
                    cost += 5;
            } else if (each.level_part && numbers > 0) {
                cost += 0.6F;
                if (each.lower)
                    ++levels;  // its end
            } else if (each.id == 0) {
                cost += 0.2F;
            } else {
                return kNever;
            }
        }
        return cost;
    }

    // A word of a scale in a column of text.
    float cost_of_level(std::size_t w, const ColumnModel& model) const
    {
        const auto& flat = word(w);
        if (!flat.level)
            return 0;
        if (!model.wordy)
            return 2.5F;
        return flat.pause ? 2.0F : flat.upper ? 1.2F : 0.2F;
    }

    // A number or a sign that stands alone, or begins a text, is rarely one.
    float cost_of_lone(std::size_t begin, std::size_t end) const
    {
        const auto& first = word(begin);
        if (end == begin + 1)
            return first.number ? 4.0F : first.bullet ? 1.5F : first.level && first.lower ? 0.8F : 0.0F;
        return first.number && word(begin + 1).upper ? 1.2F : 0.0F;
    }

    float cost_of_moving(const Reading& reading, int row, std::size_t column, bool first_in_line,
                         const FlatLine& line) const
    {
        const bool blank = line.blank_before > 0 || line.page_start;
        const int c = static_cast<int>(column);
        float cost = 0;
        if (reading.row < 0)
            return 0;
        if (reading.row == row && reading.column == c) {
            cost = 0;
        } else if (unspaced_ && first_in_line) {
            // Cells follow each other strictly, from left to right.
            cost = row != reading.row   ? 6.0F
                   : c > reading.column ? (models_[column].number ? 0.2F : 0.8F)
                   : line.page_start    ? 0.4F
                                        : 5.0F;
        } else if (!first_in_line) {
            cost = 0;
        } else if (row == reading.row && reading.slots[column].row == row && !blank) {
            // Lines of two open cells may alternate.
            cost = reading.pieces_of_last > 1 ? 0.2F : std::abs(c - reading.column) <= 2 ? 0.7F : 1.5F;
        } else if (row == reading.row && c > reading.column) {
            cost = blank ? 0.3F : reading.pieces_of_last > 1 ? 0.6F : models_[column].number ? 1.0F : 2.2F;
        } else if (row == reading.row) {
            cost = reading.pieces_of_last > 1   ? 0.2F
                   : line.page_start            ? 0.4F
                   : word(line.first).numbering ? 0.8F
                                                : 3.0F;
        } else if (row > reading.row) {
            cost = blank ? 0.5F : 3.0F;
        } else {
            // The narrow columns on the left are often printed for all rows of a page before the others.
            // and so is the left half of a wide page before the right one.
            cost = c <= reading.column
                       ? 3.5F
                       : (reading.column <= left_columns_ ? 0.8F : 1.6F) + (blank ? 0.0F : 1.0F);
        }
        // A cell rarely begins before the ones on its left.
        const bool after_id = reading.column == 0 && row == reading.row;
        const auto& slot = reading.slots[column];
        if (slot.row < row) {
            if (after_id && c > 1)
                cost += 1.0F;
            // Of a row whose id comes later nothing is known yet.
            for (int k = 1; k < c && row <= reading.latest; ++k)
                if (reading.slots[k].row < row && reading.slots[k].owed_row < row)
                    cost += kOwed * models_[k].empty;
            if (slot.owed_row == row)
                cost -= 0.8F * kOwed * models_[column].empty;
        }
        if (row > reading.latest)
            cost += 1.5F;  // before its id
        if (reading.column == 0 && row != reading.row)
            cost += 1.5F;  // an id stands before its own row
        // Rows that the column passes over stay empty for good.
        cost += cost_of_empties(reading, column, row);
        return cost;
    }

    // What the rows from where the column stands up to `row` cost when it leaves them empty.
    float cost_of_empties(const Reading& reading, std::size_t column, int row) const
    {
        const auto& slot = reading.slots[column];
        const int from = std::max<int>(slot.row + 1, reading.floor);
        if (row <= from)
            return 0;
        const float paid =
            slot.owed_row >= from && slot.owed_row < row ? kOwed * models_[column].empty : 0.0F;
        return (clear_only_ ? 0.4F : 1.0F) * static_cast<float>(std::min(row - from, 6)) *
                   models_[column].empty -
               paid;
    }

    // A page has ended: its rows but the last are complete.
    void close_rows(Reading& reading, int row) const
    {
        for (std::size_t c = 1; c < columns_.size(); ++c) {
            reading.cost += cost_of_empties(reading, c, row);
            reading.slots[c].owed_row = -1;
        }
        reading.floor = static_cast<std::int16_t>(std::max<int>(reading.floor, row));
    }

    void prepare_costs(const FlatLine& line)
    {
        const std::size_t n = line.last - line.first;
        auto& costs = costs_;
        costs.inner.assign(n + 1, 0);
        costs.cut.assign(n + 1, 0);
        costs.length.assign(n + 1, 0);
        costs.in.resize(columns_.size());
        for (std::size_t i = 0; i < n; ++i) {
            const auto w = line.first + i;
            costs.inner[i + 1] = costs.inner[i] + (i > 0 ? inner_cost(w - 1, w) : 0.0F);
            costs.cut[i] = i > 0 ? cut_cost(w - 1, w) : 0.0F;
            costs.length[i + 1] = costs.length[i] + word(w).length + 1;
        }
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (models_[c].number)
                continue;
            auto& in = costs.in[c];
            in.assign(n + 1, 0);
            for (std::size_t i = 0; i < n; ++i)
                in[i + 1] = in[i] + cost_in_column(line.first + i, c, models_[c]) +
                            cost_of_level(line.first + i, models_[c]);
        }
    }

    struct Here {
        const FlatLine& line;
        std::size_t index = 0;
        bool cuttable = false, mixed = false, row_begins = false;
        int last_row_of_page = -1;
    };

    void expand(const std::vector<Reading>& readings, std::size_t r, const Here& here, std::size_t from)
    {
        const auto& reading = readings[r];
        const auto& line = here.line;
        const std::size_t n = line.last - line.first;
        const bool first_in_line = from == 0 || reading.pieces_of_line == 0;
        std::size_t begin = from;
        while (begin < n && word(line.first + begin).bar)
            ++begin;
        Candidate candidate{.cost = reading.cost,
                            .reading = static_cast<std::uint16_t>(r),
                            .from = static_cast<std::uint16_t>(from),
                            .begin = static_cast<std::uint16_t>(begin)};
        if (begin == n) {
            buckets_[n].add(candidate);
            return;
        }
        const std::size_t at = line.first + begin;
        const bool blank = line.blank_before > 0 || line.page_start;
        float cut = first_in_line ? 0.0F : begin > from ? -1.0F : costs_.cut[begin];
        if (!first_in_line && reading.pieces_of_last > 1)
            cut -= 0.6F;
        const bool may_cut = here.cuttable || reading.shared > 0;
        const std::size_t shortest = may_cut ? begin + 1 : n;
        const auto offer = [&](std::size_t end, float own) {
            candidate.own = own;
            candidate.cost = reading.cost + own;
            buckets_[end].add(candidate);
        };
        // A text's words up to `end`, after its beginning.
        const auto offer_text = [&](float start, std::size_t c, const ColumnModel& model) {
            const auto& in = costs_.in[c];
            for (std::size_t end = shortest; end <= n; ++end) {
                const int length = costs_.length[end] - costs_.length[begin] - 1;
                const float over = cost_of_length(model, length);
                if (over > 12 && end > begin + 1)
                    break;
                offer(end, start + over + in[end] - in[begin] + costs_.inner[end] - costs_.inner[begin + 1] +
                               cost_of_lone(at, line.first + end));
            }
        };
        const bool stays = first_in_line && !blank && !here.mixed && reading.column > 0 && reading.piece >= 0;
        if (stays && !models_[static_cast<std::size_t>(reading.column)].number) {
            const auto c = static_cast<std::size_t>(reading.column);
            const auto& model = model_of(reading.row, c);
            candidate.row = reading.row;
            candidate.column = reading.column;
            float own = cost_of_joining(arena_[reading.slots[c].piece], model, c, at, false, candidate.item);
            const auto& in = costs_.in[c];
            own += in[n] - in[begin] + costs_.inner[n] - costs_.inner[begin + 1];
            offer(n, own + cost_of_length(model, costs_.length[n] - costs_.length[begin] - 1));
            return;
        }
        // Nowhere: kept with the row, at a price.
        float nowhere = 2.0F + cut;
        candidate.row = static_cast<std::int16_t>(std::max<int>(reading.row, 0));
        for (std::size_t end = begin + 1; end <= n; ++end) {
            nowhere += word(line.first + end - 1).id == 0 ? 0.1F : 1.0F;
            if (end >= shortest)
                offer(end, nowhere);
        }
        const std::size_t first_column = first_in_line ? 0 : static_cast<std::size_t>(reading.column + 1);
        for (std::size_t c = first_column; c < columns_.size(); ++c) {
            if (columns_[c].is_id())
                continue;
            const auto& slot = reading.slots[c];
            int low = std::max<int>(slot.row, reading.floor);
            int high = std::max<int>(reading.latest, here.last_row_of_page);
            if (!first_in_line || here.row_begins)
                low = high = reading.row;
            if (low < slot.row || low < reading.floor)
                continue;
            low = std::max(low, high - 8);
            for (int row = low; row <= high; ++row) {
                const auto& model = model_of(row, c);
                const bool same = slot.piece >= 0 && slot.row == row;
                const float moving = cost_of_moving(reading, row, c, first_in_line, line) + cut;
                candidate.row = static_cast<std::int16_t>(row);
                candidate.column = static_cast<std::int8_t>(c);
                candidate.item = false;
                if (model.number) {
                    // Scores stand on the first line of their row, or on a line of their own.
                    float apart =
                        same ? cost_of_skipped_lines(reading, arena_[slot.piece], model, here.index) : 0.0F;
                    if (!same && !here.row_begins && (begin > 0 || n > begin + 1) &&
                        reading.pieces_of_last > 1)
                        apart += 2.5F;
                    for (std::size_t end = begin + 1; end <= n && end <= begin + 5; ++end) {
                        std::uint16_t numbers = 0, levels = 0;
                        const float own =
                            cost_of_number(reading, at, line.first + end, c, row, numbers, levels);
                        if (own >= kNever)
                            break;
                        if (end >= shortest)
                            offer(end, own + moving + apart);
                    }
                    continue;
                }
                const float start =
                    same ? cost_of_joining(arena_[slot.piece], model, c, at, blank && first_in_line,
                                           candidate.item) +
                               cost_of_skipped_lines(reading, arena_[slot.piece], model, here.index)
                         : cost_of_beginning(reading, at, c, row);
                offer_text(moving + start, c, model);
            }
        }
    }

    Reading extended(const Reading& reading, const Candidate& candidate, std::size_t end,
                     std::size_t line_index)
    {
        const auto& line = document_.lines[line_index];
        Reading next = reading;
        next.cost = candidate.cost;
        if (candidate.begin >= end)
            return next;
        ArenaPiece piece;
        piece.piece = {.first = line.first + candidate.begin,
                       .last = line.first + static_cast<std::uint32_t>(end),
                       .line = static_cast<std::uint32_t>(line_index),
                       .row = candidate.row,
                       .column = candidate.column,
                       .item = candidate.item,
                       .split = reading.pieces_of_line > 0,
                       .cost = candidate.own};
        piece.before = reading.piece;
        int length = -1;
        for (auto w = piece.piece.first; w < piece.piece.last; ++w)
            length += 1 + word(w).length;
        piece.length = static_cast<std::uint16_t>(length);
        if (candidate.column >= 0) {
            auto& slot = next.slots[candidate.column];
            piece.widest = slot.piece >= 0 && slot.row == candidate.row
                               ? std::max(piece.length, arena_[slot.piece].widest)
                               : piece.length;
            if (models_[candidate.column].number)
                cost_of_number(reading, piece.piece.first, piece.piece.last, candidate.column, candidate.row,
                               piece.numbers, piece.levels);
            if (slot.row < candidate.row && candidate.row <= next.latest)
                for (int k = 1; k < candidate.column; ++k) {
                    auto& passed = next.slots[static_cast<std::size_t>(k)];
                    if (passed.row >= candidate.row || passed.owed_row >= candidate.row)
                        continue;
                    passed.owed_row = candidate.row;
                }
            slot.row = candidate.row;
            slot.piece = static_cast<std::int32_t>(arena_.size());
            next.row = candidate.row;
            next.column = candidate.column;
            next.right = next.right || candidate.column > left_columns_;
        }
        next.piece = static_cast<std::int32_t>(arena_.size());
        ++next.pieces_of_line;
        arena_.push_back(piece);
        return next;
    }

    // Lines of a block whose lines do not all follow each other: several columns may share it. In the other
    // blocks only the first line is a choice.
    void find_mixed_blocks()
    {
        mixed_.assign(document_.lines.size(), unspaced_);
        if (unspaced_)
            return;
        for (std::size_t i = 0; i < lines_.size();) {
            std::size_t end = i + 1;
            while (end < lines_.size() && document_.lines[lines_[end]].blank_before == 0 &&
                   !document_.lines[lines_[end]].page_start && !row_at_line_.contains(lines_[end]))
                ++end;
            if (is_mixed(i, end))
                for (auto k = i; k < end; ++k)
                    mixed_[lines_[k]] = true;
            i = end;
        }
    }

    bool is_mixed(std::size_t begin, std::size_t end) const
    {
        int longest = 0;
        for (auto i = begin; i < end; ++i)
            longest = std::max<int>(longest, document_.lines[lines_[i]].length);
        for (auto i = begin; i < end; ++i) {
            const auto& line = document_.lines[lines_[i]];
            if (may_be_shared(line, 0))
                return true;
            if (i == begin)
                continue;
            const auto& before = document_.lines[lines_[i - 1]];
            const auto& last = word(before.last - 1);
            const auto& first = word(line.first);
            if (line.last == line.first + 1 && first.number)
                return true;
            if (before.last == before.first + 1 && last.number)
                return true;
            if (pair_known(before.last - 1, line.first, 1))
                continue;
            if (last.stop && first.lower)
                return true;
            if ((last.joining || last.pause) && (first.bullet || first.numbering))
                return true;
            if (last.joining && first.joining)
                return true;
            if (first.lower && 4 * (before.length + 1 + first.length) < 3 * longest)
                return true;
        }
        return false;
    }

    // A line that shows by itself that it may be shared by several columns.
    bool may_be_shared(const FlatLine& line, std::size_t begin) const
    {
        float widest = 0;
        for (const auto& model : models_)
            widest = std::max(widest, model.width);
        if (static_cast<float>(line.length) > widest + 3)
            return true;
        if (begin > 0 && line.first + begin < line.last)
            return true;  // an id with more behind it
        for (auto w = line.first + begin + 1; w < line.last; ++w) {
            if (word(w).bar || word(w).bullet)
                return true;
            if (word(w).level && word(w).pause)
                return true;
        }
        for (auto w = line.first + begin; w < line.last; ++w)
            if (word(w).number && line.last - line.first > 1 && (w == line.first || w + 1 == line.last))
                return true;
        return false;
    }

    std::vector<Reading> read_line(const std::vector<Reading>& beam, std::size_t line_index)
    {
        const auto& line = document_.lines[line_index];
        const std::size_t n = std::min<std::size_t>(line.last - line.first, kLongestLine);
        std::size_t begin = 0;
        std::vector<std::vector<Reading>> readings(n + 1);
        readings[0] = beam;
        for (auto& reading : readings[0]) {
            reading.pieces_of_last = reading.pieces_of_line;
            reading.pieces_of_line = 0;
            if (reading.pieces_of_last > 1)
                reading.shared = 4;
            else if (reading.shared > 0)
                --reading.shared;
            if (line.blank_before > 0)
                reading.shared = 0;
            if (line.page_start && reading.latest >= 0) {
                // All cells of a row begin on the page where its id stands.
                close_rows(reading, reading.latest + 1);
                reading.floor = reading.latest;
                if (line.page > 0)
                    reading.right = false;
            }
        }
        if (const auto row = row_at_line_.find(line_index); row != row_at_line_.end()) {
            // The id itself is no choice.
            begin = rows_[row->second].last - line.first;
            if (begin > n)
                begin = n;
            for (auto& reading : readings[0]) {
                // Only where the left columns are printed for several rows first is a row before still open.
                if (reading.right && row->second > reading.floor) {
                    close_rows(reading, row->second);
                    reading.floor = static_cast<std::int16_t>(row->second);
                }
                reading.right = false;
                reading.latest = static_cast<std::int16_t>(row->second);
                reading.row = reading.latest;
                reading.column = 0;
                if (columns_[0].is_id())
                    reading.slots[0].row = reading.latest;
            }
            if (begin > 0)
                readings[begin] = std::move(readings[0]);
            if (begin == n)
                return readings[n];
        } else if (beam.front().latest < 0) {
            return beam;  // before the first row
        }
        if (clear_only_ && mixed_[line_index])
            return std::move(readings[begin]);
        FlatLine cut = line;
        cut.last = line.first + static_cast<std::uint32_t>(n);
        prepare_costs(cut);
        if (buckets_.size() < n + 1)
            buckets_.resize(n + 1);
        for (std::size_t at = begin + 1; at <= n; ++at)
            buckets_[at].clear(columns_.size(), at == n ? kBeam.lines : kBeam.per_column);
        const Here here{.line = cut,
                        .index = line_index,
                        .cuttable = may_be_shared(cut, begin),
                        .mixed = mixed_[line_index],
                        .row_begins = row_at_line_.contains(line_index),
                        .last_row_of_page = last_row_of_page_[line_index]};
        for (std::size_t at = begin; at < n; ++at) {
            if (at > begin) {
                buckets_[at].take_best(best_, kBeam.parts);
                for (const auto& candidate : best_)
                    readings[at].push_back(
                        extended(readings[candidate.from][candidate.reading], candidate, at, line_index));
            }
            for (std::size_t r = 0; r < readings[at].size(); ++r)
                expand(readings[at], r, here, at);
        }
        buckets_[n].take_best(best_, kBeam.lines * 3);
        std::vector<Reading> all;
        for (const auto& candidate : best_) {
            auto reading = extended(readings[candidate.from][candidate.reading], candidate, n, line_index);
            if (reading.pieces_of_line > 1)
                reading.cost += cost_of_gaps(reading, line_index, begin > 0);
            all.push_back(reading);
        }
        std::stable_sort(all.begin(), all.end(),
                         [](const Reading& a, const Reading& b) { return a.cost < b.cost; });
        std::vector<Reading> next;
        for (auto& reading : all) {
            if (next.size() >= kBeam.lines || reading.cost > all.front().cost + kHopeless)
                break;
            const bool twin = std::any_of(next.begin(), next.end(),
                                          [&](const Reading& other) { return alike(reading, other); });
            if (!twin)
                next.push_back(reading);
        }
        return next;
    }

    // A line shared by columns goes on with every cell that the line before left unfinished, and a row's
    // first line begins every cell.
    float cost_of_gaps(const Reading& reading, std::size_t line_index, bool first_of_row) const
    {
        float cost = 0;
        for (std::size_t c = 1; c < columns_.size(); ++c) {
            const auto& slot = reading.slots[c];
            if (slot.row < reading.latest) {
                if (first_of_row)
                    cost += models_[c].number
                                ? 2.5F
                                : (slot.owed_row == reading.latest ? 0.2F : 0.8F) * models_[c].empty;
                continue;
            }
            if (slot.piece < 0)
                continue;
            const auto& piece = arena_[slot.piece].piece;
            if (piece.line + 1 != line_index)
                continue;
            const auto& last = word(piece.last - 1);
            if (models_[c].number) {
                if ((last.level && last.pause) || last.level_part)
                    cost += 2.5F;
                continue;
            }
            cost += last.joining || last.pause ? 2.5F : last.stop ? 0.0F : models_[c].wordy ? 0.8F : 0.1F;
        }
        return cost;
    }

    // Readings that differ only in what no later line can tell apart.
    bool alike(const Reading& a, const Reading& b) const
    {
        if (a.row != b.row || a.column != b.column || a.latest != b.latest)
            return false;
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (a.slots[c].row != b.slots[c].row)
                return false;
        const auto line = document_.lines.size();
        (void)line;
        // What stands on the line just read must be cut alike: the next line tells the cuts apart.
        auto p = a.piece, q = b.piece;
        for (int k = 0; k < a.pieces_of_line && k < b.pieces_of_line; ++k) {
            if (p < 0 || q < 0)
                return p == q;
            if (arena_[p].piece.column != arena_[q].piece.column ||
                arena_[p].piece.first != arena_[q].piece.first)
                return false;
            p = arena_[p].before;
            q = arena_[q].before;
        }
        return a.pieces_of_line == b.pieces_of_line;
    }

    std::vector<FlatPiece> decode()
    {
        arena_.clear();
        find_mixed_blocks();
        std::vector<Reading> beam(1);
        for (const auto l : lines_)
            beam = read_line(beam, l);
        for (auto& reading : beam)
            close_rows(reading, reading.latest + 1);
        std::vector<FlatPiece> pieces;
        const auto best = std::min_element(
            beam.begin(), beam.end(), [](const Reading& a, const Reading& b) { return a.cost < b.cost; });
        for (auto at = best->piece; at >= 0; at = arena_[at].before)
            pieces.push_back(arena_[at].piece);
        std::reverse(pieces.begin(), pieces.end());
        for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
            if (pieces[i + 1].split && pieces[i + 1].line == pieces[i].line)
                pieces[i].split = true;
        return pieces;
    }

    // Widths, word pairs and words of the columns, from the reading so far.
    void learn(const std::vector<FlatPiece>& pieces)
    {
        learn_bullets(pieces);
        clean_.clear();
        triples_.clear();
        std::vector<std::vector<int>> lengths(models_.size());
        std::vector<std::array<std::uint16_t, kMostColumns>> counts(document_.ids.count());
        std::vector<const FlatPiece*> last(columns_.size(), nullptr);
        for (const auto& piece : pieces) {
            if (piece.column < 0)
                continue;
            const auto c = static_cast<std::size_t>(piece.column);
            int length = -1;
            for (auto w = piece.first; w < piece.last; ++w)
                length += 1 + word(w).length;
            if (!piece.split)
                lengths[model_index(piece)].push_back(length);
            const auto* before = last[c];
            last[c] = &piece;
            if (piece.split || models_[c].number)
                continue;
            for (auto w = piece.first; w < piece.last; ++w)
                if (!word(w).joining)
                    ++counts[word(w).id][c];
            for (auto w = piece.first; w + 1 < piece.last; ++w)
                if (word(w).id && word(w + 1).id)
                    clean_[pair_key(word(w).id, word(w + 1).id)] = 2;
            for (auto w = piece.first; w + 2 < piece.last; ++w)
                triples_[triple_of(w, w + 1, w + 2)] = 2;
            if (before && !before->split && before->row == piece.row && !piece.item) {
                if (before->last > before->first + 1)
                    ++triples_[triple_of(before->last - 2, before->last - 1, piece.first)];
                if (piece.last > piece.first + 1)
                    ++triples_[triple_of(before->last - 1, piece.first, piece.first + 1)];
            }
            if (before && !before->split && before->row == piece.row && !piece.item &&
                word(before->last - 1).id && word(piece.first).id)
                ++clean_[pair_key(word(before->last - 1).id, word(piece.first).id)];
        }
        for (std::size_t c = 0; c < models_.size(); ++c) {
            auto& of = lengths[c];
            if (models_[c].number || of.size() < 5)
                continue;
            std::sort(of.begin(), of.end());
            models_[c].width = static_cast<float>(of[of.size() * 88 / 100] + 1);
            models_[c].learnt = true;
        }
        // A table with too few lines of its own is taken to be like the first.
        for (std::size_t c = columns_.size(); c < models_.size(); ++c)
            if (const auto& first = models_[c % columns_.size()]; !models_[c].learnt && first.learnt)
                models_[c].width = first.width;
        learn_bullets(pieces);
        // Names that stood in a column of names by themselves are expected there again.
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (!models_[c].wordy && !models_[c].number)
                for (std::size_t id = 1; id < counts.size(); ++id)
                    if (counts[id][c] > 0)
                        lexicon_[id][c] = std::min(lexicon_[id][c], -0.7F);
    }

    std::size_t model_index(const FlatPiece& piece) const
    {
        return static_cast<std::size_t>(rows_[static_cast<std::size_t>(piece.row)].table) * columns_.size() +
               static_cast<std::size_t>(piece.column);
    }

    // A column prints its items with bullets or without.
    void learn_bullets(const std::vector<FlatPiece>& pieces)
    {
        std::vector<std::pair<float, float>> items(models_.size(), {1.0F, 1.0F});  // with, without
        std::vector<int> rows(columns_.size(), -1);
        for (const auto& piece : pieces) {
            if (piece.column < 0)
                continue;
            const auto c = static_cast<std::size_t>(piece.column);
            const bool begins = piece.item || rows[c] != piece.row;
            rows[c] = piece.row;
            if (!begins || piece.split)
                continue;
            auto& [with, without] = items[model_index(piece)];
            (word(piece.first).bullet ? with : without) += 1;
        }
        for (std::size_t c = 0; c < models_.size(); ++c) {
            if (models_[c].number)
                continue;
            const auto [with, without] = items[c];
            const float share = with / (with + without);
            models_[c].bullet = std::clamp(-std::log(share) - 0.3F, 0.0F, 3.0F);
            models_[c].plain = std::clamp(-std::log(1 - share) - 0.3F, 0.0F, 2.5F);
        }
    }

    const FlatDocument& document_;
    std::span<const std::size_t> lines_;
    std::span<const FlatColumn> columns_;
    std::span<const FlatRow> rows_;
    const PossibleScores& scores_;
    std::unordered_map<std::size_t, int> row_at_line_;
    std::vector<ColumnModel> models_;
    std::vector<std::array<float, kMostColumns>> lexicon_;  // by word: what it costs in each column
    Pairs pairs_;                                           // neighbours on one line
    Pairs triples_;                                         // three words in one cell
    Pairs clean_;                        // neighbours in one cell, from lines that were not cut
    std::vector<bool> mixed_;            // by line
    std::vector<bool> rare_;             // by word: printed once
    std::vector<int> last_row_of_page_;  // by line
    bool unspaced_ = false;              // no blank lines tell the cells apart
    bool clear_only_ = false;            // the first reading: mixed blocks are passed over
    int left_columns_ = 0;  // the last of the id, the title and the type, where these stand first
    std::vector<ArenaPiece> arena_;
    LineCosts costs_;
    std::vector<Bucket> buckets_;  // by word of the line
    std::vector<Candidate> best_;
};

}  // namespace

FlatSplit split_lines(const FlatDocument& document, std::span<const std::size_t> lines,
                      std::span<const FlatColumn> columns, std::span<const FlatRow> rows,
                      const PossibleScores& scores, const Vocabulary& vocabulary)
{
    if (lines.empty() || columns.empty() || rows.empty())
        return {};
    return Splitter(document, lines, columns, rows, scores, vocabulary).run();
}

}  // namespace domesday
