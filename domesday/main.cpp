#include "domesday/command/command_line.hpp"

int main(int argc, char** argv)
{
    return domesday::run_command_line(argc, argv);
}
