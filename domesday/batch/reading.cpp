#include "domesday/batch/reading.hpp"

#include <utility>

#include "extractor/layout/grid.hpp"
#include "parsers/registers/document_parser.hpp"

namespace domesday
{

Reading read_document(const Source& source, const ReadOptions& options, const Vocabulary& vocabulary)
{
    DocumentParser parser{vocabulary};
    Reading reading;
    reading.info = read_pages(source, options, [&](Page&& page) { parser.add(layout_from_page(page)); });
    reading.content = parser.finish();
    return reading;
}

}  // namespace domesday
