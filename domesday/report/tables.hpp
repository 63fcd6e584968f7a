// The tables of a document, whatever they say: the output of `domesday tables`.
//
// Tables are given page by page, as they stand; one that goes on over the page is given on each. A merged
// cell is given once, at its top-left. Bytes depend on the tables alone.
#pragma once

#include <string>
#include <vector>

#include "extractor/layout/grid.hpp"

namespace domesday
{

struct PageTables {
    int page = 0;
    std::vector<Grid> tables{};
};

// The text of a cell, lines ending in '\n', without the dots that lead from a label to its figure.
std::string text_without_leaders(const std::vector<Word>& words);

// {"pages": [{"page", "tables": [{"bbox", "kind", "reasons", "cells": [{"row", "col", "row_span", "col_span",
// "text", "bbox"}]}]}]}: rows and columns from 0, boxes [left, top, right, bottom] in points from the
// top-left corner of the page as displayed. Pages without a table are left out.
std::string tables_json(const std::vector<PageTables>& pages);

// RFC 4180, one record per row, tables separated by an empty line; places a merged cell covers are empty.
// A field that a spreadsheet would take for a formula keeps its text: this is an extract, not a workbook.
std::string tables_csv(const std::vector<PageTables>& pages);

// One HTML page, every text escaped; merged cells by rowspan and colspan.
std::string tables_html(const std::vector<PageTables>& pages, const std::string& title);

}  // namespace domesday
