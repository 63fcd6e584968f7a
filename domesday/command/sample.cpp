// domesday sample: values drawn for checking by hand.
#include "domesday/report/sample.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/one_of.hpp"
#include "domesday/report/csv.hpp"
#include "domesday/report/document_report.hpp"
#include "domesday/report/sample_json.hpp"
#include "domesday/report/text.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kShownText = 200;  // bytes of a text in the listing

struct Options {
    std::string store = kDefaultStore;
    std::string seed, format = "text";
    std::size_t size = 60;
};

std::string entry_name(const SampledValue& value)
{
    return value.entry.value_or("entry " + std::to_string(*value.subject.entry + 1) + " of register " +
                                std::to_string(value.subject.reg + 1));
}

void print_text(const std::vector<SampledValue>& values, std::ostream& out)
{
    std::string document;
    for (const auto& value : values) {
        if (document != value.sha256)
            out << harmless(value.document) << '\n';
        document = value.sha256;
        out << harmless(
            "    " + entry_name(value) + " " + value.subject.field + ": \"" +
            one_line(value.value.text, kShownText) + "\"\n        [" + place_text(value.value.places) +
            "]  " + std::string{to_string(value.stratum.layout)} + ", " +
            std::string{to_string(value.stratum.confidence)} +
            (value.decision ? "; decided: " + std::string{to_string(value.decision->verdict)} : "") + "\n");
    }
}

void print_csv(const std::vector<SampledValue>& values, std::ostream& out)
{
    out << "document,revision,register,entry,id,field,text,place,layout,confidence,sha256,decision,decided_"
           "value\r\n";
    for (const auto& value : values)
        out << csv_field(value.document) << ',' << value.revision << ',' << value.subject.reg + 1 << ','
            << *value.subject.entry + 1 << ',' << csv_field(value.entry.value_or("")) << ','
            << csv_field(value.subject.field) << ',' << csv_field(value.value.text) << ','
            << csv_field(value.value.places.empty() ? "" : all_places_text(value.value.places)) << ','
            << to_string(value.stratum.layout) << ',' << to_string(value.stratum.confidence) << ','
            << value.sha256 << ',' << (value.decision ? to_string(value.decision->verdict) : "") << ','
            << csv_field(value.decision ? value.decision->right_value.value_or("") : "") << "\r\n";
}

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    Sampler sampler{options.seed, options.size};
    for (const auto& document : store.documents())
        sampler.add(report_from(store.load(document), store.decisions(document)));
    const auto values = sampler.draw();
    if (options.format == "json")
        console.out() << sample_json(options.seed, values);
    else if (options.format == "csv")
        print_csv(values, console.out());
    else
        print_text(values, console.out());
}

}  // namespace

Action add_sample(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    app.add_option("--size", options->size, "how many values")
        ->check(CLI::Range(1, 1'000'000))
        ->option_text("N [60]");
    app.add_option("--seed", options->seed, "any word: it alone decides which values")
        ->option_text("SEED")
        ->required();
    require_one_of(app.add_option("--format", options->format, "text for reading, csv or json for programs")
                       ->option_text("text|csv|json [text]"),
                   {"text", "csv", "json"});
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
