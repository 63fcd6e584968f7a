#include "domesday/report/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <utility>
#include <vector>

#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

constexpr std::array<std::pair<const char*, Table>, 7> kSheets{{{"Entries", Table::entries},
                                                                {"Scores", Table::scores},
                                                                {"Findings", Table::findings},
                                                                {"Mentions", Table::mentions},
                                                                {"Documents", Table::documents},
                                                                {"Provenance", Table::values},
                                                                {"Decisions", Table::decisions}}};

constexpr std::array<const char*, 7> kNotes{
    "Every value stands here as it was read from the documents; nothing is worked out by formulas.",
    "Findings: red is an error, amber a warning, green information (domesday checks lists them).",
    "Scores: green, amber and red are the thirds of the largest score on the register's own printed key. "
    "They "
    "are no bands of the council: where a register prints no key its scores have no colour.",
    "Provenance: each value with its place in the document (page and box in points from the top-left corner, "
    "or "
    "line and characters), and with the reasons where its reading is in doubt.",
    "Registers and entries count from 1 in the order of the document.",
    "A text too long for a cell ends with [goes on in the sheet Long texts], and stands there whole, in "
    "parts.",
    "Decisions are an auditor's: they stand beside what was read and never change it."};

constexpr char kGoesOn[] = " [goes on in the sheet Long texts]";
// Points. Excel's rows are at most 409 high; its programs give rows no height of their own accord.
constexpr double kLineHeight = 15, kHighestRow = 409;
constexpr double kNarrow = 12, kMiddling = 24, kWide = 60;  // characters

bool is_escape_like(std::string_view text)
{
    const auto is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && is_hex(text[2]) && is_hex(text[3]) &&
           is_hex(text[4]) && is_hex(text[5]) && text[6] == '_';
}

// The code point at `at`, which is moved behind it, as it stands in a cell.
std::string cell_character(std::string_view text, std::size_t& at)
{
    std::string cell = is_escape_like(text.substr(at)) ? "_x005F" : "";
    const char32_t code_point = next_code_point(text, at);
    if (code_point == 0)
        cell += "_x0000_";  // would end a C string
    else if (code_point == 0xfffe || code_point == 0xffff)
        cell += code_point == 0xfffe ? "_xFFFE_" : "_xFFFF_";  // not allowed in XML
    else
        append_code_point(cell, code_point);
    return cell;
}

// UTF-16 units that a character takes, escapes counted as they are written.
std::size_t units_of(std::string_view cell)
{
    std::size_t units = 0;
    for (std::size_t at = 0; at < cell.size();)
        units += next_code_point(cell, at) > 0xffff ? 2 : 1;
    return units;
}

// The byte up to which the text, from `begin`, fits into `units` UTF-16 units of a cell.
std::size_t end_of_part(std::string_view text, std::size_t begin, std::size_t units)
{
    std::size_t at = begin;
    for (std::size_t used = 0; at < text.size();) {
        std::size_t next = at;
        used += units_of(cell_character(text, next));
        if (used > units)
            break;
        at = next;
    }
    return at;
}

double width_of(std::string_view column)
{
    for (const std::string_view wide :
         {"title", "description", "causes", "consequences", "controls", "mitigations", "progress", "message",
          "text", "unplaced", "comment", "extracted", "reasons", "place", "note"})
        if (column == wide)
            return kWide;
    for (const std::string_view middling :
         {"document",    "organisation", "register",      "owner",   "check",         "printed",  "found",
          "found_place", "against",      "against_place", "heading", "decided_value", "who",      "when",
          "field",       "about",        "type",          "other",   "status",        "direction"})
        if (column == middling)
            return kMiddling;
    return kNarrow;
}

// Its texts make a row as high as they are. The others are for looking up.
bool is_read_whole(std::string_view column)
{
    return column != "sha256" && !column.ends_with("place");
}

// That the text takes in a column of this width, as words wrap: a little less than the characters allow.
double lines_in(std::string_view text, double width)
{
    double lines = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const auto letters = static_cast<double>(code_point_count(text.substr(begin, end - begin)));
        lines += std::max(1.0, std::ceil(letters / (width - 1)));
        begin = end + 1;
    }
    return lines;
}

}  // namespace

std::string cell_text(std::string_view text)
{
    std::string cell;
    cell.reserve(text.size());
    for (std::size_t at = 0; at < text.size();)
        cell += cell_character(text, at);
    return cell;
}

// libxlsxwriter's workbook and the styles of its cells.
class Workbook::Book
{
public:
    Book(const std::string& path, const WorkbookLimits& limits);
    ~Book();
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    class Sheet;
    Sheet& sheet(Table table, const RecordOptions& options);

    // The whole text, in parts, in the sheet for that.
    void add_long_text(std::string_view text, const char* sheet, std::size_t row, const std::string& column);
    lxw_worksheet* new_sheet(const std::string& name);
    lxw_format* style(Light light, bool is_link);
    lxw_format* head_style() { return head_; }
    const WorkbookLimits& limits() const { return limits_; }
    void finish();

private:
    void add_notes();

    WorkbookLimits limits_;
    lxw_workbook* book_;
    lxw_format* head_;
    std::map<std::pair<Light, bool>, lxw_format*> styles_;
    std::map<Table, std::unique_ptr<Sheet>> sheets_;
    std::unique_ptr<Sheet> long_texts_;
};

// One table: goes on in "Name 2" where a sheet is full. Its first record is the head.
class Workbook::Book::Sheet : public RecordSink
{
public:
    Sheet(Book& book, const char* name) : book_(book), name_(name) {}

    void text(std::string_view value, const Mark& mark) override
    {
        begin_cell();
        if (is_head_) {
            columns_.emplace_back(value);
            write_head_cell(value);
        } else if (!value.empty() || mark.light != Light::none) {
            const bool is_link = add_link(mark);
            const std::string shown = shown_text(value);
            if (is_read_whole(columns_.at(column_)))
                lines_ = std::max(lines_, lines_in(shown, width_of(columns_.at(column_))));
            check(worksheet_write_string(sheet_, row(), column(), shown.c_str(),
                                         book_.style(mark.light, is_link)));
        }
        ++column_;
    }

    void number(const std::optional<double>& value, const Mark& mark) override
    {
        begin_cell();
        if (value)
            check(worksheet_write_number(sheet_, row(), column(), *value, book_.style(mark.light, false)));
        ++column_;
    }

    void end() override
    {
        if (sheet_ != nullptr && lines_ > 1)
            worksheet_set_row(sheet_, row(), std::min(lines_ * kLineHeight, kHighestRow), nullptr);
        lines_ = 0;
        ++row_;
        column_ = 0;
        is_head_ = false;
    }

    void close()
    {
        if (sheet_ != nullptr && !columns_.empty())
            worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(row_ > 1 ? row_ - 1 : 0),
                                 static_cast<lxw_col_t>(columns_.size() - 1));
    }

private:
    static void check(lxw_error error)
    {
        if (error != LXW_NO_ERROR)
            throw WorkbookError(lxw_strerror(error));
    }

    lxw_row_t row() const { return static_cast<lxw_row_t>(row_); }
    lxw_col_t column() const { return static_cast<lxw_col_t>(column_); }

    void begin_cell()
    {
        if (sheet_ != nullptr && (column_ > 0 || row_ < book_.limits().rows))
            return;
        close();
        ++number_;
        sheet_ = book_.new_sheet(number_ == 1 ? name_ : std::string{name_} + " " + std::to_string(number_));
        worksheet_freeze_panes(sheet_, 1, 0);
        row_ = links_ = 0;
        if (is_head_)
            return;
        for (const auto& name : columns_) {
            write_head_cell(name);
            ++column_;
        }
        row_ = 1;
        column_ = 0;
    }

    void write_head_cell(std::string_view name)
    {
        worksheet_set_column(sheet_, column(), column(), width_of(name), nullptr);
        worksheet_write_string(sheet_, row(), column(), cell_text(name).c_str(), book_.head_style());
    }

    bool add_link(const Mark& mark)
    {
        if (mark.link.empty() || links_ >= book_.limits().links)
            return false;
        if (worksheet_write_url(sheet_, row(), column(), mark.link.c_str(), nullptr) != LXW_NO_ERROR)
            return false;
        ++links_;
        return true;
    }

    std::string shown_text(std::string_view value)
    {
        const std::size_t units = book_.limits().units;
        if (end_of_part(value, 0, units) == value.size())
            return cell_text(value);
        book_.add_long_text(value, name_, row_ + 1, columns_.at(column_));
        const std::size_t end = end_of_part(value, 0, units - sizeof kGoesOn);
        return cell_text(value.substr(0, end)) + kGoesOn;
    }

    Book& book_;
    const char* name_;
    lxw_worksheet* sheet_ = nullptr;
    std::vector<std::string> columns_;
    std::size_t row_ = 0, column_ = 0, links_ = 0;
    int number_ = 0;
    double lines_ = 0;  // of the highest cell of the record
    bool is_head_ = true;
};

Workbook::Book::Book(const std::string& path, const WorkbookLimits& limits) : limits_(limits)
{
    // libxlsxwriter would find out at the end, and say so on the standard error of its own accord.
    if (!std::ofstream{path, std::ios::binary})
        throw WorkbookError(std::strerror(errno));
    lxw_workbook_options options{};
    options.constant_memory = 1;  // rows go to a file of their own as they come
    options.use_zip64 = 1;
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr)
        throw WorkbookError("no memory for the workbook");
    lxw_doc_properties properties{};
    properties.created = 315532800;  // 1980-01-01: the same bytes whenever it is made
    workbook_set_properties(book_, &properties);
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_bg_color(head_, 0xD9E1F2);
    for (const auto& [name, table] : kSheets)
        if (table != Table::decisions)
            sheets_.emplace(table, std::make_unique<Sheet>(*this, name));
}

Workbook::Book::~Book()
{
    if (book_ != nullptr)
        lxw_workbook_free(book_);
}

Workbook::Book::Sheet& Workbook::Book::sheet(Table table, const RecordOptions& options)
{
    auto& sheet = sheets_[table];
    if (!sheet) {
        for (const auto& [name, known] : kSheets)
            if (known == table)
                sheet = std::make_unique<Sheet>(*this, name);
        write_head(*sheet, table, options);
    }
    return *sheet;
}

lxw_worksheet* Workbook::Book::new_sheet(const std::string& name)
{
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr)
        throw WorkbookError("no memory for the workbook");
    return sheet;
}

lxw_format* Workbook::Book::style(Light light, bool is_link)
{
    auto& style = styles_[{light, is_link}];
    if (style != nullptr)
        return style;
    style = workbook_add_format(book_);
    format_set_text_wrap(style);
    format_set_align(style, LXW_ALIGN_VERTICAL_TOP);
    if (light == Light::red)
        format_set_bg_color(style, 0xF8CBAD);
    else if (light == Light::amber)
        format_set_bg_color(style, 0xFFE699);
    else if (light == Light::green)
        format_set_bg_color(style, 0xC6E0B4);
    if (is_link) {
        format_set_font_color(style, 0x0563C1);
        format_set_underline(style, LXW_UNDERLINE_SINGLE);
    }
    return style;
}

void Workbook::Book::add_long_text(std::string_view text, const char* sheet, std::size_t row,
                                   const std::string& column)
{
    if (!long_texts_) {
        long_texts_ = std::make_unique<Sheet>(*this, "Long texts");
        for (const char* name : {"sheet", "row", "column", "part", "text"})
            long_texts_->text(name, {});
        long_texts_->end();
    }
    int part = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = end_of_part(text, begin, limits_.units);
        long_texts_->text(sheet, {});
        long_texts_->number(static_cast<double>(row), {});
        long_texts_->text(column, {});
        long_texts_->number(++part, {});
        long_texts_->text(text.substr(begin, end - begin), {});
        long_texts_->end();
        begin = end;
    }
}

void Workbook::Book::add_notes()
{
    Sheet notes{*this, "Notes"};
    notes.text("note", {});
    notes.end();
    for (const char* note : kNotes) {
        notes.text(note, {});
        notes.end();
    }
    notes.close();
}

void Workbook::Book::finish()
{
    for (const auto& [table, sheet] : sheets_)
        sheet->close();
    if (long_texts_)
        long_texts_->close();
    add_notes();
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR)
        throw WorkbookError(lxw_strerror(error));
}

Workbook::Workbook(const std::string& path, RecordOptions options, const WorkbookLimits& limits)
    : book_(std::make_unique<Book>(path, limits)), options_(std::move(options))
{
    for (const auto& [name, table] : kSheets)
        if (table != Table::decisions)
            write_head(book_->sheet(table, options_), table, options_);
}

Workbook::~Workbook() = default;

void Workbook::add(const DocumentReport& document)
{
    for (const auto& [name, table] : kSheets)
        if (table != Table::decisions || !document.decided.all().empty())
            write_records(book_->sheet(table, options_), table, document, options_);
}

void Workbook::finish()
{
    book_->finish();
}

}  // namespace domesday
