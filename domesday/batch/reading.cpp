#include "domesday/batch/reading.hpp"

#include <utility>

#include "extractor/document/scan_verify.hpp"
#include "extractor/layout/grid.hpp"
#include "parsers/registers/document_parser.hpp"
#include "parsers/registers/layer_questions.hpp"

namespace domesday
{

namespace
{

// Text layer against picture, where the entries' ids and scores stand.
void verify(const Source& source, const ReadOptions& options, const std::vector<PageFrame>& frames,
            Reading& reading)
{
    const auto compared = compare_layers(source, options, frames, places_to_compare(reading.content));
    note_differences(reading.content, compared.differences);
    reading.info.notes.insert(reading.info.notes.end(), compared.notes.begin(), compared.notes.end());
}

}  // namespace

Reading read_document(const Source& source, const ReadOptions& options, const Vocabulary& vocabulary)
{
    DocumentParser parser{vocabulary};
    Reading reading;
    std::vector<PageFrame> frames;
    reading.info = read_pages(source, options, [&](Page&& page) {
        frames.push_back({.number = page.number,
                          .from_picture = page.kind == PageKind::scanned,
                          .turned = page.turned,
                          .skew = page.skew});
        parser.add(layout_from_page(page));
    });
    reading.content = parser.finish();
    if (options.ocr == OcrMode::verify && source.kind == SourceKind::pdf)
        verify(source, options, frames, reading);
    return reading;
}

}  // namespace domesday
