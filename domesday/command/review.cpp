// domesday review import|list|summary: what auditors decided, taken in, told and counted.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/batch/reviewing.hpp"
#include "domesday/command/command.hpp"
#include "domesday/command/entry_id.hpp"
#include "domesday/command/review_summary.hpp"
#include "domesday/report/decided.hpp"
#include "domesday/report/text.hpp"
#include "extractor/document/error.hpp"
#include "extractor/document/source.hpp"
#include "schema/run_lock.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kShownText = 100;  // bytes of a text in one line of a listing
constexpr std::size_t kShownComment = 500;
constexpr std::size_t kShownProblems = 20;  // of one file: a file of another store has as many as decisions

struct Options {
    std::string store = kDefaultStore;
    std::vector<std::string> files;
    std::string document;
    bool not_carried = false, all = false;
    SummaryOptions summary;
};

void tell(const DecisionProblem& problem, const std::string& file, Console& console)
{
    console.say(file + ", decision " + std::to_string(problem.number) + ": not taken, " + problem.found);
}

void add(ReviewTaken& sum, ReviewTaken&& taken, const std::string& file, Console& console)
{
    sum.added += taken.added;
    sum.known += taken.known;
    for (std::size_t i = 0; i < taken.problems.size() && i < kShownProblems; ++i)
        tell(taken.problems[i], file, console);
    if (taken.problems.size() > kShownProblems)
        console.say(file + ": " + std::to_string(taken.problems.size() - kShownProblems) +
                    " more decisions not taken");
    for (auto& problem : taken.problems)
        sum.problems.push_back(std::move(problem));
}

void import_files(const Options& options, Console& console)
{
    const std::string started = now_text();
    const RunLock lock{options.store, started};
    Store store = Store::for_writing(options.store, {.must_exist = true});
    Run run{store, "review import", {std::string{program_version()}, "", ""}, started};
    ReviewTaken sum;
    for (const auto& file : options.files) {
        try {
            auto decisions =
                decisions_from_json(bytes_of_file(file, {.bytes = DecisionLimits{}.bytes}), file);
            add(sum, take_decisions(store, run, std::move(decisions), now_text(kClockTolerance)), file,
                console);
        } catch (const InputError& error) {
            console.failed(file, {.reason = {}, .found = error.found, .advice = error.advice});
            console.note(ExitStatus::input_unreadable);
        }
    }
    run.finish(now_text(), "finished");
    console.out() << sum.added << (sum.added == 1 ? " decision" : " decisions") << " taken, " << sum.known
                  << " known already, " << sum.problems.size() << " not taken\n";
    if (!sum.problems.empty())
        console.note(ExitStatus::input_unreadable);
}

std::string subject_text(const Decision& decision)
{
    if (const auto& finding = decision.finding) {
        std::string text = finding->entry ? *finding->entry + " " : std::string{};
        if (finding->stage)
            text += std::string{to_string(*finding->stage)} + " ";
        return text + finding->check;
    }
    const auto& value = decision.value;
    if (!value.entry)
        return "register " + std::to_string(value.reg + 1) + " " + value.field;
    return decision.identifier.value_or("entry " + std::to_string(*value.entry + 1) + " of register " +
                                        std::to_string(value.reg + 1)) +
           " " + value.field;
}

std::string decision_text(const Decision& decision)
{
    std::string text{to_string(decision.verdict)};
    if (!decision.extracted.empty())
        text += " \"" + one_line(decision.extracted, kShownText) + "\"";
    else if (!decision.finding)
        text += " (nothing was read)";
    if (decision.right_value)
        text += ", right is \"" + one_line(*decision.right_value, kShownText) + "\"";
    return text;
}

void print(const JudgedDecision& judged, const StoredDocument& document, std::ostream& out)
{
    const Decision& decision = judged.decision;
    std::string text = document.name + ": " + subject_text(decision) + ": " + decision_text(decision) +
                       "\n    " + decision.who + ", " + decision.when + ", revision " +
                       std::to_string(decision.revision);
    if (judged.standing == JudgedDecision::Standing::superseded)
        text += "; a later one holds";
    else if (judged.standing == JudgedDecision::Standing::not_carried)
        text += "; not carried over to revision " + std::to_string(document.revision) + ": " + judged.why_not;
    else if (judged.is_carried)
        text += "; carried over to revision " + std::to_string(document.revision);
    text += '\n';
    if (!decision.comment.empty())
        text += "    " + one_line(decision.comment, kShownComment) + '\n';
    out << harmless(text);
}

bool is_wanted(const JudgedDecision& judged, const Options& options)
{
    using Standing = JudgedDecision::Standing;
    if (options.not_carried)
        return judged.standing == Standing::not_carried;
    return options.all || judged.standing == Standing::holds;
}

void list(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    for (const auto& document : store.documents()) {
        if (!is_named(document, options.document))
            continue;
        auto decisions = store.decisions(document);
        if (decisions.empty())
            continue;
        const Decided decided{store.load(document), std::move(decisions)};
        for (const auto& judged : decided.all())
            if (is_wanted(judged, options))
                print(judged, document, console.out());
    }
}

void summarise(const Options& options, Console& console)
{
    print_review_summary(Store::for_reading(options.store), options.summary, console);
}

using Chosen = std::shared_ptr<void (*)(const Options&, Console&)>;

CLI::App& add_part(CLI::App& app, Options& options, const Chosen& chosen, const char* name,
                   const char* summary, void (*run)(const Options&, Console&))
{
    auto* part = app.add_subcommand(name, summary);
    add_store_option(*part, options.store);
    part->footer(kExitStatusHelp);
    part->callback([chosen, run] { *chosen = run; });
    return *part;
}

}  // namespace

Action add_review(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    const auto chosen = std::make_shared<void (*)(const Options&, Console&)>(nullptr);
    app.require_subcommand(1);
    add_part(app, *options, chosen, "import", "Take the decisions that a report's page saved into the store",
             import_files)
        .add_option("FILE", options->files, "files of decisions")
        ->required();
    auto& list_part =
        add_part(app, *options, chosen, "list", "The decisions that hold for what the store shows now", list);
    list_part.add_option("--document", options->document, "only of this file name or sha-256")
        ->option_text("NAME");
    list_part.add_flag("--not-carried", options->not_carried,
                       "only those that a newer reading did not take over, and why");
    list_part.add_flag("--all", options->all, "also those that a later one superseded, or not carried over");
    auto& summary_part =
        add_part(app, *options, chosen, "summary",
                 "How many of the checked values are wrong, with the interval of the rate", summarise);
    summary_part
        .add_option_function<std::string>(
            "--seed", [options](const std::string& seed) { options->summary.seed = seed; },
            "count the values of this sample alone (domesday sample)")
        ->option_text("SEED");
    summary_part.add_option("--size", options->summary.size, "how many values the sample has")
        ->check(CLI::Range(1, 1'000'000))
        ->option_text("N [60]");
    return [options, chosen](Console& console) { (*chosen)(*options, console); };
}

}  // namespace domesday
