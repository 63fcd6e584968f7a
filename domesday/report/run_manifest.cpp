#include "domesday/report/run_manifest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

namespace domesday
{
namespace
{

using Json = nlohmann::ordered_json;

constexpr std::array kOutcomes{Outcome::complete, Outcome::partial, Outcome::quarantined};
constexpr std::array kSeverities{Severity::error, Severity::warning, Severity::info};

double milliseconds(double seconds)
{
    return std::round(seconds * 1000) / 1000;
}

std::vector<std::pair<std::string_view, double>> stages(const IngestCost& cost)
{
    return {{"list", cost.list},           {"open", cost.open},     {"read", cost.read},
            {"recognise", cost.recognise}, {"layout", cost.layout}, {"parse", cost.parse},
            {"store", cost.store}};
}

std::map<Severity, std::size_t> by_severity(const std::vector<NewFinding>& findings)
{
    std::map<Severity, std::size_t> counts;
    for (const auto& finding : findings)
        ++counts[finding.severity];
    return counts;
}

Json outcomes_json(const IngestSummary& summary)
{
    Json json;
    for (const Outcome outcome : kOutcomes)
        json[std::string(to_string(outcome))] = summary.count(outcome);
    json["known"] = summary.known;
    json["unread_paths"] = summary.unread_paths;
    return json;
}

Json failures_json(const std::vector<IngestFailure>& failures)
{
    Json list = Json::array();
    for (const auto& [path, failure] : failures) {
        Json row{
            {"path", path}, {"reason", failure.reason}, {"found", failure.found}, {"advice", failure.advice}};
        if (failure.page > 0)
            row["page"] = failure.page;
        list.push_back(std::move(row));
    }
    return list;
}

Json findings_json(const std::vector<NewFinding>& findings)
{
    const auto counts = by_severity(findings);
    Json json;
    for (const Severity severity : kSeverities)
        json[std::string(to_string(severity))] = counts.contains(severity) ? counts.at(severity) : 0;
    json["left_out"] = findings.size() - std::min(findings.size(), kMostFindings);
    json["list"] = Json::array();
    for (std::size_t i = 0; i < std::min(findings.size(), kMostFindings); ++i) {
        const auto& finding = findings[i];
        json["list"].push_back({{"document", finding.document},
                                {"sha256", finding.sha256},
                                {"check", finding.check},
                                {"severity", to_string(finding.severity)},
                                {"entry", finding.entry ? Json(*finding.entry) : Json(nullptr)},
                                {"message", finding.message}});
    }
    return json;
}

std::string number(double value)
{
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), milliseconds(value));
    return {text.data(), end};
}

// One metric: its lines of help and type, then its values.
class Metric
{
public:
    Metric(std::string& text, std::string_view name, std::string_view help) : text_(text), name_(name)
    {
        text_ += "# HELP " + name_ + ' ' + std::string(help) + "\n# TYPE " + name_ + " gauge\n";
    }
    Metric& value(double value)
    {
        text_ += name_ + ' ' + number(value) + '\n';
        return *this;
    }
    // Labels and their values are words of ours: nothing to escape.
    Metric& value(std::string_view label, std::string_view is, double value)
    {
        text_ += name_ + '{' + std::string(label) + "=\"" + std::string(is) + "\"} " + number(value) + '\n';
        return *this;
    }

private:
    std::string& text_;
    std::string name_;
};

}  // namespace

std::string manifest_json(const RunManifest& manifest)
{
    const auto& summary = manifest.summary;
    Json json{{"domesday", manifest.version},
              {"command", "ingest"},
              {"vocabulary", manifest.vocabulary_sha256},
              {"store", manifest.store},
              {"paths", manifest.paths},
              {"options", manifest.options},
              {"limits", manifest.limits},
              {"jobs", manifest.jobs},
              {"protections", summary.protections},
              {"run", manifest.run > 0 ? Json(manifest.run) : Json(nullptr)},
              {"started_at", manifest.started_at},
              {"finished_at", manifest.finished_at},
              {"seconds", milliseconds(manifest.seconds)},
              {"outcome", manifest.outcome},
              {"exit_status", manifest.exit_status},
              {"files", summary.files},
              {"passed_over", summary.passed_over},
              {"elsewhere", summary.elsewhere},
              {"documents", outcomes_json(summary)},
              {"pages", summary.pages},
              {"registers", summary.registers},
              {"entries", summary.entries}};
    for (const Severity severity : kSeverities)
        json["findings"][std::string(to_string(severity))] = summary.count(severity);
    json["new_findings"] = findings_json(manifest.new_findings);
    for (const auto& [stage, seconds] : stages(summary.cost))
        json["seconds_by_stage"][std::string(stage)] = milliseconds(seconds);
    json["slowest_pages"] = Json::array();
    for (const auto& [document, page, seconds] : summary.slowest)
        json["slowest_pages"].push_back(
            {{"document", document}, {"page", page}, {"milliseconds", std::llround(seconds * 1000)}});
    json["failures_by_reason"] = Json::object();
    for (const auto& [path, failure] : summary.failures)
        json["failures_by_reason"][failure.reason] =
            json["failures_by_reason"].value(failure.reason, std::size_t{0}) + 1;
    json["failures"] = failures_json(summary.failures);
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string metrics_text(const RunManifest& manifest)
{
    const auto& summary = manifest.summary;
    std::string text;
    Metric(text, "domesday_last_run_timestamp_seconds", "When the last run ended.")
        .value(static_cast<double>(manifest.finished));
    Metric(text, "domesday_last_run_duration_seconds", "How long the last run took.").value(manifest.seconds);
    Metric(
        text, "domesday_last_run_exit_status",
        "Exit status of the last run: 0 done, 3 an error found, 4 some input unreadable, 5 trouble with the "
        "store, 6 no output, 7 no protections.")
        .value(manifest.exit_status);
    Metric(text, "domesday_files", "Files the last run looked at.").value(static_cast<double>(summary.files));
    Metric documents(text, "domesday_documents", "What became of the documents of the last run.");
    for (const Outcome outcome : kOutcomes)
        documents.value("outcome", to_string(outcome), static_cast<double>(summary.count(outcome)));
    documents.value("outcome", "known", static_cast<double>(summary.known));
    documents.value("outcome", "unread", static_cast<double>(summary.unread_paths));
    Metric(text, "domesday_pages", "Pages the last run read.").value(static_cast<double>(summary.pages));
    Metric findings(text, "domesday_findings", "Findings in the documents of the last run.");
    for (const Severity severity : kSeverities)
        findings.value("severity", to_string(severity), static_cast<double>(summary.count(severity)));
    const auto new_counts = by_severity(manifest.new_findings);
    Metric new_findings(text, "domesday_new_findings", "Findings that the last run was the first to give.");
    for (const Severity severity : kSeverities)
        new_findings.value("severity", to_string(severity),
                           new_counts.contains(severity) ? static_cast<double>(new_counts.at(severity)) : 0);
    Metric cost(text, "domesday_stage_seconds", "Seconds by stage, those of all workers added up.");
    for (const auto& [stage, seconds] : stages(summary.cost))
        cost.value("stage", stage, seconds);
    return text;
}

}  // namespace domesday
