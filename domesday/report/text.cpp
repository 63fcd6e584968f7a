#include "domesday/report/text.hpp"

#include <cmath>

#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kPlacesShown = 3;
constexpr std::size_t kFactWidth = 100;

std::string points(float length)
{
    return std::to_string(std::lround(length));
}

// Without the page where the place before is on the same one.
std::string one_place(const Place& place, int page_before)
{
    std::string text;
    if (place.page > 0 && place.page != page_before)
        text = "page " + std::to_string(place.page) + ", ";
    if (place.line > 0)
        return text + "line " + std::to_string(place.line) + ", characters " + std::to_string(place.begin) +
               "-" + std::to_string(place.end);
    return text + points(place.box.left) + "," + points(place.box.top) + " to " + points(place.box.right) +
           "," + points(place.box.bottom) + " pt";
}

std::string places_text(const std::vector<Place>& places, std::size_t most)
{
    if (places.empty())
        return "no place";
    std::string text;
    int page = 0;
    for (std::size_t i = 0; i < places.size() && i < most; ++i) {
        text += (i == 0 ? "" : "; ") + one_place(places[i], page);
        page = places[i].page;
    }
    return text;
}

std::string fact_text(std::string_view word, const Fact& fact,
                      const std::map<std::string, std::string>& names)
{
    if (fact.what.empty() && fact.text.empty() && fact.places.empty())
        return {};
    std::string text = "    " + std::string(word) + fact.what;
    if (!fact.text.empty())
        text += (fact.what.empty() ? "\"" : ": \"") + one_line(fact.text, kFactWidth) + "\"";
    text += " [";
    if (const auto name = names.find(fact.document); !fact.document.empty() && name != names.end())
        text += name->second + ", ";
    return text + place_text(fact.places) + "]\n";
}

}  // namespace

std::string place_text(const std::vector<Place>& places)
{
    std::string text = places_text(places, kPlacesShown);
    if (places.size() > kPlacesShown)
        text += "; and " + std::to_string(places.size() - kPlacesShown) + " more";
    return text;
}

std::string all_places_text(const std::vector<Place>& places)
{
    return places_text(places, places.size());
}

std::string score_text(const Score& score)
{
    std::string text;
    if (score.value)
        text = number_text(*score.value);
    if (score.label)
        text += (text.empty() ? "" : " ") + *score.label;
    if (score.likelihood || score.impact) {
        text += text.empty() ? "(" : " (";
        if (score.likelihood)
            text += "likelihood " + std::to_string(*score.likelihood);
        if (score.impact)
            text += std::string(score.likelihood ? ", " : "") + "impact " + std::to_string(*score.impact);
        text += ")";
    }
    return text.empty() ? "nothing" : text;
}

std::string one_line(std::string_view text, std::size_t width)
{
    std::string line;
    for (const char letter : text)
        line += letter == '\n' ? std::string(" / ") : std::string(1, letter);
    if (line.size() <= width)
        return line;
    std::size_t end = line.rfind(' ', width);
    if (end == std::string::npos || end < width / 2) {
        end = width;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80)
            --end;  // not inside a character
    }
    return line.substr(0, end) + " ...";
}

std::string finding_text(const Finding& finding, std::string_view document,
                         const std::map<std::string, std::string>& names)
{
    std::string text{document};
    text += ":";
    if (finding.entry)
        text += " " + *finding.entry;
    if (finding.stage)
        text += " " + std::string(to_string(*finding.stage));
    if (finding.entry || finding.stage)
        text += ":";
    if (finding.printed)
        text += " " + one_line(*finding.printed, kFactWidth);
    if (finding.expected)
        text +=
            std::string(finding.printed ? ", " : " ") + "expected " + one_line(*finding.expected, kFactWidth);
    text += "  [" + finding.check + ", " + std::string(to_string(finding.severity)) + "]\n";
    text += "    " + finding.message + "\n";
    text += fact_text("", finding.found, names);
    text += fact_text("against ", finding.against, names);
    return text;
}

}  // namespace domesday
