#include "domesday/command/console.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace domesday
{
namespace
{

// In rising order: the later one wins.
constexpr std::array kOrder{ExitStatus::nothing_found, ExitStatus::error_found, ExitStatus::input_unreadable,
                            ExitStatus::output,        ExitStatus::store,       ExitStatus::unprotected,
                            ExitStatus::wrong_usage};

constexpr std::size_t kProgressWidth = 78;

}  // namespace

std::string harmless(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_c1 =
            byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        if (is_c1) {
            plain += '?';
            ++i;
        } else {
            plain += (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f ? '?' : text[i];
        }
    }
    return plain;
}

std::string pace_text(std::size_t pages, double seconds, double share)
{
    if (pages == 0 || seconds < 1 || share <= 0)
        return {};
    std::array<char, 80> text{};
    const double left = seconds / share - seconds;
    const auto pace = static_cast<double>(pages) / seconds;
    if (left < 90)
        std::snprintf(text.data(), text.size(), "%.1f pages/s, about %.0f s left", pace, left);
    else if (left < 90 * 60)
        std::snprintf(text.data(), text.size(), "%.1f pages/s, about %.0f min left", pace, left / 60);
    else
        std::snprintf(text.data(), text.size(), "%.1f pages/s, about %.1f h left", pace, left / 3600);
    return text.data();
}

// One line: {"time":...,"level":...,"event":...}
struct Console::Log {
    explicit Log(std::ostream& err)
        : logger("domesday", std::make_shared<spdlog::sinks::ostream_sink_st>(err, true))
    {
        logger.set_formatter(std::make_unique<spdlog::pattern_formatter>(
            R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)", spdlog::pattern_time_type::utc));
    }

    void write(spdlog::level::level_enum level, std::string_view event, const LogFields& fields)
    {
        logger.log(level, spdlog::string_view_t{log_json(event, fields).substr(1)});
    }

    spdlog::logger logger;
};

Console::Console(std::ostream& out, std::ostream& err, bool is_terminal)
    : out_(out), err_(err), is_terminal_(is_terminal)
{
}

Console::~Console() = default;

void Console::log_as_json()
{
    clear_progress();
    is_terminal_ = false;
    log_ = std::make_unique<Log>(err_);
}

void Console::log(std::string_view event, const LogFields& fields)
{
    if (log_)
        log_->write(spdlog::level::info, event, fields);
}

void Console::say(std::string_view words)
{
    if (log_)
        return log_->write(spdlog::level::warn, "message", {{"text", std::string(words)}});
    clear_progress();
    err_ << "domesday: " << harmless(words) << '\n';
}

void Console::failed(std::string_view path, const Failure& failure)
{
    if (log_)
        return log_->write(spdlog::level::warn, "failed",
                           {{"path", std::string(path)},
                            {"reason", failure.reason},
                            {"page", failure.page > 0 ? std::to_string(failure.page) : ""},
                            {"found", failure.found},
                            {"advice", failure.advice}});
    std::string words{path};
    if (failure.page > 0)
        words += ", page " + std::to_string(failure.page);
    words += ": " + failure.found;
    if (!failure.advice.empty())
        words += "\n  " + failure.advice;
    say(words);
}

void Console::note(ExitStatus status)
{
    status_ = std::max(status_, status, [](ExitStatus a, ExitStatus b) {
        return std::find(kOrder.begin(), kOrder.end(), a) < std::find(kOrder.begin(), kOrder.end(), b);
    });
}

void Console::progress(std::size_t done, std::size_t of, std::string_view name, std::string_view pace)
{
    if (!is_terminal_)
        return;
    clear_progress();
    const std::string line = "[" + std::to_string(done) + "/" + std::to_string(of) + "] " +
                             std::string(pace) + (pace.empty() ? "" : "  ") + harmless(name);
    err_ << line.substr(0, kProgressWidth) << std::flush;
    has_progress_ = true;
}

void Console::clear_progress()
{
    if (has_progress_)
        err_ << '\r' << std::string(kProgressWidth, ' ') << '\r';
    has_progress_ = false;
}

int Console::finish()
{
    clear_progress();
    out_.flush();
    if (!out_) {
        say("the results could not be written: is the disk full, or the reader gone?");
        note(ExitStatus::output);
    }
    return static_cast<int>(status_);
}

}  // namespace domesday
