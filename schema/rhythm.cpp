#include "schema/rhythm.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace domesday
{
namespace
{

using namespace std::chrono;

// Quarters since year 0, so that they can be subtracted.
int quarters(int period)
{
    return period / 10 * 4 + period % 10 - 1;
}

int period_from_quarters(int quarters)
{
    return quarters / 4 * 10 + quarters % 4 + 1;
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string two_digits(unsigned value)
{
    return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::optional<Rhythm> rhythm_of(const std::vector<int>& periods)
{
    std::vector<int> gaps;
    for (std::size_t i = 1; i < periods.size(); ++i)
        gaps.push_back(quarters(periods[i]) - quarters(periods[i - 1]));
    if (gaps.empty())
        return std::nullopt;
    std::sort(gaps.begin(), gaps.end());
    const int step =
        gaps[(gaps.size() - 1) / 2];  // the lower middle: a register that is lost makes gaps longer
    const auto agreeing = static_cast<int>(std::count(gaps.begin(), gaps.end(), step));
    const auto count = static_cast<int>(gaps.size());
    if (2 * agreeing < count)
        return std::nullopt;
    return Rhythm{.step = step, .agreeing = agreeing, .gaps = count};
}

int next_period(int period, int step)
{
    return period_from_quarters(quarters(period) + step);
}

sys_days end_of(int period)
{
    const int quarter = period % 10;
    const year_month_day_last last{
        year{period / 10 + (quarter == 4 ? 1 : 0)},
        month_day_last{month{quarter == 4 ? 3U : 3U + 3U * static_cast<unsigned>(quarter)}}};
    return sys_days{last};
}

MissingPeriods missing_periods(const std::vector<int>& periods, const Rhythm& rhythm, sys_days today,
                               days grace)
{
    MissingPeriods missing;
    for (std::size_t i = 1; i < periods.size(); ++i)
        for (int period = next_period(periods[i - 1], rhythm.step); period < periods[i];
             period = next_period(period, rhythm.step))
            missing.between.push_back(period);
    if (periods.empty())
        return missing;
    for (int period = next_period(periods.back(), rhythm.step); end_of(period) + grace <= today;
         period = next_period(period, rhythm.step))
        missing.due.push_back(period);
    return missing;
}

std::optional<sys_days> day_from(const std::string& text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto y = number(std::string_view{text}.substr(0, 4)),
               m = number(std::string_view{text}.substr(5, 2)),
               d = number(std::string_view{text}.substr(8, 2));
    if (!y || !m || !d || *m < 1 || *d < 1)
        return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok())
        return std::nullopt;
    return sys_days{date};
}

std::string day_text(sys_days day)
{
    const year_month_day date{day};
    return std::to_string(static_cast<int>(date.year())) + "-" +
           two_digits(static_cast<unsigned>(date.month())) + "-" +
           two_digits(static_cast<unsigned>(date.day()));
}

}  // namespace domesday
