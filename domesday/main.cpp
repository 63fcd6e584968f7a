#include <csignal>

#include "domesday/command/command_line.hpp"

int main(int argc, char** argv)
{
    std::signal(SIGXFSZ,
                SIG_IGN);  // a file at its size limit is an error of the write, told like a full disk
    return domesday::run_command_line(argc, argv);
}
