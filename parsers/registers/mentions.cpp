#include "parsers/registers/mentions.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "parsers/registers/report_text.hpp"
#include "parsers/registers/score_phrases.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/scores.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// What the columns of a summary table hold.
struct Columns {
    std::optional<std::size_t> id;
    std::map<std::size_t, Stage> scores;

    bool empty() const { return !id; }
};

class MentionFinder
{
public:
    MentionFinder(std::span<const Block> blocks, const ReportContext& context, const Vocabulary& vocabulary)
        : blocks_(blocks), context_(context), vocabulary_(vocabulary), ids_(context.registers)
    {
    }

    // Tables and passages, each in the document's order.
    std::vector<Mention> find()
    {
        const auto asked = blocks_of_reports(blocks_, context_.taken, vocabulary_);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (const auto* grid = asked[i] ? std::get_if<Grid>(&blocks_[i]) : nullptr) {
                read_grid(*grid);
            }
        }
        for (const Passage& passage : passages_of(blocks_, asked)) {
            read_passage(passage);
        }
        return std::move(mentions_);
    }

private:
    // A stage is named by its word. "An opportunity score of 15" names none, and means the current score,
    // whose column bears that name, unless it is another of the register's scores that it agrees with.
    std::optional<Stage> stage_meant(const std::string& id, const ScorePhrase& phrase) const
    {
        if (phrase.stage) {
            return phrase.stage;
        }
        bool has_current = false, current_agrees = false, other_agrees = false;
        for (const Register& content : context_.registers) {
            for (const Entry& entry : content.entries) {
                if (entry.id != id) {
                    continue;
                }
                for (const auto& [stage, score] : entry.scores) {
                    const bool agrees = score.value == phrase.value;
                    has_current = has_current || stage == Stage::current;
                    current_agrees = current_agrees || (agrees && stage == Stage::current);
                    other_agrees = other_agrees || (agrees && stage != Stage::current);
                }
            }
        }
        return has_current && (current_agrees || !other_agrees) ? std::optional(Stage::current)
                                                                : std::nullopt;
    }

    void add(const std::string& id, const ScorePhrase& phrase, std::span<const Word> words)
    {
        mentions_.push_back({.id = id,
                             .stage = stage_meant(id, phrase),
                             .value = phrase.value,
                             .label = phrase.label,
                             .change = phrase.change,
                             .claim = phrase.claim,
                             .from = phrase.from,
                             .text = {.text = text_of(words), .places = places_of(words)}});
    }

    // A sentence speaks of the last id named in it before the score; without one, of the item's.
    void read_sentence(std::span<const Word> words, std::string& id)
    {
        const auto ids = ids_.in(words);
        auto next = ids.begin();
        for (const ScorePhrase& phrase : score_phrases(words, vocabulary_)) {
            while (next != ids.end() && next->first < phrase.first) {
                id = next++->id;
            }
            if (id.empty() && next != ids.end()) {
                id = next++->id;  // "A score of 16 (Major/Likely) is given to CR5"
            }
            if (!id.empty() && ids_.knows(id)) {
                add(id, phrase, words);
            }
        }
        if (!ids.empty()) {
            id = ids.back().id;
        }
    }

    void read_passage(const Passage& passage)
    {
        std::string id;
        for (const Sentence& sentence : sentences_of(passage.words, passage.heading)) {
            if (sentence.begins_item) {
                id.clear();
            }
            read_sentence(sentence.words, id);
        }
    }

    Columns columns_of(const Grid& grid, std::size_t row) const
    {
        Columns columns;
        for (const Cell& cell : grid.cells) {
            if (cell.row != row || cell.words.empty()) {
                continue;
            }
            const auto heading = vocabulary_.find_heading(text_of(cell.words));
            if (!heading) {
                continue;
            }
            if (heading->part == Part::id && !columns.id) {
                columns.id = cell.column;
            } else if (heading->part == Part::score && !heading->previous) {
                columns.scores.emplace(cell.column, heading->stage.value_or(Stage::current));
            }
        }
        return columns;
    }

    void read_grid(const Grid& grid)
    {
        constexpr std::size_t most_columns = 40;  // a summary has a few; wider grids are other things
        if (grid.columns > most_columns) {
            return;
        }
        std::size_t first_row = 0;
        Columns columns;
        for (std::size_t row = 0; row < std::min<std::size_t>(grid.rows, 3) && columns.empty(); ++row) {
            columns = columns_of(grid, row);
            first_row = row + 1;
        }
        if (columns.empty()) {  // goes on from the table before, whose headings hold for it too
            first_row = 0;
            columns = grid.columns == last_columns_ ? last_ : Columns{};
        }
        last_ = columns;
        last_columns_ = grid.columns;
        std::string id;
        std::size_t at = 0;
        for (std::size_t row = first_row; row < grid.rows; ++row) {
            while (at < grid.cells.size() && grid.cells[at].row < row) {
                ++at;
            }
            std::size_t end = at;
            while (end < grid.cells.size() && grid.cells[end].row == row) {
                ++end;
            }
            read_row(std::span(grid.cells).subspan(at, end - at), columns, id);
            at = end;
        }
    }

    // A row without an id goes on with the one above.
    void read_row(std::span<const Cell> cells, const Columns& columns, std::string& id)
    {
        for (const Cell& cell : cells) {
            if (columns.id && cell.column == *columns.id && !cell.words.empty()) {
                id = ids_.in_cell(cell.words).value_or("");
            } else if (!columns.id && cell.column == 0 && !cell.words.empty()) {
                const auto begins = ids_.at(cell.words, 0);
                id = begins ? begins->id : std::string();
            }
        }
        if (id.empty() || !ids_.knows(id)) {
            return;
        }
        for (const Cell& cell : cells) {
            if (cell.words.empty() || (columns.id && cell.column == *columns.id)) {
                continue;
            }
            if (const auto stage = columns.scores.find(cell.column); stage != columns.scores.end()) {
                read_score_cell(cell, stage->second, id);
            } else {
                std::string id_in_cell = id;
                for (const Sentence& sentence : sentences_of(cell.words, false)) {
                    read_sentence(sentence.words, id_in_cell);
                }
            }
        }
    }

    void read_score_cell(const Cell& cell, Stage stage, const std::string& id)
    {
        const auto score = score_from_text(text_of(cell.words), vocabulary_);
        if (score && score->value) {
            ScorePhrase phrase{.stage = stage, .value = *score->value, .label = score->label};
            add(id, phrase, cell.words);
            return;
        }
        std::string id_in_cell = id;
        for (const Sentence& sentence : sentences_of(cell.words, false)) {
            read_sentence(sentence.words, id_in_cell);
        }
    }

    std::span<const Block> blocks_;
    const ReportContext& context_;
    const Vocabulary& vocabulary_;
    KnownIds ids_;
    std::vector<Mention> mentions_;
    Columns last_;
    std::size_t last_columns_ = 0;
};

}  // namespace

std::vector<Mention> find_mentions(std::span<const Block> blocks, const ReportContext& context,
                                   const Vocabulary& vocabulary)
{
    return MentionFinder(blocks, context, vocabulary).find();
}

}  // namespace domesday
