#include "domesday/batch/reading.hpp"

#include <algorithm>
#include <utility>

#include "domesday/batch/stop_watch.hpp"
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

void add_page(ReadingCost& cost, const PageTime& page)
{
    auto& slowest = cost.slowest;
    slowest.insert(
        std::upper_bound(slowest.begin(), slowest.end(), page,
                         [](const PageTime& a, const PageTime& b) { return a.seconds > b.seconds; }),
        page);
    if (slowest.size() > kSlowestPages)
        slowest.pop_back();
}

}  // namespace

Reading read_document(const Source& source, const ReadOptions& options, const Vocabulary& vocabulary)
{
    DocumentParser parser{vocabulary};
    Reading reading;
    std::vector<PageFrame> frames;
    StopWatch watch;
    ReadingCost& cost = reading.cost;
    reading.info = read_pages(source, options, [&](Page&& page) {
        frames.push_back({.number = page.number,
                          .from_picture = page.kind == PageKind::scanned,
                          .turned = page.turned,
                          .skew = page.skew});
        const double read = watch.lap();
        (page.kind == PageKind::scanned ? cost.recognise : cost.read) += read;
        auto laid_out = layout_from_page(page);
        const double layout = watch.lap();
        cost.layout += layout;
        parser.add(std::move(laid_out));
        const double parse = watch.lap();
        cost.parse += parse;
        add_page(cost, {page.number, read + layout + parse});
    });
    reading.content = parser.finish();
    cost.parse += watch.lap();
    if (options.ocr == OcrMode::verify && source.kind == SourceKind::pdf)
        verify(source, options, frames, reading);
    cost.recognise += watch.lap();
    return reading;
}

Reading surveyed(const Source& source, const ReadOptions& options)
{
    constexpr int kMostJudged = 16;
    Reading reading;
    reading.info.kind = source.kind;
    reading.survey = survey_of(source, options, kMostJudged);
    return reading;
}

}  // namespace domesday
