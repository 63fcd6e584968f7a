#include "domesday/report/csv.hpp"

#include <ostream>
#include <utility>

#include "parsers/checks/wording.hpp"

namespace domesday
{
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

// Fields -> one line.
class CsvWriter::Sink : public RecordSink
{
public:
    explicit Sink(std::ostream& out) : out_(out) {}

    void text(std::string_view value, const Mark& /*mark*/) override
    {
        separate();
        out_ << csv_field(value);
    }
    void number(const std::optional<double>& value, const Mark& /*mark*/) override
    {
        separate();
        if (value)
            out_ << number_text(*value);
    }
    void end() override
    {
        out_ << "\r\n";
        is_first_ = true;
    }

private:
    void separate()
    {
        if (!std::exchange(is_first_, false))
            out_ << ',';
    }

    std::ostream& out_;
    bool is_first_ = true;
};

CsvWriter::CsvWriter(std::ostream& out, Table table, RecordOptions options)
    : sink_(std::make_unique<Sink>(out)), table_(table), options_(std::move(options))
{
    write_head(*sink_, table_, options_);
}

CsvWriter::~CsvWriter() = default;

void CsvWriter::add(const DocumentReport& document)
{
    write_records(*sink_, table_, document, options_);
}

}  // namespace domesday
