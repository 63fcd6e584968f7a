// One document through the stages, from bytes to what it says: pages -> grids -> registers.
#pragma once

#include "extractor/document/reader.hpp"
#include "extractor/document/source.hpp"
#include "parsers/register.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

struct Reading {
    DocumentInfo info;
    ParsedDocument content;
};

// Throws InputError when nothing of the source can be read.
Reading read_document(const Source& source, const ReadOptions& options, const Vocabulary& vocabulary);

}  // namespace domesday
