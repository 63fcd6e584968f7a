// Which places of a document are to be compared between text layer and picture (`--ocr verify`): its entries'
// ids and scores; and what a difference means for them.
#pragma once

#include <span>
#include <vector>

#include "extractor/document/scan_verify.hpp"
#include "parsers/register.hpp"

namespace domesday
{

// The places of ids, scores, likelihoods and impacts, in the order of the entries.
std::vector<Place> places_to_compare(const ParsedDocument& document);

// Keeps each difference with its entry. A value stays what it was read as; where that was the text layer, its
// confidence becomes low and the picture's reading stands beside it. `differences` count the places that
// places_to_compare gives.
void note_differences(ParsedDocument& document, std::span<const LayerDifference> differences);

}  // namespace domesday
