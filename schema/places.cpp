#include "schema/places.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace domesday
{
namespace
{

void append(std::string& text, std::int64_t number)
{
    std::array<char, 24> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    text.append(digits.data(), end);
}

void append_tenths(std::string& text, float points)
{
    const auto tenths = static_cast<std::int64_t>(std::llround(double{points} * 10));
    if (tenths < 0)
        text += '-';
    append(text, std::abs(tenths) / 10);
    if (tenths % 10 != 0) {
        text += '.';
        append(text, std::abs(tenths) % 10);
    }
}

// "12", "-0.5": moves `at` behind it. Several times faster than from_chars for double, and nearly all of our
// numbers are whole.
std::optional<double> number_at(const char*& at, const char* end)
{
    const bool is_negative = at < end && *at == '-';
    std::int64_t whole = 0;
    const auto [after, error] = std::from_chars(at, end, whole);
    if (error != std::errc{})
        return std::nullopt;
    at = after;
    auto number = static_cast<double>(whole);
    if (at < end && *at == '.') {
        ++at;
        for (double weight = 0.1; at < end && *at >= '0' && *at <= '9'; ++at, weight /= 10)
            number += (is_negative ? -weight : weight) * (*at - '0');
    }
    return number;
}

Place place_from(const std::array<double, 5>& numbers, std::size_t count)
{
    Place place{.page = static_cast<int>(numbers[0])};
    if (count == 4) {
        place.line = static_cast<int>(numbers[1]);
        place.begin = static_cast<int>(numbers[2]);
        place.end = static_cast<int>(numbers[3]);
    } else {
        place.box = {static_cast<float>(numbers[1]), static_cast<float>(numbers[2]),
                     static_cast<float>(numbers[3]), static_cast<float>(numbers[4])};
    }
    return place;
}

}  // namespace

std::optional<std::string> text_from_places(const std::vector<Place>& places)
{
    if (places.empty())
        return std::nullopt;
    std::string text = "[";
    for (const auto& place : places) {
        if (text.size() > 1)
            text += ',';
        text += '[';
        append(text, place.page);
        if (place.line > 0) {
            for (const int number : {place.line, place.begin, place.end}) {
                text += ',';
                append(text, number);
            }
        } else {
            for (const float number : {place.box.left, place.box.top, place.box.right, place.box.bottom}) {
                text += ',';
                append_tenths(text, number);
            }
        }
        text += ']';
    }
    return text + "]";
}

std::vector<Place> places_from_text(std::string_view text)
{
    std::vector<Place> places;
    std::array<double, 5> numbers{};
    std::size_t count = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        if (*at == ']' && (count == 4 || count == 5))
            places.push_back(place_from(numbers, count));
        if (*at == '[' || *at == ']')
            count = 0;
        if (const auto number = number_at(at, end); number && count < numbers.size())
            // as the box will hold it: a float next to the limit is rounded up to it
            numbers.at(count++) = std::abs(static_cast<float>(*number)) < 1e9F ? *number : 0;
        else
            ++at;
    }
    return places;
}

std::optional<std::string> text_from_list(const std::vector<std::string>& items)
{
    if (items.empty())
        return std::nullopt;
    std::string text;
    for (const auto& item : items) {
        for (const char letter : item)
            text += letter == '\n' ? ' ' : letter;
        text += '\n';
    }
    text.pop_back();
    return text;
}

std::vector<std::string> list_from_text(std::string_view text)
{
    std::vector<std::string> items;
    if (text.empty())
        return items;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        items.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return items;
}

}  // namespace domesday
