#include "domesday/command/command_line.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "domesday/batch/supervisor.hpp"
#include "domesday/command/command.hpp"
#include "domesday/command/nearest.hpp"
#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

constexpr std::array kCommands{
    Command{"ingest", "Read PDFs and text dumps into the store",
            "Files that the store knows are skipped; one that cannot be read does not stop the others.\n\n"
            "Examples:\n  domesday ingest papers/\n  domesday ingest --pages 41-63 2018-19-q4-agenda.pdf\n"
            "  domesday ingest --db council.db --json papers/ > summary.json\n"
            "See also: domesday findings --help, domesday documents --help",
            add_ingest},
    Command{"findings", "What the checks flagged, each with the two facts it compared",
            "Examples:\n  domesday findings --severity error\n"
            "  domesday findings --check score-label-mismatch --document 2018-19-q4-agenda.pdf",
            add_findings},
    Command{"check", "Run the checks again over what the store holds",
            "Worth while after an update of domesday, or with a store that a newer version is to use.\n\n"
            "Example:\n  domesday check --db council.db",
            add_check},
    Command{"export", "Print the store's content as JSON or CSV, write it as a workbook or a BagIt bag",
            "JSON: docs/register-json.md. CSV: a text that a spreadsheet could take for a formula (= + - @) "
            "has ' "
            "before it,\nand so has one that begins with '; take one ' away to get the text back.\n\n"
            "Examples:\n  domesday export > registers.json\n  domesday export --format csv --table scores > "
            "scores.csv\n  domesday export --format xlsx --out registers.xlsx\n"
            "  domesday export --format bagit --out bag",
            add_export},
    Command{"report", "Write pages that show every value and finding beside its place",
            "Open index.html in a browser; nothing else is needed. Press ? there for the keys. Decisions "
            "that are "
            "saved\nthere go into the store with domesday review import.\n\n"
            "Examples:\n  domesday report --out report\n  domesday report --out q4 --document "
            "2018-19-q4-agenda.pdf",
            add_report},
    Command{"documents", "What is in the store, and what became of each document",
            "Example:\n  domesday documents --paths", add_documents},
    Command{"checks", "The checks, their severity and what they flag", "Example:\n  domesday checks",
            add_checks},
    Command{"show", "An entry with all it says, and where it says so",
            "Examples:\n  domesday show CR6 --document 2018-19-q4-agenda.pdf\n  domesday show CR6 --why",
            add_show},
    Command{
        "history", "A risk over the quarters",
        "Ids are used again for other risks: each line says whether its title agrees with the one before.\n\n"
        "Example:\n  domesday history CR6",
        add_history},
    Command{"search", "Find words in all texts",
            "All words must stand in one text. Quote words that must stand together; * at the end of a word "
            "stands "
            "for any ending.\n\n"
            "Examples:\n  domesday search flood*\n  domesday search 'looked after children' budget",
            add_search},
    Command{
        "review", "What auditors decided about values and findings",
        "A decision stands beside what was read and never changes it. A newer reading of a document takes it "
        "over\nwhere the value is unchanged.\n\n"
        "Examples:\n  domesday review import decisions.json\n  domesday review list --not-carried",
        add_review},
    Command{"sample", "Draw values for checking by hand",
            "Stratified by the registers' layout and the values' confidence; the same seed gives the same "
            "values of "
            "the same store.\n'review summary --size N --seed S' then tells how many are wrong.\n\n"
            "Example:\n  domesday sample --size 60 --seed 2026-02",
            add_sample},
    Command{"serve", "Show a report in this machine's browser and save decisions into the store",
            "Prints the address to open; nobody else can use it. Ctrl+C stops.\n\n"
            "Example:\n  domesday serve --report report/ --db council.db",
            add_serve},
    Command{"ledger", "What became of every word of a document's pages",
            "Each word is in one of: cell (it stands in a value), heading, furniture (running heads, page "
            "numbers),\nprose, left out (with the reason).\n\n"
            "Example:\n  domesday ledger 2018-19-q4-agenda.pdf",
            add_ledger},
    Command{"read", "Print what files say as JSON, without a store",
            "Example:\n  domesday read 2018-19-q4-agenda.pdf > register.json", add_read},
    Command{"tables", "Print the tables of a PDF or text dump, register or not",
            "Example:\n  domesday tables --format csv appendix.pdf > tables.csv", add_tables},
    Command{"merge", "Put several stores into one",
            "The order does not matter, and merging again what is there changes nothing. What compares one "
            "quarter with "
            "another is\nchecked anew, since the quarters may come from different stores.\n\n"
            "Example:\n  domesday ingest --db 0.db --shard 0/2 papers/; domesday ingest --db 1.db --shard "
            "1/2 papers/\n"
            "  domesday merge --db council.db 0.db 1.db",
            add_merge},
    Command{
        "digest", "What the last runs brought, and which registers have not come",
        "New registers and what changed since the quarter before, new findings, what could not be read. A "
        "register is\nmissed only where the publisher's earlier ones have a rhythm; the digest says how it "
        "was told.\n\n"
        "Examples:\n  domesday digest\n  domesday digest --since 2026-02-13 --json",
        add_digest},
    Command{
        "plan", "How much there is to read, and how long it would take",
        "Opens every document and looks at 16 pages of each PDF at most, spread over it; nothing is kept.\n\n"
        "Example:\n  domesday plan --ocr never papers/",
        add_plan},
    Command{"runs", "The runs that changed the store", "Example:\n  domesday runs --db council.db", add_runs},
    Command{"verify", "Are the originals and the store what they were?",
            "Exit status 4: an original is gone or has other bytes; 5: the store is damaged. Relative paths "
            "count from\nwhere ingest was run.\n\n"
            "Example:\n  domesday verify --db council.db",
            add_verify},
    Command{"worker", "", "Started by ingest, one for each job: reads what it is handed, in a sandbox.",
            add_worker},
};

std::string nearest_advice(const std::string& word, const std::vector<std::string>& words,
                           const std::string& otherwise)
{
    const std::string nearest = nearest_word(word, words);
    return nearest.empty() ? otherwise : "did you mean '" + nearest + "'?";
}

std::string wrong_word_text(const std::string& word, const CLI::App& app)
{
    const auto parsed = app.get_subcommands();
    if (parsed.empty()) {
        std::vector<std::string> names;
        for (const auto& command : kCommands)
            if (!command.summary.empty())
                names.emplace_back(command.name);
        return "there is no command '" + word + "'\n  " +
               nearest_advice(word, names, "domesday --help lists the commands");
    }
    const std::string command = parsed.front()->get_name();
    std::vector<std::string> names;
    for (const auto* option : parsed.front()->get_options())
        for (const auto& name : option->get_lnames())
            names.push_back("--" + name);
    return "'" + word + "' is nothing that domesday " + command + " knows\n  " +
           nearest_advice(word.substr(0, word.find('=')), names,
                          "domesday " + command + " --help lists its options");
}

std::string usage_text(const CLI::ParseError& error, const CLI::App& app, const std::string& first_word)
{
    if (app.get_subcommands().empty() && !first_word.empty() && first_word.front() != '-')
        return wrong_word_text(first_word, app);
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const auto words = app.remaining(true);
        if (!words.empty())
            return wrong_word_text(words.front(), app);
    }
    const auto parsed = app.get_subcommands();
    const std::string help =
        parsed.empty() ? "domesday --help" : "domesday " + parsed.front()->get_name() + " --help";
    return std::string(error.what()) + "\n  see " + help;
}

}  // namespace

void add_store_option(CLI::App& app, std::string& path)
{
    app.add_option("-d,--db", path, "the store, an SQLite file")
        ->option_text(std::string("PATH [") + kDefaultStore + "]");
}

std::string_view program_version()
{
    return DOMESDAY_VERSION;
}

std::string now_text(int seconds_later)
{
    const std::time_t now = std::time(nullptr) + seconds_later;
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), length};
}

int run_command_line(int argc, char** argv)
{
    CLI::App app{"Reads the risk registers that councils publish and points out what contradicts itself.",
                 "domesday"};
    app.set_version_flag("--version", DOMESDAY_VERSION);
    app.footer(kExitStatusHelp);
    app.require_subcommand(1);
    Action chosen;
    for (const auto& command : kCommands) {
        auto* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
        if (command.summary.empty())
            sub->group("");  // not for people
        sub->footer(std::string(command.more) + "\n" + kExitStatusHelp);
        sub->callback([&chosen, action = command.add(*sub)] { chosen = action; });
    }
    Console console{std::cout, std::cerr, isatty(STDERR_FILENO) == 1};
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            app.exit(error, std::cout, std::cerr);
            return console.finish();
        }
        console.say(usage_text(error, app, argc > 1 ? argv[1] : ""));
        console.note(ExitStatus::wrong_usage);
        return console.finish();
    }
    try {
        chosen(console);
    } catch (const StoreError& error) {
        console.say(error.what());
        console.note(ExitStatus::store);
    } catch (const PoolError& error) {
        console.say(error.what());
        console.note(ExitStatus::unprotected);
    } catch (const InputError& error) {  // a file that the command line names: the vocabulary
        console.say(error.what());
        console.note(ExitStatus::wrong_usage);
    }
    return console.finish();
}

}  // namespace domesday
