// The blocks of a page: table grids, and the paragraphs outside them.
//
// Rows and columns count from 0. Lengths as in page.hpp. Every word of a page is in exactly one block.
// A Grid owns its words: it stays valid after the page is gone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

struct Cell {
    std::size_t row = 0, column = 0;
    std::size_t row_span = 1, column_span = 1;  // a merged cell is held once, at its top-left
    int page = 0;
    Box box;                              // of the ruled cell; of its words where there are no rules
    std::vector<Word> words{};            // in reading order, Word::join says how they follow each other
    std::optional<std::uint32_t> fill{};  // 0xRRGGBB of the area behind the cell
    bool operator==(const Cell&) const = default;
};

// How the grid was found: it decides how far its columns can be trusted.
enum class GridKind : std::uint8_t {
    ruled,       // lines on all sides
    horizontal,  // horizontal rules or filled bands only; columns from the alignment of words
    unruled,     // rows and columns from the alignment of words alone
    tabbed,      // a dump's tabs
};

struct Grid {
    GridKind kind = GridKind::ruled;
    int page = 0;                       // the page it begins on
    Box box;                            // on that page
    int first_line = 0, last_line = 0;  // dumps: the lines it stands on
    std::size_t rows = 0, columns = 0;
    std::vector<Cell> cells{};           // by row, then column; empty cells may be left out
    std::vector<float> column_edges{};   // columns + 1 positions, points; empty for tabbed grids
    std::vector<int> row_lines{};        // dumps: the line each row begins on
    std::vector<bool> blank_before{};    // per row: a blank line or a page break stands before it
    std::vector<std::string> reasons{};  // why it was taken for a grid, for `show --why`
    bool operator==(const Grid&) const = default;

    // The cell that covers (row, column), or null.
    const Cell* at(std::size_t row, std::size_t column) const;
};

enum class ParagraphKind : std::uint8_t { prose, heading, header, footer, page_number };

// Lines of running text; Word::join says where a printed line begins.
struct Paragraph {
    ParagraphKind kind = ParagraphKind::prose;
    int page = 0;
    Box box;
    std::vector<Word> words{};
    bool operator==(const Paragraph&) const = default;
};

using Block = std::variant<Grid, Paragraph>;

struct PageLayout {
    int number = 1;
    float width = 0, height = 0;
    PageKind kind = PageKind::printed;
    std::size_t words = 0;        // of the page: as many as its blocks hold
    std::vector<Block> blocks{};  // in reading order
    std::vector<std::string> notes{};
};

struct LayoutOptions {
};

PageLayout layout_from_page(const Page& page, const LayoutOptions& options = {});

// The text of words as it was printed: lines end in '\n'.
std::string plain_text(const std::vector<Word>& words);

}  // namespace domesday
