#include "extractor/layout/lines.hpp"

#include <algorithm>
#include <array>

namespace domesday
{
namespace
{

// The word's box seen in its own direction of reading: u along the line, v down the lines.
struct ReadingBox {
    float begin, end, top, bottom;
};

ReadingBox reading_box(const Word& word)
{
    const Box& box = word.place.box;
    switch (word.rotation) {
        case 90:
            return {box.top, box.bottom, -box.right, -box.left};
        case 180:
            return {-box.right, -box.left, -box.bottom, -box.top};
        case 270:
            return {-box.bottom, -box.top, box.left, box.right};
        default:
            return {box.left, box.right, box.top, box.bottom};
    }
}

struct OpenLine {
    float top, bottom;
    std::vector<WordIndex> words;
};

bool shares_line(const OpenLine& line, const ReadingBox& box)
{
    const float common = std::min(line.bottom, box.bottom) - std::max(line.top, box.top);
    const float smaller = std::min(line.bottom - line.top, box.bottom - box.top);
    return common >= smaller * 0.5F;
}

// Lines of words of one rotation. Words come sorted by their middle; only the last few lines can still grow.
void append_lines(const std::vector<Word>& words, std::vector<WordIndex>& chosen, std::int16_t rotation,
                  std::vector<TextLine>& lines)
{
    const auto middle = [&](WordIndex i) {
        const auto box = reading_box(words[i]);
        return box.top + box.bottom;
    };
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](WordIndex a, WordIndex b) { return middle(a) < middle(b); });
    std::vector<OpenLine> open;
    for (const WordIndex i : chosen) {
        const auto box = reading_box(words[i]);
        OpenLine* home = nullptr;
        for (std::size_t back = 0; back < 3 && back < open.size(); ++back) {
            auto& line = open[open.size() - 1 - back];
            if (shares_line(line, box)) {
                home = &line;
                break;
            }
        }
        if (home == nullptr) {
            open.push_back({box.top, box.bottom, {i}});
            continue;
        }
        // A tall word must not stretch its line over the next one: the line keeps the extent of most words.
        home->words.push_back(i);
        const float height = home->bottom - home->top;
        if (box.bottom - box.top <= height * 1.3F) {
            home->top = std::min(home->top, std::max(box.top, home->top - height * 0.2F));
            home->bottom = std::max(home->bottom, std::min(box.bottom, home->bottom + height * 0.2F));
        }
    }
    std::stable_sort(open.begin(), open.end(), [](const OpenLine& a, const OpenLine& b) {
        return a.top + a.bottom < b.top + b.bottom;
    });
    for (auto& line : open) {
        std::stable_sort(line.words.begin(), line.words.end(), [&](WordIndex a, WordIndex b) {
            return reading_box(words[a]).begin < reading_box(words[b]).begin;
        });
        TextLine made{.words = std::move(line.words), .box = {}, .rotation = rotation};
        made.box = box_of(words, made.words);
        lines.push_back(std::move(made));
    }
}

}  // namespace

std::vector<TextLine> lines_from_words(const std::vector<Word>& words, std::span<const WordIndex> chosen)
{
    static constexpr std::array<std::int16_t, 4> kRotations{0, 90, 180, 270};
    std::vector<TextLine> lines;
    for (const auto rotation : kRotations) {
        std::vector<WordIndex> turned;
        for (const WordIndex i : chosen)
            if (words[i].rotation == rotation)
                turned.push_back(i);
        append_lines(words, turned, rotation, lines);
    }
    return lines;
}

std::vector<Word> words_in_reading_order(const std::vector<Word>& words, std::span<const WordIndex> chosen)
{
    std::vector<Word> ordered;
    ordered.reserve(chosen.size());
    for (const auto& line : lines_from_words(words, chosen))
        for (std::size_t k = 0; k < line.words.size(); ++k) {
            const WordIndex i = line.words[k];
            Word word = words[i];
            if (k == 0) {
                word.join = Join::line;
            } else {
                const WordIndex before = line.words[k - 1];
                const float gap = reading_box(word).begin - reading_box(words[before]).end;
                const bool glued =
                    word.join == Join::none && (before + 1 == i || gap < 0.1F * word.place.box.height());
                word.join = glued ? Join::none : Join::space;
            }
            ordered.push_back(std::move(word));
        }
    return ordered;
}

Box box_of(const std::vector<Word>& words, std::span<const WordIndex> chosen)
{
    Box box;
    for (const WordIndex i : chosen)
        box = united(box, words[i].place.box);
    return box;
}

float typical_height(const std::vector<Word>& words, std::span<const WordIndex> chosen)
{
    std::vector<float> heights;
    heights.reserve(chosen.size());
    for (const WordIndex i : chosen)
        if (words[i].rotation == 0 || words[i].rotation == 180)
            heights.push_back(words[i].place.box.height());
    if (heights.empty())
        return 12;
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return std::max(*middle, 1.0F);
}

}  // namespace domesday
