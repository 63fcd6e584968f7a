#include "parsers/registers/entry_builder.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "parsers/registers/gathered_words.hpp"
#include "parsers/text/ids.hpp"
#include "parsers/text/scores.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

std::string where(const TableRow& row)
{
    if (row.line > 0)
        return "line " + std::to_string(row.line);
    return "page " + std::to_string(row.page);
}

constexpr std::string_view kReadAs = "\" is read as the ";

struct Draft {
    GatheredWords id;
    std::vector<GatheredWords> columns;
    std::vector<Word> unplaced;
    std::vector<std::string> reasons;
    std::string title_key;  // of the row that began it
    Kind kind = Kind::risk;
};

class EntryBuilder
{
public:
    EntryBuilder(const TableHead& head, const TableContext& context)
        : head_(head),
          context_(context),
          id_column_(head.id_column()),
          title_column_(*head.column_of(Field::title)),
          kind_(head.kind)
    {
    }

    std::vector<Entry> build(std::span<const TableRow> rows)
    {
        for (const auto& row : rows)
            add(row);
        close();
        for (const auto& row : orphans_)
            note_row(row, {.use = WordUse::left_out,
                           .reason = "stands before the first entry of its table",
                           .is_explained = false});
        return std::move(entries_);
    }

private:
    void add(const TableRow& row)
    {
        if (is_category(row)) {
            note_category(row);
            note_row(row, {.use = WordUse::heading});
            return;
        }
        TableRow own;
        const TableRow* used = &row;
        RowCell id;
        if (id_column_) {
            id = row.cells[*id_column_];
            if (!id.words.empty() && !find_id(spaced_text(id.words)) && split_leading_id(row, id, own))
                used = &own;
        }
        if (begins_entry(*used, id))
            begin(*used, id);
        else if (draft_)
            go_on(*used, id);
        else
            orphans_.push_back(row);
    }

    // "CR16 Management of assets" in the id's cell: the rest is the title's.
    bool split_leading_id(const TableRow& row, RowCell& id, TableRow& own) const
    {
        const std::string text = spaced_text(id.words);
        const auto leading = find_leading_id(text);
        if (!leading)
            return false;
        std::size_t words = 0, bytes = 0;
        while (words < id.words.size() && bytes < leading->length)
            bytes += id.words[words].text.size() + (words > 0 ? 1 : 0), ++words;
        own = row;
        RowCell& title = own.cells[title_column_];
        std::vector<Word> rest(id.words.begin() + static_cast<std::ptrdiff_t>(words), id.words.end());
        if (!rest.empty()) {
            rest.front().join = Join::space;
            if (title.words.empty())
                title.reason = "the id and the title stand in one cell";
            if (!title.words.empty())
                title.words.front().join = Join::line;
            title.words.insert(title.words.begin(), rest.begin(), rest.end());
            title.confidence = std::max(title.confidence, Confidence::medium);
        }
        id.words.resize(words);
        own.cells[*id_column_].words = id.words;
        return true;
    }

    bool is_category(const TableRow& row) const
    {
        if (row.is_spanning)
            return true;
        if (row.filled() != 1 || !row.unplaced.empty() || !id_column_)
            return false;
        const auto& id = row.cells[*id_column_].words;
        return !id.empty() && !find_id(spaced_text(id)) && id.size() <= 8 && !row.after_break;
    }

    void note_category(const TableRow& row)
    {
        std::string text;
        for (const auto& cell : row.cells)
            text += spaced_text(cell.words);
        const std::string key = match_key(text);
        if (key.find("opportunit") != std::string::npos && key.find("risk") == std::string::npos)
            kind_ = Kind::opportunity;
        else if (key.find("risk") != std::string::npos && key.find("opportunit") == std::string::npos)
            kind_ = Kind::risk;
    }

    void note_row(const TableRow& row, const WordNote& note) const
    {
        for (const auto& cell : row.cells)
            context_.note(cell.words, note);
        context_.note(row.unplaced, note);
    }

    bool has_score(const TableRow& row) const
    {
        for (std::size_t i = 0; i < head_.columns.size(); ++i) {
            const auto& heading = head_.columns[i].heading;
            if (heading && heading->part != Part::id && heading->part != Part::field &&
                !row.cells[i].words.empty())
                return true;
        }
        return false;
    }

    bool begins_entry(const TableRow& row, const RowCell& id) const
    {
        const auto& title = row.cells[title_column_].words;
        if (!id.words.empty()) {
            const std::string text = spaced_text(id.words);
            if (!find_id(text))
                return !title.empty() && (has_score(row) || row.filled() >= 3);
            // A merged id cell is printed again where its row goes on over a page.
            const bool repeated = draft_ && match_key(text) == match_key(spaced_text(draft_->id.words));
            return !(repeated && (title.empty() || match_key(spaced_text(title)) == draft_->title_key));
        }
        if (title.empty())
            return false;
        if (!id_column_)
            return has_score(row) || row.filled() >= 3 || !draft_;
        // An id column without an id: the row stands alone when it brings its own scores beside those of the
        // entry above.
        return draft_ && has_score(row) && draft_has_score() && !row.after_break && row.filled() >= 4;
    }

    bool draft_has_score() const
    {
        for (std::size_t i = 0; i < head_.columns.size(); ++i) {
            const auto& heading = head_.columns[i].heading;
            if (heading && heading->part == Part::score && !draft_->columns[i].words.empty())
                return true;
        }
        return false;
    }

    void begin(const TableRow& row, const RowCell& id)
    {
        close();
        draft_.emplace();
        draft_->columns.resize(head_.columns.size());
        draft_->kind = kind_;
        draft_->id.append(id, Relation::cut, true);
        draft_->title_key = match_key(spaced_text(row.cells[title_column_].words));
        take(row, Relation::cut);
    }

    void go_on(const TableRow& row, const RowCell& id)
    {
        const Relation relation = row.after_break ? Relation::cut : Relation::sub_row;
        std::string reason = where(row) + ": ";
        reason += relation == Relation::cut ? "the row goes on after a page break, its id is blank"
                                            : "a sub-row, its id is blank";
        context_.note(id.words,
                      {.use = WordUse::left_out, .reason = "the id printed again where its row goes on"});
        if (!id.words.empty())
            reason = where(row) + ": the id \"" + spaced_text(id.words) + "\" is repeated";
        draft_->reasons.push_back(std::move(reason));
        take(row, relation);
    }

    void take(const TableRow& row, Relation relation)
    {
        for (std::size_t i = 0; i < head_.columns.size(); ++i) {
            const RowCell& cell = row.cells[i];
            if (cell.words.empty() || (id_column_ && i == *id_column_))
                continue;
            const auto& heading = head_.columns[i].heading;
            GatheredWords& column = draft_->columns[i];
            const bool is_score = heading && heading->part != Part::field;
            if (is_score && !column.words.empty() && !completes_score(column, cell)) {
                draft_->unplaced.insert(draft_->unplaced.end(), cell.words.begin(), cell.words.end());
                draft_->reasons.push_back(where(row) + ": \"" + spaced_text(cell.words) +
                                          "\" stands below the " + head_.columns[i].printed +
                                          " of the entry and is not placed");
                continue;
            }
            const bool is_short = heading && heading->part == Part::field && is_short_field(heading->field);
            const WordNote repeats{.use = WordUse::left_out,
                                   .reason = "repeats what stands above, kept once"};
            if (is_short) {
                context_.note(cell.words, repeats);
                column.append(column.without_repeats(cell), relation, true);
            } else if (relation == Relation::cut && row.is_damaged && column.holds(cell)) {
                context_.note(cell.words, repeats);
                draft_->reasons.push_back(where(row) + ": the " + head_.columns[i].printed +
                                          " repeats what stands above and is kept once");
            } else {
                if (relation == Relation::cut && !column.words.empty())
                    column.doubt(Confidence::high, where(row) + ": goes on after a page break");
                column.append(cell, relation, is_score);
            }
        }
        if (!row.unplaced.empty()) {
            const std::size_t at = draft_->unplaced.size();
            draft_->unplaced.insert(draft_->unplaced.end(), row.unplaced.begin(), row.unplaced.end());
            if (at > 0)
                draft_->unplaced[at].join = Join::item;
        }
        for (const auto& reason : row.reasons)
            draft_->reasons.push_back(where(row) + ": " + reason);
    }

    // "16 (Major/" above, "Likely)" below.
    bool completes_score(const GatheredWords& above, const RowCell& cell) const
    {
        std::string both = spaced_text(above.words) + " " + spaced_text(cell.words);
        return score_from_text(both, context_.vocabulary).has_value();
    }

    Value value_of(const GatheredWords& column, bool narrow) const
    {
        Value value = text_from_words(
            column.words, {.known = &context_.known, .vocabulary = &context_.vocabulary, .narrow = narrow});
        value.confidence = std::max(value.confidence, column.confidence);
        value.reasons.insert(value.reasons.end(), column.reasons.begin(), column.reasons.end());
        return value;
    }

    void close()
    {
        if (!draft_)
            return;
        Entry entry;
        entry.kind = draft_->kind;
        entry.id_printed = value_of(draft_->id, false);
        entry.reasons = std::move(draft_->reasons);
        for (std::size_t i = 0; i < head_.columns.size(); ++i) {
            note_column(i);
            add_field(entry, i);
        }
        for (const Stage stage : head_.stages())
            add_score(entry, stage);
        if (!draft_->unplaced.empty()) {
            context_.note(draft_->unplaced, {.use = WordUse::left_out,
                                             .reason = "could not be attributed to a column",
                                             .is_explained = false});
            Value rest = text_from_words(draft_->unplaced,
                                         {.known = &context_.known, .vocabulary = &context_.vocabulary});
            rest.confidence = Confidence::low;
            rest.reasons.push_back("could not be attributed to a column");
            entry.texts[Field::unplaced] = joined_items(std::move(entry.texts[Field::unplaced]), rest);
        }
        set_extent(entry);
        entries_.push_back(std::move(entry));
        draft_.reset();
    }

    // Words of a column that the format leaves out, or of one that nobody knows.
    void note_column(std::size_t i) const
    {
        const Column& column = head_.columns[i];
        WordNote note{.use = WordUse::left_out};
        if (!column.heading) {
            note.is_explained = false;
            note.reason = column.printed.empty() ? "the column has no heading"
                                                 : "the heading \"" + column.printed + "\" is not known";
            note.beside = {
                .what = column.printed.empty() ? "the headings beside them" : "the heading over them",
                .text = column.printed,
                .places = places_of_heading(i)};
        } else if (column.heading->previous ||
                   (column.heading->part == Part::field && column.heading->field == Field::other)) {
            note.reason = "column not kept: " + column.printed;
        } else {
            return;
        }
        context_.note(draft_->columns[i].words, note);
    }

    // Of a column without one: the headings beside it.
    std::vector<Place> places_of_heading(std::size_t i) const
    {
        std::vector<Place> places = head_.columns[i].places;
        if (places.empty() && i > 0)
            places = head_.columns[i - 1].places;
        if (places.empty() && i + 1 < head_.columns.size())
            places = head_.columns[i + 1].places;
        return places;
    }

    void add_field(Entry& entry, std::size_t i) const
    {
        const Column& column = head_.columns[i];
        if (draft_->columns[i].words.empty() || (column.heading && column.heading->part == Part::id))
            return;
        const bool is_score = column.heading && column.heading->part != Part::field;
        if (is_score && !column.heading->previous)
            return;
        const Field field = !column.heading ? Field::unplaced
                            : is_score      ? Field::other
                                            : column.heading->field;
        Value value = value_of(draft_->columns[i], is_short_field(field));
        if (field == Field::type && draft_->columns[i].confidence != Confidence::high)
            complete_type(value);
        if (!column.heading) {
            value.confidence = Confidence::low;
            value.reasons.push_back(column.printed.empty()
                                        ? "the column has no heading"
                                        : "the heading \"" + column.printed + "\" is not in the vocabulary");
        } else if (column.heading->loose) {
            value.confidence = std::max(value.confidence, Confidence::medium);
            value.reasons.push_back("the heading \"" + column.printed + "\" is read as " +
                                    std::string(to_string(field)));
        }
        auto& held = entry.texts[field];
        held = held.text.empty() ? std::move(value) : joined_items(std::move(held), value);
    }

    // "Organisatio" in a damaged row is the one type that begins so.
    void complete_type(Value& value) const
    {
        const auto at = value.text.find_last_of("/,\n ") + 1;
        const std::string key = match_key(std::string_view(value.text).substr(at));
        const Term* whole = nullptr;
        for (const auto& term : context_.vocabulary.terms("type")) {
            if (term.key == key)
                return;
            if (key.size() >= 7 && term.key.starts_with(key)) {
                if (whole)
                    return;
                whole = &term;
            }
        }
        if (!whole)
            return;
        value.reasons.push_back("\"" + value.text.substr(at) + "\" is completed to \"" + whole->surface +
                                "\"");
        value.text += whole->surface.substr(value.text.size() - at);
    }

    void add_score(Entry& entry, Stage stage) const
    {
        const auto value_in = [&](Part part) {
            const auto column = head_.column_of(part, stage);
            return column ? value_of(draft_->columns[*column], false) : Value{};
        };
        Score score = score_from_values(value_in(Part::score), value_in(Part::likelihood),
                                        value_in(Part::impact), context_.vocabulary);
        auto column = head_.column_of(Part::score, stage);
        if (column)
            score.previous = other_reading_of(draft_->columns[*column].words);
        if (!column)
            column = head_.column_of(Part::likelihood, stage);
        if (!column)
            column = head_.column_of(Part::impact, stage);
        const Column& under = head_.columns[*column];
        score.heading = under.printed;
        score.basis = under.heading->basis;
        if (under.heading->loose || under.guessed) {
            score.confidence = std::max(score.confidence, Confidence::medium);
            score.reasons.push_back("the heading \"" + under.printed + std::string(kReadAs) +
                                    std::string(to_string(stage)) + " score");
        }
        entry.scores.emplace(stage, std::move(score));
    }

    const TableHead& head_;
    const TableContext& context_;
    std::optional<std::size_t> id_column_;
    std::size_t title_column_;
    Kind kind_;
    std::optional<Draft> draft_;
    std::vector<TableRow> orphans_;
    std::vector<Entry> entries_;
};

}  // namespace

void set_extent(Entry& entry)
{
    const auto see = [&](const Value& value) {
        for (const auto& place : value.places) {
            if (place.page > 0) {
                entry.first_page =
                    entry.first_page == 0 ? place.page : std::min(entry.first_page, place.page);
                entry.last_page = std::max(entry.last_page, place.page);
            }
            if (place.line > 0) {
                entry.first_line =
                    entry.first_line == 0 ? place.line : std::min(entry.first_line, place.line);
                entry.last_line = std::max(entry.last_line, place.line);
            }
        }
    };
    see(entry.id_printed);
    for (const auto& [field, value] : entry.texts)
        see(value);
    for (const auto& [stage, score] : entry.scores)
        see(score.printed);
}

Score score_from_values(Value score, Value likelihood, Value impact, const Vocabulary& vocabulary)
{
    Score made;
    made.printed = std::move(score);
    made.likelihood_printed = std::move(likelihood);
    made.impact_printed = std::move(impact);
    made.confidence = std::max(
        {made.printed.confidence, made.likelihood_printed.confidence, made.impact_printed.confidence});
    for (const Value* value : {&made.printed, &made.likelihood_printed, &made.impact_printed})
        made.reasons.insert(made.reasons.end(), value->reasons.begin(), value->reasons.end());
    if (const auto read = score_from_text(made.printed.text, vocabulary)) {
        made.value = read->value;
        made.label = read->label;
    } else {
        made.confidence = Confidence::low;
        made.reasons.push_back("\"" + made.printed.text.substr(0, 60) + "\" is no score");
    }
    if (const auto level = level_from_text(made.likelihood_printed.text))
        made.likelihood = level->number;
    if (const auto level = level_from_text(made.impact_printed.text))
        made.impact = level->number;
    return made;
}

bool has_loose_heading(const Score& score)
{
    return std::any_of(score.reasons.begin(), score.reasons.end(),
                       [](const std::string& reason) { return reason.find(kReadAs) != std::string::npos; });
}

std::vector<Entry> entries_from_rows(const TableHead& head, std::span<const TableRow> rows,
                                     const TableContext& context)
{
    return EntryBuilder{head, context}.build(rows);
}

}  // namespace domesday
