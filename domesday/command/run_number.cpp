#include "domesday/command/run_number.hpp"

#include <charconv>

#include "domesday/report/digest.hpp"

namespace domesday
{

std::optional<std::int64_t> run_from(const std::string& text, const std::vector<RunRecord>& runs)
{
    const std::int64_t past_all = runs.empty() ? 1 : runs.back().id + 1;
    if (text == "last") {
        for (auto run = runs.rbegin(); run != runs.rend(); ++run)
            if (run->command == "ingest" || run->command == "merge")
                return run->id;
        return past_all;
    }
    if (day_from(text)) {
        for (const auto& run : runs)
            if (run.started_at.substr(0, text.size()) >= text)
                return run.id;
        return past_all;
    }
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id < 1)
        return std::nullopt;
    return id;
}

}  // namespace domesday
