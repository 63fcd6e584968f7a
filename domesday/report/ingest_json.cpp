#include "domesday/report/ingest_json.hpp"

#include <nlohmann/json.hpp>

namespace domesday
{
namespace
{

template <class Key>
std::size_t count_in(const std::map<Key, std::size_t>& counts, Key key)
{
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

}  // namespace

std::size_t IngestSummary::documents_read() const
{
    std::size_t sum = 0;
    for (const auto& [outcome, number] : read)
        sum += number;
    return sum;
}

std::size_t IngestSummary::count(Outcome outcome) const
{
    return count_in(read, outcome);
}

std::size_t IngestSummary::count(Severity severity) const
{
    return count_in(findings, severity);
}

std::string ingest_json(const IngestSummary& summary, const std::string& store)
{
    using Json = nlohmann::ordered_json;
    Json json{{"store", store},
              {"files", summary.files},
              {"passed_over", summary.passed_over},
              {"known", summary.known},
              {"read", summary.documents_read()}};
    for (const Outcome outcome : {Outcome::complete, Outcome::partial, Outcome::quarantined})
        json[std::string(to_string(outcome))] = summary.count(outcome);
    if (summary.elsewhere > 0)
        json["elsewhere"] = summary.elsewhere;
    json["unread_paths"] = summary.unread_paths;
    json["registers"] = summary.registers;
    json["entries"] = summary.entries;
    json["findings"] = Json::object();
    for (const Severity severity : {Severity::error, Severity::warning, Severity::info})
        json["findings"][std::string(to_string(severity))] = summary.count(severity);
    if (summary.decisions_carried + summary.decisions_not_carried > 0)
        json["decisions"] = {{"carried", summary.decisions_carried},
                             {"not_carried", summary.decisions_not_carried}};
    json["failures"] = Json::array();
    for (const auto& [path, failure] : summary.failures) {
        Json row{
            {"path", path}, {"reason", failure.reason}, {"found", failure.found}, {"advice", failure.advice}};
        if (failure.page > 0)
            row["page"] = failure.page;
        json["failures"].push_back(std::move(row));
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace domesday
