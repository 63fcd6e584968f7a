// Scores that a document states outside its register's rows: in sentences, or in a cover report's summary
// table.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/block_range.hpp"

namespace domesday
{

class Vocabulary;

// What is already known of the document when its report is read.
struct ReportContext {
    std::span<const Register> registers{};  // their ids say which words are ids
    std::span<const BlockRange> taken{};    // blocks that are register rows or keys: never read for mentions
};

std::vector<Mention> find_mentions(std::span<const Block> blocks, const ReportContext& context,
                                   const Vocabulary& vocabulary);

}  // namespace domesday
