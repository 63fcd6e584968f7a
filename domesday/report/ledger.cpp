#include "domesday/report/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "domesday/report/text.hpp"

namespace domesday
{
namespace
{

constexpr int kColumn = 11;
constexpr std::size_t kTextWidth = 90;

PageWords total_of(const std::vector<PageWords>& pages)
{
    PageWords total;
    for (const auto& page : pages) {
        total.words += page.words;
        for (const WordUse use : kWordUses)
            total[use] += page[use];
    }
    return total;
}

std::string words_text(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " word" : " words");
}

void print_row(std::ostream& out, const std::string& name, const PageWords& page)
{
    out << std::right << std::setw(kColumn) << name << std::setw(kColumn) << page.words;
    for (const WordUse use : kWordUses)
        out << std::setw(kColumn) << page[use];
    if (page.words != page.accounted())
        out << "  not accounted for: " << page.words << " words in, " << page.accounted() << " out";
    out << '\n';
}

void print_left_out(std::ostream& out, const std::vector<LeftOut>& left_out)
{
    std::vector<std::string> reasons;
    for (const auto& item : left_out)
        if (std::find(reasons.begin(), reasons.end(), item.reason) == reasons.end())
            reasons.push_back(item.reason);
    for (const auto& reason : reasons) {
        std::size_t words = 0;
        bool is_explained = true;
        for (const auto& item : left_out)
            if (item.reason == reason) {
                words += item.words;
                is_explained = is_explained && item.is_explained;
            }
        out << "left out, " << one_line(reason, 2 * kTextWidth) << ": " << words_text(words)
            << (is_explained ? "\n" : "  [words-unplaced]\n");
        for (const auto& item : left_out)
            if (item.reason == reason)
                out << "    " << (item.entry ? *item.entry + ": " : std::string())
                    << one_line(item.text, kTextWidth) << " [" << place_text(item.places) << "]\n";
    }
}

using Json = nlohmann::ordered_json;

Json json_from(const PageWords& page)
{
    Json json{{"words", page.words}};
    for (const WordUse use : kWordUses)
        json[std::string(to_string(use))] = page[use];
    return json;
}

Json json_from(const Place& place)
{
    if (place.line > 0)
        return {{"page", place.page}, {"line", place.line}, {"begin", place.begin}, {"end", place.end}};
    const auto tenth = [](float points) { return std::round(double{points} * 10) / 10; };
    return {{"page", place.page},
            {"box",
             {tenth(place.box.left), tenth(place.box.top), tenth(place.box.right), tenth(place.box.bottom)}}};
}

Json json_from(const LeftOut& item)
{
    Json json{{"page", item.page},      {"entry", item.entry ? Json(*item.entry) : Json(nullptr)},
              {"text", item.text},      {"words", item.words},
              {"reason", item.reason},  {"explained", item.is_explained},
              {"places", Json::array()}};
    for (const auto& place : item.places)
        json["places"].push_back(json_from(place));
    return json;
}

}  // namespace

std::string ledger_text(const LoadedDocument& loaded)
{
    const ParsedDocument& content = loaded.reading.content;
    const PageWords total = total_of(content.pages);
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << loaded.document.name << ": " << words_text(total.words) << " on " << content.pages.size()
        << (content.pages.size() == 1 ? " page\n" : " pages\n");
    out << std::right << std::setw(kColumn) << "page";
    for (const char* name : {"words", "cell", "heading", "furniture", "prose", "left out"})
        out << std::setw(kColumn) << name;
    out << '\n';
    for (const auto& page : content.pages)
        print_row(out, page.page > 0 ? std::to_string(page.page) : "-", page);
    if (content.pages.size() > 1)
        print_row(out, "all", total);
    print_left_out(out, content.left_out);
    return out.str();
}

std::string ledger_json(const LoadedDocument& loaded)
{
    const ParsedDocument& content = loaded.reading.content;
    Json json{{"source", loaded.document.name}, {"sha256", loaded.document.sha256}};
    json["pages"] = Json::array();
    for (const auto& page : content.pages) {
        Json row{{"page", page.page}};
        row.update(json_from(page));
        json["pages"].push_back(std::move(row));
    }
    json["total"] = json_from(total_of(content.pages));
    json["left_out"] = Json::array();
    for (const auto& item : content.left_out)
        json["left_out"].push_back(json_from(item));
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace domesday
