// PDF -> pages, through Poppler.
#pragma once

#include "extractor/document/reader.hpp"

namespace domesday
{

DocumentInfo read_pdf_pages(const Source& source, const ReadOptions& options,
                            const std::function<void(Page&&)>& take);

}  // namespace domesday
