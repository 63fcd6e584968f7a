#include "domesday/report/log_line.hpp"

#include <nlohmann/json.hpp>

namespace domesday
{

std::string log_json(std::string_view event, const LogFields& fields)
{
    nlohmann::ordered_json json{{"event", event}};
    for (const auto& [name, value] : fields)
        json[std::string(name)] = value;
    return json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace domesday
