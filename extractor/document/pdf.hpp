// PDF -> pages, through Poppler.
#pragma once

#include "extractor/document/reader.hpp"

namespace domesday
{

// Pages that cannot be read are left out, and told in the result. Throws the first one's InputError when that
// is all of them.
DocumentInfo read_pdf_pages(const Source& source, const ReadOptions& options,
                            const std::function<void(Page&&)>& take);

}  // namespace domesday
