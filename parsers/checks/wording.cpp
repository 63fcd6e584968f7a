#include "parsers/checks/wording.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "parsers/registers/matrix_rule.hpp"

namespace domesday
{

namespace
{

std::string score_with_words(std::optional<double> value, std::optional<std::string> label)
{
    if (!value) {
        return label.value_or("");
    }
    return number_text(*value) + (label ? " (" + *label + ")" : "");
}

void append(std::vector<Place>& all, const std::vector<Place>& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

// Long titles are cut at a word: enough to find the entry by.
std::string beginning_of(const std::string& title)
{
    constexpr std::size_t longest = 60;
    if (title.size() <= longest) {
        return title.substr(0, title.find('\n'));
    }
    std::size_t end = title.find_last_of(" \n", longest);
    end = end == std::string::npos ? longest : end;
    while (end > 0 && (static_cast<unsigned char>(title[end]) & 0xC0) == 0x80) {
        --end;  // not into the middle of a letter
    }
    return title.substr(0, std::min(end, title.find('\n'))) + "\xE2\x80\xA6";
}

}  // namespace

std::string number_text(double number)
{
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return error == std::errc{} ? std::string(buffer.data(), end) : std::string("?");
}

std::string name_of(const Entry& entry)
{
    if (entry.id) {
        return *entry.id;
    }
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() || title->second.text.empty()
               ? std::string("an entry without id and title")
               : "\"" + beginning_of(title->second.text) + "\"";
}

std::string printed_score(const Score& score)
{
    return score_with_words(score.value, score.label);
}

std::string printed_score(const Mention& mention)
{
    return score_with_words(mention.value, mention.label);
}

std::vector<Place> places_of(const Score& score)
{
    std::vector<Place> places = score.printed.places;
    if (places.empty()) {
        append(places, score.likelihood_printed.places);
        append(places, score.impact_printed.places);
    }
    return places;
}

Fact fact_of(const Entry& entry, Stage stage, const Score& score)
{
    return {.what = "the register, " + std::string(to_string(stage)) + " score of " + name_of(entry),
            .text = printed_score(score),
            .places = places_of(score)};
}

std::string words_of_levels(const Matrix& matrix, int impact, int likelihood)
{
    return matrix.impact.at(static_cast<std::size_t>(impact) - 1) + "/" +
           matrix.likelihood.at(static_cast<std::size_t>(likelihood) - 1);
}

Fact key_fact(const Matrix& matrix, int impact, int likelihood)
{
    Fact fact{.what = "the key to scores, " + words_of_levels(matrix, impact, likelihood)};
    if (const auto score = score_of_levels(matrix, impact, likelihood)) {
        fact.text = number_text(*score);
    }
    const auto row = static_cast<std::size_t>(impact) - 1, column = static_cast<std::size_t>(likelihood) - 1;
    if (row < matrix.places.size() && column < matrix.places[row].size()) {
        fact.places.push_back(matrix.places[row][column]);
    }
    return fact;
}

Fact key_fact(const Matrix& matrix)
{
    Fact fact{.what = "the key to scores"};
    for (const auto& row : matrix.places) {
        append(fact.places, row);
    }
    std::vector<double> scores;
    for (const auto& row : matrix.scores) {
        std::copy_if(row.begin(), row.end(), std::back_inserter(scores), is_known);
    }
    std::sort(scores.begin(), scores.end());
    scores.erase(std::unique(scores.begin(), scores.end()), scores.end());
    for (const double score : scores) {
        fact.text += (fact.text.empty() ? "" : " ") + number_text(score);
    }
    return fact;
}

Fact fact_of(const Mention& mention)
{
    return {.what = "the report, on " + mention.id, .text = mention.text.text, .places = mention.text.places};
}

Confidence lower(Confidence a, Confidence b)
{
    return std::max(a, b);  // high, medium, low: the later the lower
}

std::string doubt_of(Confidence confidence)
{
    return confidence == Confidence::low ? " (the reading is not certain)" : "";
}

bool is_doubtful(const Score& score)
{
    const auto places = places_of(score);
    const bool on_page =
        std::all_of(places.begin(), places.end(), [](const Place& place) { return place.line == 0; });
    const bool prints_digit = score.printed.text.find_first_of("0123456789") != std::string::npos;
    return score.confidence == Confidence::low && on_page && (score.value || score.label || prints_digit);
}

std::vector<ScoreAt> scores_of(const ParsedDocument& document)
{
    std::vector<ScoreAt> all;
    for (const Register& content : document.registers) {
        for (const Entry& entry : content.entries) {
            for (const auto& [stage, score] : entry.scores) {
                all.push_back({&content, &entry, stage, &score});
            }
        }
    }
    return all;
}

ScoresById scores_by_id(const ParsedDocument& document)
{
    ScoresById by_id;
    for (const ScoreAt& at : scores_of(document)) {
        if (at.entry->id) {
            by_id[*at.entry->id].push_back(at);
        }
    }
    return by_id;
}

Finding finding_about(const ScoreAt& at)
{
    return {.entry = at.entry->id,
            .stage = at.stage,
            .printed = printed_score(*at.score),
            .found = fact_of(*at.entry, at.stage, *at.score),
            .confidence = at.score->confidence};
}

}  // namespace domesday
