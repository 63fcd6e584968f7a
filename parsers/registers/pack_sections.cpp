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

// The section that a line begins; the longest of the vocabulary's beginnings decides. "Agenda" must be all of
// the line ("Agenda Item 5" begins a report).
std::optional<SectionKind> section_begun_by(const std::string& line, const Vocabulary& vocabulary)
{
    const std::string key = match_key(line);
    const Term* longest = nullptr;
    for (const Term& term : vocabulary.terms("section")) {
        const bool whole_line = kind_from(term.canonical) == SectionKind::agenda;
        if ((whole_line ? key == term.key : key.starts_with(term.key)) &&
            (!longest || term.key.size() > longest->key.size())) {
            longest = &term;
        }
    }
    return longest ? kind_from(longest->canonical) : std::nullopt;
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
    for (const Block& block : blocks) {
        const auto* paragraph = std::get_if<Paragraph>(&block);
        if (paragraph && !paragraph->words.empty() && paragraph->kind != ParagraphKind::page_number &&
            paragraph->kind != ParagraphKind::header && paragraph->kind != ParagraphKind::footer) {
            std::size_t words_before = 0;
            bool begins = true;  // the paragraph, or a line that is not the rest of the one above
            for (const PrintedLine& line : printed_lines(*paragraph)) {
                begins = begins || paragraph->kind == ParagraphKind::heading ||
                         words_before <= kMostWordsOfHeading;
                if (begins && line.words.size() <= kMostWordsOfSectionLine) {
                    current = section_begun_by(line.text, vocabulary).value_or(current);
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
