// How much there is to read in a source, told without reading all of it.
#pragma once

#include "extractor/document/reader.hpp"

namespace domesday
{

struct Survey {
    int pages = 0;     // a dump without form feeds has one
    int judged = 0;    // so many of them were looked at, spread over the document
    int pictures = 0;  // and so many of those have to be read from their pictures
};

// Looks at `most_judged` pages at most. Throws InputError where the source cannot be opened.
Survey survey_of(const Source& source, const ReadOptions& options, int most_judged);

}  // namespace domesday
