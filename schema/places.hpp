// How places, and lists of short texts, stand in one column of the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

// "[[4,120,5,30],[4,121,0,12]]": page, line, begin, end; or page, left, top, right, bottom in points
// ("[[4,72.5,100,300.1,112]]"), as SQLite's json_each() reads them. None for no places.
std::optional<std::string> text_from_places(const std::vector<Place>& places);

// The reverse. What is no such list gives what could be read of it: the store is not trusted.
std::vector<Place> places_from_text(std::string_view text);

// One item per line; a line feed inside an item becomes a space. None for an empty list.
std::optional<std::string> text_from_list(const std::vector<std::string>& items);
std::vector<std::string> list_from_text(std::string_view text);

}  // namespace domesday
