#include "parsers/registers/publication.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "extractor/text/unicode.hpp"
#include "parsers/registers/organisation.hpp"
#include "parsers/registers/pack_sections.hpp"
#include "parsers/registers/report_text.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// Titles run to about a dozen words; sentences about registers are longer.
constexpr std::size_t kMostWordsOfTitle = 16;
// A register's title stands at most this many blocks above its first row (a key, an explanation between).
constexpr std::size_t kNearestBlocks = 12;
// The first blocks of a document name its publisher, where it does.
constexpr std::size_t kFrontBlocks = 8;

struct LineAt {
    std::size_t block = 0;
    PrintedLine line;
    ParagraphKind kind = ParagraphKind::prose;
};

// The page numbers that agendas print behind a title are no part of it.
bool names_pages(const std::string& text)
{
    return folded_for_matching(text).find("(page") != std::string::npos;
}

bool is_title(const LineAt& at, const Vocabulary& vocabulary)
{
    if (at.line.words.empty() || at.line.words.size() > kMostWordsOfTitle || names_pages(at.line.text)) {
        return false;
    }
    const std::string key = match_key(at.line.text);
    const auto terms = vocabulary.terms("title");
    return std::any_of(terms.begin(), terms.end(),
                       [&](const Term& term) { return key.find(term.key) != std::string::npos; });
}

// "... is set out in the corporate risk register." is a sentence; "Risk Register." is a title.
bool reads_as_sentence(const std::string& text)
{
    constexpr std::size_t longest_with_stop = 30;
    const bool lower_begin = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
    return lower_begin || (text.size() > longest_with_stop && (text.back() == '.' || text.back() == ';'));
}

// "Ellanport City Council – Risk Register": a running head sets the publisher off with a dash. A title that
// runs on from the name keeps it.
std::string without_publisher(const PrintedLine& line, const Vocabulary& vocabulary)
{
    for (std::size_t i = 1; i + 1 < line.words.size(); ++i) {
        const std::string sign = folded_for_matching(line.words[i].text);
        if ((sign == "-" || sign == "|") && organisation_line(line.words.first(i), vocabulary)) {
            return text_of(line.words.subspan(i + 1));
        }
    }
    return line.text;
}

class PublicationFinder
{
public:
    PublicationFinder(std::span<const Block> blocks, BlockRange rows, const Vocabulary& vocabulary)
        : blocks_(blocks), rows_(rows), vocabulary_(vocabulary), sections_(sections_of(blocks, vocabulary))
    {
        rows_.last = std::min(rows_.last, blocks_.size());
        rows_.first = std::min(rows_.first, rows_.last);
    }

    Publication find() const
    {
        Publication found;
        const auto title = find_title();
        if (title) {
            found.title = Value{.text = without_publisher(title->line, vocabulary_),
                                .places = places_of(title->line.words)};
            add_period(found, *title);
            for (const LineAt& line : lines_beside(*title)) {
                add_period(found, line);
            }
        }
        if (!found.period.year || !found.period.quarter) {
            add_period_of_report(found);
        }
        found.organisation = find_organisation(title);
        return found;
    }

private:
    std::vector<LineAt> lines_of(std::size_t block) const
    {
        std::vector<LineAt> lines;
        const auto* paragraph = std::get_if<Paragraph>(&blocks_[block]);
        if (paragraph && paragraph->kind != ParagraphKind::page_number) {
            for (PrintedLine& line : printed_lines(*paragraph)) {
                lines.push_back({block, std::move(line), paragraph->kind});
            }
        } else if (const auto* grid = std::get_if<Grid>(&blocks_[block])) {
            add_lines_of_top_row(*grid, block, lines);
        }
        return lines;
    }

    // A title may be set as the top row of the table itself.
    static void add_lines_of_top_row(const Grid& grid, std::size_t block, std::vector<LineAt>& lines)
    {
        const Cell* only = nullptr;
        for (const Cell& cell : grid.cells) {
            if (cell.row > 0) {
                break;
            }
            if (!cell.words.empty()) {
                if (only) {
                    return;
                }
                only = &cell;
            }
        }
        if (only) {
            Paragraph as_paragraph{.kind = ParagraphKind::heading, .words = only->words};
            if (printed_lines(as_paragraph).size() == 1) {
                LineAt at{block, {.words = only->words, .text = {}}, ParagraphKind::heading};
                at.line.text = printed_lines(as_paragraph).front().text;
                lines.push_back(std::move(at));
            }
        }
    }

    // A long line that the next goes on from in lower case is a sentence about a register.
    static void drop_running_sentences(std::vector<LineAt>& lines)
    {
        constexpr std::size_t longest_wrapped_title = 8;
        for (std::size_t i = lines.size(); i-- > 0;) {
            std::size_t at = 0;
            const bool goes_on =
                i + 1 < lines.size() && is_lower(next_code_point(lines[i + 1].line.text, at));
            if (goes_on && lines[i].line.words.size() > longest_wrapped_title) {
                lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }

    bool is_asked(std::size_t block) const
    {
        return sections_[block] != SectionKind::minutes && sections_[block] != SectionKind::agenda;
    }

    std::optional<LineAt> title_in(std::size_t block, bool last_first) const
    {
        auto lines = lines_of(block);
        drop_running_sentences(lines);
        if (last_first) {
            std::reverse(lines.begin(), lines.end());
        }
        for (LineAt& line : lines) {
            if (is_title(line, vocabulary_) && !reads_as_sentence(line.line.text)) {
                return std::move(line);
            }
        }
        return std::nullopt;
    }

    // Above the rows, nearest first; then among them (running heads, streams without a division); then
    // further up, where the report that brings the register has its title.
    std::optional<LineAt> find_title() const
    {
        const std::size_t nearest = rows_.first - std::min(rows_.first, kNearestBlocks);
        for (std::size_t i = rows_.first; i > nearest; --i) {
            if (auto title = title_in(i - 1, true); title && is_asked(i - 1)) {
                return title;
            }
        }
        for (std::size_t i = rows_.first; i < std::min(rows_.last, rows_.first + kNearestBlocks); ++i) {
            if (auto title = title_in(i, false)) {
                return title;
            }
        }
        for (std::size_t i = rows_.first; i < rows_.last; ++i) {
            const auto* paragraph = std::get_if<Paragraph>(&blocks_[i]);
            if (paragraph && paragraph->kind == ParagraphKind::header) {
                if (auto title = title_in(i, false)) {
                    return title;
                }
            }
        }
        for (std::size_t i = nearest; i > 0; --i) {
            if (auto title = is_asked(i - 1) ? title_in(i - 1, true) : std::nullopt) {
                return title;
            }
        }
        return std::nullopt;
    }

    // The lines around a title: its own paragraph's, and those of the paragraphs next to it.
    std::vector<LineAt> lines_beside(const LineAt& title) const
    {
        std::vector<LineAt> lines;
        const std::size_t first = title.block - std::min<std::size_t>(title.block, 2);
        for (std::size_t i = first; i < std::min(blocks_.size(), title.block + 3); ++i) {
            if (!is_asked(i) || std::holds_alternative<Grid>(blocks_[i])) {
                continue;
            }
            auto here = lines_of(i);
            constexpr std::size_t most_lines = 6;  // of a stream only what stands close
            const auto own = std::find_if(here.begin(), here.end(), [&](const LineAt& line) {
                return line.block == title.block && line.line.text == title.line.text;
            });
            const std::size_t begin = own == here.end() ? 0 : static_cast<std::size_t>(own - here.begin());
            const std::size_t from = begin - std::min<std::size_t>(begin, most_lines / 2);
            for (std::size_t j = from; j < std::min(here.size(), begin + most_lines); ++j) {
                if (here[j].line.words.size() <= kMostWordsOfTitle && !reads_as_sentence(here[j].line.text)) {
                    lines.push_back(std::move(here[j]));
                }
            }
        }
        return lines;
    }

    // Takes what is not known yet, if the line agrees with what is.
    void add_period(Publication& found, const LineAt& at) const
    {
        const Period period = period_in(at.line.text, vocabulary_);
        Period& known = found.period;
        if (period.empty() || (known.year && period.year && known.year != period.year) ||
            (known.quarter && period.quarter && known.quarter != period.quarter)) {
            return;
        }
        const Period before = known;
        known.year = known.year ? known.year : period.year;
        known.quarter = known.quarter ? known.quarter : period.quarter;
        known.as_at = known.as_at.empty() ? period.as_at : known.as_at;
        if (!(before == known)) {
            const auto places = places_of(at.line.words);
            found.period_places.insert(found.period_places.end(), places.begin(), places.end());
        }
    }

    // What the report says that brings the register: the lines about a register in the same part of the pack,
    // nearest first. A register that prints its year and no quarter is an annual one: left so.
    void add_period_of_report(Publication& found) const
    {
        if (found.period.year && !found.period.quarter) {
            return;
        }
        for (std::size_t i = rows_.first; i > 0; --i) {
            if (!is_asked(i - 1) || !std::holds_alternative<Paragraph>(blocks_[i - 1])) {
                continue;
            }
            for (const LineAt& line : lines_of(i - 1)) {
                if (mentions_register(line.line.text)) {
                    add_period(found, line);
                }
            }
            if (found.period.year && found.period.quarter) {
                return;
            }
        }
    }

    bool mentions_register(const std::string& text) const
    {
        const std::string key = match_key(text);
        const auto terms = vocabulary_.terms("title");
        return !names_pages(text) && std::any_of(terms.begin(), terms.end(), [&](const Term& term) {
            return key.find(term.key) != std::string::npos;
        });
    }

    std::optional<Value> find_organisation(const std::optional<LineAt>& title) const
    {
        if (title) {
            if (auto name = organisation_in(title->line.words, vocabulary_)) {
                return name;
            }
            for (const LineAt& line : lines_beside(*title)) {
                if (auto name = organisation_line(line.line.words, vocabulary_)) {
                    return name;
                }
            }
        }
        for (std::size_t i = rows_.first; i < rows_.last; ++i) {
            const auto* paragraph = std::get_if<Paragraph>(&blocks_[i]);
            if (paragraph && paragraph->kind != ParagraphKind::prose) {
                if (auto name = organisation_in_lines(i)) {
                    return name;
                }
            }
        }
        for (std::size_t i = 0; i < std::min(blocks_.size(), kFrontBlocks); ++i) {
            if (auto name = organisation_in_lines(i)) {
                return name;
            }
        }
        return organisation_of_text(blocks_, vocabulary_);
    }

    std::optional<Value> organisation_in_lines(std::size_t block) const
    {
        if (std::holds_alternative<Grid>(blocks_[block])) {
            return std::nullopt;
        }
        for (const LineAt& line : lines_of(block)) {
            if (auto name = organisation_line(line.line.words, vocabulary_)) {
                return name;
            }
        }
        return std::nullopt;
    }

    std::span<const Block> blocks_;
    BlockRange rows_;
    const Vocabulary& vocabulary_;
    std::vector<SectionKind> sections_;
};

}  // namespace

bool has_title(std::span<const Block> blocks, BlockRange range, const Vocabulary& vocabulary)
{
    for (std::size_t i = range.first; i < std::min(range.last, blocks.size()); ++i) {
        const auto* paragraph = std::get_if<Paragraph>(&blocks[i]);
        if (!paragraph || paragraph->kind == ParagraphKind::header ||
            paragraph->kind == ParagraphKind::footer) {
            continue;
        }
        for (PrintedLine& line : printed_lines(*paragraph)) {
            const LineAt at{i, std::move(line), paragraph->kind};
            if (is_title(at, vocabulary) && !reads_as_sentence(at.line.text)) {
                return true;
            }
        }
    }
    return false;
}

Publication find_publication(std::span<const Block> blocks, BlockRange rows, const Vocabulary& vocabulary)
{
    return PublicationFinder(blocks, rows, vocabulary).find();
}

}  // namespace domesday
