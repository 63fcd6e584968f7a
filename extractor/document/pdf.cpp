#include "extractor/document/pdf.hpp"

#include <algorithm>

#include "extractor/document/error.hpp"
#include "extractor/document/pdf_document.hpp"

namespace domesday
{
namespace
{

bool is_wanted(const ReadOptions& options, int page)
{
    return options.pages.empty() ||
           std::find(options.pages.begin(), options.pages.end(), page) != options.pages.end();
}

}  // namespace

DocumentInfo read_pdf_pages(const Source& source, const ReadOptions& options,
                            const std::function<void(Page&&)>& take)
{
    PdfDocument document{source, options.password};
    DocumentInfo info{.kind = SourceKind::pdf, .page_count = document.page_count()};
    for (int number = 1; number <= document.page_count(); ++number) {
        if (!is_wanted(options, number))
            continue;
        try {
            Page page = document.page(number);
            take(std::move(page));
        } catch (const InputError& error) {
            info.pages_left_out.push_back(number);
            info.notes.push_back("page " + std::to_string(number) + ": " + error.found);
        }
    }
    info.repaired = document.repaired();
    return info;
}

}  // namespace domesday
