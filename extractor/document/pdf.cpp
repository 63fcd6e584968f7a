#include "extractor/document/pdf.hpp"

#include "extractor/document/error.hpp"

namespace domesday
{

DocumentInfo read_pdf_pages(const Source& source, const ReadOptions&, const std::function<void(Page&&)>&)
{
    throw InputError({.source = source.name}, Reason::unreadable, "PDFs are not read yet");
}

}  // namespace domesday
