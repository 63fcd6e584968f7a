// The parts of a committee pack: agenda, minutes of an earlier meeting, reports.
//
// Minutes speak of an earlier register, an agenda only names what follows: neither is asked about the
// register that the pack brings.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/layout/grid.hpp"

namespace domesday
{

class Vocabulary;

enum class SectionKind : std::uint8_t { front, agenda, minutes, report };

// The section each block stands in; one per block.
std::vector<SectionKind> sections_of(std::span<const Block> blocks, const Vocabulary& vocabulary);

// A printed line of a paragraph: its words, and their text.
struct PrintedLine {
    std::span<const Word> words;
    std::string text;
};
std::vector<PrintedLine> printed_lines(const Paragraph& paragraph);

}  // namespace domesday
