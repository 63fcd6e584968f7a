// domesday show ENTRY: all it says, where it says so and, with --why, how it was read.
#include <CLI/CLI.hpp>
#include <iomanip>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/command/entry_id.hpp"
#include "domesday/command/nearest.hpp"
#include "domesday/report/text.hpp"

namespace domesday
{
namespace
{

constexpr int kNameWidth = 16;

struct Options {
    std::string store = kDefaultStore;
    std::string entry, document;
    bool why = false;
};

class Printer
{
public:
    Printer(std::ostream& out, bool why) : out_(out), why_(why) {}

    void print(const LoadedDocument& loaded, const Register& reg, const Entry& entry,
               const std::map<std::string, std::string>& names)
    {
        out_ << (is_first_ ? "" : "\n") << (entry.id ? *entry.id : "(no id)") << ": " << to_string(entry.kind)
             << " in " << harmless(loaded.document.name);
        is_first_ = false;
        if (reg.title)
            out_ << ", " << harmless(one_line(reg.title->text, 100));
        if (reg.year)
            out_ << ", " << *reg.year << (reg.quarter ? " Q" + std::to_string(*reg.quarter) : "");
        out_ << '\n';
        print("id", entry.id_printed);
        if (entry.id_repaired)
            line("", "printed " + entry.id_printed.text + ": " + entry.id_repair_reason);
        for (const auto& [field, value] : entry.texts)
            print(to_string(field), value);
        for (const auto& [stage, score] : entry.scores)
            print(stage, score);
        if (why_)
            for (const auto& reason : entry.reasons)
                line("why", reason);
        for (const auto& finding : loaded.findings)
            if (finding.entry && finding.entry == entry.id)
                out_ << "finding\n" << harmless(finding_text(finding, loaded.document.name, names));
    }

private:
    void line(std::string_view name, std::string_view text)
    {
        out_ << "  " << std::left << std::setw(kNameWidth) << name;
        for (const char letter : harmless(text))
            out_ << (letter == '\n' ? "\n" + std::string(kNameWidth + 2, ' ') : std::string(1, letter));
        out_ << '\n';
    }

    void evidence(const Value& value)
    {
        line("", "[" + place_text(value.places) + "]");
        if (!why_)
            return;
        line("", "confidence " + std::string(to_string(value.confidence)));
        for (const auto& reason : value.reasons)
            line("", "because " + reason);
    }

    void print(std::string_view name, const Value& value)
    {
        if (value.text.empty())
            return;
        line(name, value.text);
        evidence(value);
    }

    void print(Stage stage, const Score& score)
    {
        line(to_string(stage), score_text(score));
        if (!score.printed.text.empty()) {
            line("", "printed \"" + score.printed.text + "\"");
            evidence(score.printed);
        }
        for (const auto* part : {&score.likelihood_printed, &score.impact_printed})
            if (!part->text.empty())
                print(part == &score.impact_printed ? "  impact" : "  likelihood", *part);
        if (!why_)
            return;
        if (!score.heading.empty())
            line("", "under the heading \"" + score.heading + "\"");
        line("", "confidence of the score " + std::string(to_string(score.confidence)));
        if (!score.previous.empty())
            line("", "another look read \"" + score.previous + "\"");
        for (const auto& reason : score.reasons)
            line("", "because " + reason);
    }

    std::ostream& out_;
    bool why_;
    bool is_first_ = true;
};

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    const std::string id = entry_id(options.entry);
    std::map<std::string, std::string> names;
    for (const auto& document : store.documents())
        names.emplace(document.sha256, document.name);
    Printer printer{console.out(), options.why};
    bool is_found = false;
    for (const auto& document : store.documents_with_entry(id)) {
        if (!is_named(document, options.document))
            continue;
        const auto loaded = store.load(document);
        for (const auto& reg : loaded.reading.content.registers)
            for (const auto& entry : reg.entries)
                if (entry.id == id) {
                    printer.print(loaded, reg, entry, names);
                    is_found = true;
                }
    }
    if (is_found)
        return;
    const std::string nearest = nearest_word(id, store.identifiers());
    console.say("no entry '" + options.entry + "'" +
                (options.document.empty() ? " in the store" : " in " + options.document) +
                (nearest.empty() || nearest == id ? "\n  domesday export --format csv lists all of them"
                                                  : "\n  did you mean '" + nearest + "'?"));
    console.note(ExitStatus::wrong_usage);
}

}  // namespace

Action add_show(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("ENTRY", options->entry, "its id, such as CR6")->required();
    add_store_option(app, options->store);
    app.add_option("--document", options->document, "only in this file name or sha-256")->option_text("NAME");
    app.add_flag("--why", options->why, "also how it was read: rows joined, repairs, confidence");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
