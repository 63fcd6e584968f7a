#include "extractor/document/dump.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "extractor/document/error.hpp"
#include "extractor/document/markup.hpp"
#include "extractor/document/separated_rows.hpp"
#include "extractor/text/encoding.hpp"
#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

constexpr float kColumnWidth = 6, kLineHeight = 12;

// What the scanner does with a byte.
enum class Class : std::uint8_t { plain, space, tab, slash, tag, entity, control, line_break, high };

constexpr std::array<Class, 256> make_classes()
{
    std::array<Class, 256> classes{};
    for (std::size_t c = 0; c < 32; ++c)
        classes.at(c) = Class::control;
    classes.at(127) = Class::control;
    for (std::size_t c = 128; c < 256; ++c)
        classes.at(c) = Class::high;
    classes.at(' ') = Class::space;
    classes.at('\t') = Class::tab;
    classes.at('\f') = Class::space;
    classes.at('\v') = Class::line_break;
    classes.at('\r') = Class::line_break;
    classes.at('/') = Class::slash;
    classes.at('|') = Class::slash;
    classes.at('<') = Class::tag;
    classes.at('&') = Class::entity;
    return classes;
}
constexpr auto kClasses = make_classes();

Class class_of(char c)
{
    return kClasses[static_cast<unsigned char>(c)];
}

// A line of the dump, or the part of one that stands on a page.
struct Line {
    std::size_t begin = 0, end = 0;  // bytes, without the line's end
    int number = 0;
    int first_column = 0;       // code points of the line that stand on the page before
    std::uint32_t tabs = 0;     // tabs outside a leading or trailing run of white space
    std::uint32_t borders = 0;  // all tabs
    std::uint32_t slashes = 0;  // "/" and "|", which separate cells in some dumps
    bool blank = true;
    bool indented = false;  // a tab stands before the first word
    bool gap = false;       // three spaces or more between words: columns were aligned here
};

struct PageLines {
    std::vector<Line> lines{};
    bool last = false;
};

// Cuts the text into lines and pages.
class LineReader
{
public:
    LineReader(std::string_view text, const DumpLimits& limits, const std::string& source)
        : text_(text), limits_(limits), source_(source)
    {
    }

    // The lines up to the next form feed or the end of the text.
    PageLines next_page()
    {
        PageLines page;
        while (offset_ < text_.size()) {
            if (line_end_ < offset_ || offset_ == 0)  // a line may have many pages
                line_end_ = std::min(text_.find('\n', offset_), text_.size());
            const auto line_end = line_end_;
            const auto form_feed = text_.substr(offset_, line_end - offset_).find('\f');
            if (form_feed != std::string_view::npos) {
                add(page, offset_, offset_ + form_feed);
                if (++pages_ > limits_.pages)
                    refuse("it has more than " + std::to_string(limits_.pages) + " pages");
                first_column_ += static_cast<int>(code_point_count(text_.substr(offset_, form_feed))) + 1;
                offset_ += form_feed + 1;
                return page;
            }
            add(page, offset_, line_end);
            offset_ = line_end + 1;
            ++number_;
            first_column_ = 0;
        }
        page.last = true;
        return page;
    }

private:
    void add(PageLines& page, std::size_t begin, std::size_t end)
    {
        if (static_cast<std::size_t>(number_) > limits_.lines)
            refuse("it has more than " + std::to_string(limits_.lines) + " lines");
        if (end - begin > limits_.line_bytes)
            refuse("line " + std::to_string(number_) + " has " + std::to_string(end - begin) +
                   " bytes, more than the limit of " + std::to_string(limits_.line_bytes));
        // a form feed at the beginning of a line leaves nothing of it on the page before
        if (begin == end && first_column_ == 0 && begin < text_.size() && text_[begin] == '\f')
            return;
        Line line{.begin = begin, .end = end, .number = number_, .first_column = first_column_};
        if (end > begin && text_[end - 1] == '\r')
            --line.end;
        measure(line);
        if (line.borders >= limits_.columns)
            refuse("line " + std::to_string(number_) + " has " + std::to_string(line.borders + 1) +
                   " cells, more than the limit of " + std::to_string(limits_.columns));
        page.lines.push_back(line);
    }

    void measure(Line& line) const
    {
        std::uint32_t spaces = 0, tabs = 0, slashes = 0;  // since the last word
        for (auto i = line.begin; i < line.end;) {
            const auto kind = class_of(text_[i++]);
            if (kind == Class::space) {
                ++spaces;
            } else if (kind == Class::tab) {
                ++tabs;
                ++line.borders;
            } else if (kind != Class::control && kind != Class::line_break) {
                if (line.blank) {
                    line.indented = tabs > 0;
                } else {
                    line.gap = line.gap || (spaces >= 3 && tabs == 0);
                    line.tabs += tabs;
                }
                line.blank = false;
                spaces = tabs = 0;
                slashes += kind == Class::slash;
                while (i < line.end && class_of(text_[i]) == Class::plain)
                    ++i;
            }
        }
        line.slashes = slashes;
    }

    [[noreturn]] void refuse(const std::string& found) const
    {
        throw InputError({.source = source_}, Reason::too_large, found,
                         "it is no dump of a printed page: cut it up, or leave it out");
    }

    std::string_view text_;
    const DumpLimits& limits_;
    const std::string& source_;
    std::size_t offset_ = 0;
    std::size_t line_end_ = 0;  // of the line at offset_
    std::size_t pages_ = 0;
    int number_ = 1;
    int first_column_ = 0;
};

using Lines = std::span<const Line>;

// A page whose lines have cells between tabs, apart from a tab that only indents. After a page that has, one
// line with cells is enough: the rest of a row.
bool has_tabbed_table(Lines lines, bool follows_table)
{
    if (follows_table)
        return std::any_of(lines.begin(), lines.end(), [](const Line& line) {
            return !line.blank && (line.borders >= 2 || (line.borders == 1 && !line.indented));
        });
    std::size_t inner = 0, wide = 0;
    for (const auto& line : lines) {
        inner += line.tabs >= 1;
        wide += line.borders >= 2 && !line.blank;
    }
    return inner >= 2 || (inner >= 1 && wide >= 1);
}

PageKind kind_without_cells(Lines lines)
{
    const auto gaps = std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.gap; });
    // one line may be a letter's date at the right margin, two are a table
    return gaps >= 2 ? PageKind::aligned : PageKind::stream;
}

// What stands between two tables with tabs is prose, unless it was printed in lines of its own: columns
// aligned by spaces, or a page and more of short lines. Tab-separated dumps print a paragraph as one line.
bool is_section(Lines lines)
{
    constexpr std::ptrdiff_t kFewestGaps = 3;
    constexpr std::size_t kFewestLines = 60, kPrintedLine = 100;
    if (std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.gap; }) >= kFewestGaps)
        return true;
    std::size_t filled = 0, printed = 0;
    for (const auto& line : lines) {
        filled += !line.blank;
        printed += !line.blank && line.end - line.begin <= kPrintedLine;
    }
    return printed >= kFewestLines && printed * 20 >= filled * 19;
}

// Where cells are separated by slashes or bars; empty when they are nowhere.
std::vector<RowPart> row_parts(std::string_view text, Lines page)
{
    constexpr std::uint32_t kFewest = 3;
    if (std::none_of(page.begin(), page.end(),
                     [](const Line& line) { return line.slashes >= kFewest && line.borders == 0; }))
        return {};
    std::vector<std::string_view> lines;
    lines.reserve(page.size());
    for (const auto& line : page)
        lines.push_back(text.substr(line.begin, line.end - line.begin));
    auto parts = find_row_parts(lines);
    if (std::all_of(parts.begin(), parts.end(), [](const RowPart& part) { return part == RowPart{}; }))
        parts.clear();
    return parts;
}

// The words of one line, cell by cell.
class WordReader
{
public:
    WordReader(std::string_view text, Page& page) : text_(text), page_(page) {}

    void read(const Line& line, const RowPart& part, int page_number, float top)
    {
        line_ = &line;
        separator_ = part.separator;
        page_number_ = page_number;
        top_ = top;
        offset_ = line.begin;
        column_ = line.first_column;
        if (part.begins_row) {
            cell_ = 0;
            row_line_ = line.number;
            begin_cell();
        }
        pending_ = Join::line;
        while (offset_ < line.end)
            step();
        end_word();
        if (part.ends_row)
            end_cell();
    }

private:
    void step()
    {
        const char c = text_[offset_];
        switch (class_of(c)) {
            case Class::plain:
                plain();
                break;
            case Class::space:
                separate(1);
                break;
            case Class::tab:
                if (page_.kind == PageKind::tabbed && separator_ == '\t')
                    next_cell();
                separate(1);
                break;
            case Class::line_break:
                separate(1);
                pending_ = std::max(pending_, Join::line);
                break;
            case Class::control:
                drop(1, 1);
                break;
            case Class::slash:
                if (separator_ == c)
                    separator();
                else
                    plain();
                break;
            case Class::tag:
                if (!tag())
                    plain();
                break;
            case Class::entity:
                if (!entity())
                    plain();
                break;
            case Class::high:
                high();
                break;
        }
    }

    void plain()
    {
        begin_word();
        const auto begin = offset_;
        do
            ++offset_;
        while (offset_ < line_->end && class_of(text_[offset_]) == Class::plain);
        column_ += static_cast<int>(offset_ - begin);
        if (rewritten_)
            word_text_.append(text_, begin, offset_ - begin);
        word_end_ = column_;
        word_end_offset_ = offset_;
    }

    // The table's own separator, unless it stands within a cell (a slash) or is the table's frame (a bar).
    void separator()
    {
        const auto line = text_.substr(line_->begin, line_->end - line_->begin);
        const bool ends_cell = is_separator_at(line, offset_ - line_->begin, separator_);
        if (ends_cell)
            next_cell();
        if (ends_cell || separator_ == '|')
            separate(1);
        else
            plain();
    }

    void separate(std::size_t bytes)
    {
        end_word();
        spaced_ = true;
        offset_ += bytes;
        ++column_;
    }

    // Characters that are part of the word in the dump and not of its text.
    void drop(std::size_t bytes, int columns)
    {
        rewrite();
        offset_ += bytes;
        column_ += columns;
    }

    // `c` stands for the next bytes of the dump: a character, an entity, a character encoded twice.
    void character(char32_t c, std::size_t bytes, int columns, bool as_written)
    {
        if (is_space(c)) {
            end_word();
            spaced_ = true;
            offset_ += bytes;
            column_ += columns;
            return;
        }
        if (is_invisible(c)) {
            drop(bytes, columns);
            return;
        }
        begin_word();
        if (!as_written)
            rewrite();
        if (rewritten_)
            append_code_point(word_text_, c);
        composed_ = composed_ && (c < 0x300 || (c >= 0x2010 && c < 0x2100) || (c >= 0xE000 && c < 0xF900));
        offset_ += bytes;
        column_ += columns;
        word_end_ = column_;
        word_end_offset_ = offset_;
    }

    void high()
    {
        if (const auto twice = double_encoded_at(text_.substr(0, line_->end), offset_)) {
            character(twice->code_point, twice->bytes, twice->code_points, false);
            return;
        }
        auto next = offset_;
        const char32_t c = next_code_point(text_, next);
        character(c, next - offset_, 1, true);
    }

    bool entity()
    {
        const auto found = entity_at(text_.substr(offset_, line_->end - offset_));
        if (!found)
            return false;
        character(found->code_point, found->bytes, static_cast<int>(found->bytes), false);
        return true;
    }

    bool tag()
    {
        const auto rest = text_.substr(offset_, line_->end - offset_);
        const auto found = tag_at(rest);
        if (!found)
            return false;
        end_word();
        if (found->kind != TagKind::inline_text)
            pending_ = std::max(pending_, found->kind == TagKind::block ? Join::item : Join::line);
        column_ += static_cast<int>(code_point_count(rest.substr(0, found->bytes)));
        offset_ += found->bytes;
        return true;
    }

    void begin_word()
    {
        if (open_)
            return;
        open_ = true;
        rewritten_ = false;
        composed_ = true;
        word_begin_ = column_;
        word_begin_offset_ = offset_;
    }

    // From here on the word's text is no longer the bytes of the dump.
    void rewrite()
    {
        if (!open_ || rewritten_)
            return;
        rewritten_ = true;
        word_text_.assign(text_, word_begin_offset_, offset_ - word_begin_offset_);
    }

    void end_word()
    {
        if (!open_)
            return;
        open_ = false;
        auto& word = page_.words.emplace_back();
        if (rewritten_)
            word.text = word_text_;
        else
            word.text.assign(text_, word_begin_offset_, word_end_offset_ - word_begin_offset_);
        if (!composed_)
            word.text = nfc(word.text);
        word.place = {.page = page_number_, .line = line_->number, .begin = word_begin_, .end = word_end_};
        word.place.box = {kColumnWidth * static_cast<float>(word_begin_ - line_->first_column), top_,
                          kColumnWidth * static_cast<float>(word_end_ - line_->first_column),
                          top_ + kLineHeight};
        word.join = pending_ != Join::space ? pending_ : spaced_ ? Join::space : Join::none;
        pending_ = Join::space;
        spaced_ = false;
    }

    void begin_cell()
    {
        first_word_ = static_cast<std::uint32_t>(page_.words.size());
        pending_ = Join::line;
        spaced_ = true;
    }

    void end_cell()
    {
        end_word();
        if (page_.kind == PageKind::tabbed && (cell_ > 0 || page_.words.size() > first_word_))
            page_.cells.push_back({.line = row_line_,
                                   .column = cell_,
                                   .first_word = first_word_,
                                   .last_word = static_cast<std::uint32_t>(page_.words.size())});
    }

    void next_cell()
    {
        const bool was_first = cell_ == 0;
        end_word();
        if (was_first && page_.words.size() == first_word_)
            page_.cells.push_back({row_line_, 0, first_word_, first_word_});
        else
            end_cell();
        ++cell_;
        begin_cell();
    }

    std::string_view text_;
    Page& page_;
    const Line* line_ = nullptr;
    char separator_ = '\t';
    int row_line_ = 0;  // the line the row began on
    int page_number_ = 0;
    float top_ = 0;
    std::size_t offset_ = 0;
    int column_ = 0;  // code points of the line before offset_
    int cell_ = 0;
    std::uint32_t first_word_ = 0;
    Join pending_ = Join::space;  // how the next word joins, where a tag or a new line decides it
    bool spaced_ = false;         // white space stands before the next word
    bool open_ = false;           // a word has begun
    bool rewritten_ = false;      // its text is in word_text_
    bool composed_ = true;        // its text is known to be in NFC
    std::string word_text_;
    int word_begin_ = 0, word_end_ = 0;
    std::size_t word_begin_offset_ = 0, word_end_offset_ = 0;
};

// Lines of one kind.
struct Section {
    PageKind kind = PageKind::stream;
    Lines lines;
    std::span<const RowPart> parts;  // empty: no cells but between tabs
};

std::vector<Section> sections_of(Lines lines, std::span<const RowPart> parts, bool follows_table)
{
    if (parts.empty() && !has_tabbed_table(lines, follows_table))
        return {{kind_without_cells(lines), lines, {}}};
    std::vector<Section> sections;
    std::size_t begin = 0;
    const auto add = [&](PageKind kind, std::size_t end) {
        if (begin < end)
            sections.push_back({kind, lines.subspan(begin, end - begin),
                                parts.empty() ? parts : parts.subspan(begin, end - begin)});
        begin = end;
    };
    const auto has_cells = [&](std::size_t i) {
        return lines[i].borders > 0 || (!parts.empty() && parts[i] != RowPart{});
    };
    for (std::size_t i = 0; i < lines.size();) {
        std::size_t end = i;
        while (end < lines.size() && !has_cells(end))
            ++end;
        const auto loose = lines.subspan(i, end - i);
        if (is_section(loose)) {
            add(PageKind::tabbed, i);
            add(kind_without_cells(loose), end);
        }
        i = end + 1;
    }
    add(PageKind::tabbed, lines.size());
    return sections;
}

// `top`: of the section's first line on its page.
Page page_from_section(std::string_view text, const Section& section, int number, float top)
{
    Page page;
    page.number = std::max(number, 1);
    page.kind = section.kind;
    std::size_t bytes = 0, widest = 0;
    for (const auto& line : section.lines) {
        bytes += line.end - line.begin;
        widest = std::max(widest, line.end - line.begin);
    }
    page.words.reserve(bytes / 6);
    WordReader reader{text, page};
    for (std::size_t i = 0; i < section.lines.size(); ++i) {
        const auto& line = section.lines[i];
        const auto first_word = page.words.size();
        if (!line.blank)
            reader.read(line, section.parts.empty() ? RowPart{} : section.parts[i], number, top);
        if (page.words.size() == first_word)
            page.blank_lines.push_back(line.number);
        top += kLineHeight;
    }
    page.width = kColumnWidth * static_cast<float>(widest);
    page.height = top;
    return page;
}

bool is_wanted(int page, const std::vector<int>& pages)
{
    return pages.empty() || std::find(pages.begin(), pages.end(), page) != pages.end();
}

}  // namespace

DocumentInfo read_dump_pages(const Source& source, const ReadOptions& options,
                             const std::function<void(Page&&)>& take, const DumpLimits& limits)
{
    if (source.content().size() > limits.bytes)
        throw InputError({.source = source.name}, Reason::too_large,
                         "a text of " + std::to_string(source.content().size() >> 20) +
                             " MiB, more than the limit of " + std::to_string(limits.bytes >> 20) + " MiB",
                         "cut it into its documents");
    auto decoded = decoded_text(source.content());
    if (!decoded)
        throw InputError({.source = source.name}, Reason::not_a_document,
                         "text in an encoding that is neither UTF-8, UTF-16, Windows-1252 nor Latin-1",
                         "save it as UTF-8");
    DocumentInfo info{.kind = SourceKind::text, .encoding = std::move(decoded->encoding)};
    info.notes = std::move(decoded->notes);

    const std::string_view text = decoded->utf8;
    const bool has_pages = text.find('\f') != std::string_view::npos;
    LineReader reader{text, limits, source.name};
    int number = 0;
    bool has_words = !options.pages.empty(), follows_table = false;
    for (bool last = false; !last;) {
        const auto lines = reader.next_page();
        last = lines.last;
        // what follows the last form feed is a page only when it has text
        if (last && has_pages &&
            std::all_of(lines.lines.begin(), lines.lines.end(), [](const Line& line) { return line.blank; }))
            break;
        ++number;
        if (!is_wanted(number, options.pages))
            continue;
        const auto parts = row_parts(text, lines.lines);
        float top = 0;
        for (const auto& section : sections_of(lines.lines, parts, follows_table)) {
            follows_table = follows_table || section.kind == PageKind::tabbed;
            auto page = page_from_section(text, section, has_pages ? number : 0, top);
            top += kLineHeight * static_cast<float>(section.lines.size());
            has_words = has_words || !page.words.empty();
            take(std::move(page));
        }
    }
    if (!has_words)
        throw InputError({.source = source.name}, Reason::empty, "a text without a word in it",
                         "if it is the dump of a scan, read the scan itself");
    if (has_pages)
        info.page_count = number;
    return info;
}

std::vector<std::string> lines_of_dump(const Source& source, const DumpLimits& limits)
{
    const auto decoded = source.bytes.size() <= limits.bytes ? decoded_text(source.bytes) : std::nullopt;
    if (!decoded)
        return {};
    std::vector<std::string> lines;
    const std::string_view text = decoded->utf8;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = std::min(text.find('\n', begin), text.size());
        if (lines.size() == limits.lines)
            return {};
        lines.emplace_back(text.substr(begin, end - begin));
        if (lines.back().ends_with('\r'))
            lines.back().pop_back();
        begin = end + 1;
    }
    return lines;
}

DocumentInfo read_dump_pages(const Source& source, const ReadOptions& options,
                             const std::function<void(Page&&)>& take)
{
    return read_dump_pages(source, options, take, DumpLimits{});
}

}  // namespace domesday
