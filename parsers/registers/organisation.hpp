// Names of publishers: "Lancashire County Council", "London Borough of Havering".
//
// "The County Council" is no name. A name is never put together from parts.
#pragma once

#include <optional>
#include <span>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"

namespace domesday
{

class Vocabulary;

// The first name among the words.
std::optional<Value> organisation_in(std::span<const Word> words, const Vocabulary& vocabulary);

// The name, where nearly all of the line is the name.
std::optional<Value> organisation_line(std::span<const Word> words, const Vocabulary& vocabulary);

// The name that running text gives at least twice, and twice as often as any other.
std::optional<Value> organisation_of_text(std::span<const Block> blocks, const Vocabulary& vocabulary);

}  // namespace domesday
