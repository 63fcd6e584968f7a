#include "domesday/report/events_json.hpp"

#include <nlohmann/json.hpp>

namespace domesday
{
namespace
{

using Json = nlohmann::ordered_json;

// https://id.loc.gov/vocabulary/preservation/eventType has these.
const char* event_type(const std::string& command)
{
    if (command == "ingest")
        return "metadata extraction";
    return command == "check" ? "validation" : "metadata modification";
}

Json json_from(const RunRecord& run, const std::vector<RunReading>& readings)
{
    Json objects = Json::array();
    for (const auto& reading : readings)
        objects.push_back({{"linkingObjectIdentifierType", "sha-256"},
                           {"linkingObjectIdentifierValue", reading.sha256},
                           {"revision", reading.revision},
                           {"outcome", reading.outcome}});
    return {{"eventIdentifier",
             {{"eventIdentifierType", "run"}, {"eventIdentifierValue", std::to_string(run.id)}}},
            {"eventType", event_type(run.command)},
            {"eventDateTime", run.started_at + (run.finished_at ? "/" + *run.finished_at : "")},
            {"eventDetail",
             {{"command", run.command},
              {"options", run.options},
              {"vocabulary", run.vocabulary},
              {"protections", run.protections}}},
            {"eventOutcome", run.outcome.empty() ? "not finished" : run.outcome},
            {"linkingAgentIdentifier",
             {{"linkingAgentIdentifierType", "software"},
              {"linkingAgentIdentifierValue", "domesday " + run.version}}},
            {"linkingObjectIdentifier", std::move(objects)}};
}

}  // namespace

std::string events_json(const Store& store)
{
    Json events = Json::array();
    for (const auto& run : runs(store))
        events.push_back(json_from(run, readings_of(store, run.id)));
    return Json{{"events", std::move(events)}}.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace domesday
