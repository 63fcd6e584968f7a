// Stored or just read -> what the reports show.
#pragma once

#include "domesday/report/register_json.hpp"
#include "schema/store.hpp"

namespace domesday
{

// `decisions`: as Store::decisions gives them.
DocumentReport report_from(LoadedDocument&& loaded, std::vector<Decision> decisions = {});

// A document that was read without a store.
DocumentReport report_from(std::string source, std::string sha256, Extraction&& reading,
                           std::vector<Finding> findings);

}  // namespace domesday
