// Any text as a score: numbers are finite, words come from the text, levels lie on their axis.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extractor/text/unicode.hpp"
#include "parsers/text/scores.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/fuzz/require.hpp"

using namespace domesday;

namespace
{

bool is_finite(const std::optional<double>& number)
{
    return !number || std::isfinite(*number);
}

void require_on_axis(const std::optional<int>& level, const std::vector<std::string>& axis)
{
    require(!level || (*level >= 1 && *level <= static_cast<int>(axis.size())));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static const Vocabulary vocabulary = Vocabulary::standard();
    static const Matrix matrix{
        .likelihood = {"Rare", "Unlikely", "Possible", "Likely", "Almost Certain"},
        .impact = {"Insignificant", "Minor", "Moderate", "Major", "CATASTROPHIC / OUTSTANDING"}};
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    if (!is_valid_utf8(text))
        return 0;  // cells hold valid UTF-8
    if (const auto score = score_from_text(text, vocabulary)) {
        require(is_finite(score->value) && is_finite(score->first) && is_finite(score->second));
        require(!score->label || is_valid_utf8(*score->label));
    }
    if (const auto level = level_from_text(text)) {
        require(level->number || !level->word.empty() || text.empty());
        require(is_valid_utf8(level->word));
    }
    require_on_axis(level_of_word(matrix.impact, text), matrix.impact);
    for (const bool impact_first : {false, true}) {
        const Levels levels = levels_of_label(text, matrix, impact_first);
        require_on_axis(levels.likelihood, matrix.likelihood);
        require_on_axis(levels.impact, matrix.impact);
    }
    const int order = order_of_label(text, matrix);
    require(order >= -1 && order <= 1);
    return 0;
}
