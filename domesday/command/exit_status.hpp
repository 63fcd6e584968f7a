// What the program's exit status says. Frozen: scripts depend on it.
#pragma once

namespace domesday
{

// 1 stays unused, so that a wrapper's own failure is not taken for a result. When several hold, the first of
// this order wins: 2 and 7 (nothing was done), 5 (the run stopped), 6, 4 (something is missing), 3, 0.
enum class ExitStatus {
    nothing_found = 0,     // done, and no check found an error
    wrong_usage = 2,       // the command line was not understood; nothing was done
    error_found = 3,       // a check found an error
    input_unreadable = 4,  // some input could not be read; the others were
    store = 5,             // the store: missing, locked, newer, damaged, disk full
    output = 6,            // the results could not be written
    unprotected = 7,       // the workers' protections could not be set up
};

inline constexpr char kExitStatusHelp[] =
    "Exit status: 0 done, no error found; 2 wrong usage; 3 a check found an error; 4 some input could not\n"
    "be read; 5 trouble with the store; 6 results could not be written; 7 workers cannot be protected here.\n"
    "Of several: 2, 7, 5, 6, 4, 3.";

}  // namespace domesday
