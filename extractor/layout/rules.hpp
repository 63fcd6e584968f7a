// Ruling lines as a table uses them: pieces put together, doubles made one.
#pragma once

#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

struct RuleOptions {
    // Parallel rules nearer than this are one. Exports that draw the border of each cell draw it twice, up
    // to 1 pt apart (merged cells, sub-rows); a double rule under a heading has 2.5 pt between its lines.
    float snap = 2.0F;
    // Pieces of one line nearer than this are one: dashes, and borders drawn cell by cell.
    float gap = 3.0F;
    // A page with more pieces is a drawing: site plans have tens of thousands, our densest register page
    // (a key to scores and ten columns, each border a box) 900.
    std::size_t most = 20000;
};

struct RuleSet {
    std::vector<Rule> horizontal{};  // by y, then x
    std::vector<Rule> vertical{};    // by x, then y
    bool is_drawing = false;         // too many pieces: left out
};

// Time is n log n in the rules of the page.
RuleSet rules_from_page(const Page& page, const RuleOptions& options = {});

}  // namespace domesday
