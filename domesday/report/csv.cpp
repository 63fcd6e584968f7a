#include "domesday/report/csv.hpp"

#include <array>
#include <ostream>
#include <utility>
#include <vector>

#include "domesday/report/text.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

constexpr std::array<std::pair<std::string_view, CsvTable>, 5> kTables{{{"entries", CsvTable::entries},
                                                                        {"scores", CsvTable::scores},
                                                                        {"findings", CsvTable::findings},
                                                                        {"mentions", CsvTable::mentions},
                                                                        {"documents", CsvTable::documents}}};

constexpr std::array kEntryFields{Field::title,
                                  Field::description,
                                  Field::type,
                                  Field::causes,
                                  Field::consequences,
                                  Field::controls,
                                  Field::mitigations,
                                  Field::progress,
                                  Field::owner,
                                  Field::direction,
                                  Field::target_date,
                                  Field::control_owner,
                                  Field::mitigation_owner,
                                  Field::link,
                                  Field::confidence,
                                  Field::status,
                                  Field::unplaced,
                                  Field::other};

// One record, field by field.
class Record
{
public:
    explicit Record(std::ostream& out) : out_(out) {}
    ~Record() { out_ << "\r\n"; }
    Record(const Record&) = delete;
    Record& operator=(const Record&) = delete;

    Record& text(std::string_view value)
    {
        separate();
        out_ << csv_field(value);
        return *this;
    }
    Record& text_if_any(const std::optional<std::string>& value)
    {
        return text(std::string_view{value ? *value : ""});
    }
    Record& number(const std::optional<double>& value)
    {
        separate();
        if (value)
            out_ << number_text(*value);
        return *this;
    }
    Record& number(const std::optional<int>& value)
    {
        return number(value ? std::optional{static_cast<double>(*value)} : std::nullopt);
    }
    Record& number(int value) { return number(std::optional{value}); }
    Record& positive(int value) { return number(value > 0 ? std::optional{value} : std::nullopt); }

private:
    void separate()
    {
        if (!std::exchange(is_first_, false))
            out_ << ',';
    }

    std::ostream& out_;
    bool is_first_ = true;
};

std::string stage_name(const std::optional<Stage>& stage)
{
    return stage ? std::string(to_string(*stage)) : std::string{};
}

std::string change_name(Change change)
{
    switch (change) {
        case Change::reduced:
            return "reduced";
        case Change::increased:
            return "increased";
        case Change::unchanged:
            return "unchanged";
        case Change::none:
            break;
    }
    return {};
}

std::string places_of(const Value& value)
{
    return value.places.empty() ? std::string{} : place_text(value.places);
}

std::string title_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? std::string{} : title->second.text;
}

void write_head(std::ostream& out, CsvTable table)
{
    Record record{out};
    const auto columns = [&record](std::initializer_list<std::string_view> names) {
        for (const auto name : names)
            record.text(name);
    };
    columns({"document"});
    switch (table) {
        case CsvTable::entries:
            columns({"organisation", "register", "year", "quarter", "id", "id_printed", "kind"});
            for (const Field field : kEntryFields)
                record.text(to_string(field));
            for (const Stage stage : kStages)
                for (const char* part : {"", "_label", "_likelihood", "_impact"})
                    record.text(std::string(to_string(stage)) + part);
            columns({"first_page", "last_page", "first_line", "last_line", "sha256"});
            break;
        case CsvTable::scores:
            columns({"organisation", "register", "year", "quarter", "id", "kind", "title", "stage", "value",
                     "label", "likelihood", "impact", "printed", "heading", "confidence", "place", "sha256"});
            break;
        case CsvTable::findings:
            columns({"check", "severity", "id", "stage", "printed", "expected", "message", "found",
                     "found_place", "against", "against_place", "sha256"});
            break;
        case CsvTable::mentions:
            columns({"id", "stage", "value", "label", "change", "text", "place", "sha256"});
            break;
        case CsvTable::documents:
            columns({"outcome", "reason", "pages", "registers", "entries", "findings", "sha256"});
            break;
    }
}

void write_register_columns(Record& record, const Register& reg)
{
    record.text(reg.organisation ? reg.organisation->text : "")
        .text(reg.title ? reg.title->text : "")
        .text_if_any(reg.year)
        .number(reg.quarter);
}

void write_entry(std::ostream& out, const DocumentReport& document, const Register& reg, const Entry& entry)
{
    Record record{out};
    record.text(document.source);
    write_register_columns(record, reg);
    record.text_if_any(entry.id).text(entry.id_printed.text).text(to_string(entry.kind));
    for (const Field field : kEntryFields) {
        const auto found = entry.texts.find(field);
        record.text(found == entry.texts.end() ? std::string_view{} : found->second.text);
    }
    for (const Stage stage : kStages) {
        const auto found = entry.scores.find(stage);
        const Score score = found == entry.scores.end() ? Score{} : found->second;
        record.number(score.value).text_if_any(score.label).number(score.likelihood).number(score.impact);
    }
    record.positive(entry.first_page)
        .positive(entry.last_page)
        .positive(entry.first_line)
        .positive(entry.last_line)
        .text(document.sha256);
}

void write_scores(std::ostream& out, const DocumentReport& document, const Register& reg, const Entry& entry)
{
    for (const auto& [stage, score] : entry.scores) {
        Record record{out};
        record.text(document.source);
        write_register_columns(record, reg);
        record.text_if_any(entry.id)
            .text(to_string(entry.kind))
            .text(title_of(entry))
            .text(to_string(stage))
            .number(score.value)
            .text_if_any(score.label)
            .number(score.likelihood)
            .number(score.impact)
            .text(score.printed.text)
            .text(score.heading)
            .text(to_string(score.confidence))
            .text(places_of(score.printed))
            .text(document.sha256);
    }
}

void write_finding(std::ostream& out, const DocumentReport& document, const Finding& finding)
{
    Record{out}
        .text(document.source)
        .text(finding.check)
        .text(to_string(finding.severity))
        .text_if_any(finding.entry)
        .text(stage_name(finding.stage))
        .text_if_any(finding.printed)
        .text_if_any(finding.expected)
        .text(finding.message)
        .text(finding.found.text)
        .text(finding.found.places.empty() ? "" : place_text(finding.found.places))
        .text(finding.against.text)
        .text(finding.against.places.empty() ? "" : place_text(finding.against.places))
        .text(document.sha256);
}

void write_mention(std::ostream& out, const DocumentReport& document, const Mention& mention)
{
    Record{out}
        .text(document.source)
        .text(mention.id)
        .text(stage_name(mention.stage))
        .number(mention.value)
        .text_if_any(mention.label)
        .text(change_name(mention.change))
        .text(mention.text.text)
        .text(places_of(mention.text))
        .text(document.sha256);
}

void write_document(std::ostream& out, const DocumentReport& document)
{
    std::size_t entries = 0;
    for (const auto& reg : document.content.registers)
        entries += reg.entries.size();
    Record{out}
        .text(document.source)
        .text(to_string(document.outcome))
        .text(document.reason)
        .number(document.pages)
        .number(static_cast<int>(document.content.registers.size()))
        .number(static_cast<int>(entries))
        .number(static_cast<int>(document.findings.size()))
        .text(document.sha256);
}

}  // namespace

std::string csv_field(std::string_view text)
{
    std::string field;
    if (!text.empty() && std::string_view{"=+-@\t\r'"}.find(text.front()) != std::string_view::npos)
        field = "'";
    field += text;
    if (field.find_first_of(",\"\r\n") == std::string::npos)
        return field;
    std::string quoted = "\"";
    for (const char letter : field)
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + '"';
}

std::string text_from_csv_field(std::string_view field)
{
    return std::string{field.substr(!field.empty() && field.front() == '\'' ? 1 : 0)};
}

std::optional<CsvTable> csv_table_from(std::string_view name)
{
    for (const auto& [known, table] : kTables)
        if (known == name)
            return table;
    return std::nullopt;
}

CsvWriter::CsvWriter(std::ostream& out, CsvTable table) : out_(out), table_(table)
{
    write_head(out_, table_);
}

void CsvWriter::add(const DocumentReport& document)
{
    if (table_ == CsvTable::documents)
        write_document(out_, document);
    if (table_ == CsvTable::findings)
        for (const auto& finding : document.findings)
            write_finding(out_, document, finding);
    if (table_ == CsvTable::mentions)
        for (const auto& mention : document.content.mentions)
            write_mention(out_, document, mention);
    for (const auto& reg : document.content.registers) {
        for (const auto& entry : reg.entries) {
            if (table_ == CsvTable::entries)
                write_entry(out_, document, reg, entry);
            if (table_ == CsvTable::scores)
                write_scores(out_, document, reg, entry);
        }
    }
}

}  // namespace domesday
