// Who published a register, under which title, and for which period.
//
// Only what the document says: an organisation is taken where it is named, never from a file name and never
// from "the Council". The period comes from the register's own title, from the headings near it, then from
// the report that brings it; an earlier meeting's minutes in the same pack are not asked.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/block_range.hpp"

namespace domesday
{

class Vocabulary;

struct Period {
    std::optional<std::string> year{};  // "2018/19"
    std::optional<int> quarter{};       // 1-4
    std::string as_at{};                // ISO date
    bool empty() const { return !year && !quarter && as_at.empty(); }
    bool operator==(const Period&) const = default;
};

// The period a line of text names: "Q3 2018/19", "Quarter 3 - 2022/2023", "2020/21 Third Quarter",
// "as at 31 December 2019". Empty fields where it names none.
Period period_in(std::string_view text, const Vocabulary& vocabulary);

struct Publication {
    std::optional<Value> title{};
    std::optional<Value> organisation{};
    Period period{};
    std::vector<Place> period_places{};
};

// Whether a register's title stands in these blocks, as a heading and not as a running head.
bool has_title(std::span<const Block> blocks, BlockRange range, const Vocabulary& vocabulary);

// Of the register whose rows stand in `rows`.
Publication find_publication(std::span<const Block> blocks, BlockRange rows, const Vocabulary& vocabulary);

}  // namespace domesday
