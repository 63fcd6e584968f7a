#include "extractor/layout/furniture.hpp"

#include <algorithm>
#include <string>

namespace domesday
{
namespace
{

enum class Look { other, number, page_number };

Look look_of(const Page& page, const TextLine& line)
{
    if (line.words.size() > 6)
        return Look::other;
    bool number = false, page_word = false;
    for (const WordIndex i : line.words) {
        std::string letters;
        std::size_t digits = 0;
        for (const char c : page.words[i].text) {
            if (c >= '0' && c <= '9')
                ++digits;
            else
                letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        if (digits > 4)
            return Look::other;
        number = number || digits > 0;
        page_word = page_word || letters == "page" || letters == "p.";
        if (!letters.empty() && letters != "page" && letters != "p." && letters != "of" && letters != "/" &&
            letters != "-" && letters != "|" && letters != "–" && letters != "—")
            return Look::other;
    }
    if (!number)
        return Look::other;
    return page_word ? Look::page_number : Look::number;
}

bool stands_apart(const std::vector<TextLine>& lines, std::size_t at)
{
    const Box& box = lines[at].box;
    const float far = 1.2F * box.height();
    const bool above = at == 0 || box.top - lines[at - 1].box.bottom > far;
    const bool below =
        at + 1 == lines.size() || lines[at + 1].rotation != 0 || lines[at + 1].box.top - box.bottom > far;
    return above && below;
}

}  // namespace

std::vector<Furniture> find_furniture(const Page& page, std::span<const WordIndex> chosen)
{
    std::vector<Furniture> found;
    const auto lines = lines_from_words(page.words, chosen);
    const bool dump = page.kind == PageKind::aligned || page.kind == PageKind::stream;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.rotation != 0)
            continue;
        const Look look = look_of(page, line);
        if (look == Look::other)
            continue;
        const bool edge = line.box.top > 0.9F * page.height || line.box.bottom < 0.1F * page.height;
        const bool last = i + 1 == lines.size() && page.number > 0;
        const bool is_furniture =
            look == Look::page_number ? edge || dump : (dump ? last : edge) && stands_apart(lines, i);
        if (is_furniture)
            found.push_back(
                {.kind = ParagraphKind::page_number, .words = line.words, .y = line.box.middle_y()});
    }
    return found;
}

}  // namespace domesday
