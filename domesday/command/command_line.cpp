#include "domesday/command/command_line.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "domesday/batch/reading.hpp"
#include "domesday/command/tables.hpp"
#include "domesday/report/register_json.hpp"
#include "extractor/document/error.hpp"
#include "parsers/checks/checks.hpp"

namespace domesday
{
namespace
{

int run_read(const std::vector<std::string>& files)
{
    const Vocabulary vocabulary = Vocabulary::standard();
    std::vector<DocumentReport> documents;
    int status = 0;
    for (const auto& file : files) {
        try {
            const Source source = open_source(file);
            Reading reading = read_document(source, {}, vocabulary);
            auto findings = findings_for({.document = reading.content});
            documents.push_back({.source = source.name,
                                 .sha256 = source.sha256,
                                 .pages = reading.info.page_count,
                                 .content = std::move(reading.content),
                                 .findings = std::move(findings)});
        } catch (const InputError& error) {
            std::cerr << "domesday: " << error.what() << '\n';
            status = 4;
        }
    }
    std::cout << register_json(documents);
    return status;
}

}  // namespace

int run_command_line(int argc, char** argv)
{
    CLI::App app{"Reads the risk registers that councils publish and points out what contradicts itself.",
                 "domesday"};
    app.set_version_flag("--version", DOMESDAY_VERSION);
    app.require_subcommand(1);
    std::vector<std::string> files;
    auto* read = app.add_subcommand("read", "Print what files say as JSON, without a store");
    read->add_option("FILE", files)->required();
    TablesOptions tables_options;
    auto* tables = app.add_subcommand("tables", "Print the tables of a PDF or text dump, register or not");
    tables->add_option("FILE", tables_options.file)->required();
    const std::map<std::string, TablesFormat> formats{
        {"json", TablesFormat::json}, {"csv", TablesFormat::csv}, {"html", TablesFormat::html}};
    tables->add_option("--format", tables_options.format, "json, csv or html")
        ->transform(CLI::CheckedTransformer(formats).description(""))
        ->option_text("json|csv|html [json]");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : 2;
    }
    if (tables->parsed())
        return run_tables(tables_options, std::cout, std::cerr);
    return run_read(files);
}

}  // namespace domesday
