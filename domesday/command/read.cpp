// domesday read FILE...: what files say as JSON, without a store.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/batch/reading.hpp"
#include "domesday/command/command.hpp"
#include "domesday/command/reading_options.hpp"
#include "domesday/report/document_report.hpp"
#include "extractor/document/error.hpp"
#include "parsers/checks/checks.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::vector<std::string> files;
    ReadingOptions reading;
};

void run(const Options& options, Console& console)
{
    const Vocabulary vocabulary = vocabulary_from(options.reading);
    RegisterJsonWriter writer{console.out()};
    for (const auto& file : options.files) {
        try {
            const Source source = open_source(file);
            Reading reading = read_document(source, options.reading.read, vocabulary);
            auto findings = findings_for({.document = reading.content});
            writer.add(report_from(source.name, source.sha256,
                                   {.info = std::move(reading.info), .content = std::move(reading.content)},
                                   std::move(findings)));
        } catch (const InputError& error) {
            console.say(error.what());
            console.note(ExitStatus::input_unreadable);
        }
    }
    writer.finish();
}

}  // namespace

Action add_read(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("FILE", options->files, "PDFs and text dumps")->required();
    add_reading_options(app, options->reading);
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
