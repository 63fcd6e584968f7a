#include "domesday/report/records.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "domesday/report/text.hpp"
#include "domesday/report/values.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

constexpr std::array<std::pair<std::string_view, Table>, 7> kTables{{{"entries", Table::entries},
                                                                     {"scores", Table::scores},
                                                                     {"findings", Table::findings},
                                                                     {"mentions", Table::mentions},
                                                                     {"documents", Table::documents},
                                                                     {"values", Table::values},
                                                                     {"decisions", Table::decisions}}};

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

// One record of a table, ended when it is gone.
class Record
{
public:
    explicit Record(RecordSink& sink) : sink_(sink) {}
    ~Record() { sink_.end(); }
    Record(const Record&) = delete;
    Record& operator=(const Record&) = delete;

    Record& text(std::string_view value, const Mark& mark = {})
    {
        sink_.text(value, mark);
        return *this;
    }
    Record& text_if_any(const std::optional<std::string>& value)
    {
        return text(std::string_view{value ? *value : ""});
    }
    Record& number(const std::optional<double>& value, const Mark& mark = {})
    {
        sink_.number(value, mark);
        return *this;
    }
    Record& number(const std::optional<int>& value)
    {
        return number(value ? std::optional{static_cast<double>(*value)} : std::nullopt);
    }
    Record& number(int value) { return number(std::optional{value}); }
    Record& positive(int value) { return number(value > 0 ? std::optional{value} : std::nullopt); }

private:
    RecordSink& sink_;
};

std::string stage_name(const std::optional<Stage>& stage)
{
    return stage ? std::string(to_string(*stage)) : std::string{};
}

std::string places_of(const Value& value)
{
    return value.places.empty() ? std::string{} : place_text(value.places);
}

// One to a line.
std::string lines_of(const std::vector<std::string>& items)
{
    std::string lines;
    for (const auto& item : items)
        lines += (lines.empty() ? "" : "\n") + item;
    return lines;
}

Light light_of(Severity severity)
{
    if (severity == Severity::error)
        return Light::red;
    return severity == Severity::warning ? Light::amber : Light::green;
}

// By thirds of the largest score on the register's own printed key. Where none is printed there is none:
// which scores a council calls red is for the council to say.
Light light_of(const Score& score, const Register& reg)
{
    double most = 0;
    if (reg.matrix)
        for (const auto& row : reg.matrix->scores)
            for (const double cell : row)
                most = std::max(most, cell);
    if (!score.value || most <= 0)
        return Light::none;
    if (*score.value * 3 > most * 2)
        return Light::red;
    return *score.value * 3 > most ? Light::amber : Light::green;
}

std::string title_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? std::string{} : title->second.text;
}

std::vector<std::string> columns_of(Table table)
{
    std::vector<std::string> columns{"document"};
    const auto add = [&columns](std::initializer_list<const char*> names) {
        columns.insert(columns.end(), names.begin(), names.end());
    };
    switch (table) {
        case Table::entries:
            add({"organisation", "register", "year", "quarter", "id", "id_printed", "kind"});
            for (const Field field : kEntryFields)
                columns.emplace_back(to_string(field));
            for (const Stage stage : kStages)
                for (const char* part : {"", "_label", "_likelihood", "_impact"})
                    columns.push_back(std::string(to_string(stage)) + part);
            add({"first_page", "last_page", "first_line", "last_line"});
            break;
        case Table::scores:
            add({"organisation", "register", "year", "quarter", "id", "kind", "title", "stage", "value",
                 "label", "likelihood", "impact", "printed", "heading", "confidence", "place"});
            break;
        case Table::findings:
            add({"check", "severity", "id", "stage", "printed", "expected", "message", "found", "found_place",
                 "against", "against_place"});
            break;
        case Table::mentions:
            add({"id", "stage", "value", "label", "change", "text", "place"});
            break;
        case Table::documents:
            add({"outcome", "reason", "pages", "registers", "entries", "findings"});
            break;
        case Table::values:
            add({"revision", "register", "entry", "id", "field", "text", "place", "confidence", "reasons"});
            break;
        case Table::decisions:
            add({"revision", "subject", "register", "entry", "id", "about", "stage", "printed", "expected",
                 "extracted", "decision", "decided_value", "comment", "who", "when", "standing",
                 "why_not_carried"});
            break;
    }
    columns.emplace_back("sha256");
    return columns;
}

bool has_decision_columns(Table table)
{
    return table == Table::scores || table == Table::findings || table == Table::values;
}

// Writes what one document has for a table.
class Recorder
{
public:
    Recorder(RecordSink& sink, const DocumentReport& document, const RecordOptions& options)
        : sink_(sink), document_(document), options_(options)
    {
    }

    void write(Table table)
    {
        const auto& content = document_.content;
        switch (table) {
            case Table::entries:
            case Table::scores:
                for (std::size_t i = 0; i < content.registers.size(); ++i)
                    for (std::size_t j = 0; j < content.registers[i].entries.size(); ++j)
                        table == Table::entries ? write_entry(i, j) : write_scores(i, j);
                break;
            case Table::findings:
                for (std::size_t i = 0; i < document_.findings.size(); ++i)
                    write_finding(document_.findings[i], i);
                break;
            case Table::mentions:
                for (const auto& mention : content.mentions)
                    write_mention(mention);
                break;
            case Table::documents:
                write_document();
                break;
            case Table::values:
                for (const auto& value : values_of(content))
                    write_value(value);
                if (options_.decisions)
                    write_decided_blanks();
                break;
            case Table::decisions:
                for (const auto& judged : document_.decided.all())
                    write_decision(judged);
                break;
        }
    }

private:
    Mark link_to(std::size_t reg, std::size_t entry, std::string field) const
    {
        return {.link = options_.link ? options_.link(document_, {reg, entry, std::move(field)}) : ""};
    }

    void end(Record& record, const Decision* decision = nullptr)
    {
        record.text(document_.sha256);
        if (options_.decisions)
            record.text(decision ? to_string(decision->verdict) : std::string_view{})
                .text_if_any(decision ? decision->right_value : std::nullopt);
    }

    static void write_register(Record& record, const Register& reg)
    {
        record.text(reg.organisation ? reg.organisation->text : "")
            .text(reg.title ? reg.title->text : "")
            .text_if_any(reg.year)
            .number(reg.quarter);
    }

    void write_entry(std::size_t reg_at, std::size_t entry_at)
    {
        const Register& reg = document_.content.registers[reg_at];
        const Entry& entry = reg.entries[entry_at];
        Record record{sink_};
        record.text(document_.source);
        write_register(record, reg);
        record.text(entry.id.value_or(""), link_to(reg_at, entry_at, ""))
            .text(entry.id_printed.text)
            .text(to_string(entry.kind));
        for (const Field field : kEntryFields) {
            const auto found = entry.texts.find(field);
            record.text(found == entry.texts.end() ? std::string_view{} : found->second.text);
        }
        for (const Stage stage : kStages) {
            const auto found = entry.scores.find(stage);
            const Score score = found == entry.scores.end() ? Score{} : found->second;
            record.number(score.value, {.light = light_of(score, reg)})
                .text_if_any(score.label)
                .number(score.likelihood)
                .number(score.impact);
        }
        record.positive(entry.first_page)
            .positive(entry.last_page)
            .positive(entry.first_line)
            .positive(entry.last_line)
            .text(document_.sha256);
    }

    void write_scores(std::size_t reg_at, std::size_t entry_at)
    {
        const Register& reg = document_.content.registers[reg_at];
        const Entry& entry = reg.entries[entry_at];
        for (const auto& [stage, score] : entry.scores) {
            const std::string field = "scores." + std::string(to_string(stage));
            Record record{sink_};
            record.text(document_.source);
            write_register(record, reg);
            record.text_if_any(entry.id)
                .text(to_string(entry.kind))
                .text(title_of(entry))
                .text(to_string(stage))
                .number(score.value, {.light = light_of(score, reg)})
                .text_if_any(score.label)
                .number(score.likelihood)
                .number(score.impact)
                .text(score.printed.text, link_to(reg_at, entry_at, field))
                .text(score.heading)
                .text(to_string(score.confidence))
                .text(places_of(score.printed));
            end(record, document_.decided.of(ValueSubject{reg_at, entry_at, field}));
        }
    }

    void write_finding(const Finding& finding, std::size_t position)
    {
        const Mark link{.link = options_.finding_link ? options_.finding_link(document_, position) : ""};
        Record record{sink_};
        record.text(document_.source)
            .text(finding.check)
            .text(to_string(finding.severity), {.light = light_of(finding.severity)})
            .text_if_any(finding.entry)
            .text(stage_name(finding.stage))
            .text_if_any(finding.printed)
            .text_if_any(finding.expected)
            .text(finding.message, link)
            .text(finding.found.text)
            .text(finding.found.places.empty() ? "" : place_text(finding.found.places))
            .text(finding.against.text)
            .text(finding.against.places.empty() ? "" : place_text(finding.against.places));
        end(record, document_.decided.of(finding));
    }

    void write_mention(const Mention& mention)
    {
        Record{sink_}
            .text(document_.source)
            .text(mention.id)
            .text(stage_name(mention.stage))
            .number(mention.value)
            .text_if_any(mention.label)
            .text(std::string(to_string(mention.change)))
            .text(mention.text.text)
            .text(places_of(mention.text))
            .text(document_.sha256);
    }

    void write_document()
    {
        std::size_t entries = 0;
        for (const auto& reg : document_.content.registers)
            entries += reg.entries.size();
        Record{sink_}
            .text(document_.source)
            .text(to_string(document_.outcome))
            .text(document_.reason)
            .number(document_.pages)
            .number(static_cast<int>(document_.content.registers.size()))
            .number(static_cast<int>(entries))
            .number(static_cast<int>(document_.findings.size()))
            .text(document_.sha256);
    }

    void write_value(const ValueAt& at)
    {
        const ValueSubject& subject = at.subject;
        Record record{sink_};
        record.text(document_.source).number(document_.revision).number(from_one(subject.reg));
        record.number(subject.entry ? std::optional{from_one(*subject.entry)} : std::nullopt)
            .text_if_any(at.entry ? at.entry->id : std::nullopt)
            .text(subject.field)
            .text(at.value->text, {.link = options_.link ? options_.link(document_, subject) : ""})
            .text(at.value->places.empty() ? "" : all_places_text(at.value->places))
            .text(to_string(at.value->confidence))
            .text(lines_of(at.value->reasons));
        end(record, document_.decided.of(subject));
    }

    // Decided about, and nothing was read there.
    void write_decided_blanks()
    {
        for (const auto& judged : document_.decided.all()) {
            if (judged.standing != JudgedDecision::Standing::holds || judged.decision.finding)
                continue;
            const ValueSubject& subject = judged.now;
            const Value* value = find_value(document_.content, subject);
            if (value == nullptr || !value->text.empty())
                continue;
            const Register& reg = document_.content.registers.at(subject.reg);
            write_value({subject, &reg, subject.entry ? &reg.entries.at(*subject.entry) : nullptr, value});
        }
    }

    void write_decision(const JudgedDecision& judged)
    {
        const Decision& decision = judged.decision;
        const bool is_value = !decision.finding;
        const FindingSubject finding = decision.finding.value_or(FindingSubject{});
        const auto& entry = decision.value.entry;
        Record record{sink_};
        record.text(document_.source).number(decision.revision).text(is_value ? "value" : "finding");
        record.number(is_value ? std::optional{from_one(decision.value.reg)} : std::nullopt)
            .number(is_value && entry ? std::optional{from_one(*entry)} : std::nullopt)
            .text_if_any(is_value ? decision.identifier : finding.entry)
            .text(is_value ? decision.value.field : finding.check)
            .text(stage_name(finding.stage))
            .text_if_any(finding.printed)
            .text_if_any(finding.expected)
            .text(decision.extracted)
            .text(to_string(decision.verdict))
            .text_if_any(decision.right_value)
            .text(decision.comment)
            .text(decision.who)
            .text(decision.when)
            .text(to_string(judged.standing))
            .text(judged.why_not)
            .text(document_.sha256);
    }

    static int from_one(std::size_t position) { return static_cast<int>(position) + 1; }

    RecordSink& sink_;
    const DocumentReport& document_;
    const RecordOptions& options_;
};

}  // namespace

std::optional<Table> table_from_name(std::string_view name)
{
    for (const auto& [known, table] : kTables)
        if (known == name)
            return table;
    return std::nullopt;
}

void write_head(RecordSink& sink, Table table, const RecordOptions& options)
{
    Record record{sink};
    for (const auto& name : columns_of(table))
        record.text(name);
    if (options.decisions && has_decision_columns(table))
        record.text("decision").text("decided_value");
}

void write_records(RecordSink& sink, Table table, const DocumentReport& document,
                   const RecordOptions& options)
{
    Recorder{sink, document, options}.write(table);
}

}  // namespace domesday
