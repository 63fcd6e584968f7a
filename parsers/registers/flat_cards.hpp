// Cards without positions: a label, its value, the next label ("Risk Owner", "Head of Property", "Target
// date").
//
// A label stands at the beginning of a line, whole or with a colon; behind a card's id also within the line
// ("Risk ID Corp 1 Title: Delivery of savings Current risk score: 20"). Everything up to the next label is
// its value. A card begins at an id's label, or at a line that begins with an id.
#pragma once

#include <optional>

#include "parsers/register.hpp"
#include "parsers/registers/flat_lines.hpp"

namespace domesday
{

class Vocabulary;
class WordNotes;

// None when the document is not made of cards: fewer than two, or most labels have no value (then they are
// the headings of a table).
std::optional<Register> register_from_cards(const FlatDocument& document, const Vocabulary& vocabulary,
                                            WordNotes* notes = nullptr);

}  // namespace domesday
