// PDF -> pages, through Poppler.
#pragma once

#include "extractor/document/reader.hpp"

namespace domesday
{

// Pages that cannot be read are left out, and told in the result. Throws the first one's InputError when none
// can be and a limit stopped us: pages that are not in the file are no reason to refuse it.
DocumentInfo read_pdf_pages(const Source& source, const ReadOptions& options,
                            const std::function<void(Page&&)>& take);

}  // namespace domesday
