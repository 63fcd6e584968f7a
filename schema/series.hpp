// Which registers belong to one series: the same publisher's, quarter after quarter.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "parsers/register.hpp"

namespace domesday
{

// A number that sorts by time: 20183 for 2018/19 Q3, 20180 where no quarter is known. The printed period;
// where none is printed, a file name that states year and quarter ("2018-19-q3-register.txt").
std::optional<int> period_of(const Register& reg, std::string_view document_name);
std::string period_text(int period);  // "2018/19 Q3"; "2018/19" where no quarter is known
std::optional<int> period_from_name(std::string_view document_name);

// Of the id and the first words of the title: entries with the same fingerprint may be one risk in two
// quarters. None where either is missing.
std::optional<std::int64_t> fingerprint_of(const Entry& entry);

std::set<std::int64_t> fingerprints_of(const Register& reg);

// 0: no word in common; 1: the same words. Case, punctuation and order do not matter.
double title_likeness(std::string_view a, std::string_view b);

// From this likeness on two titles are taken for one risk's. A re-worded title of the same risk keeps more
// than half of its words, an id given to another risk shares stop words at most (samples/, both quarters of
// one council).
inline constexpr double kSameTitle = 0.5;

}  // namespace domesday
