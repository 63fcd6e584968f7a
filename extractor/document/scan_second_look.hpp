// A second look at what must not be misread: numbers and identifiers that stand alone, as scores and ids do.
//
// The marks of such a cell are copied out one by one, without the dirt between them, enlarged, and read again
// with nothing but digits expected. Where the two readings differ, the one kept is marked: its confidence is
// at most kDoubtful and `other` holds what was not chosen. Identifiers are told apart by the shape of their
// marks: a nought is narrower than an O.
#pragma once

#include <string>
#include <vector>

#include "extractor/document/scan_engine.hpp"

namespace domesday
{

// Per cent. A word below it is not to be taken as certain.
inline constexpr int kDoubtful = 50;

struct PieceReading {
    TextPiece piece;
    std::vector<RecognisedWord> words{};
};

void look_again(RecognitionEngine& engine, const ReadyPicture& picture, std::vector<PieceReading>& readings);

// The steps of look_again, for tests.

// "SRO5" with marks of these shapes -> "SR05": O and 0, I and 1 by the shapes of an identifier's marks. The
// text itself where it is no identifier or does not have one mark for each letter.
std::string identifier_by_shape(const std::string& text, const std::vector<PixelBox>& marks);

}  // namespace domesday
