// What a cover report says was added to and deleted from the register that it brings.
//
// Minutes of an earlier meeting speak of an earlier register and are not asked. "No new entries" states the
// movements too: `stated` is set and the lists are empty.
#pragma once

#include <span>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/mentions.hpp"

namespace domesday
{

Movements find_movements(std::span<const Block> blocks, const ReportContext& context,
                         const Vocabulary& vocabulary);

}  // namespace domesday
