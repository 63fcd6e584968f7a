#include "domesday/report/sample_json.hpp"

#include <nlohmann/json.hpp>

#include "domesday/report/text.hpp"

namespace domesday
{

std::string sample_json(const std::string& seed, const std::vector<SampledValue>& values)
{
    using Json = nlohmann::ordered_json;
    Json json{{"seed", seed}, {"values", Json::array()}};
    for (const auto& value : values) {
        Json row{{"document", value.sha256},
                 {"source", value.document},
                 {"revision", value.revision},
                 {"register", value.subject.reg},
                 {"entry", *value.subject.entry},
                 {"id", value.entry ? Json(*value.entry) : Json(nullptr)},
                 {"field", value.subject.field},
                 {"extracted", value.value.text},
                 {"place", all_places_text(value.value.places)},
                 {"layout", to_string(value.stratum.layout)},
                 {"confidence", to_string(value.stratum.confidence)}};
        row["decision"] = value.decision ? Json(to_string(value.decision->verdict)) : Json(nullptr);
        json["values"].push_back(std::move(row));
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace domesday
