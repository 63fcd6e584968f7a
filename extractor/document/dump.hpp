// Text dump -> pages. The structure of a dump decides how it is read, not its name.
#pragma once

#include "extractor/document/reader.hpp"

namespace domesday
{

DocumentInfo read_dump_pages(const Source& source, const ReadOptions& options,
                             const std::function<void(Page&&)>& take);

}  // namespace domesday
