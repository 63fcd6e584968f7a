// Can the text layer of a PDF page be trusted, or must the page be read from its picture?
//
// Judged page by page: a pack mixes typed reports with scanned appendices. A page that is blank, or only a
// photograph, is normal; its picture has no lines of text.
#pragma once

#include <string>

#include "extractor/document/page.hpp"

namespace domesday
{

enum class TextLayer {
    good,
    missing,   // no words at all: a scan, text drawn as curves, or a blank page
    machine,   // invisible words over a picture of the page: an earlier recognition, of unknown quality
    unmapped,  // fonts that do not say which letters they show
    garbled,   // words, but not of a language
    covered,   // a picture that may hold a table, and only a few words beside it
};

TextLayer judge_text_layer(const Page& page);

std::string_view to_string(TextLayer layer);  // for the page's notes

// Share of the words that could be of a language written in Latin letters: 0.9 and more in registers, below
// 0.4 where a font's letters are mixed up. 1 where there are too few words to tell.
double share_of_plausible_words(const Page& page);

}  // namespace domesday
