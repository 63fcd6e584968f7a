#include "extractor/layout/grid.hpp"

namespace domesday
{

const Cell* Grid::at(std::size_t row, std::size_t column) const
{
    for (const auto& cell : cells)
        if (row >= cell.row && row < cell.row + cell.row_span && column >= cell.column &&
            column < cell.column + cell.column_span)
            return &cell;
    return nullptr;
}

std::string plain_text(const std::vector<Word>& words)
{
    std::string text;
    for (const auto& word : words) {
        if (!text.empty() && word.join != Join::none)
            text += word.join == Join::space ? ' ' : '\n';
        text += word.text;
    }
    return text;
}

}  // namespace domesday
