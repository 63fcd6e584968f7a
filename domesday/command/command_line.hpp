// argv -> command -> exit status.
#pragma once

namespace domesday
{

int run_command_line(int argc, char** argv);

}  // namespace domesday
