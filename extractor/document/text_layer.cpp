#include "extractor/document/text_layer.hpp"

#include <algorithm>

namespace domesday
{
namespace
{

// Fewer words than this tell nothing about a page's language. Of the 27 pages with 4 to 24 words in the
// printed registers at hand the worst has 19 plausible ones of 20.
constexpr int kFewWords = 8;

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// The letters between leading and trailing punctuation.
std::string_view core_of(std::string_view word)
{
    while (!word.empty() && !is_letter(word.front()) && static_cast<unsigned char>(word.front()) < 0x80)
        word.remove_prefix(1);
    while (!word.empty() && !is_letter(word.back()) && static_cast<unsigned char>(word.back()) < 0x80)
        word.remove_suffix(1);
    return word;
}

// The first byte of a letter with an accent, most of which are vowels ("dŵr" has no other). Signs such as a
// curly apostrophe begin with higher bytes.
bool begins_accented_letter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC3 && byte <= 0xC5;
}

// "#$%&": four signs and no letter or digit, but no leader of dots or dashes.
bool is_signs(std::string_view word)
{
    const auto is_sign = [](char c) {
        return static_cast<unsigned char>(c) < 0x80 && !is_letter(c) && !(c >= '0' && c <= '9');
    };
    return word.size() >= 4 && std::all_of(word.begin(), word.end(), is_sign) &&
           word.find_first_not_of(word.front()) != std::string_view::npos;
}

// "CRR12", "HR-4": a page of them is a heat map.
bool is_identifier(std::string_view word)
{
    const auto letters = std::find_if(word.begin(), word.end(), [](char c) { return c < 'A' || c > 'Z'; });
    const auto number = letters == word.end() || *letters != '-' ? letters : letters + 1;
    return letters != word.begin() && letters - word.begin() <= 5 && number != word.end() &&
           word.end() - number <= 3 &&
           std::all_of(number, word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A vowel (w and y are Welsh ones), no more than five consonants in a row, no capital after a small letter
// and no sign within the word.
bool is_plausible(std::string_view core)
{
    int vowels = 0, consonants = 0, turns = 0;
    for (std::size_t i = 0; i < core.size(); ++i) {
        const char c = core[i];
        vowels += begins_accented_letter(c);
        if (static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-' || c == '/' || c == '&') {
            consonants = 0;
            continue;
        }
        if (!is_letter(c))
            return false;
        const bool vowel = std::string_view{"aeiouyw"}.find(lower(c)) != std::string_view::npos;
        vowels += vowel;
        consonants = vowel ? 0 : consonants + 1;
        if (consonants > 5)
            return false;
        if (i > 0 && core[i - 1] >= 'a' && core[i - 1] <= 'z' && c <= 'Z')
            ++turns;
    }
    return vowels > 0 && turns <= 1;
}

double covered_share(const Page& page)
{
    double area = 0;
    for (const auto& image : page.images)
        area += static_cast<double>(std::max(0.f, image.box.width())) * std::max(0.f, image.box.height());
    return area / std::max(1.0, static_cast<double>(page.width) * page.height);
}

const Image* largest_image(const Page& page)
{
    const auto area = [](const Image& image) { return image.box.width() * image.box.height(); };
    const auto found = std::max_element(page.images.begin(), page.images.end(),
                                        [&](const Image& a, const Image& b) { return area(a) < area(b); });
    return found == page.images.end() ? nullptr : &*found;
}

bool holds(const Box& box, const Word& word)
{
    const float x = word.place.box.middle_x(), y = word.place.box.middle_y();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

// A picture over a third of the page, with hardly a visible word on it: a logo or a chart is smaller, and the
// background of a designed page has the page's text on it.
bool has_wordless_picture(const Page& page)
{
    const Image* image = largest_image(page);
    if (image == nullptr || image->pixel_width < 300 || image->pixel_height < 150)
        return false;
    const double share = static_cast<double>(image->box.width()) * image->box.height() /
                         std::max(1.0, static_cast<double>(page.width) * page.height);
    if (share < 0.33)
        return false;
    const auto on_it = std::count_if(page.words.begin(), page.words.end(),
                                     [&](const Word& word) { return holds(image->box, word); });
    return on_it < 10;
}

}  // namespace

double share_of_plausible_words(const Page& page)
{
    int words = 0, plausible = 0;
    for (const auto& word : page.words) {
        words += is_signs(word.text);
        const auto core = core_of(word.text);
        if (core.size() < 3 || is_identifier(word.text))
            continue;
        ++words;
        plausible += is_plausible(core);
    }
    return words < kFewWords ? 1 : static_cast<double>(plausible) / words;
}

TextLayer judge_text_layer(const Page& page)
{
    if (page.words.empty())
        return TextLayer::missing;
    const auto words = static_cast<std::ptrdiff_t>(page.words.size());
    const auto count = [&](auto&& fits) { return std::count_if(page.words.begin(), page.words.end(), fits); };
    const auto hidden = count([](const Word& word) { return word.hidden; });
    if (hidden * 2 > words && covered_share(page) > 0.5)
        return TextLayer::machine;
    if (count([](const Word& word) { return word.unmapped; }) * 5 > words)
        return TextLayer::unmapped;
    if (share_of_plausible_words(page) < 0.6)
        return TextLayer::garbled;
    return has_wordless_picture(page) ? TextLayer::covered : TextLayer::good;
}

std::string_view to_string(TextLayer layer)
{
    switch (layer) {
        case TextLayer::good:
            return "it has a text layer";
        case TextLayer::missing:
            return "it has no text layer";
        case TextLayer::machine:
            return "its text layer was made by a machine from this picture";
        case TextLayer::unmapped:
            return "its fonts do not say which letters they show";
        case TextLayer::garbled:
            return "its text layer is not in a language";
        case TextLayer::covered:
            return "a picture covers much of it";
    }
    return {};
}

}  // namespace domesday
