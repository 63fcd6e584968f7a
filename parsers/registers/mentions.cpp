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

// A row of a summary has an id, a title, its numbers, an owner.
constexpr std::size_t kMostWordsOfRow = 40;

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
        const auto passages = passages_of(blocks_, asked);
        for (const Passage& passage : passages) {
            read_passage(passage);
        }
        read_lost_tables(passages);
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

    // An id alone in a passage is the first cell of a row whose others follow as passages of their own.
    void read_passage(const Passage& passage)
    {
        constexpr int most_cells = 4;
        const auto ids = ids_.in(passage.words);
        if (ids.size() == 1 && ids[0].first == 0 && ids[0].last == passage.words.size()) {
            row_id_ = ids[0].id;
            row_cells_left_ = most_cells;
            return;
        }
        if (passage.words.empty() || passage.heading || row_cells_left_-- <= 0) {
            row_id_.clear();
        }
        std::string id = row_id_;
        for (const Sentence& sentence : sentences_of(passage.words, passage.heading)) {
            if (sentence.begins_item) {
                id = row_id_;
            }
            read_sentence(sentence.words, id);
        }
    }

    // A summary table of numbers whose cells were lost: the stages of its headings in order, then each id,
    // its words, and as many numbers together as there are stages. Rows with fewer numbers are left alone.
    void read_lost_tables(const std::vector<Passage>& passages)
    {
        std::vector<Word> words;
        for (const Passage& passage : passages) {
            words.insert(words.end(), passage.words.begin(), passage.words.end());
        }
        const auto ids = ids_.in(words);
        std::vector<Stage> stages;
        std::size_t read = 0;  // words before this one were looked through for headings
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const std::size_t end = i + 1 < ids.size() ? ids[i + 1].first : words.size();
            if (auto found = stages_of_headings(std::span(words).subspan(read, ids[i].first - read));
                !found.empty()) {
                stages = std::move(found);
            } else if (ids[i].first - read > kMostWordsOfRow) {
                stages.clear();  // the table is over
            }
            read = ids[i].last;
            if (!stages.empty() && ids_.knows(ids[i].id)) {
                const std::size_t last = std::min(end, ids[i].last + kMostWordsOfRow);
                read_lost_row(ids[i].id, std::span(words).subspan(ids[i].last, last - ids[i].last), stages);
            }
        }
    }

    // "Ref Title Residual Score Target Score Lead" -> residual, target. Only right before the first id.
    std::vector<Stage> stages_of_headings(std::span<const Word> words) const
    {
        constexpr std::size_t most_words_of_head = 16;
        words = words.last(std::min(words.size(), most_words_of_head));
        std::vector<Stage> stages;
        bool has_id_heading = false;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const Term* heading = vocabulary_.find("heading", words[i].text);
            has_id_heading = has_id_heading || (heading && heading->canonical == "id");
            const auto stage = term_at(words, i, "stage", vocabulary_);
            if (stage && stage->last < words.size() &&
                term_at(words, stage->last, "score-word", vocabulary_)) {
                stages.push_back(*stage_from_string(stage->term->canonical));
                i = stage->last;
            } else if (vocabulary_.find("score-link", words[i].text)) {
                stages.clear();  // that was a sentence, not the headings
                has_id_heading = false;
            }
        }
        // one number among the words of a row may be anything; two or more together are the scores
        return has_id_heading && stages.size() >= 2 ? stages : std::vector<Stage>{};
    }

    void read_lost_row(const std::string& id, std::span<const Word> words, const std::vector<Stage>& stages)
    {
        std::size_t begin = 0;
        while (begin < words.size()) {
            std::size_t end = begin;
            while (end < words.size() &&
                   score_from_text(words[end].text, vocabulary_).value_or(PrintedScore{}).value) {
                ++end;
            }
            if (end - begin == stages.size()) {
                for (std::size_t i = 0; i < stages.size(); ++i) {
                    const auto score = score_from_text(words[begin + i].text, vocabulary_);
                    add(id, {.stage = stages[i], .value = *score->value}, words.subspan(begin + i, 1));
                }
                return;
            }
            begin = end + 1;
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
    std::string row_id_;
    int row_cells_left_ = 0;
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
