#include "extractor/document/markup.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace domesday
{
namespace
{

// A tag with a style sheet in it is still shorter; what is longer is text with a "<" in it.
constexpr std::size_t kLongestTag = 500;
constexpr std::size_t kLongestEntity = 10;

struct TagName {
    std::string_view name;
    TagKind kind;
};

constexpr std::array kTags{
    TagName{"a", TagKind::inline_text},      TagName{"b", TagKind::inline_text},
    TagName{"blockquote", TagKind::block},   TagName{"br", TagKind::line_break},
    TagName{"center", TagKind::block},       TagName{"code", TagKind::inline_text},
    TagName{"dd", TagKind::block},           TagName{"div", TagKind::block},
    TagName{"dl", TagKind::block},           TagName{"dt", TagKind::block},
    TagName{"em", TagKind::inline_text},     TagName{"font", TagKind::inline_text},
    TagName{"h1", TagKind::block},           TagName{"h2", TagKind::block},
    TagName{"h3", TagKind::block},           TagName{"h4", TagKind::block},
    TagName{"h5", TagKind::block},           TagName{"h6", TagKind::block},
    TagName{"hr", TagKind::line_break},      TagName{"i", TagKind::inline_text},
    TagName{"li", TagKind::block},           TagName{"mark", TagKind::inline_text},
    TagName{"ol", TagKind::block},           TagName{"p", TagKind::block},
    TagName{"s", TagKind::inline_text},      TagName{"small", TagKind::inline_text},
    TagName{"span", TagKind::inline_text},   TagName{"strike", TagKind::inline_text},
    TagName{"strong", TagKind::inline_text}, TagName{"sub", TagKind::inline_text},
    TagName{"sup", TagKind::inline_text},    TagName{"table", TagKind::block},
    TagName{"tbody", TagKind::block},        TagName{"td", TagKind::block},
    TagName{"th", TagKind::block},           TagName{"thead", TagKind::block},
    TagName{"tr", TagKind::block},           TagName{"u", TagKind::inline_text},
    TagName{"ul", TagKind::block},
};

struct EntityName {
    std::string_view name;
    char32_t code_point;
};

constexpr std::array kEntities{
    EntityName{"amp", '&'},       EntityName{"apos", '\''},    EntityName{"bull", 0x2022},
    EntityName{"copy", 0xA9},     EntityName{"deg", 0xB0},     EntityName{"eacute", 0xE9},
    EntityName{"emsp", 0x2003},   EntityName{"ensp", 0x2002},  EntityName{"euro", 0x20AC},
    EntityName{"frac12", 0xBD},   EntityName{"frac14", 0xBC},  EntityName{"frac34", 0xBE},
    EntityName{"ge", 0x2265},     EntityName{"gt", '>'},       EntityName{"hellip", 0x2026},
    EntityName{"laquo", 0xAB},    EntityName{"larr", 0x2190},  EntityName{"ldquo", 0x201C},
    EntityName{"le", 0x2264},     EntityName{"lsquo", 0x2018}, EntityName{"lt", '<'},
    EntityName{"mdash", 0x2014},  EntityName{"middot", 0xB7},  EntityName{"nbsp", 0xA0},
    EntityName{"ndash", 0x2013},  EntityName{"pound", 0xA3},   EntityName{"quot", '"'},
    EntityName{"raquo", 0xBB},    EntityName{"rarr", 0x2192},  EntityName{"rdquo", 0x201D},
    EntityName{"reg", 0xAE},      EntityName{"rsquo", 0x2019}, EntityName{"shy", 0xAD},
    EntityName{"thinsp", 0x2009}, EntityName{"times", 0xD7},   EntityName{"trade", 0x2122},
    EntityName{"uarr", 0x2191},   EntityName{"darr", 0x2193},  EntityName{"harr", 0x2194},
};

bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool same_ascii_letters(std::string_view a, std::string_view lower)
{
    return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
        return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
    });
}

std::optional<char32_t> numeric_entity(std::string_view digits)
{
    int base = 10;
    if (!digits.empty() && (digits[0] == 'x' || digits[0] == 'X')) {
        base = 16;
        digits.remove_prefix(1);
    }
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc{} || end != digits.data() + digits.size() || value == 0 || value > 0x10FFFF ||
        (value >= 0xD800 && value < 0xE000))
        return std::nullopt;
    return static_cast<char32_t>(value);
}

}  // namespace

std::optional<Tag> tag_at(std::string_view text)
{
    std::size_t i = 1;
    if (i < text.size() && text[i] == '/')
        ++i;
    const std::size_t name_begin = i;
    while (i < text.size() && is_name_character(text[i]))
        ++i;
    const auto name = text.substr(name_begin, i - name_begin);
    const auto found = std::find_if(kTags.begin(), kTags.end(),
                                    [&](const TagName& tag) { return same_ascii_letters(name, tag.name); });
    if (name.empty() || found == kTags.end())
        return std::nullopt;
    const auto rest = text.substr(i, kLongestTag);
    const auto end = rest.find_first_of("<>");
    if (end == std::string_view::npos || rest[end] != '>')
        return std::nullopt;
    // "a <b and c> d" is text: attributes have a value
    const auto attributes = rest.substr(0, end);
    if (attributes.find_first_not_of(" /") != std::string_view::npos &&
        (attributes.find('=') == std::string_view::npos || attributes[0] != ' '))
        return std::nullopt;
    return Tag{found->kind, i + end + 1};
}

std::optional<Entity> entity_at(std::string_view text)
{
    const auto window = text.substr(0, kLongestEntity);
    const auto end = window.find(';');
    if (end == std::string_view::npos || end < 2)
        return std::nullopt;
    const auto name = window.substr(1, end - 1);
    if (name[0] == '#') {
        const auto value = numeric_entity(name.substr(1));
        return value ? std::optional<Entity>{{*value, end + 1}} : std::nullopt;
    }
    const auto found = std::find_if(kEntities.begin(), kEntities.end(),
                                    [&](const EntityName& entity) { return entity.name == name; });
    if (found == kEntities.end())
        return std::nullopt;
    return Entity{found->code_point, end + 1};
}

}  // namespace domesday
