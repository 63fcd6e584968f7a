// When a publisher's next register is due, told by those it has published.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace domesday
{

// How many quarters lie between a publisher's registers.
struct Rhythm {
    int step = 1;                // quarters: 1 quarterly, 2 half-yearly, 4 yearly
    int agreeing = 0, gaps = 0;  // so many of all gaps between its registers are one step
};

// `periods` ascending, each once, with quarters (20183). None for fewer than two, and where fewer than half
// of the gaps agree: what has no rhythm is not guessed at.
std::optional<Rhythm> rhythm_of(const std::vector<int>& periods);

int next_period(int period, int step);

// The last day of a quarter. Years begin in April: 20183 ends on 31 December 2018.
std::chrono::sys_days end_of(int period);

// Periods after the last one that have ended `grace` before `today`, or earlier; and periods of the rhythm
// that lie between others.
struct MissingPeriods {
    std::vector<int> due{};
    std::vector<int> between{};
};
MissingPeriods missing_periods(const std::vector<int>& periods, const Rhythm& rhythm,
                               std::chrono::sys_days today, std::chrono::days grace);

// "2026-02-13"; none where it is no date.
std::optional<std::chrono::sys_days> day_from(const std::string& text);
std::string day_text(std::chrono::sys_days day);

}  // namespace domesday
