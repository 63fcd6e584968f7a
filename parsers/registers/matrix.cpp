#include "parsers/registers/matrix.hpp"

namespace domesday
{

std::vector<FoundMatrix> find_matrices(std::span<const Block>, const Vocabulary&)
{
    return {};
}

std::optional<Matrix> find_matrix(std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    auto found = find_matrices(blocks, vocabulary);
    if (found.empty()) {
        return std::nullopt;
    }
    return std::move(found.front().matrix);
}

const FoundMatrix* nearest_matrix(std::span<const FoundMatrix> found, BlockRange)
{
    return found.empty() ? nullptr : &found.front();
}

}  // namespace domesday
