#include "parsers/registers/card.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "parsers/registers/entry_builder.hpp"
#include "parsers/registers/gathered_words.hpp"
#include "parsers/registers/table_head.hpp"
#include "parsers/text/ids.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kLongestLabelText = 120;  // bytes in which a label is looked for
constexpr std::size_t kLeastLabels = 3;         // of one card; fewer are a note about a risk
constexpr std::size_t kRowsBelowBar = 5;        // in which the labels of a card without an id label begin

struct Segment {
    std::optional<Heading> label{};
    std::string printed{};
    std::vector<Word> words{};  // the value; may be empty
    std::vector<Word> label_words{};
    bool glued = false;  // the label runs into the value without a colon or a line between
};

bool is_short_label(const Heading& heading)
{
    return heading.part != Part::field || is_short_field(heading.field) ||
           heading.field == Field::confidence || heading.field == Field::other ||
           heading.field == Field::title;
}

std::string text_from(std::span<const Word> words, std::size_t most)
{
    std::string text;
    for (const auto& word : words) {
        if (text.size() > most)
            break;
        if (!text.empty() && word.join != Join::none)
            text += ' ';
        text += word.text;
    }
    return text;
}

bool words_begin_in_capitals(std::span<const Word> words)
{
    return std::all_of(words.begin(), words.end(), [](const Word& word) {
        const char c = word.text.front();
        return !(c >= 'a' && c <= 'z') || word.text == "of" || word.text == "to" || word.text == "and";
    });
}

// A label that words begin with, and how many of them it takes.
struct LeadingLabel {
    Heading heading;
    std::size_t words = 0;
    bool glued = false;
};

using KnownLabels = std::set<std::string>;  // keys of single words that stand alone on first lines

std::optional<LeadingLabel> find_leading_label(std::span<const Word> words, const Vocabulary& vocabulary,
                                               const KnownLabels& known)
{
    if (words.empty() || bullet_length(words.front().text, true) > 0)
        return std::nullopt;
    const auto label = vocabulary.find_label(text_from(words, kLongestLabelText));
    if (!label)
        return std::nullopt;
    std::size_t count = 0, bytes = 0;
    while (count < words.size() && bytes < label->length) {
        bytes += words[count].text.size() + (count > 0 && words[count].join != Join::none ? 1 : 0);
        ++count;
    }
    if (bytes != label->length)
        return std::nullopt;  // it ends within a word ("Title:Failure")
    const bool whole = count == words.size();
    const bool ends_line = !whole && (words[count].join == Join::line || words[count].join == Join::item);
    // A broken line within the label itself is no end of it; a single word on a line of its own may be a
    // word of the text.
    const bool stands_alone = whole || (ends_line && (label->words >= 2 || words[count].join == Join::item ||
                                                      known.contains(match_key(words.front().text))));
    const bool sure =
        label->words >= 2 && (words_begin_in_capitals(words.first(count)) || is_short_label(label->heading));
    if (!label->colon && !stands_alone && !sure)
        return std::nullopt;
    return LeadingLabel{label->heading, count, !label->colon && !stands_alone};
}

// A cell's words between its labels.
std::vector<Segment> segments_of(const std::vector<Word>& words, const Vocabulary& vocabulary,
                                 const KnownLabels& known)
{
    std::vector<Segment> segments;
    const std::span<const Word> all(words);
    std::size_t at = 0;
    if (const auto label = find_leading_label(all, vocabulary, known)) {
        const auto printed = all.first(label->words);
        segments.push_back(
            {label->heading, spaced_text(printed), {}, {printed.begin(), printed.end()}, label->glued});
        at = label->words;
    } else {
        segments.emplace_back();
    }
    for (; at < words.size(); ++at) {
        Segment& open = segments.back();
        const char first = words[at].text.front();
        const bool may_begin = (first >= 'A' && first <= 'Z') &&
                               (!open.label || is_short_label(*open.label)) && words.size() < 60;
        if (may_begin && (!open.words.empty() || open.label)) {
            const auto label = find_leading_label(all.subspan(at), vocabulary, known);
            const bool begins_line = words[at].join == Join::item || words[at].join == Join::line;
            const bool strong =
                label && is_short_label(label->heading) &&
                (label->words >= 2 || words[at].join == Join::item || words[at].text.back() == ':') &&
                !(open.label && open.words.empty() && label->glued && label->words < 2) &&
                // in a text without a label only what looks like one in print
                ((open.label && label->heading.field != Field::other) || label->heading.part != Part::field ||
                 (begins_line && !label->glued));
            if (strong && label->heading.part != Part::id) {
                const auto printed = all.subspan(at, label->words);
                segments.push_back({label->heading,
                                    spaced_text(printed),
                                    {},
                                    {printed.begin(), printed.end()},
                                    label->glued});
                at += label->words - 1;
                continue;
            }
        }
        open.words.push_back(words[at]);
    }
    return segments;
}

struct PlacedCell {
    float left = 0, right = 0;
    int line = 0;
    std::vector<Segment> segments{};
};

struct CardRow {
    std::vector<PlacedCell> cells{};
    int page = 0, line = 0;
    bool after_break = false;
    std::size_t block = 0;
};

struct Lane {
    float left = 0, right = 0;
    Heading heading{};
    std::string printed{};
    bool pending = true;  // no value yet
};

using Key = std::tuple<Part, Field, std::optional<Stage>>;

struct Card {
    GatheredWords id;
    Kind kind = Kind::risk;
    std::map<Key, GatheredWords> values;
    std::map<Stage, std::pair<std::string, std::string>> headings;  // of its score: printed, basis
    std::vector<std::string> labels;
    std::vector<std::string> reasons;
    BlockRange blocks;
};

class CardReader
{
public:
    CardReader(const TableContext& context) : context_(context) {}

    void add(const CardRow& row, bool begins)
    {
        if (begins) {
            close();
            card_.emplace();
            card_->blocks = {row.block, row.block + 1};
            lanes_.clear();
        }
        if (!card_)
            return;
        if (row.after_break && !begins)
            card_->reasons.push_back(
                (row.line > 0 ? "line " + std::to_string(row.line) : "page " + std::to_string(row.page)) +
                ": the card goes on after a page break");
        card_->blocks.last = row.block + 1;
        relation_ = row.after_break ? Relation::cut : Relation::sub_row;
        read(row, begins);
    }

    void close()
    {
        if (card_ && card_->labels.size() >= kLeastLabels)
            cards_.push_back(std::move(*card_));
        card_.reset();
    }

    bool is_open() const { return card_.has_value(); }
    std::vector<Card> take() { return std::move(cards_); }

private:
    void read(const CardRow& row, bool begins)
    {
        const std::size_t lanes_above = lanes_.size();
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const PlacedCell& cell = row.cells[i];
            for (std::size_t s = 0; s < cell.segments.size(); ++s) {
                const Segment& segment = cell.segments[s];
                if (segment.label) {
                    open_lane(cell, segment, lanes_above);
                    if (!segment.words.empty())
                        take(lanes_.back(), segment.words, segment.glued);
                } else if (!segment.words.empty()) {
                    take_unlabelled(row, i, segment, lanes_above, begins);
                }
            }
        }
    }

    void open_lane(const PlacedCell& cell, const Segment& segment, std::size_t lanes_above)
    {
        context_.note(segment.label_words, {.use = WordUse::heading});
        Lane lane{cell.left, cell.right, *segment.label, segment.printed};
        const bool is_measure = lane.heading.part != Part::field && lane.heading.part != Part::id;
        if (is_measure && !lane.heading.stage) {
            // "Likelihood" below "Current score"
            for (std::size_t i = lanes_above; i-- > 0;) {
                const Lane& above = lanes_[i];
                if (!above.heading.stage || !overlaps(above, cell.left, cell.right) || !above.pending)
                    continue;
                lane.heading.stage = above.heading.stage;
                lane.heading.basis = above.heading.basis;
                lane.printed = above.printed + " " + lane.printed;
                break;
            }
            if (!lane.heading.stage) {
                lane.heading.stage = Stage::current;
                lane.heading.basis = "today";
            }
        }
        if (lane.heading.kind == Kind::opportunity)
            card_->kind = Kind::opportunity;
        if (lane.heading.achieved && card_->kind == Kind::opportunity)
            lane.heading.field = Field::controls;
        // A second owner belongs to what stands left of it.
        if (lane.heading.part == Part::field && lane.heading.field == Field::owner && !lanes_.empty() &&
            card_->values.contains(Key{Part::field, Field::owner, std::nullopt})) {
            const Field beside = lanes_.back().heading.field;
            lane.heading.field = beside == Field::controls ? Field::control_owner : Field::mitigation_owner;
        }
        std::string printed = lane.printed;
        while (!printed.empty() && (printed.back() == ':' || printed.back() == ' '))
            printed.pop_back();
        if (std::find(card_->labels.begin(), card_->labels.end(), printed) == card_->labels.end())
            card_->labels.push_back(printed);
        if (is_measure && lane.heading.stage && !lane.heading.previous)
            if (lane.heading.part == Part::score || !card_->headings.contains(*lane.heading.stage))
                card_->headings[*lane.heading.stage] = {printed, lane.heading.basis};
        lanes_.push_back(std::move(lane));
    }

    static bool overlaps(const Lane& lane, float left, float right)
    {
        const float common = std::min(lane.right, right) - std::max(lane.left, left);
        return common > 0.5f * std::min(lane.right - lane.left, right - left);
    }

    void take_unlabelled(const CardRow& row, std::size_t i, const Segment& segment, std::size_t lanes_above,
                         bool begins)
    {
        const PlacedCell& cell = row.cells[i];
        Lane* below = nullptr;
        for (std::size_t n = lanes_above; n-- > 0 && !below;)
            if (overlaps(lanes_[n], cell.left, cell.right))
                below = &lanes_[n];
        // The label to the left in this row, if it has no value yet and nothing above asks for this one.
        Lane* beside = nullptr;
        if (i > 0 && lanes_.size() > lanes_above && lanes_.back().pending &&
            row.cells[i - 1].segments.back().label && row.cells[i - 1].segments.back().words.empty())
            beside = &lanes_.back();
        if (beside && !(below && below->pending))
            return take(*beside, segment.words, false);
        if (begins)
            return take_bar(segment);
        if (below)
            return take(*below, segment.words, false);
        leave(segment.words);
    }

    // In the row of the id: the id itself, then the title.
    void take_bar(const Segment& segment)
    {
        if (card_->id.words.empty()) {
            take_id(segment.words);
            return;
        }
        auto& title = card_->values[Key{Part::field, Field::title, std::nullopt}];
        if (title.words.empty())
            title.append({.words = segment.words}, Relation::cut, true);
        else
            leave(segment.words);
    }

    void take_id(const std::vector<Word>& words)
    {
        const auto whole = find_id(spaced_text(words));
        std::size_t count = words.size();
        if (!whole) {
            const auto leading = find_leading_id(spaced_text(words));
            std::size_t bytes = 0;
            count = 0;
            while (leading && count < words.size() && bytes < leading->length) {
                bytes += words[count].text.size() + (count > 0 ? 1 : 0);
                ++count;
            }
        }
        const auto end = words.begin() + static_cast<std::ptrdiff_t>(count);
        card_->id.append({.words = {words.begin(), end}}, Relation::cut, true);
        std::vector<Word> rest(end, words.end());
        static constexpr std::array<std::string_view, 4> kDashes{"-", "–", "—", ":"};
        if (!rest.empty() && std::find(kDashes.begin(), kDashes.end(), rest.front().text) != kDashes.end())
            rest.erase(rest.begin());
        if (rest.empty())
            return;
        auto& title = card_->values[Key{Part::field, Field::title, std::nullopt}];
        title.append({.words = std::move(rest)}, Relation::cut, true);
        title.doubt(Confidence::medium, "the id and the title stand in one cell");
    }

    void take(Lane& lane, const std::vector<Word>& words, bool glued)
    {
        lane.pending = false;
        if (lane.heading.part == Part::id) {
            if (card_->id.words.empty())
                take_id(words);
            else
                leave(words);
            return;
        }
        if (lane.heading.previous)
            lane.heading = Heading{.part = Part::field, .field = Field::other};
        const bool is_field = lane.heading.part == Part::field;
        if (is_field && lane.heading.field == Field::other)
            context_.note(words, {.use = WordUse::left_out, .reason = "field not kept: " + lane.printed});
        auto& value = card_->values[Key{lane.heading.part, is_field ? lane.heading.field : Field::other,
                                        is_field ? std::nullopt : lane.heading.stage}];
        value.append({.words = words}, relation_, !is_field || is_short_field(lane.heading.field));
        if (glued)
            value.doubt(Confidence::high, "the label \"" + lane.printed + "\" runs into its value");
    }

    void leave(const std::vector<Word>& words)
    {
        context_.note(words,
                      {.use = WordUse::left_out, .reason = "stands under no label", .is_explained = false});
        auto& value = card_->values[Key{Part::field, Field::unplaced, std::nullopt}];
        value.append({.words = words}, Relation::sub_row, false);
        value.doubt(Confidence::low, "stands under no label");
    }

    const TableContext& context_;
    std::optional<Card> card_;
    std::vector<Lane> lanes_;
    Relation relation_ = Relation::sub_row;
    std::vector<Card> cards_;
};

Entry entry_from_card(const Card& card, const TableContext& context)
{
    Entry entry;
    entry.kind = card.kind;
    entry.reasons = card.reasons;
    entry.reasons.insert(entry.reasons.begin(), "read from a card: each value follows its label");
    const auto value_of = [&](const GatheredWords& gathered, bool narrow) {
        Value value = text_from_words(
            gathered.words, {.known = &context.known, .vocabulary = &context.vocabulary, .narrow = narrow});
        value.confidence = std::max(value.confidence, gathered.confidence);
        value.reasons.insert(value.reasons.end(), gathered.reasons.begin(), gathered.reasons.end());
        return value;
    };
    entry.id_printed = value_of(card.id, false);
    const auto part_of = [&](Part part, Stage stage) {
        const auto found = card.values.find(Key{part, Field::other, stage});
        return found == card.values.end() ? Value{} : value_of(found->second, false);
    };
    for (const auto& [key, gathered] : card.values) {
        const auto& [part, field, stage] = key;
        if (part == Part::field)
            entry.texts[field] = value_of(gathered, is_short_field(field));
    }
    for (const auto& [stage, heading] : card.headings) {
        Score score = score_from_values(part_of(Part::score, stage), part_of(Part::likelihood, stage),
                                        part_of(Part::impact, stage), context.vocabulary);
        if (const auto printed = card.values.find(Key{Part::score, Field::other, stage});
            printed != card.values.end())
            score.previous = other_reading_of(printed->second.words);
        score.heading = heading.first;
        score.basis = heading.second;
        entry.scores.emplace(stage, std::move(score));
    }
    // The description is the title where there is no other; progress of an opportunity is what is done for
    // it. done.
    const auto rename = [&](Field from, Field to) {
        if (entry.texts.contains(to) || !entry.texts.contains(from))
            return;
        entry.texts[to] = std::move(entry.texts[from]);
        entry.texts.erase(from);
    };
    rename(Field::description, Field::title);
    if (card.kind == Kind::opportunity)
        rename(Field::progress, Field::controls);
    set_extent(entry);
    return entry;
}

class CardFinder
{
public:
    CardFinder(std::span<const Block> blocks, const std::vector<bool>& skip, const TableContext& context)
        : blocks_(blocks), skip_(skip), context_(context), reader_(context)
    {
    }

    FoundCards find()
    {
        found_.taken.assign(blocks_.size(), false);
        learn_labels();
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (skip_.at(i))
                continue;
            if (const auto* grid = std::get_if<Grid>(&blocks_[i]))
                add_grid(*grid, i);
            else if (reader_.is_open())
                add_paragraph(std::get<Paragraph>(blocks_[i]), i);
        }
        reader_.close();
        collect();
        return std::move(found_);
    }

private:
    // "Description" on the first line of several cells, or before a text in several, is a label; once, it may
    // be a word of the text.
    void learn_labels()
    {
        struct Seen {
            int lines = 0, glued = 0;
            bool lower = false;  // a lower-case word follows it somewhere: it is a word of a sentence
        };
        std::map<std::string, Seen> first_words;
        for (const auto& block : blocks_) {
            const auto* grid = std::get_if<Grid>(&block);
            if (!grid)
                continue;
            for (const auto& cell : grid->cells) {
                if (cell.words.size() < 2)
                    continue;
                auto& seen = first_words[match_key(cell.words.front().text)];
                const char next = cell.words[1].text.front();
                ++(cell.words[1].join == Join::line ? seen.lines : seen.glued);
                seen.lower = seen.lower || (cell.words[1].join != Join::line && next >= 'a' && next <= 'z');
            }
        }
        for (const auto& [key, seen] : first_words) {
            if (seen.lines < 2 && (seen.glued < 3 || seen.lower))
                continue;
            const auto heading = context_.vocabulary.find_heading(key);
            if (heading && !(heading->bare && heading->part == Part::field))
                (seen.glued >= 3 && !seen.lower ? glued_labels_ : known_labels_).insert(key);
        }
        known_labels_.insert(glued_labels_.begin(), glued_labels_.end());
    }

    // Cheap: no label and no id at the beginning of any cell, no card.
    void add_grid(const Grid& grid, std::size_t block)
    {
        const GridRows rows(grid);
        if (is_wide_table(rows))
            return reader_.close();
        std::vector<CardRow> read(rows.size());
        std::vector<bool> begins(rows.size(), false);
        bool any = false;
        for (std::size_t row = 0; row < rows.size(); ++row)
            read[row] = card_row(grid, rows[row], row, block);
        std::vector<CardRow> following;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (row + kRowsBelowBar >= rows.size() && following.empty())
                following = rows_after(block);
            begins[row] = begins_card(read, following, row);
            any = any || begins[row];
        }
        if (!any) {
            const bool labelled = std::any_of(read.begin(), read.end(), [](const CardRow& row) {
                return std::any_of(row.cells.begin(), row.cells.end(), [](const PlacedCell& cell) {
                    return cell.segments.front().label.has_value();
                });
            });
            if (!reader_.is_open() || (!labelled && !stands_between_cards(block)))
                return reader_.close();
            std::fill(begins.begin(), begins.end(), false);
        }
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (row == 0)
                read[row].after_break = true;
            reader_.add(read[row], begins[row]);
        }
        card_page_ = grid.page;
    }

    // The first rows of the next grid, on this page or the next: a bar at the foot of a page has its labels
    // there.
    std::vector<CardRow> rows_after(std::size_t block) const
    {
        for (std::size_t i = block + 1; i < blocks_.size(); ++i) {
            const auto* grid = std::get_if<Grid>(&blocks_[i]);
            if (!grid || skip_.at(i))
                continue;
            if (grid->page > std::get<Grid>(blocks_[block]).page + 1)
                break;
            const GridRows rows(*grid);
            std::vector<CardRow> read;
            for (std::size_t row = 0; row < rows.size() && row < kRowsBelowBar; ++row)
                read.push_back(card_row(*grid, rows[row], row, i));
            return read;
        }
        return {};
    }

    bool is_wide_table(const GridRows& rows) const
    {
        for (std::size_t row = 0; row < rows.size() && row < 4; ++row)
            if (const auto head = find_head(rows, row, context_.vocabulary);
                head && head->is_register && head->head.id_column())
                return true;
        return false;
    }

    CardRow card_row(const Grid& grid, const std::vector<const Cell*>& cells, std::size_t row,
                     std::size_t block) const
    {
        CardRow made;
        made.block = block;
        made.page = grid.page;
        made.line = row < grid.row_lines.size() ? grid.row_lines[row] : 0;
        made.after_break = row < grid.blank_before.size() && grid.blank_before[row];
        for (const Cell* cell : cells) {
            if (cell->words.empty())
                continue;
            PlacedCell placed;
            const std::size_t end = cell->column + cell->column_span;
            if (end < grid.column_edges.size()) {
                placed.left = grid.column_edges[cell->column];
                placed.right = grid.column_edges[end];
            } else {
                placed.left = static_cast<float>(cell->column);
                placed.right = static_cast<float>(end);
            }
            placed.segments = segments_of(cell->words, context_.vocabulary, known_labels_);
            made.cells.push_back(std::move(placed));
        }
        return made;
    }

    bool begins_card(const std::vector<CardRow>& rows, const std::vector<CardRow>& following,
                     std::size_t at) const
    {
        const CardRow& row = rows[at];
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const Segment& segment = row.cells[i].segments.front();
            if (!segment.label || segment.label->part != Part::id)
                continue;
            const std::vector<Word>* value = &segment.words;
            if (value->empty() && i + 1 < row.cells.size() && !row.cells[i + 1].segments.front().label)
                value = &row.cells[i + 1].segments.front().words;
            const std::string text = text_from(*value, 40);
            if (find_id(text) || find_leading_id(text))
                return true;
        }
        // A bar: an id with letters, the title beside it, and labels in the rows below.
        if (row.cells.empty() || row.cells.size() > 4 || row.cells.front().segments.front().label)
            return false;
        const std::string text = text_from(row.cells.front().segments.front().words, 60);
        const bool is_id = row.cells.size() > 1 ? find_id(text, IdPlace::anywhere).has_value()
                                                : find_leading_id(text).has_value();
        if (!is_id)
            return false;
        std::size_t labels = 0, others = 0;
        for (std::size_t below = at + 1; below <= at + kRowsBelowBar; ++below) {
            const auto& from = below < rows.size() ? rows : following;
            const std::size_t index = below < rows.size() ? below : below - rows.size();
            if (index >= from.size())
                break;
            for (const auto& cell : from[index].cells)
                ++(cell.segments.front().label ? labels : others);
        }
        return labels >= kLeastLabels && labels * 2 >= others;
    }

    // More rows of cards come: text without tabs in between belongs to the card above.
    bool stands_between_cards(std::size_t block) const
    {
        for (std::size_t i = block + 1; i < blocks_.size() && i < block + 40; ++i) {
            if (skip_.at(i))
                return false;
            const auto* grid = std::get_if<Grid>(&blocks_[i]);
            if (!grid)
                continue;
            const GridRows rows(*grid);
            for (std::size_t row = 0; row < rows.size() && row < 3; ++row)
                for (const Cell* cell : rows[row])
                    if (!cell->words.empty() &&
                        find_leading_label(cell->words, context_.vocabulary, known_labels_))
                        return !is_wide_table(rows);
            return false;
        }
        return false;
    }

    void add_paragraph(const Paragraph& paragraph, std::size_t block)
    {
        if (paragraph.words.empty() ||
            (paragraph.kind != ParagraphKind::prose && paragraph.kind != ParagraphKind::heading))
            return;
        const bool in_dump = paragraph.words.front().place.line > 0;
        CardRow row;
        row.block = block;
        row.line = paragraph.words.front().place.line;
        row.page = paragraph.page;
        row.cells.push_back({in_dump ? 0 : paragraph.box.left, in_dump ? 1 : paragraph.box.right, row.line,
                             segments_of(paragraph.words, context_.vocabulary, known_labels_)});
        const bool labelled = row.cells.front().segments.front().label.has_value();
        if (!(in_dump ? stands_between_cards(block) : is_of_card(paragraph, block, labelled)))
            return;
        row.after_break = row.page != card_page_ && row.page != paragraph_page_;
        paragraph_page_ = paragraph.page;
        reader_.add(row, false);
    }

    // A box of one cell is a paragraph on its page: it begins with a label, or is what a page break left of
    // the card above, or goes on with such a one.
    bool is_of_card(const Paragraph& paragraph, std::size_t block, bool labelled) const
    {
        if (paragraph.page > card_page_ + 1 && paragraph.page > paragraph_page_ + 1)
            return false;
        if (labelled)
            return true;
        if (paragraph.kind == ParagraphKind::heading)
            return false;
        if (paragraph.page == paragraph_page_)
            return true;
        const char first = paragraph.words.front().text.front();
        const bool goes_on =
            bullet_length(paragraph.words.front().text, true) > 0 || (first >= 'a' && first <= 'z');
        return paragraph.page == card_page_ + 1 && begins_page(block) &&
               (goes_on || stands_between_cards(block) || label_follows(block));
    }

    // Further down on the page a paragraph begins with a label.
    bool label_follows(std::size_t block) const
    {
        const int page = std::get<Paragraph>(blocks_[block]).page;
        while (++block < blocks_.size()) {
            const auto* paragraph = std::get_if<Paragraph>(&blocks_[block]);
            if (!paragraph || paragraph->page != page)
                return false;
            if (find_leading_label(paragraph->words, context_.vocabulary, known_labels_))
                return true;
        }
        return false;
    }

    bool begins_page(std::size_t block) const
    {
        const int page = std::get<Paragraph>(blocks_[block]).page;
        while (block-- > 0) {
            if (std::holds_alternative<Grid>(blocks_[block]))
                return std::get<Grid>(blocks_[block]).page != page;
            const auto& before = std::get<Paragraph>(blocks_[block]);
            if (before.page != page)
                return true;
            if (before.kind == ParagraphKind::prose || before.kind == ParagraphKind::heading)
                return false;
        }
        return true;
    }

    void collect()
    {
        for (const Card& card : reader_.take()) {
            for (std::size_t i = card.blocks.first; i < card.blocks.last; ++i)
                found_.taken[i] = true;
            auto& tables = found_.tables;
            if (tables.empty() || tables.back().kind != card.kind)
                tables.push_back(
                    {.kind = card.kind, .has_ids = true, .is_card = true, .blocks = card.blocks});
            FoundTable& table = tables.back();
            table.blocks.last = std::max(table.blocks.last, card.blocks.last);
            for (const auto& label : card.labels)
                if (std::find(table.headings.begin(), table.headings.end(), label) == table.headings.end())
                    table.headings.push_back(label);
            for (const auto& [stage, heading] : card.headings)
                if (std::find(table.stages.begin(), table.stages.end(), stage) == table.stages.end())
                    table.stages.push_back(stage);
            table.entries.push_back(entry_from_card(card, context_));
        }
    }

    std::span<const Block> blocks_;
    const std::vector<bool>& skip_;
    const TableContext& context_;
    KnownLabels known_labels_;
    KnownLabels glued_labels_;
    int card_page_ = 0;       // of the last row of a card
    int paragraph_page_ = 0;  // of the last paragraph that belongs to one
    CardReader reader_;
    FoundCards found_;
};

}  // namespace

FoundCards find_cards(std::span<const Block> blocks, const std::vector<bool>& skip,
                      const TableContext& context)
{
    return CardFinder{blocks, skip, context}.find();
}

}  // namespace domesday
