#include "extractor/document/pdf.hpp"

#include <algorithm>
#include <optional>

#include "extractor/document/error.hpp"
#include "extractor/document/pdf_document.hpp"
#include "extractor/document/scan.hpp"

namespace domesday
{
namespace
{

bool has(const std::vector<int>& pages, int page)
{
    return std::find(pages.begin(), pages.end(), page) != pages.end();
}

bool is_wanted(const ReadOptions& options, int page)
{
    return (options.pages.empty() || has(options.pages, page)) && !has(options.pages_left_out, page);
}

bool is_limit(Reason reason)
{
    return reason == Reason::limit_memory || reason == Reason::limit_time || reason == Reason::page_too_large;
}

}  // namespace

DocumentInfo read_pdf_pages(const Source& source, const ReadOptions& options,
                            const std::function<void(Page&&)>& take)
{
    PdfDocument document{source, options.password};
    ScanReader scans{options, source.sha256};
    DocumentInfo info{.kind = SourceKind::pdf, .page_count = document.page_count()};
    std::optional<InputError> first_error;
    bool any_read = false;
    for (int number = 1; number <= document.page_count(); ++number) {
        if (!is_wanted(options, number))
            continue;
        if (options.starting)
            options.starting(number);
        try {
            const auto picture = [&](double dpi, std::size_t pixels) {
                return document.picture(number, dpi, pixels);
            };
            Page page = scans.read(document.page(number), options.ocr, picture);
            if (page.kind == PageKind::scanned)
                info.scanned_pages.push_back({.page = number, .turned = page.turned, .skew = page.skew});
            take(std::move(page));
            any_read = true;
        } catch (const InputError& error) {
            if (!first_error)
                first_error = error;
            info.pages_left_out.push_back(number);
            info.notes.push_back("page " + std::to_string(number) + ": " + error.found +
                                 (error.advice.empty() ? "" : "; " + error.advice));
        }
    }
    if (first_error && !any_read && is_limit(first_error->reason))
        throw *first_error;
    info.repaired = document.repaired();
    return info;
}

}  // namespace domesday
