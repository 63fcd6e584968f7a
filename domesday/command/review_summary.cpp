#include "domesday/command/review_summary.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <ostream>

#include "domesday/report/document_report.hpp"
#include "domesday/report/sample.hpp"
#include "domesday/report/values.hpp"

namespace domesday
{
namespace
{

using Strata = std::map<Stratum, StratumErrors>;

void count(StratumErrors& errors, const Decision& decision)
{
    if (decision.verdict == Verdict::agree)
        ++errors.agreed;
    else
        ++(decision.verdict == Verdict::wrong ? errors.wrong : errors.questions);
}

// What the decisions of a store come to.
struct Tally {
    Strata strata{};            // values that were read
    StratumErrors blanks{};     // fields that nothing was read of
    StratumErrors registers{};  // titles and organisations
    StratumErrors findings{};
    std::size_t superseded = 0, not_carried = 0;
    std::size_t sampled = 0, undecided = 0;  // of the sample
};

void count_all(Tally& tally, const DocumentReport& report)
{
    using Standing = JudgedDecision::Standing;
    for (const auto& judged : report.decided.all()) {
        if (judged.standing != Standing::holds) {
            ++(judged.standing == Standing::superseded ? tally.superseded : tally.not_carried);
            continue;
        }
        if (judged.decision.finding)
            count(tally.findings, judged.decision);
        else if (!judged.now.entry)
            count(tally.registers, judged.decision);
        else if (find_value(report.content, judged.now)->text.empty())
            count(tally.blanks, judged.decision);
    }
}

void count_values(Tally& tally, const DocumentReport& report, bool with_decisions)
{
    for (const auto& at : values_of(report.content)) {
        if (at.entry == nullptr)
            continue;
        auto& errors = tally.strata[{at.reg->layout, at.value->confidence}];
        ++errors.values;
        if (const Decision* decision = report.decided.of(at.subject); decision != nullptr && with_decisions)
            count(errors, *decision);
    }
}

void count_sample(Tally& tally, const std::vector<SampledValue>& sample)
{
    for (const auto& value : sample) {
        ++tally.sampled;
        if (value.decision)
            count(tally.strata[value.stratum], *value.decision);
        else
            ++tally.undecided;
    }
}

std::string percent(double rate)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f %%", rate * 100);
    return text.data();
}

std::string row_text(const std::string& name, std::size_t values, std::size_t checked,
                     const std::string& wrong, double rate, const Interval& interval)
{
    const std::string between = checked == 0 ? "" : percent(interval.low) + " to " + percent(interval.high);
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), "%-18s %9zu %8zu %7s %8s  %s", name.c_str(), values, checked,
                  wrong.c_str(), checked == 0 ? "" : percent(rate).c_str(), between.c_str());
    std::string row = text.data();
    row.erase(row.find_last_not_of(' ') + 1);
    return row + '\n';
}

void print_strata(const Strata& strata, std::ostream& out)
{
    out << "values of          in store  checked   wrong     rate  95 % interval\n";
    std::size_t values = 0;
    for (const auto& [stratum, errors] : strata) {
        const std::size_t checked = errors.checked();
        values += errors.values;
        const double rate =
            checked == 0 ? 0 : static_cast<double>(errors.wrong) / static_cast<double>(checked);
        out << row_text(
            std::string{to_string(stratum.layout)} + ", " + std::string{to_string(stratum.confidence)},
            errors.values, checked, std::to_string(errors.wrong), rate,
            wilson_interval(static_cast<double>(errors.wrong), static_cast<double>(checked)));
    }
    const OverallErrors overall = overall_errors(strata);
    out << row_text("all, by their share", values, overall.checked, "", overall.rate, overall.interval);
    if (overall.checked > 0 && overall.values_left_out > 0)
        out << "nothing is said of " << overall.values_left_out
            << " values: none of their layout and confidence was checked\n";
}

void print_others(const char* what, const StratumErrors& errors, std::ostream& out)
{
    if (errors.checked() + errors.questions > 0)
        out << what << ": " << errors.agreed << " agreed, " << errors.wrong << " wrong, " << errors.questions
            << " in question\n";
}

}  // namespace

void print_review_summary(const Store& store, const SummaryOptions& options, Console& console)
{
    Tally tally;
    Sampler sampler{options.seed.value_or(""), options.seed ? options.size : 0};
    for (const auto& document : store.documents()) {
        const auto report = report_from(store.load(document), store.decisions(document));
        count_all(tally, report);
        count_values(tally, report, !options.seed);
        if (options.seed)
            sampler.add(report);
    }
    count_sample(tally, sampler.draw());
    std::size_t questions = 0;
    for (const auto& [stratum, errors] : tally.strata)
        questions += errors.questions;

    std::ostream& out = console.out();
    if (options.seed)
        out << "a sample of " << tally.sampled << " values: " << tally.undecided << " not looked at, "
            << questions << " in question\n";
    else
        out << "all decisions that hold: these values were not drawn at random, the rates tell of them "
               "alone\n";
    print_strata(tally.strata, out);
    if (!options.seed && questions > 0)
        out << questions << (questions == 1 ? " value is" : " values are")
            << " in question and not counted\n";
    print_others("fields that nothing was read of", tally.blanks, out);
    print_others("titles and organisations of registers", tally.registers, out);
    print_others("findings", tally.findings, out);
    out << "not counted: " << tally.superseded << " superseded by a later decision, " << tally.not_carried
        << " not carried over to a newer reading\n";
}

}  // namespace domesday
