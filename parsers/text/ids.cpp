#include "parsers/text/ids.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace domesday
{
namespace
{

constexpr std::size_t kLongestId = 24;  // bytes; the longest seen has 17 ("BBC Buildings 020")

// The look of ids, most special first. RE2 objects are made once.
const RE2& lettered()  // CR13, Corp 1, R-07, CRR.67, 1920CRR 01, ID-R01, SR01a
{
    static const RE2 pattern(
        R"((?i)((?:\d{4})?[a-z]{1,8}|[a-z]{1,4}-[a-z]{1,4}) ?([-./]?) ?(\d{1,5}(?:\.\d{1,3})?)([a-z]?))");
    return pattern;
}
const RE2& bare_number()  // 3, 001, 2.1, 6a
{
    static const RE2 pattern(R"((?i)(\d{1,4}(?:\.\d{1,3}){0,2})([a-z]?))");
    return pattern;
}
const RE2& numbered_series()  // 1213/01
{
    static const RE2 pattern(R"((\d{4})(/)(\d{1,3}))");
    return pattern;
}
const RE2& bracketed_series()  // 015(CR)
{
    static const RE2 pattern(R"((?i)(\d{1,4}) ?(\([a-z]{1,4}\)))");
    return pattern;
}
const RE2& named_series()  // BBC Buildings 020
{
    static const RE2 pattern(R"(([A-Z]{2,4}[- ][A-Za-z-]{2,12}) ?(\d{2,4}))");
    return pattern;
}

std::string upper(std::string_view text)
{
    std::string out;
    for (const char c : text)
        if (c != ' ')
            out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

std::string without_zeros(std::string_view number, bool& had)
{
    std::size_t zeros = 0;
    while (zeros + 1 < number.size() && number[zeros] == '0' && number[zeros + 1] != '.')
        ++zeros;
    had = zeros > 0;
    return std::string(number.substr(zeros));
}

// Brackets, colons, full stops and the like around an id; lines of a narrow cell become spaces.
std::string trimmed(std::string_view text)
{
    const auto is_edge = [](char c) {
        return c == ' ' || c == '\n' || c == '.' || c == ':' || c == ';' || c == ',';
    };
    while (!text.empty() && is_edge(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_edge(text.back()))
        text.remove_suffix(1);
    if (text.size() > 2 && text.front() == '(' && text.back() == ')')
        text = text.substr(1, text.size() - 2);
    if (!text.empty() && text.back() == ')' && text.find('(') == std::string_view::npos)
        text.remove_suffix(1);
    std::string out(text);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

// The letter of a prefix that a printed character may stand for, and the digit.
char as_letter(char c)
{
    switch (c) {
        case '0':
            return 'O';
        case '1':
            return 'I';
        case '5':
            return 'S';
        case '8':
            return 'B';
        default:
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
}
char as_digit(char c)
{
    switch (c) {
        case 'O':
        case 'o':
        case 'Q':
        case 'D':
            return '0';
        case 'I':
        case 'l':
        case 'L':
        case 'i':
        case '|':
        case '!':
            return '1';
        case 'S':
        case 's':
            return '5';
        case 'Z':
        case 'z':
            return '2';
        case 'B':
            return '8';
        default:
            return c;
    }
}

}  // namespace

std::optional<IdParts> find_id(std::string_view printed, IdPlace place)
{
    if (printed.empty() || printed.size() > 2 * kLongestId)
        return std::nullopt;
    const std::string text = trimmed(printed);
    if (text.empty() || text.size() > kLongestId)
        return std::nullopt;
    IdParts id;
    std::string number;
    if (RE2::FullMatch(text, lettered(), &id.prefix, &id.separator, &number, &id.suffix) ||
        RE2::FullMatch(text, numbered_series(), &id.prefix, &id.separator, &number) ||
        RE2::FullMatch(text, named_series(), &id.prefix, &number)) {
        id.prefix = upper(id.prefix);
        std::erase(id.prefix, '-');  // "ID-R01": only a hyphen before the number is kept
        id.suffix = upper(id.suffix);
        id.number = without_zeros(number, id.leading_zero);
        return id;
    }
    if (place == IdPlace::anywhere)
        return std::nullopt;
    if (RE2::FullMatch(text, bracketed_series(), &number, &id.suffix) ||
        RE2::FullMatch(text, bare_number(), &number, &id.suffix)) {
        id.number = without_zeros(number, id.leading_zero);
        id.suffix = upper(id.suffix);
        return id;
    }
    if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z')
        return IdParts{.suffix = text};
    return std::nullopt;
}

std::optional<LeadingId> find_leading_id(std::string_view text)
{
    // The first word, or the first two ("Corp 1 Title"), whichever is an id.
    std::size_t end = 0;
    for (int words = 0; words < 2 && end < text.size(); ++words) {
        while (end < text.size() && (text[end] == ' ' || text[end] == '\n'))
            ++end;
        while (end < text.size() && text[end] != ' ' && text[end] != '\n')
            ++end;
        if (end > kLongestId)
            return std::nullopt;
        auto id = find_id(text.substr(0, end), IdPlace::anywhere);
        if (id && id->prefix.size() <= 5 && id->number.size() <= 4)
            return LeadingId{std::move(*id), end};
    }
    return std::nullopt;
}

void IdFamilies::add(std::string_view printed, Kind kind)
{
    const auto id = find_id(printed);
    if (!id)
        return;
    Family& family = families_[id->prefix];
    ++(id->leading_zero ? family.zeroed : family.clean);
    family.opportunities += kind == Kind::opportunity;
    ids_.insert(id->text());
}

bool IdFamilies::has_family(const IdParts& id) const
{
    return families_.contains(id.prefix);
}

std::optional<std::string> IdFamilies::repaired_towards(std::string_view printed,
                                                        const std::string& prefix) const
{
    std::string letters;
    for (const char c : printed)
        if (c != ' ' && c != '\n' && c != '.' && c != '-')
            letters += c;
    if (prefix.empty() || letters.size() <= prefix.size() || letters.size() > prefix.size() + 4)
        return std::nullopt;
    for (std::size_t i = 0; i < prefix.size(); ++i)
        if (as_letter(letters[i]) != prefix[i])
            return std::nullopt;
    std::string number;
    for (std::size_t i = prefix.size(); i < letters.size(); ++i) {
        const char digit = as_digit(letters[i]);
        if (digit < '0' || digit > '9')
            return std::nullopt;
        number += digit;
    }
    bool zero = false;
    return prefix + without_zeros(number, zero);
}

// "CRI6" among CR ids, "SRO4" among SR01 to SR09: a family of one or two whose last letter is a digit of a
// family several times as large. Only I, l and the like for 1 count here, O where that family's numbers begin
// with noughts, and only towards an id that stands nowhere else.
std::optional<Id> IdFamilies::id_of_larger_family(std::string_view printed, const IdParts& id,
                                                  Kind kind) const
{
    const auto own = families_.find(id.prefix);
    constexpr int rare = 2, times_larger = 3;
    if (id.prefix.size() < 2 || own == families_.end() || own->second.clean > rare ||
        (id.prefix.back() != 'I' && id.prefix.back() != 'L' && id.prefix.back() != 'O')) {
        return std::nullopt;
    }
    const auto larger = families_.find(id.prefix.substr(0, id.prefix.size() - 1));
    if (larger == families_.end()) {
        return std::nullopt;
    }
    const int alike = id.prefix.back() == 'O' ? larger->second.zeroed : larger->second.clean;
    const bool is_larger = alike >= times_larger * own->second.clean && alike > rare;
    if (!is_larger || (larger->second.opportunities * 2 > larger->second.clean + larger->second.zeroed) !=
                          (kind == Kind::opportunity)) {
        return std::nullopt;
    }
    const auto text = repaired_towards(printed, larger->first);
    if (!text || ids_.contains(*text)) {
        return std::nullopt;
    }
    return Id{*text, true, "other ids of the document begin with " + larger->first};
}

Id IdFamilies::id_from_text(std::string_view printed, Kind kind) const
{
    const auto id = find_id(printed);
    const auto own = id ? families_.find(id->prefix) : families_.end();
    const bool has_letters = id && !id->prefix.empty();
    if (auto larger = has_letters ? id_of_larger_family(printed, *id, kind) : std::nullopt)
        return std::move(*larger);
    // Read as printed unless the nought may be an O: no other id of the family is free of it.
    if (id && (!has_letters || !id->leading_zero) && (own == families_.end() || own->second.clean > 0))
        return {.text = id->text()};
    const Family* best = nullptr;
    std::string text, prefix;
    for (const auto& [name, family] : families_) {
        // what is no id as it stands may be one of a family that always has noughts
        constexpr int kFamily = 3;
        const bool known = family.clean > 0 || (!id && family.zeroed >= kFamily);
        if (!known || (own != families_.end() && name == own->first))
            continue;
        if ((family.opportunities * 2 > family.clean + family.zeroed) != (kind == Kind::opportunity))
            continue;  // a repair never moves an id to the other kind's family
        const auto candidate = repaired_towards(printed, name);
        if (candidate && (!best || family.clean > best->clean)) {
            best = &family;
            text = *candidate;
            prefix = name;
        }
    }
    if (best && !(own != families_.end() && own->second.clean > 0))
        return {text, true, "other ids of the document begin with " + prefix};
    if (id && has_letters && id->leading_zero && id->separator.empty() && kind == Kind::opportunity &&
        id->prefix.size() == 1 && own != families_.end() && own->second.clean == 0)
        return {id->prefix + "O" + id->number, true, "the table holds opportunities"};
    if (id)
        return {.text = id->text()};
    return {};
}

}  // namespace domesday
