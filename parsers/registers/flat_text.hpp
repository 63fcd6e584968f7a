// Registers whose tables were flattened into one stream of lines: no positions left, only the order of the
// words and the line breaks.
//
// Three shapes occur, also mixed within one document:
//   column after column  the cells of a row follow each other, each as a block of lines;
//   line by line         the words of all columns follow each other on every printed line;
//   cards                a label, then its value, then the next label.
// What stands in which column is found from the document itself: the order of its headings, the words of rows
// that are cleanly separated, the widths that its columns print, the sentences it prints twice. Values got by
// splitting a line carry Confidence::medium or low and a reason; words that fit no column are kept as
// Field::unplaced of their entry, never dropped.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"

namespace domesday
{

class Vocabulary;
class WordNotes;

// `blocks`: the blocks of the document's stream pages, in order; Grids among them are passed over.
// Place::line of the words tells the printed lines, a new Paragraph that a blank line (or page break) stood
// between. Empty when nothing in them looks like a register.
// `notes`, if given, gets the lines that are no part of any cell.
std::vector<Register> registers_from_stream(std::span<const Block> blocks, const Vocabulary& vocabulary,
                                            WordNotes* notes = nullptr);

}  // namespace domesday
