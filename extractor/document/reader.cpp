#include "extractor/document/reader.hpp"

#include "extractor/document/dump.hpp"
#include "extractor/document/pdf.hpp"
#include "extractor/document/scan_engine.hpp"

namespace domesday
{

void require_languages(const std::string& languages)
{
    require_models(languages);
}

DocumentInfo read_pages(const Source& source, const ReadOptions& options,
                        const std::function<void(Page&&)>& take)
{
    return source.kind == SourceKind::pdf ? read_pdf_pages(source, options, take)
                                          : read_dump_pages(source, options, take);
}

}  // namespace domesday
