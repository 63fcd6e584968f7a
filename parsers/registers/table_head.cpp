#include "parsers/registers/table_head.hpp"

#include <algorithm>
#include <cctype>

#include "parsers/registers/gathered_words.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kMostHeadingRows = 4;  // a heading broken into printed lines that became rows
constexpr std::size_t kLongestHeading = 160;
constexpr std::size_t kMostColumns = 60;  // a table of more columns is no register

bool has_words(const Cell* cell)
{
    return cell && !cell->words.empty();
}

std::size_t bytes_of(const Cell& cell)
{
    std::size_t bytes = 0;
    for (const auto& word : cell.words)
        bytes += word.text.size() + 1;
    return bytes;
}

// Cheap: most cells of a heading row are short, and few are numbers.
bool may_be_heading_row(const std::vector<const Cell*>& cells)
{
    std::size_t filled = 0, short_cells = 0, numbers = 0;
    for (const Cell* cell : cells)
        if (has_words(cell)) {
            const char first = cell->words.front().text.front();
            ++filled;
            short_cells += cell->words.size() <= 14 && bytes_of(*cell) <= kLongestHeading;
            numbers += first >= '0' && first <= '9';
        }
    return filled >= 2 && short_cells * 10 >= filled * 8 && numbers * 3 <= filled;
}

bool is_bare_stage(const std::optional<Heading>& heading)
{
    return heading && heading->part == Part::score && heading->bare;
}

// A colon before more words is a card's label with its value; a number beside unknown words is a value too.
std::optional<Heading> heading_of(const std::string& text, const Vocabulary& vocabulary)
{
    const auto colon = text.find(": ");
    if (colon != std::string::npos)
        return std::nullopt;
    auto heading = vocabulary.find_heading(text);
    if (heading && heading->loose && text.find_first_of("0123456789") != std::string::npos)
        return std::nullopt;
    return heading;
}

bool is_recognised(const Cell* cell)
{
    return has_words(cell) && std::any_of(cell->words.begin(), cell->words.end(),
                                          [](const Word& word) { return word.confidence < 100; });
}

struct Candidate {
    std::vector<Column> columns;
    int known = 0, loose = 0, unknown = 0;
    int worth() const { return 4 * known + 2 * loose - 3 * unknown; }
};

constexpr std::size_t kRowsLookedAt = 40;  // of the data below a head, to learn what its columns hold

bool is_number(const Cell& cell)
{
    return cell.words.size() == 1 && cell.words[0].text.find_first_not_of("0123456789.") == std::string::npos;
}

// "7", "R12", "CRR.07", "SR 3", "4a": letters, digits, little else.
bool is_id_like(const Cell& cell)
{
    std::string text;
    for (const auto& word : cell.words)
        text += word.text;
    std::size_t digits = 0;
    for (const unsigned char letter : text) {
        digits += std::isdigit(letter) != 0;
        if (!std::isalnum(letter) &&
            std::string_view("-./#()").find(static_cast<char>(letter)) == std::string_view::npos)
            return false;
    }
    return digits > 0 && text.size() <= 12 && cell.words.size() <= 2;
}

// How many of the rows from `first` on have a cell that begins in `column` and is such a one.
template <class Test>
std::size_t count_below(const GridRows& rows, std::size_t first, std::size_t column, Test test)
{
    std::size_t count = 0;
    for (std::size_t row = first; row < rows.size() && row < first + kRowsLookedAt; ++row)
        for (const Cell* cell : rows[row])
            count += cell->column == column && has_words(cell) && test(*cell);
    return count;
}

// One score heading over several columns of numbers without headings of their own: the factors, then the
// score. The score is the last of them; the others' order is not printed.
void name_unheaded_factors(std::vector<Column>& columns, const std::vector<const Cell*>& lowest,
                           const GridRows& rows, std::size_t first)
{
    for (std::size_t begin = 0; begin < columns.size();) {
        std::size_t end = begin + 1;
        while (end < columns.size() && lowest[begin] && lowest[end] == lowest[begin])
            ++end;
        if (end - begin > 1 && columns[begin].heading && columns[begin].heading->part == Part::score) {
            std::vector<std::size_t> numbers;
            for (std::size_t column = begin; column < end; ++column)
                numbers.push_back(count_below(rows, first, column, is_number));
            const std::size_t most = *std::max_element(numbers.begin(), numbers.end());
            std::size_t score = begin;
            for (std::size_t column = begin; column < end; ++column)
                if (2 * numbers[column - begin] > most)
                    score = column;
            for (std::size_t column = begin; column < end; ++column)
                if (column != score && most > 0)
                    columns[column].heading = Heading{.part = Part::field, .field = Field::other};
        }
        begin = end;
    }
}

// Ids in a first column that has no heading.
void find_unheaded_ids(TableHead& head, const GridRows& rows, std::size_t first)
{
    if (head.id_column() || head.columns.empty() || !head.columns[0].printed.empty())
        return;
    const auto any = [](const Cell&) { return true; };
    const std::size_t ids = count_below(rows, first, 0, is_id_like);
    if (ids >= 2 && 10 * ids >= 6 * count_below(rows, first, 0, any)) {
        head.columns[0].heading = Heading{.part = Part::id};
        head.columns[0].guessed = true;
    }
}

bool is_plain_measure(const std::optional<Heading>& heading)
{
    return heading && heading->part != Part::field && heading->part != Part::id && !heading->bare &&
           !heading->stage && !heading->previous;
}

// A heading over a group of measures ("Current Risk" over L, I and Score) in a grid that knows no spans, or
// has cut it into words over two of them: its text, per column of the group. Empty: none.
std::vector<std::string> group_headings(const GridRows& rows, std::size_t first, std::size_t count,
                                        const Vocabulary& vocabulary)
{
    const std::size_t width = rows.grid().columns;
    std::vector<std::string> over(width);
    if (count < 2)
        return over;
    std::vector<std::optional<Heading>> below(width);
    for (const Cell* cell : rows[first + count - 1])
        if (has_words(cell) && cell->column < width)
            below[cell->column] = vocabulary.find_heading(spaced_text(cell->words));
    for (std::size_t begin = 0; begin < width;) {
        std::size_t end = begin;
        std::vector<Part> parts;
        while (end < width && is_plain_measure(below[end]) &&
               std::find(parts.begin(), parts.end(), below[end]->part) == parts.end())
            parts.push_back(below[end++]->part);
        if (parts.size() < 2) {
            begin = std::max(end, begin + 1);
            continue;
        }
        std::string text;
        const Cell* last = nullptr;
        for (std::size_t column = begin; column < end; ++column)
            for (std::size_t row = first; row + 1 < first + count; ++row) {
                const Cell* cell = rows.at(row, column);
                if (!has_words(cell) || cell == last)
                    continue;
                last = cell;
                text += (text.empty() ? "" : " ") + spaced_text(cell->words);
            }
        const auto heading = vocabulary.find_heading(text);
        if (is_bare_stage(heading) && !heading->loose)
            std::fill(over.begin() + static_cast<std::ptrdiff_t>(begin),
                      over.begin() + static_cast<std::ptrdiff_t>(end), text);
        begin = end;
    }
    return over;
}

bool may_be_misread_heading(const Column& column)
{
    const auto& text = column.printed;
    const bool has_number = text.size() > 1 && text.find_first_of("0123456789") != std::string::npos;
    return (!column.heading || column.heading->loose) && !has_number && text.find(": ") == std::string::npos;
}

// A column's headings over rows [first, first + count).
Candidate candidate_head(const GridRows& rows, std::size_t first, std::size_t count,
                         const Vocabulary& vocabulary)
{
    Candidate candidate;
    const std::size_t width = rows.grid().columns;
    candidate.columns.resize(width);
    std::vector<const Cell*> lowest(width);
    const auto over = group_headings(rows, first, count, vocabulary);
    for (std::size_t column = 0; column < width; ++column) {
        Column& made = candidate.columns[column];
        made.printed = over[column];
        const Cell* last = nullptr;
        for (std::size_t row = over[column].empty() ? first : first + count - 1; row < first + count; ++row) {
            const Cell* cell = rows.at(row, column);
            if (!has_words(cell) || cell == last)
                continue;
            last = cell;
            made.printed += (made.printed.empty() ? "" : " ") + spaced_text(cell->words);
            for (const auto& word : cell->words)
                made.places.push_back(word.place);
        }
        if (made.printed.empty())
            continue;
        made.heading = heading_of(made.printed, vocabulary);
        if (is_recognised(last) && may_be_misread_heading(made))
            if (auto heading = vocabulary.find_misread_heading(made.printed))
                made.heading = std::move(heading);
        lowest[column] = last;
        if (!made.heading)
            ++candidate.unknown;
        else if (made.heading->loose || (is_bare_stage(made.heading) && last && last->column_span > 1))
            ++candidate.loose;
        else
            ++candidate.known;
    }
    name_unheaded_factors(candidate.columns, lowest, rows, first + count);
    return candidate;
}

bool all_known(const std::vector<const Cell*>& cells, const Candidate& candidate)
{
    return std::all_of(cells.begin(), cells.end(), [&](const Cell* cell) {
        const auto& column = candidate.columns.at(cell->column);
        return !has_words(cell) || (column.heading && !column.heading->loose);
    });
}

bool is_named(const Heading& heading)
{
    return heading.part == Part::id || (heading.part == Part::field && (heading.field == Field::title ||
                                                                        heading.field == Field::description));
}

bool is_score_part(const Heading& heading)
{
    return heading.part == Part::score || heading.part == Part::likelihood || heading.part == Part::impact;
}

// Later columns of a meaning that is taken already: "Ref" then "Code", "Owner" twice.
void resolve_repeats(TableHead& head)
{
    const auto same = [](const Heading& a, const Heading& b) {
        return a.part == b.part && a.field == b.field && a.stage == b.stage && a.previous == b.previous;
    };
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
        auto& one = head.columns[i].heading;
        if (!one || (one->part == Part::field && one->field == Field::other))
            continue;
        for (std::size_t j = 0; j < i; ++j) {
            auto& before = head.columns[j].heading;
            if (!before || !same(*before, *one) || is_score_part(*one))
                continue;
            if (one->part == Part::field && one->field == Field::title && before->bare && !one->bare) {
                before->field = Field::description;  // "Risk" beside "Risk Title"
            } else if (one->part == Part::field && one->field == Field::title && one->bare) {
                one->field = Field::description;
            } else {
                one->part = Part::field;
                one->field = Field::other;
            }
            break;
        }
    }
}

// A description is the title where there is no other; progress to date of opportunities is what is done.
void resolve_fields(TableHead& head)
{
    const auto rename = [&](Field from, Field to) {
        for (auto& column : head.columns)
            if (column.heading && column.heading->part == Part::field && column.heading->field == from) {
                column.heading->field = to;
                return;
            }
    };
    if (!head.column_of(Field::title))
        rename(Field::description, Field::title);
    if (head.kind == Kind::opportunity && !head.column_of(Field::controls))
        rename(Field::progress, Field::controls);
    if (!head.column_of(Field::title))
        rename(Field::causes, Field::title);
    // "Item" over the risks themselves, where nothing else names them
    if (const auto id = head.id_column();
        id && !head.column_of(Field::title) && match_key(head.columns[*id].printed) == "item") {
        head.columns[*id].heading->part = Part::field;
        head.columns[*id].heading->field = Field::title;
    }
}

// "Severity" beside likelihood and impact is what they make together.
void resolve_severity(TableHead& head)
{
    for (auto& column : head.columns) {
        if (!column.heading || column.heading->part != Part::impact ||
            match_key(column.printed).find("severity") == std::string::npos)
            continue;
        const auto beside = [&](Part part) {
            return std::any_of(head.columns.begin(), head.columns.end(), [&](const Column& other) {
                return &other != &column && other.heading && other.heading->part == part &&
                       other.heading->stage == column.heading->stage &&
                       other.heading->previous == column.heading->previous;
            });
        };
        if (beside(Part::likelihood) && beside(Part::impact) && !beside(Part::score))
            column.heading->part = Part::score;
    }
}

// A rank is an order as a rule; right behind likelihood and impact that have no score it is their product.
void resolve_rank(TableHead& head)
{
    for (std::size_t i = 2; i < head.columns.size(); ++i) {
        auto& rank = head.columns[i].heading;
        const auto& one = head.columns[i - 2].heading;
        const auto& two = head.columns[i - 1].heading;
        if (!rank || rank->part != Part::field || rank->field != Field::other || !one || !two ||
            one->part == two->part || one->stage != two->stage ||
            match_key(head.columns[i].printed).find("rank") == std::string::npos)
            continue;
        const auto is_factor = [](const Heading& h) {
            return h.part == Part::likelihood || h.part == Part::impact;
        };
        const bool has_score =
            std::any_of(head.columns.begin(), head.columns.end(), [&](const Column& column) {
                return column.heading && column.heading->part == Part::score &&
                       column.heading->stage == one->stage;
            });
        if (is_factor(*one) && is_factor(*two) && !has_score) {
            rank->part = Part::score;
            rank->stage = one->stage;
            rank->basis = one->basis;
        }
    }
}

// Likelihood and impact without a stage stand beside the score they make: before it as a rule.
void join_factors_to_scores(TableHead& head)
{
    const auto staged_score = [&](std::size_t column) {
        const auto& heading = head.columns[column].heading;
        return heading && heading->part == Part::score && heading->stage && !heading->previous;
    };
    const auto is_part = [&](std::size_t column) {
        const auto& heading = head.columns[column].heading;
        return heading && is_score_part(*heading) && !heading->previous;
    };
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
        auto& heading = head.columns[i].heading;
        if (!is_part(i) || heading->part == Part::score || heading->stage)
            continue;
        std::size_t right = i + 1;
        while (right < head.columns.size() && is_part(right) && !staged_score(right))
            ++right;
        std::size_t left = i;
        while (left > 0 && is_part(left - 1) && !staged_score(left))
            --left;
        const bool has_right = right < head.columns.size() && staged_score(right);
        if (!has_right && !staged_score(left))
            continue;
        const Heading& score = *head.columns[has_right ? right : left].heading;
        heading->stage = score.stage;
        heading->basis = score.basis;
    }
}

// Score columns without a stage are today's; two of them stand before and after the controls or actions.
void resolve_stages(TableHead& head)
{
    const auto column_before = [&](std::size_t column, Field field) {
        const auto at = head.column_of(field);
        return at && *at < column;
    };
    for (const Part part : {Part::score, Part::likelihood, Part::impact}) {
        std::vector<std::size_t> unstaged;
        for (std::size_t i = 0; i < head.columns.size(); ++i) {
            const auto& heading = head.columns[i].heading;
            if (heading && heading->part == part && !heading->stage && !heading->previous)
                unstaged.push_back(i);
        }
        for (std::size_t n = 0; n < unstaged.size(); ++n) {
            Column& column = head.columns[unstaged[n]];
            Stage stage = Stage::current;
            if (unstaged.size() > 1) {
                column.guessed = true;
                if (n == 0)
                    stage = column_before(unstaged[n], Field::controls) || !head.column_of(Field::controls)
                                ? Stage::current
                                : Stage::inherent;
                else
                    stage = column_before(unstaged[n], Field::mitigations) ? Stage::target : Stage::residual;
            }
            column.heading->stage = stage;
            column.heading->basis = stage == Stage::inherent  ? "no-controls"
                                    : stage == Stage::current ? "today"
                                                              : "after-planned";
        }
    }
    // Residual beside today's score is what remains after the planned actions; beside the inherent score
    // alone, or between it and a target, it is today's.
    const auto stages = head.stages();
    const auto has = [&](Stage stage) {
        return std::find(stages.begin(), stages.end(), stage) != stages.end();
    };
    for (auto& column : head.columns)
        if (column.heading && column.heading->stage == Stage::residual && column.heading->basis.empty())
            column.heading->basis = has(Stage::current) || (!has(Stage::inherent) && !has(Stage::target))
                                        ? "after-planned"
                                        : "today";
    // The same stage twice: the second stays as printed, unplaced.
    for (std::size_t i = 0; i < head.columns.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            auto& one = head.columns[i].heading;
            const auto& before = head.columns[j].heading;
            if (one && before && is_score_part(*one) && one->part == before->part &&
                one->stage == before->stage && one->previous == before->previous)
                one.reset();
        }
}

Kind kind_of(const std::vector<Column>& columns)
{
    int opportunity = 0, risk = 0;
    for (const auto& column : columns) {
        if (!column.heading)
            continue;
        opportunity += column.heading->kind == Kind::opportunity;
        risk += match_key(column.printed).find("risk") != std::string::npos;
    }
    return opportunity > risk ? Kind::opportunity : Kind::risk;
}

}  // namespace

GridRows::GridRows(const Grid& grid) : grid_(&grid), rows_(grid.rows)
{
    for (const auto& cell : grid.cells)
        if (cell.row < rows_.size())
            rows_[cell.row].push_back(&cell);
}

const Cell* GridRows::at(std::size_t row, std::size_t column) const
{
    for (std::size_t above = 0; above < kMostHeadingRows && above <= row; ++above)
        for (const Cell* cell : rows_[row - above])
            if (cell->column <= column && column < cell->column + cell->column_span)
                if (above == 0 || cell->row_span > above)
                    return cell;
    return nullptr;
}

std::optional<std::size_t> TableHead::column_of(Field field) const
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].heading && columns[i].heading->part == Part::field &&
            columns[i].heading->field == field)
            return i;
    return std::nullopt;
}

std::optional<std::size_t> TableHead::id_column() const
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].heading && columns[i].heading->part == Part::id)
            return i;
    return std::nullopt;
}

std::optional<std::size_t> TableHead::column_of(Part part, Stage stage) const
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& heading = columns[i].heading;
        if (heading && heading->part == part && heading->stage == stage && !heading->previous)
            return i;
    }
    return std::nullopt;
}

std::vector<Stage> TableHead::stages() const
{
    std::vector<Stage> found;
    for (const Stage stage : kStages)
        if (column_of(Part::score, stage) || column_of(Part::likelihood, stage) ||
            column_of(Part::impact, stage))
            found.push_back(stage);
    return found;
}

bool TableHead::means_the_same(const TableHead& other) const
{
    const auto meanings = [](const TableHead& head) {
        std::vector<Heading> all;
        for (const auto& column : head.columns)
            if (column.heading)
                all.push_back(*column.heading);
        return all;
    };
    return kind == other.kind && meanings(*this) == meanings(other);
}

std::optional<FoundHead> find_head(const GridRows& rows, std::size_t row, const Vocabulary& vocabulary)
{
    if (row >= rows.size() || rows.grid().columns > kMostColumns || !may_be_heading_row(rows[row]))
        return std::nullopt;
    Candidate best;
    std::size_t best_rows = 0;
    for (std::size_t count = 1; count <= kMostHeadingRows && row + count <= rows.size(); ++count) {
        if (count > 1 && rows[row + count - 1].empty())
            break;
        auto candidate = candidate_head(rows, row, count, vocabulary);
        if (candidate.known + candidate.loose == 0)
            break;
        // A further line of the headings themselves adds nothing unknown; a row of data always does.
        const bool extends = candidate.worth() == best.worth() && all_known(rows[row + count - 1], candidate);
        if (best_rows == 0 || candidate.worth() > best.worth() || extends) {
            best = std::move(candidate);
            best_rows = count;
        }
    }
    const int placed = best.known + best.loose;
    if (placed < 2 || best.known == 0)
        return std::nullopt;
    FoundHead found;
    found.head.columns = std::move(best.columns);
    found.head.rows = best_rows;
    found.head.kind = kind_of(found.head.columns);
    bool named = false, scored = false;
    int fields = 0;
    for (const auto& column : found.head.columns) {
        if (!column.heading)
            continue;
        named = named || is_named(*column.heading);
        scored = scored || is_score_part(*column.heading);
        fields += column.heading->part == Part::field && column.heading->field != Field::other &&
                  !is_named(*column.heading);
    }
    find_unheaded_ids(found.head, rows, row + best_rows);
    resolve_repeats(found.head);
    resolve_fields(found.head);
    resolve_severity(found.head);
    resolve_rank(found.head);
    join_factors_to_scores(found.head);
    resolve_stages(found.head);
    const bool enough = placed >= 3 && placed * 10 >= (placed + best.unknown) * 6;
    const bool has_title = found.head.column_of(Field::title).has_value();
    // Scoring criteria have levels, scores and descriptions too: without an id or more fields of a register
    // a score needs its likelihood and its impact beside it.
    const bool has_factors = std::any_of(kStages.begin(), kStages.end(), [&](Stage stage) {
        return found.head.column_of(Part::likelihood, stage) && found.head.column_of(Part::impact, stage);
    });
    const bool has_id = found.head.id_column().has_value();
    found.is_register =
        enough && has_title && ((scored && (has_id || fields >= 2 || has_factors)) || fields >= 3);
    found.looks_like_one = !found.is_register && named && scored && best.unknown > 0 && fields + has_id >= 2;
    return found;
}

}  // namespace domesday
