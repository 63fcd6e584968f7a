// Gives each stretch of time to what was done in it.
#pragma once

#include <chrono>
#include <utility>

namespace domesday
{

class StopWatch
{
public:
    // Seconds since the lap before, or since the watch was started.
    double lap()
    {
        const auto now = Clock::now();
        return std::chrono::duration<double>(now - std::exchange(since_, now)).count();
    }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point since_ = Clock::now();
};

}  // namespace domesday
