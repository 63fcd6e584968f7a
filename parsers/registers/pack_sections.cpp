#include "parsers/registers/pack_sections.hpp"

#include <optional>

#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// A line that begins a section is short: sentences may begin with the same words.
constexpr std::size_t kMostWordsOfSectionLine = 30;

// Headings set without space between them come as one paragraph of short lines.
constexpr std::size_t kMostWordsOfHeading = 8;

bool ends_sentence(const std::string& line)
{
    return line.ends_with(".") || line.ends_with(":") || line.ends_with("?");
}

std::optional<SectionKind> kind_from(std::string_view canonical)
{
    return canonical == "minutes"  ? std::optional(SectionKind::minutes)
           : canonical == "report" ? std::optional(SectionKind::report)
           : canonical == "agenda" ? std::optional(SectionKind::agenda)
                                   : std::nullopt;
}

// The vocabulary's longest beginning of the line. "Agenda" must be all of the line ("Agenda Item 5" is not).
const Term* beginning_of(const std::string& line, const Vocabulary& vocabulary)
{
    const std::string key = match_key(line);
    const Term* longest = nullptr;
    for (const Term& term : vocabulary.terms("section")) {
        const bool whole_line = term.canonical == "agenda";
        if ((whole_line ? key == term.key : key.starts_with(term.key)) &&
            (!longest || term.key.size() > longest->key.size())) {
            longest = &term;
        }
    }
    return longest;
}

bool is_furniture(const Paragraph& paragraph)
{
    return paragraph.words.empty() || paragraph.kind == ParagraphKind::page_number ||
           paragraph.kind == ParagraphKind::header || paragraph.kind == ParagraphKind::footer;
}

// Whether anything but page furniture follows on the same page. Where text comes in the order it was painted,
// the number of the agenda item may stand behind its page, and then begins nothing.
bool is_last_on_page(std::span<const Block> blocks, std::size_t block, int page)
{
    for (std::size_t i = block + 1; page > 0 && i < blocks.size(); ++i) {
        const auto* paragraph = std::get_if<Paragraph>(&blocks[i]);
        if (!paragraph) {
            return false;
        }
        if (!is_furniture(*paragraph)) {
            return paragraph->words.front().place.page != page;
        }
    }
    return page > 0;
}

}  // namespace

std::vector<PrintedLine> printed_lines(const Paragraph& paragraph)
{
    std::vector<PrintedLine> lines;
    const std::span<const Word> words(paragraph.words);
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= words.size(); ++i) {
        if (i < words.size() && words[i].join != Join::line && words[i].join != Join::item) {
            continue;
        }
        PrintedLine line{.words = words.subspan(begin, i - begin)};
        for (const Word& word : line.words) {
            if (!line.text.empty() && word.join != Join::none) {
                line.text += ' ';
            }
            line.text += word.text;
        }
        lines.push_back(std::move(line));
        begin = i;
    }
    return lines;
}

std::vector<SectionKind> sections_of(std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    std::vector<SectionKind> sections;
    sections.reserve(blocks.size());
    SectionKind current = SectionKind::front;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto* paragraph = std::get_if<Paragraph>(&blocks[i]);
        if (paragraph && !is_furniture(*paragraph)) {
            std::size_t words_before = 0;
            bool begins = true;  // the paragraph, or a line that is not the rest of the one above
            const auto lines = printed_lines(*paragraph);
            for (const PrintedLine& line : lines) {
                begins = begins || paragraph->kind == ParagraphKind::heading ||
                         words_before <= kMostWordsOfHeading;
                const Term* term = begins && line.words.size() <= kMostWordsOfSectionLine
                                       ? beginning_of(line.text, vocabulary)
                                       : nullptr;
                if (term && term->canonical == "item") {
                    const bool ends_page =
                        &line == &lines.back() && is_last_on_page(blocks, i, line.words.front().place.page);
                    current = ends_page ? current : SectionKind::report;
                } else if (term) {
                    current = kind_from(term->canonical).value_or(current);
                }
                words_before = line.words.size();
                begins = ends_sentence(line.text);
            }
        }
        sections.push_back(current);
    }
    return sections;
}

}  // namespace domesday
