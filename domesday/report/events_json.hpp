// The runs of a store as events after PREMIS 3 (the Library of Congress's dictionary of preservation
// metadata): its names of things in JSON, not its XML.
#pragma once

#include <string>

#include "schema/nights.hpp"

namespace domesday
{

std::string events_json(const Store& store);

}  // namespace domesday
