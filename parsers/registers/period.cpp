#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "extractor/text/unicode.hpp"
#include "parsers/registers/publication.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// Letters and digits of a line as separate runs, with the signs between them: "Q3 2018-19" ->
// "q" "3" "2018" "-" "19".
std::vector<std::string> pieces_of(std::string_view text)
{
    enum class Sort { none, letters, digits, sign };
    std::vector<std::string> pieces;
    Sort last = Sort::none;
    for (const char c : folded_for_matching(text)) {
        const auto u = static_cast<unsigned char>(c);
        const Sort sort = c == ' '                        ? Sort::none
                          : c >= '0' && c <= '9'          ? Sort::digits
                          : (u & 0x80) || std::isalpha(u) ? Sort::letters
                                                          : Sort::sign;
        if (sort != Sort::none) {
            if (sort != last || sort == Sort::sign) {
                pieces.emplace_back();
            }
            pieces.back() += c;
        }
        last = sort;
    }
    return pieces;
}

std::optional<int> number_from(const std::string& piece)
{
    int number = 0;
    const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), number);
    return error == std::errc{} && end == piece.data() + piece.size() ? std::optional(number) : std::nullopt;
}

std::optional<int> canonical_number(const Vocabulary& vocabulary, std::string_view kind,
                                    const std::string& piece)
{
    const Term* term = vocabulary.find(kind, piece);
    return term ? number_from(term->canonical) : std::nullopt;
}

std::string two_digits(int number)
{
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

std::string financial_year(int first)
{
    return std::to_string(first) + "/" + two_digits((first + 1) % 100);
}

// Councils' books run from April to March: a date in January 2020 is of 2019/20, Q4.
Period period_of_month(int year, int month)
{
    const int since_april = (month + 8) % 12;
    return {.year = financial_year(month >= 4 ? year : year - 1), .quarter = since_april / 3 + 1};
}

class PeriodReader
{
public:
    PeriodReader(std::string_view text, const Vocabulary& vocabulary)
        : pieces_(pieces_of(text)), vocabulary_(vocabulary)
    {
    }

    Period read() const
    {
        Period period;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (!period.year) {
                period.year = year_at(i);
            }
            if (!period.quarter) {
                period.quarter = quarter_at(i);
            }
            if (period.as_at.empty()) {
                period.as_at = as_at(i);
            }
        }
        if (!period.year && !period.quarter) {
            fill_from_quarter_end(period);
        }
        return period;
    }

private:
    std::string piece(std::size_t at) const { return at < pieces_.size() ? pieces_[at] : std::string(); }
    std::optional<int> number(std::size_t at) const
    {
        return at < pieces_.size() ? number_from(pieces_[at]) : std::nullopt;
    }

    // "2018/19", "2018-2019", and after a quarter "18/19".
    std::optional<std::string> year_at(std::size_t at) const
    {
        const auto first = number(at), second = number(at + 2);
        const std::string sign = piece(at + 1);
        if (!first || !second || (sign != "/" && sign != "-")) {
            return std::nullopt;
        }
        const std::size_t first_size = pieces_[at].size(), second_size = pieces_[at + 2].size();
        const bool before_is_sign = at > 0 && (pieces_[at - 1] == "/" || pieces_[at - 1] == "-");
        if (first_size == 4 && *first >= 1990 && *first < 2100 &&
            (second_size == 4 ? *second == *first + 1 : second_size == 2 && *second == (*first + 1) % 100)) {
            return financial_year(*first);
        }
        const bool after_quarter = at > 0 && !before_is_sign && quarter_before(at);
        if (first_size == 2 && second_size == 2 && after_quarter && *second == (*first + 1) % 100) {
            return financial_year(2000 + *first);
        }
        return std::nullopt;
    }

    bool quarter_before(std::size_t at) const
    {
        for (std::size_t i = at - std::min<std::size_t>(at, 4); i < at; ++i) {
            if (quarter_at(i)) {
                return true;
            }
        }
        return false;
    }

    // "Q3", "Quarter 3", "Quarter three", "third quarter", "3rd quarter".
    std::optional<int> quarter_at(std::size_t at) const
    {
        if (!vocabulary_.find("quarter", piece(at))) {
            return std::nullopt;
        }
        const auto in_range = [](std::optional<int> number) {
            return number && *number >= 1 && *number <= 4 ? number : std::nullopt;
        };
        std::size_t after = at + 1;
        while (piece(after) == "-" || piece(after) == ":" || piece(after) == "." || piece(after) == "(") {
            ++after;
        }
        const bool one_digit = piece(after).size() == 1;
        if (const auto digit = one_digit ? in_range(number(after)) : std::nullopt) {
            return digit;
        }
        if (piece(at).size() == 1) {
            return std::nullopt;  // "q" stands only before its number
        }
        if (const auto word = in_range(canonical_number(vocabulary_, "ordinal", piece(after)))) {
            return word;
        }
        if (at >= 1) {
            if (const auto word = in_range(canonical_number(vocabulary_, "ordinal", piece(at - 1)))) {
                return word;
            }
        }
        return at >= 2 ? in_range(canonical_number(vocabulary_, "ordinal", piece(at - 2) + piece(at - 1)))
                       : std::nullopt;
    }

    struct Date {
        int year = 0, month = 0, day = 0;  // day 0: a month
    };

    // "31 December 2019", "31st December 2019", "December 2019", "31/12/2019".
    std::optional<Date> date_at(std::size_t at) const
    {
        const auto plausible = [](std::optional<int> year) { return year && *year >= 1990 && *year < 2100; };
        if (const auto month = canonical_number(vocabulary_, "month", piece(at))) {
            const auto year = number(piece(at + 1) == "," ? at + 2 : at + 1);
            return plausible(year) ? std::optional(Date{*year, *month, 0}) : std::nullopt;
        }
        const auto day = number(at);
        if (!day || *day < 1 || *day > 31) {
            return std::nullopt;
        }
        if ((piece(at + 1) == "/" || piece(at + 1) == ".") && piece(at + 1) == piece(at + 3)) {
            const auto month = number(at + 2), year = number(at + 4);
            return month && *month >= 1 && *month <= 12 && plausible(year)
                       ? std::optional(Date{*year, *month, *day})
                       : std::nullopt;
        }
        const bool has_suffix = !canonical_number(vocabulary_, "month", piece(at + 1));
        const auto month = canonical_number(vocabulary_, "month", piece(has_suffix ? at + 2 : at + 1));
        const std::size_t after = at + (has_suffix ? 3 : 2);
        const auto year = number(piece(after) == "," ? after + 1 : after);
        return month && plausible(year) ? std::optional(Date{*year, *month, *day}) : std::nullopt;
    }

    std::string as_at(std::size_t at) const
    {
        for (const std::size_t words : {3, 2, 1}) {
            std::string text;
            for (std::size_t i = at; i < at + words && i < pieces_.size(); ++i) {
                text += pieces_[i] + " ";
            }
            if (!vocabulary_.find("as-at", text)) {
                continue;
            }
            std::size_t date_begins = at + words;
            while (piece(date_begins) == ":" || piece(date_begins) == "-") {
                ++date_begins;
            }
            if (const auto date = date_at(date_begins)) {
                return std::to_string(date->year) + "-" + two_digits(date->month) +
                       (date->day ? "-" + two_digits(date->day) : "");
            }
        }
        return {};
    }

    // "the quarter ended 31 December 2019" names the quarter without its number.
    void fill_from_quarter_end(Period& period) const
    {
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const Term* quarter = vocabulary_.find("quarter", pieces_[i]);
            if (!quarter || pieces_[i].size() == 1) {
                continue;
            }
            constexpr std::size_t farthest = 4;  // "quarter to the end of December 2019"
            for (std::size_t j = i + 1; j <= i + farthest; ++j) {
                if (const auto date = date_at(j)) {
                    const Period of_month = period_of_month(date->year, date->month);
                    period.year = of_month.year;
                    period.quarter = of_month.quarter;
                    return;
                }
            }
        }
    }

    std::vector<std::string> pieces_;
    const Vocabulary& vocabulary_;
};

}  // namespace

Period period_in(std::string_view text, const Vocabulary& vocabulary)
{
    constexpr std::size_t longest = 2000;  // bytes: a line; more is no title and no sentence about one
    return PeriodReader(text.substr(0, longest), vocabulary).read();
}

}  // namespace domesday
