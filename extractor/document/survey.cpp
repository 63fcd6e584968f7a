#include "extractor/document/survey.hpp"

#include <algorithm>

#include "extractor/document/error.hpp"
#include "extractor/document/pdf_document.hpp"
#include "extractor/document/text_layer.hpp"

namespace domesday
{
namespace
{

bool is_picture(const Page& page, OcrMode mode)
{
    if (mode == OcrMode::never)
        return false;
    return mode == OcrMode::always || judge_text_layer(page) != TextLayer::good;
}

}  // namespace

Survey survey_of(const Source& source, const ReadOptions& options, int most_judged)
{
    const auto bytes = source.content();
    if (source.kind == SourceKind::text)
        return {.pages = 1 + static_cast<int>(std::count(bytes.begin(), bytes.end(), '\f'))};
    PdfDocument document{source, options.password};
    Survey survey{.pages = document.page_count()};
    const int looks = std::min(survey.pages, most_judged);
    for (int i = 0; i < looks; ++i) {
        // the middle of each of as many equal parts
        const int number = 1 + static_cast<int>((2LL * i + 1) * survey.pages / (2LL * looks));
        if (options.starting)
            options.starting(number);
        try {
            survey.pictures += is_picture(document.page(number), options.ocr) ? 1 : 0;
            ++survey.judged;
        } catch (const InputError&) {  // ingest will say so; here it takes no time
        }
    }
    return survey;
}

}  // namespace domesday
