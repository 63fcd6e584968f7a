#include "parsers/registers/key_from_lines.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "parsers/registers/key_labels.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

constexpr std::size_t kFewestLevels = 3, kMostLevels = 10;
// Between the numbers of two rows stand the second row's words, an axis' name, a wrapped first row: no more.
constexpr std::size_t kMostWordsOfLabel = 10;
// Around the key, where the words of the columns are looked for.
constexpr std::size_t kMostWordsAround = 30;
constexpr std::size_t kMostWordsOfLevel = 4;
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

struct Token {
    const Word* word = nullptr;
    std::size_t block = 0;
    std::optional<double> number{};
};

// Words, then numbers: what may be a row of a key. Both are half-open ranges of tokens.
struct Row {
    std::size_t words_begin = 0, words_end = 0, numbers_begin = 0, numbers_end = 0;

    std::size_t words() const { return words_end - words_begin; }
    std::size_t numbers() const { return numbers_end - numbers_begin; }
};

struct Level {
    std::string name;
    std::size_t begin = 0, end = 0;  // tokens
};

bool is_sign(const std::string& text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0x80) || std::isalnum(static_cast<unsigned char>(c));
    });
}

// Columns that only blanks part are often taken apart or put together wrongly around a key: the words of such
// grids are read as printed, line by line.
const std::vector<Cell>* cells_without_rules(const Block& block)
{
    const auto* grid = std::get_if<Grid>(&block);
    return grid && (grid->kind == GridKind::unruled || grid->kind == GridKind::horizontal) ? &grid->cells
                                                                                           : nullptr;
}

// Words of one printed line on a page: their middles are no further apart than this share of their height.
constexpr float kSameLine = 0.5F;

// Blocks of one page stand on other lines each, but for columns that were taken for separate blocks.
void sort_as_printed(std::span<Token> tokens)
{
    const auto from_dump = [](const Token& token) { return token.word->place.line > 0; };
    if (std::all_of(tokens.begin(), tokens.end(), from_dump)) {
        std::stable_sort(tokens.begin(), tokens.end(), [](const Token& a, const Token& b) {
            const Place &p = a.word->place, &q = b.word->place;
            return std::pair(p.line, p.begin) < std::pair(q.line, q.begin);
        });
        return;
    }
    const auto box = [](const Token& token) -> const Box& { return token.word->place.box; };
    std::stable_sort(tokens.begin(), tokens.end(), [&](const Token& a, const Token& b) {
        return std::pair(a.word->place.page, box(a).middle_y()) <
               std::pair(b.word->place.page, box(b).middle_y());
    });
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= tokens.size(); ++i) {
        const bool same_line = i < tokens.size() &&
                               tokens[i].word->place.page == tokens[begin].word->place.page &&
                               box(tokens[i]).middle_y() - box(tokens[begin]).middle_y() <=
                                   kSameLine * box(tokens[begin]).height();
        if (!same_line) {
            std::stable_sort(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                             tokens.begin() + static_cast<std::ptrdiff_t>(i),
                             [&](const Token& a, const Token& b) { return box(a).left < box(b).left; });
            begin = i;
        }
    }
}

std::vector<Token> tokens_of(std::span<const Block> blocks)
{
    std::vector<Token> tokens;
    std::size_t sorted = 0;  // tokens up to here are in order
    bool has_cells = false;
    const auto finish_run = [&] {
        if (has_cells) {
            sort_as_printed(std::span(tokens).subspan(sorted));
        }
        sorted = tokens.size();
        has_cells = false;
    };
    const auto add = [&](std::span<const Word> words, std::size_t block) {
        for (const Word& word : words) {
            if (!is_sign(word.text)) {
                tokens.push_back({&word, block, number_of_word(word.text)});
            }
        }
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (const auto* paragraph = std::get_if<Paragraph>(&blocks[i])) {
            if (paragraph->kind == ParagraphKind::page_number) {
                finish_run();  // the end of a page
            } else {
                add(paragraph->words, i);
            }
        } else if (const auto* cells = cells_without_rules(blocks[i])) {
            has_cells = true;
            for (const Cell& cell : *cells) {
                add(cell.words, i);
            }
        } else {
            finish_run();
            tokens.push_back({.block = i});  // a ruled grid parts what stands before and after it
            sorted = tokens.size();
        }
    }
    finish_run();
    return tokens;
}

std::vector<Row> rows_of(const std::vector<Token>& tokens)
{
    std::vector<Row> rows;
    std::size_t i = 0;
    while (i < tokens.size()) {
        Row row{.words_begin = i};
        while (i < tokens.size() && tokens[i].word && !tokens[i].number) {
            ++i;
        }
        row.words_end = row.numbers_begin = i;
        while (i < tokens.size() && tokens[i].word && tokens[i].number) {
            ++i;
        }
        row.numbers_end = i;
        rows.push_back(row);
        if (i < tokens.size() && !tokens[i].word) {
            rows.push_back({i, i, i, i});
            ++i;
        }
    }
    return rows;
}

class LineKeyReader
{
public:
    LineKeyReader(const std::vector<Token>& tokens, const Vocabulary& vocabulary)
        : tokens_(tokens), vocabulary_(vocabulary)
    {
    }

    std::optional<FoundMatrix> read(std::span<const Row> rows) const
    {
        const auto between = axis_in(rows[1].words_begin, rows.back().words_end);
        const Row& last = rows.back();
        const std::size_t after = std::min(last.numbers_end + kMostWordsAround, tokens_.size());
        const std::size_t before = rows.front().words_end - std::min(rows.front().words(), kMostWordsAround);

        KeyDraft draft;
        const auto axis_after = axis_in(last.numbers_end, after);
        draft.named_row_axis = between      ? between
                               : axis_after ? std::optional(other(*axis_after))
                                            : std::nullopt;
        auto first_levels = levels_in(before, rows.front().words_end);
        draft.row_labels = row_labels(rows, first_levels);
        const std::size_t most = std::max_element(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
                                     return a.numbers() < b.numbers();
                                 })->numbers();
        draft.column_labels =
            column_labels(levels_in(last.numbers_end, after), first_levels, draft.row_labels, most);
        if (!place_numbers(rows, draft)) {
            return std::nullopt;
        }
        auto matrix = matrix_from_draft(std::move(draft), vocabulary_);
        if (!matrix) {
            return std::nullopt;
        }
        return FoundMatrix{
            .matrix = std::move(*matrix),
            .blocks = {tokens_[rows.front().words_end - 1].block, tokens_[last.numbers_end - 1].block + 1},
            .page = tokens_[last.numbers_begin].word->place.page};
    }

private:
    // The vocabulary's levels among words, longest first: "Very Unlikely Unlikely Possible" are three.
    std::vector<Level> levels_in(std::size_t begin, std::size_t end) const
    {
        std::vector<Level> levels;
        while (begin < end && tokens_[begin].word && !tokens_[begin].number) {
            std::string text;
            std::optional<Level> longest;
            for (std::size_t i = begin;
                 i < end && i < begin + kMostWordsOfLevel && tokens_[i].word && !tokens_[i].number; ++i) {
                text += (text.empty() ? "" : " ") + tokens_[i].word->text;
                if (vocabulary_.find("level", text)) {
                    longest = Level{text, begin, i + 1};
                }
            }
            begin = longest ? longest->end : begin + 1;
            if (longest) {
                levels.push_back(std::move(*longest));
            }
        }
        return levels;
    }

    std::optional<KeyAxis> axis_in(std::size_t begin, std::size_t end) const
    {
        for (std::size_t i = begin; i < end && tokens_[i].word; ++i) {
            if (const auto axis = axis_named(std::span(tokens_[i].word, 1), vocabulary_)) {
                return axis;
            }
        }
        return std::nullopt;
    }

    // The last level before a row's numbers is the row's; levels before that are second names of the row
    // above, wrapped ("CATASTROPHIC 5 10 15 / OUTSTANDING / MAJOR 4 8 12"). `first` loses what it gives away.
    std::vector<std::string> row_labels(std::span<const Row> rows, std::vector<Level>& first) const
    {
        std::vector<std::string> labels(rows.size());
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const auto levels = levels_in(rows[i].words_begin, rows[i].words_end);
            for (std::size_t j = 0; j < levels.size(); ++j) {
                std::string& label = j + 1 == levels.size() ? labels[i] : labels[i - 1];
                label += (label.empty() ? "" : " / ") + levels[j].name;
            }
        }
        const auto axis = axis_of_level(labels[1], vocabulary_);
        std::string label;
        while (!first.empty() &&
               (label.empty() || (axis && axis_of_level(first.back().name, vocabulary_) == axis))) {
            label = first.back().name + (label.empty() ? "" : " / ") + label;
            first.pop_back();
        }
        labels[0] = label + (label.empty() || labels[0].empty() ? "" : " / ") + labels[0];
        return labels;
    }

    // Recognised text puts a wrapped word behind the others of its line; where it stands on the page tells.
    void order_by_place(std::vector<Level>& levels) const
    {
        const auto left = [&](const Level& level) { return tokens_[level.begin].word->place.box.left; };
        const bool from_page = std::all_of(levels.begin(), levels.end(), [&](const Level& level) {
            return tokens_[level.begin].word->place.line == 0;
        });
        if (from_page) {
            std::stable_sort(levels.begin(), levels.end(),
                             [&](const Level& a, const Level& b) { return left(a) < left(b); });
        }
    }

    std::vector<std::string> column_labels(std::vector<Level> after, const std::vector<Level>& before,
                                           const std::vector<std::string>& rows, std::size_t most) const
    {
        const auto axis = axis_of_level(rows.back(), vocabulary_);
        std::vector<std::string> labels;
        order_by_place(after);
        for (const Level& level : after) {
            if (!axis || axis_of_level(level.name, vocabulary_) != axis) {
                labels.push_back(level.name);
            }
        }
        if (labels.size() < most && before.size() >= most) {
            labels.clear();
            for (const Level& level : std::span(before).last(most)) {  // what stands further up is no header
                labels.push_back(level.name);
            }
        }
        if (labels.size() < most || labels.size() > kMostLevels) {
            labels.assign(most, "");
        }
        return labels;
    }

    bool place_numbers(std::span<const Row> rows, KeyDraft& draft) const
    {
        const std::size_t columns = draft.column_labels.size();
        const bool complete =
            std::all_of(rows.begin(), rows.end(), [&](const Row& row) { return row.numbers() == columns; });
        for (const bool top_is_highest : {true, false}) {
            draft.scores.assign(rows.size(), std::vector<double>(columns, kNoNumber));
            draft.places.assign(rows.size(), std::vector<Place>(columns));
            bool placed = true;
            for (std::size_t i = 0; placed && i < rows.size(); ++i) {
                const std::size_t level = top_is_highest ? rows.size() - i : i + 1;
                placed =
                    complete ? place_in_order(rows[i], draft, i) : place_by_product(rows[i], draft, i, level);
            }
            if (placed) {
                return true;
            }
        }
        return false;
    }

    void place(const Token& token, KeyDraft& draft, std::size_t row, std::size_t column) const
    {
        draft.scores[row][column] = *token.number;
        draft.places[row][column] = token.word->place;
    }

    bool place_in_order(const Row& row, KeyDraft& draft, std::size_t at) const
    {
        for (std::size_t i = 0; i < row.numbers(); ++i) {
            place(tokens_[row.numbers_begin + i], draft, at, i);
        }
        return true;
    }

    // A row that lost numbers: those left are put where likelihood x impact has them, all of them or none.
    bool place_by_product(const Row& row, KeyDraft& draft, std::size_t at, std::size_t level) const
    {
        std::size_t column = 0;
        for (std::size_t i = row.numbers_begin; i < row.numbers_end; ++i) {
            while (column < draft.column_labels.size() &&
                   static_cast<double>(level * (column + 1)) != *tokens_[i].number) {
                ++column;
            }
            if (column == draft.column_labels.size()) {
                return false;
            }
            place(tokens_[i], draft, at, column++);
        }
        return true;
    }

    const std::vector<Token>& tokens_;
    const Vocabulary& vocabulary_;
};

bool continues(const Row& row)
{
    return row.words() >= 1 && row.words() <= kMostWordsOfLabel && row.numbers() >= 2 &&
           row.numbers() <= kMostLevels;
}

}  // namespace

std::vector<FoundMatrix> keys_from_lines(std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    const auto tokens = tokens_of(blocks);
    const auto rows = rows_of(tokens);
    const LineKeyReader reader(tokens, vocabulary);
    std::vector<FoundMatrix> found;
    std::size_t i = 0;
    while (i < rows.size()) {
        std::size_t end = i + 1;  // the first row may have any number of words before its own
        while (end < rows.size() && end < i + kMostLevels && continues(rows[end])) {
            ++end;
        }
        std::optional<FoundMatrix> key;
        const bool begins =
            rows[i].words() >= 1 && rows[i].numbers() >= 2 && rows[i].numbers() <= kMostLevels;
        // Numbers may follow the key's last row (a page number, a table of counts): shorter runs are tried
        // too.
        for (std::size_t last = end; begins && !key && last >= i + kFewestLevels; --last) {
            key = reader.read(std::span(rows).subspan(i, last - i));
            if (key) {
                i = last - 1;
            }
        }
        if (key) {
            found.push_back(std::move(*key));
        }
        ++i;
    }
    return found;
}

}  // namespace domesday
