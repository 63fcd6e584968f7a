#include "parsers/registers/key_labels.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "extractor/text/unicode.hpp"
#include "parsers/registers/matrix_rule.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// Along a row or column of a key scores never fall; one misprinted cell breaks two of a 4 x 4 key's 24 steps.
// Of tables of counts and of heat maps about half of the steps fall.
constexpr double kShareOfSoundSteps = 0.8;

// Lost cells are filled in only while at least this share of the key was read.
constexpr double kShareReadToFill = 0.5;

std::string joined(std::span<const Word> words)
{
    std::string text;
    for (const Word& word : words) {
        if (!text.empty() && word.join != Join::none) {
            text += ' ';
        }
        text += word.text;
    }
    return text;
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view around = " -.,:;|/\\_~*[]{}=";
    const auto first = text.find_first_not_of(around);
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(around) - first + 1));
}

bool has_letter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0x80) || std::isalpha(static_cast<unsigned char>(c));
    });
}

void add_name(std::string& label, std::string_view text)
{
    std::string name;
    std::size_t at = 0;
    while (at < text.size()) {  // level numbers are no part of the name
        const std::size_t space = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, space - at);
        if (has_letter(word)) {
            name += (name.empty() ? "" : " ") + std::string(word);
        }
        at = space + 1;
    }
    name = trimmed(name);
    if (!name.empty()) {
        label += (label.empty() ? "" : " / ") + name;
    }
}

bool is_axis(const std::string& canonical, KeyAxis axis)
{
    return canonical == (axis == KeyAxis::likelihood ? "likelihood" : "impact");
}

std::optional<KeyAxis> axis_from(const Term* term)
{
    if (term && is_axis(term->canonical, KeyAxis::likelihood)) {
        return KeyAxis::likelihood;
    }
    return term && is_axis(term->canonical, KeyAxis::impact) ? std::optional(KeyAxis::impact) : std::nullopt;
}

int votes_for(KeyAxis axis, const std::vector<std::string>& labels, const Vocabulary& vocabulary)
{
    int votes = 0;
    for (const std::string& label : labels) {
        votes += axis_of_level(label, vocabulary) == axis;
    }
    return votes;
}

// The axis of the rows: by their words and the columns', then by the printed names of the axes.
std::optional<KeyAxis> row_axis(const KeyDraft& draft, const Vocabulary& vocabulary)
{
    const int impact = votes_for(KeyAxis::impact, draft.row_labels, vocabulary) +
                       votes_for(KeyAxis::likelihood, draft.column_labels, vocabulary);
    const int likelihood = votes_for(KeyAxis::likelihood, draft.row_labels, vocabulary) +
                           votes_for(KeyAxis::impact, draft.column_labels, vocabulary);
    if (std::abs(impact - likelihood) >= 2) {
        return impact > likelihood ? KeyAxis::impact : KeyAxis::likelihood;
    }
    return draft.named_row_axis;
}

// Names of levels are a word or two; headings and sentences along the sides belong to other tables.
bool look_like_levels(const std::vector<std::string>& labels, const Vocabulary& vocabulary)
{
    constexpr std::ptrdiff_t most_spaces = 6;  // "Almost Certain", "Catastrophic / Outstanding opportunity"
    std::vector<std::string> seen;
    for (const std::string& label : labels) {
        const auto heading = vocabulary.find_heading(label);
        const bool is_heading = heading && !heading->loose && heading->part == Part::score;
        if (is_heading || std::count(label.begin(), label.end(), ' ') > most_spaces ||
            (!label.empty() && std::find(seen.begin(), seen.end(), label) != seen.end())) {
            return false;
        }
        seen.push_back(label);
    }
    return true;
}

// "Impact Moderate": the axis' name, set close above one of its levels.
void drop_axis_names(std::vector<std::string>& labels, const Vocabulary& vocabulary)
{
    for (std::string& label : labels) {
        const std::size_t space = label.find(' ');
        if (space == std::string::npos || vocabulary.find("level", label)) {
            continue;
        }
        const std::string rest = label.substr(space + 1);
        if (vocabulary.find("axis", label.substr(0, space)) && vocabulary.find("level", rest)) {
            label = rest;
        }
    }
}

int known_levels(const std::vector<std::string>& labels, const Vocabulary& vocabulary)
{
    int known = 0;
    for (const std::string& label : labels) {
        known += vocabulary.find("level", trimmed(label.substr(0, label.find('/')))) != nullptr;
    }
    return known;
}

double sum_of_known(const std::vector<double>& numbers)
{
    double sum = 0, known = 0;
    for (const double number : numbers) {
        if (is_known(number)) {
            sum += number;
            known += 1;
        }
    }
    return known == 0 ? 0 : sum / known;
}

template <typename T>
std::vector<std::vector<T>> transposed(const std::vector<std::vector<T>>& rows)
{
    std::vector<std::vector<T>> columns(rows.front().size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            columns[i].push_back(row[i]);
        }
    }
    return columns;
}

void transpose(KeyDraft& draft)
{
    draft.scores = transposed(draft.scores);
    draft.places = transposed(draft.places);
    std::swap(draft.row_labels, draft.column_labels);
}

void turn_rows_upwards(KeyDraft& draft)
{
    if (sum_of_known(draft.scores.front()) > sum_of_known(draft.scores.back())) {
        std::reverse(draft.scores.begin(), draft.scores.end());
        std::reverse(draft.places.begin(), draft.places.end());
        std::reverse(draft.row_labels.begin(), draft.row_labels.end());
    }
}

// Both axes ascending.
void turn_upwards(KeyDraft& draft)
{
    turn_rows_upwards(draft);
    transpose(draft);
    turn_rows_upwards(draft);
    transpose(draft);
}

bool rises(const std::vector<std::vector<double>>& rows)
{
    int steps = 0, rising = 0, falling = 0;
    for (const auto& row : rows) {
        for (std::size_t i = 1; i < row.size(); ++i) {
            if (is_known(row[i]) && is_known(row[i - 1])) {
                ++steps;
                rising += row[i] > row[i - 1];
                falling += row[i] < row[i - 1];
            }
        }
    }
    return 2 * rising > steps && falling <= (1 - kShareOfSoundSteps) * steps;
}

void fill_lost_cells(Matrix& matrix)
{
    int lost = 0, cells = 0, off_rule = 0;
    for (std::size_t i = 0; i < matrix.scores.size(); ++i) {
        for (std::size_t j = 0; j < matrix.scores[i].size(); ++j) {
            ++cells;
            lost += !is_known(matrix.scores[i][j]);
            off_rule += is_known(matrix.scores[i][j]) && score_by_rule(matrix, i, j) != matrix.scores[i][j];
        }
    }
    // one misprint does not unmake the rule; more of them, and a lost cell may be another
    if (lost == 0 || off_rule > 1 || matrix.rule == MatrixRule::free ||
        cells - lost < kShareReadToFill * cells) {
        return;
    }
    for (std::size_t i = 0; i < matrix.scores.size(); ++i) {
        for (std::size_t j = 0; j < matrix.scores[i].size(); ++j) {
            if (!is_known(matrix.scores[i][j])) {
                matrix.scores[i][j] = score_by_rule(matrix, i, j).value();
            }
        }
    }
    matrix.reasons.push_back(std::to_string(lost) + " of " + std::to_string(cells) +
                             " cells could not be read; they were filled in by the rule (" +
                             std::string(to_string(matrix.rule)) + ") that " +
                             std::to_string(cells - lost - off_rule) + " of the others obey");
}

}  // namespace

std::optional<double> number_of_word(const std::string& word)
{
    const std::string bare = trimmed(word);
    double number = 0;
    const auto [end, error] = std::from_chars(bare.data(), bare.data() + bare.size(), number);
    const bool whole_word = error == std::errc{} && end == bare.data() + bare.size();
    const bool starts_with_digit = !bare.empty() && std::isdigit(static_cast<unsigned char>(bare.front()));
    constexpr double highest_score = 1000;  // scores reach 100 (10 x 10); more is money or a count
    return whole_word && starts_with_digit && number <= highest_score ? std::optional(number) : std::nullopt;
}

std::optional<double> number_of_cell(std::span<const Word> words)
{
    std::optional<double> number;
    for (const Word& word : words) {
        const auto here = number_of_word(word.text);
        if ((!here && !trimmed(word.text).empty()) || (here && number)) {
            return std::nullopt;
        }
        number = here ? here : number;
    }
    return number;
}

std::optional<KeyAxis> axis_named(std::span<const Word> words, const Vocabulary& vocabulary)
{
    constexpr std::size_t longest = 6;  // "Likelihood of the risk happening"
    if (words.empty() || words.size() > longest) {
        return std::nullopt;
    }
    std::string text = joined(words);
    if (const auto axis = axis_from(vocabulary.find("axis", text))) {
        return axis;
    }
    text.resize(std::min(text.find('('), text.size()));
    return axis_from(vocabulary.find("axis", trimmed(text)));
}

std::optional<KeyAxis> axis_of_level(const std::string& label, const Vocabulary& vocabulary)
{
    const std::string first = trimmed(std::string_view(label).substr(0, label.find('/')));
    return first.empty() ? std::nullopt : axis_from(vocabulary.find("level", first));
}

std::string label_from_words(std::span<const Word> words)
{
    const std::string text = joined(words);
    std::string label, name;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '(') {  // "(for risk)" ends a name; "(5)", "(< 10 %)" only explain it
            const std::size_t close = std::min(text.find(')', at), text.size());
            const std::string inside = folded_for_matching(std::string_view(text).substr(at, close - at));
            if (inside.find("risk") != std::string::npos || inside.find("opportunit") != std::string::npos ||
                inside.find("threat") != std::string::npos) {
                add_name(label, name);
                name.clear();
            }
            at = close + 1;
            continue;
        }
        if (text[at] == '/') {
            add_name(label, name);
            name.clear();
        } else {
            name += text[at];
        }
        ++at;
    }
    add_name(label, name);
    return label;
}

std::optional<Matrix> matrix_from_draft(KeyDraft draft, const Vocabulary& vocabulary)
{
    drop_axis_names(draft.row_labels, vocabulary);
    drop_axis_names(draft.column_labels, vocabulary);
    const auto axis_of_rows = row_axis(draft, vocabulary);
    if (draft.scores.empty() || !axis_of_rows || !look_like_levels(draft.row_labels, vocabulary) ||
        !look_like_levels(draft.column_labels, vocabulary)) {
        return std::nullopt;
    }
    const bool known_words =
        known_levels(draft.row_labels, vocabulary) >= 2 || known_levels(draft.column_labels, vocabulary) >= 2;
    if (*axis_of_rows == KeyAxis::likelihood) {
        transpose(draft);
    }
    turn_upwards(draft);
    if (!rises(draft.scores) || !rises(transposed(draft.scores))) {
        return std::nullopt;
    }
    Matrix matrix{.likelihood = std::move(draft.column_labels),
                  .impact = std::move(draft.row_labels),
                  .scores = std::move(draft.scores),
                  .places = std::move(draft.places)};
    classify_rule(matrix);
    if (!known_words && matrix.rule == MatrixRule::free) {
        return std::nullopt;  // neither the words nor the numbers say that this is a key
    }
    fill_lost_cells(matrix);
    return matrix;
}

}  // namespace domesday
