#include "parsers/registers/flat_text.hpp"

#include <algorithm>

#include "parsers/registers/flat_cards.hpp"
#include "parsers/registers/flat_columns.hpp"
#include "parsers/registers/flat_entries.hpp"
#include "parsers/registers/flat_lines.hpp"
#include "parsers/registers/flat_rows.hpp"
#include "parsers/registers/flat_split.hpp"
#include "parsers/registers/matrix.hpp"
#include "parsers/registers/word_notes.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// A dropped line leaves its page break and its blank line to the next one.
void carry_over_dropped(FlatDocument& document)
{
    for (std::size_t l = 0; l + 1 < document.lines.size(); ++l) {
        const auto& line = document.lines[l];
        if (!line.dropped)
            continue;
        auto& next = document.lines[l + 1];
        next.page_start = next.page_start || line.page_start;
        next.blank_before = std::max(next.blank_before, 1);
    }
}

// Lines dropped so far that were not noted before.
void note_dropped(const FlatDocument& document, WordUse use, WordNotes* notes)
{
    if (!notes)
        return;
    for (const auto& line : document.lines)
        if (line.dropped)
            for (const auto& word : document.words_of(line))
                if (!notes->find(word.word->place))
                    notes->add(std::span(word.word, 1), {.use = use});
}

// The key to scores is no part of the last row; its numbers are what the scores may be.
PossibleScores drop_keys(FlatDocument& document, std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    PossibleScores scores;
    for (const auto& found : find_matrices(blocks, vocabulary)) {
        for (const auto& row : found.matrix.scores)
            scores.on_key.insert(scores.on_key.end(), row.begin(), row.end());
        int first = 0, last = 0;
        for (const auto& row : found.matrix.places)
            for (const auto& place : row) {
                if (place.line == 0)
                    continue;
                first = first == 0 ? place.line : std::min(first, place.line);
                last = std::max(last, place.line);
            }
        if (first == 0)
            continue;
        const auto is_title = [&](const FlatLine& line) {
            const auto words = document.words_of(line);
            return words.size() <= 6 && words.size() >= 2 && match_key(words[0].word->text) == "key";
        };
        for (auto& line : document.lines) {
            const bool above = line.number < first && line.number >= first - 12;
            const auto words = document.words_of(line);
            const bool levels =
                std::any_of(words.begin(), words.end(), [](const FlatWord& w) { return w.level; });
            if (above && is_title(line))
                first = line.number;
            if (line.number >= first && line.number <= last)
                line.dropped = true;
            if (line.number > last && line.number <= last + 12 && (levels || words.size() == 1))
                line.dropped = true;
        }
    }
    std::sort(scores.on_key.begin(), scores.on_key.end());
    // 27 on a key that ends at 25 is an error of the paper, 47 a number of something else.
    if (!scores.on_key.empty())
        scores.highest = 1.2 * scores.on_key.back();
    return scores;
}

}  // namespace

std::vector<Register> registers_from_stream(std::span<const Block> blocks, const Vocabulary& vocabulary,
                                            WordNotes* notes)
{
    auto document = flat_document(blocks, vocabulary);
    note_dropped(document, WordUse::furniture, notes);
    const auto scores = drop_keys(document, blocks, vocabulary);
    note_dropped(document, WordUse::heading, notes);
    if (auto cards = register_from_cards(document, vocabulary, notes))
        return {std::move(*cards)};
    const auto tables = flat_tables(document, vocabulary);
    note_dropped(document, WordUse::heading, notes);
    if (tables.empty())
        return {};
    auto rows = flat_rows(document, tables.front().first_line, vocabulary);
    if (rows.empty())
        return {};
    for (auto& row : rows)
        for (std::size_t t = 0; t < tables.size(); ++t)
            if (tables[t].first_line <= row.line)
                row.table = static_cast<int>(t);
    const auto& columns = tables.front().columns;
    std::vector<std::size_t> lines;
    for (auto l = tables.front().first_line; l < document.lines.size(); ++l)
        if (!document.lines[l].dropped)
            lines.push_back(l);
    carry_over_dropped(document);
    const auto split = split_lines(document, lines, columns, rows, scores, vocabulary);
    Register found;
    for (const auto& column : columns) {
        found.headings.push_back(column.printed);
        if (column.is_number() && column.heading.stage && !column.heading.previous &&
            std::find(found.stages.begin(), found.stages.end(), *column.heading.stage) == found.stages.end())
            found.stages.push_back(*column.heading.stage);
    }
    found.entries = entries_from_pieces(document, split, tables, columns, rows, vocabulary, notes);
    return {found};
}

}  // namespace domesday
