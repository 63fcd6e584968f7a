// One document through the stages, from bytes to what it says: pages -> grids -> registers.
#pragma once

#include <cstddef>
#include <vector>

#include "extractor/document/reader.hpp"
#include "extractor/document/source.hpp"
#include "extractor/document/survey.hpp"
#include "parsers/register.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

struct PageTime {
    int page = 0;
    double seconds = 0;
};

// Seconds that passed; never kept in the store.
struct ReadingCost {
    double read = 0;       // pages with text of their own
    double recognise = 0;  // pages that were read from their pictures, and looked at again by --ocr verify
    double layout = 0;
    double parse = 0;
    std::vector<PageTime> slowest{};  // at most kSlowestPages, slowest first
};

inline constexpr std::size_t kSlowestPages = 10;

struct Reading {
    DocumentInfo info;
    ParsedDocument content;
    ReadingCost cost{};
    Survey survey{};  // where that was asked for, and then nothing else is here
};

// Throws InputError when nothing of the source can be read.
Reading read_document(const Source& source, const ReadOptions& options, const Vocabulary& vocabulary);

// How much there is to read, without reading it: looks at 16 pages of a PDF at most.
Reading surveyed(const Source& source, const ReadOptions& options);

}  // namespace domesday
