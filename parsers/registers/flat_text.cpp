#include "parsers/registers/flat_text.hpp"

namespace domesday
{

std::vector<Register> registers_from_stream(std::span<const Block> /*blocks*/,
                                            const Vocabulary& /*vocabulary*/)
{
    return {};
}

}  // namespace domesday
