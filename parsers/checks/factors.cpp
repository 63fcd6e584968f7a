#include "parsers/checks/factors.hpp"

#include <algorithm>

namespace domesday
{

std::string_view to_string(Axis axis)
{
    return axis == Axis::likelihood ? "likelihood" : "impact";
}

const Value& printed_factor(const Score& score, Axis axis)
{
    return axis == Axis::likelihood ? score.likelihood_printed : score.impact_printed;
}

std::vector<double> readings_of_factor(const Score& score, Axis axis, const KeyWords* words)
{
    std::vector<double> readings;
    const auto add = [&](std::optional<double> reading) {
        if (reading && std::find(readings.begin(), readings.end(), *reading) == readings.end()) {
            readings.push_back(*reading);
        }
    };
    const PrintedFactor printed = factor_from_text(printed_factor(score, axis).text);
    add(printed.number);
    const auto& level = axis == Axis::likelihood ? score.likelihood : score.impact;
    add(level ? std::optional<double>(*level) : std::nullopt);
    if (words && !printed.word.empty()) {
        const auto word_level =
            axis == Axis::likelihood ? words->likelihood(printed.word) : words->impact(printed.word);
        add(word_level ? std::optional<double>(*word_level) : std::nullopt);
    }
    return readings;
}

}  // namespace domesday
