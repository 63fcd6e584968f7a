#include "extractor/layout/paragraphs.hpp"

#include <algorithm>

namespace domesday
{
namespace
{

struct LineLook {
    float size = 0;
    bool bold = false;
};

LineLook look_of(const Page& page, const TextLine& line)
{
    LineLook look;
    float most = 0, bold = 0, all = 0;
    for (const WordIndex i : line.words) {
        const Word& word = page.words[i];
        const float width = word.place.box.width();
        all += width;
        if (word.bold)
            bold += width;
        if (width > most) {
            most = width;
            look.size = word.size > 0 ? word.size : word.place.box.height();
        }
    }
    look.bold = bold > all * 0.8F;
    return look;
}

// The usual distance from line to line: the lower quartile, because gaps between paragraphs are larger.
float usual_pitch(const std::vector<TextLine>& lines)
{
    std::vector<float> pitches;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const float pitch = lines[i].box.middle_y() - lines[i - 1].box.middle_y();
        if (pitch > 0.5F * lines[i].box.height() && pitch < 2.5F * lines[i].box.height())
            pitches.push_back(pitch);
    }
    if (pitches.empty())
        return 0;
    const auto quarter = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 4);
    std::nth_element(pitches.begin(), quarter, pitches.end());
    return *quarter;
}

}  // namespace

Paragraph paragraph_from(const Page& page, std::span<const WordIndex> words)
{
    Paragraph paragraph{.page = page.number, .box = box_of(page.words, words)};
    paragraph.words = words_in_reading_order(page.words, words);
    return paragraph;
}

namespace
{

// Lines of one column -> paragraphs.
void append_paragraphs(const Page& page, const std::vector<TextLine>& lines, std::vector<Paragraph>& out)
{
    const float pitch = usual_pitch(lines);
    std::vector<WordIndex> open;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!open.empty()) {
            const LineLook before = look_of(page, lines[i - 1]), here = look_of(page, lines[i]);
            const float step = lines[i].box.middle_y() - lines[i - 1].box.middle_y();
            const float usual = pitch > 0 ? pitch : 1.3F * lines[i - 1].box.height();
            const bool apart = step > 1.25F * usual || lines[i].rotation != lines[i - 1].rotation;
            const bool other_look = here.bold != before.bold || here.size > 1.15F * before.size ||
                                    before.size > 1.15F * here.size;
            if (apart || other_look) {
                out.push_back(paragraph_from(page, open));
                open.clear();
            }
        }
        open.insert(open.end(), lines[i].words.begin(), lines[i].words.end());
    }
    if (!open.empty())
        out.push_back(paragraph_from(page, open));
}

void mark_headings(const Page& page, std::vector<Paragraph>& paragraphs)
{
    std::vector<WordIndex> all(page.words.size());
    for (WordIndex i = 0; i < all.size(); ++i)
        all[i] = i;
    const float usual = typical_height(page.words, all);
    for (auto& paragraph : paragraphs) {
        if (paragraph.kind != ParagraphKind::prose || paragraph.words.size() > 25)
            continue;
        const bool bold = std::all_of(paragraph.words.begin(), paragraph.words.end(),
                                      [](const Word& word) { return word.bold; });
        const bool large = paragraph.words.front().place.box.height() > 1.15F * usual;
        if (bold || large)
            paragraph.kind = ParagraphKind::heading;
    }
}

}  // namespace

std::vector<Paragraph> paragraphs_from_words(const Page& page, std::span<const WordIndex> free)
{
    std::vector<Paragraph> paragraphs;
    append_paragraphs(page, lines_from_words(page.words, free), paragraphs);
    mark_headings(page, paragraphs);
    return paragraphs;
}

}  // namespace domesday
