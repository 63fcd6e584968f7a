// Where a command speaks: results to `out`, words about the work to `err`. It knows the exit status.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include "domesday/command/exit_status.hpp"
#include "domesday/report/log_line.hpp"
#include "schema/store.hpp"

namespace domesday
{

// "3.4 pages/s, about 12 min left"; "" while there is nothing to tell it by. `share`: of the work, 0 to 1.
std::string pace_text(std::size_t pages, double seconds, double share);

class Console
{
public:
    // `is_terminal`: err is one, so a progress line may be drawn over and over.
    Console(std::ostream& out, std::ostream& err, bool is_terminal);
    ~Console();

    // From now on every word about the work is one JSON object a line, with time and level.
    void log_as_json();

    std::ostream& out() { return out_; }

    // "domesday: " and the words; more lines follow as they are.
    void say(std::string_view words);

    // An input that could not be read: where, what was found, what to do.
    void failed(std::string_view path, const Failure& failure);

    // Takes the higher of the two in ExitStatus's order.
    void note(ExitStatus status);

    // An event for programs that follow the run; nothing where people read it.
    void log(std::string_view event, const LogFields& fields);

    // On a terminal only: "[12/300] pace, name", drawn over.
    void progress(std::size_t done, std::size_t of, std::string_view name, std::string_view pace = {});

    ExitStatus status() const { return status_; }

    // Flushes the results and gives the exit status.
    int finish();

private:
    struct Log;
    void clear_progress();

    std::ostream& out_;
    std::ostream& err_;
    bool is_terminal_;
    bool has_progress_ = false;
    ExitStatus status_ = ExitStatus::nothing_found;
    std::unique_ptr<Log> log_;
};

// Control characters (and the escape sequences they begin) of a document or a file name do not reach a
// terminal: they become '?'. Line feeds and tabs stay.
std::string harmless(std::string_view text);

}  // namespace domesday
