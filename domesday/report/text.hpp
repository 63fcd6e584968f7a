// Pieces of listings for a person at a terminal.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/checks/wording.hpp"
#include "parsers/register.hpp"

namespace domesday
{

// "page 45, line 120, characters 4-31; line 121, characters 0-12": of many places the first three and how
// many more there are. "no place" for none.
std::string place_text(const std::vector<Place>& places);
std::string all_places_text(const std::vector<Place>& places);  // of many places all

// "16 Major/Likely (likelihood 4, impact 4)"; "nothing" where neither number nor words are printed.
std::string score_text(const Score& score);

// On one line; line feeds become " / ". Longer than `width` bytes: cut at a word, with "...".
std::string one_line(std::string_view text, std::size_t width);

// The finding in one line, its sentence, then both facts, each with its place.
// `names`: of other documents that a fact stands in, by sha-256.
std::string finding_text(const Finding& finding, std::string_view document,
                         const std::map<std::string, std::string>& names);

}  // namespace domesday
