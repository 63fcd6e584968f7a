// domesday tables FILE: its options.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "domesday/command/command.hpp"
#include "domesday/command/tables.hpp"

namespace domesday
{

Action add_tables(CLI::App& app)
{
    static const std::map<std::string, TablesFormat> formats{
        {"json", TablesFormat::json}, {"csv", TablesFormat::csv}, {"html", TablesFormat::html}};
    const auto options = std::make_shared<TablesOptions>();
    app.add_option("FILE", options->file, "a PDF or text dump")->required();
    app.add_option("--format", options->format, "json, csv or html")
        ->transform(CLI::CheckedTransformer(formats).description(""))
        ->option_text("json|csv|html [json]");
    return [options](Console& console) {
        if (run_tables(*options, console.out(), std::cerr) != 0)
            console.note(ExitStatus::input_unreadable);
    };
}

}  // namespace domesday
