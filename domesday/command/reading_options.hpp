// The options that say how documents are read; ingest and read have them.
#pragma once

#include <string>

#include "extractor/document/reader.hpp"
#include "parsers/text/vocabulary.hpp"

namespace CLI
{
class App;
}

namespace domesday
{

struct ReadingOptions {
    ReadOptions read;
    bool cache_is_chosen = false;  // by --ocr-cache; else ingest keeps recognised pages beside the store
    std::string vocabulary;        // a file that adds to the compiled-in one; empty: none
};

void add_reading_options(CLI::App& app, ReadingOptions& options);

// Throws InputError where the file cannot be read or says what the vocabulary cannot mean.
Vocabulary vocabulary_from(const ReadingOptions& options);

}  // namespace domesday
