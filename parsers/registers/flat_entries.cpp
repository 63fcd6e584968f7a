#include "parsers/registers/flat_entries.hpp"

#include <algorithm>
#include <map>

#include "parsers/registers/entry_builder.hpp"
#include "parsers/registers/gathered_words.hpp"
#include "parsers/registers/word_notes.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/ids.hpp"

namespace domesday
{

namespace
{

constexpr std::string_view kNoColumns =
    "the text has lost its columns: which column the words are of follows from the words";

// The words of a cell with the joins that its pieces imply.
struct CellWords {
    std::vector<Word> words;
    int pieces = 0, split = 0;

    void add(const FlatDocument& document, const FlatPiece& piece, bool number, WordNotes* notes)
    {
        // What only marks an item or a column is shown as the break between them.
        const auto mark = [&](const FlatWord& flat) {
            if (notes)
                notes->add(std::span(flat.word, 1), {.use = WordUse::cell});
        };
        bool first = true;
        for (auto w = piece.first; w < piece.last; ++w) {
            const auto& flat = document.words[w];
            if (flat.bar || (number && flat.id == 0) || (first && flat.bullet && w + 1 < piece.last)) {
                mark(flat);
                continue;
            }
            Word word = *flat.word;
            if (first)
                word.join = words.empty() ? Join::space : piece.item ? Join::item : Join::line;
            else if (word.join != Join::none)
                word.join = Join::space;
            first = false;
            words.push_back(std::move(word));
        }
        ++pieces;
        if (piece.split)
            ++split;
    }

    // Without columns nothing is certain. Of the flattened registers of the corpus 9 in 10 short values
    // (type, owner, direction, score) were right where no line was shared with other columns, 7 in 10 scores
    // where one was, and 1 in 3 of the longer texts either way.
    void doubt(Value& value, bool is_short) const
    {
        value.confidence = is_short && split == 0 ? Confidence::medium : Confidence::low;
        value.reasons.emplace_back(kNoColumns);
        if (split > 0)
            value.reasons.push_back(std::to_string(split) + " of " + std::to_string(pieces) +
                                    " lines were cut out of lines that several columns share");
    }
};

// The cells of one stage: its score, and where they have columns of their own its factors.
struct StageCells {
    Value score, likelihood, impact;
    const FlatColumn* column = nullptr;
};

// What the next sub-row repeats is kept once.
void keep_once(Value& value)
{
    std::vector<std::string> items;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= value.text.size(); ++i) {
        if (i < value.text.size() && value.text[i] != '\n')
            continue;
        auto item = value.text.substr(begin, i - begin);
        begin = i + 1;
        if (std::find(items.begin(), items.end(), item) == items.end())
            items.push_back(std::move(item));
    }
    std::string text;
    for (const auto& item : items)
        text += (text.empty() ? "" : "\n") + item;
    value.text = std::move(text);
}

}  // namespace

std::vector<Entry> entries_from_pieces(const FlatDocument& document, const FlatSplit& split,
                                       std::span<const FlatTable> tables, std::span<const FlatColumn> columns,
                                       std::span<const FlatRow> rows, const Vocabulary& vocabulary,
                                       WordNotes* notes)
{
    KnownWords known;
    for (const auto& word : document.words)
        known.add(word.word->text);
    std::vector<std::map<int, CellWords>> cells(rows.size());
    for (const auto& piece : split.pieces)
        if (static_cast<std::size_t>(piece.row) < rows.size()) {
            const bool number =
                piece.column >= 0 && columns[static_cast<std::size_t>(piece.column)].is_number();
            cells[piece.row][piece.column].add(document, piece, number, notes);
        }

    const auto kind_of = [&](const FlatRow& row) {
        auto kind = Kind::risk;
        for (const auto& table : tables)
            if (table.first_line <= row.line)
                kind = table.kind;
        return kind;
    };
    IdFamilies families;
    for (const auto& row : rows)
        if (!row.inferred)
            families.add(row.printed, kind_of(row));

    std::vector<Entry> entries;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto& row = rows[r];
        Entry entry;
        entry.kind = kind_of(row);
        entry.id_printed.text = row.printed;
        std::vector<Word> id_words;
        for (auto w = row.first; w < row.last; ++w)
            id_words.push_back(*document.words[w].word);
        entry.id_printed.places = places_of(id_words);
        const auto id = families.id_from_text(row.printed, entry.kind);
        entry.id = id.text.empty() ? row.printed : id.text;
        entry.id_repaired = id.repaired;
        entry.id_repair_reason = id.reason;
        if (row.inferred && !(id.repaired && id.text.ends_with(std::to_string(row.number)))) {
            std::string text = row.prefix;
            std::transform(text.begin(), text.end(), text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            entry.id = text + std::to_string(row.number);
            entry.id_repaired = true;
            entry.id_repair_reason = "it stands where " + *entry.id + " is missing in the order of the ids";
        }
        entry.first_page = entry.last_page = document.lines[row.line].page;
        entry.first_line = entry.last_line = document.lines[row.line].number;
        std::map<Stage, StageCells> stages;
        for (const auto& column : columns)
            if (column.is_number() && column.heading.stage && !column.heading.previous) {
                auto& cells_of = stages[*column.heading.stage];
                if (!cells_of.column || column.heading.part == Part::score)
                    cells_of.column = &column;
            }
        for (const auto& [c, cell] : cells[r]) {
            for (const auto& word : cell.words) {
                entry.last_page = std::max(entry.last_page, word.place.page);
                entry.last_line = std::max(entry.last_line, word.place.line);
            }
            if (c == kUnplaced) {
                Value value = text_from_words(cell.words, {.known = &known, .vocabulary = &vocabulary});
                value.confidence = Confidence::low;
                value.reasons.emplace_back("the words fit no column");
                entry.texts[Field::unplaced] = std::move(value);
                continue;
            }
            const auto& column = columns[static_cast<std::size_t>(c)];
            if (column.is_number()) {
                if (!column.heading.stage || column.heading.previous) {
                    if (notes)
                        notes->add(cell.words, {.use = WordUse::left_out,
                                                .reason = "column not kept: " + column.printed});
                    continue;
                }
                auto& stage = stages[*column.heading.stage];
                auto& value = column.heading.part == Part::likelihood ? stage.likelihood
                              : column.heading.part == Part::impact   ? stage.impact
                                                                      : stage.score;
                value =
                    text_from_words(cell.words, {.known = &known, .vocabulary = &vocabulary, .narrow = true});
                cell.doubt(value, true);
                continue;
            }
            const bool is_kept = column.heading.part == Part::field && column.heading.field != Field::other;
            if (notes && !is_kept)
                notes->add(cell.words,
                           {.use = WordUse::left_out, .reason = "column not kept: " + column.printed});
            if (column.heading.part != Part::field)
                continue;
            const bool narrow = split.widths[static_cast<std::size_t>(c)] < 16;
            Value value =
                text_from_words(cell.words, {.known = &known, .vocabulary = &vocabulary, .narrow = narrow});
            cell.doubt(value,
                       is_short_field(column.heading.field) || column.heading.field == Field::direction);
            if (!cell.words.empty() && column.heading.field == Field::type)
                keep_once(value);
            auto field = column.heading.field;
            if (entry.kind == Kind::opportunity && field == Field::progress)
                field = Field::controls;
            entry.texts[field] = std::move(value);
        }
        for (auto& [stage, found] : stages) {
            auto score = score_from_values(std::move(found.score), std::move(found.likelihood),
                                           std::move(found.impact), vocabulary);
            score.heading = found.column->printed;
            score.basis = found.column->heading.basis;
            if (!score.value) {
                score.confidence = Confidence::low;
                score.reasons.emplace_back("no number of the row was attributed to it");
            }
            entry.scores[stage] = std::move(score);
        }
        entry.reasons.emplace_back("read from a text that has lost its columns");
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace domesday
