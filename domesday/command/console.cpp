#include "domesday/command/console.hpp"

#include <algorithm>
#include <array>
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

Console::Console(std::ostream& out, std::ostream& err, bool is_terminal)
    : out_(out), err_(err), is_terminal_(is_terminal)
{
}

void Console::say(std::string_view words)
{
    clear_progress();
    err_ << "domesday: " << harmless(words) << '\n';
}

void Console::failed(std::string_view path, const Failure& failure)
{
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

void Console::progress(std::size_t done, std::size_t of, std::string_view name)
{
    if (!is_terminal_)
        return;
    clear_progress();
    const std::string line = "[" + std::to_string(done) + "/" + std::to_string(of) + "] " + harmless(name);
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
