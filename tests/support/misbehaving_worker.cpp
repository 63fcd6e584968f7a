// A worker whose "documents" are instructions: one word a line, one line a page, of what its reader shall do
// there.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "domesday/batch/worker.hpp"
#include "extractor/document/error.hpp"

namespace
{

std::vector<std::string> hoard;

std::string home(const std::string& name)
{
    return std::string(std::getenv("HOME")) + '/' + name;
}

void act(const std::string& deed)
{
    if (deed == "crash")
        std::abort();
    if (deed == "hang")
        for (;;)
            ::usleep(1000);
    if (deed == "eat")
        for (;;)
            hoard.emplace_back(16u << 20, 'x');
    if (deed == "fork" && ::fork() == 0)
        for (;;)
            ::usleep(1000);
    if (deed == "socket")
        ::socket(AF_INET, SOCK_STREAM, 0);
    if (deed.starts_with("connect ")) {
        const int end = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{.sun_family = AF_UNIX};
        deed.copy(address.sun_path, sizeof address.sun_path - 1, 8);
        ::connect(end, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    if (deed == "execute")
        ::execl("/bin/touch", "touch", home("domesday-was-here").c_str(), nullptr);
    if (deed == "remove")
        ::unlink(home("keep").c_str());
    if (deed == "truncate")
        ::truncate(home("keep").c_str(), 0);
    if (deed == "read" || deed.empty())
        return;
    if (deed == "look" && std::ifstream{home("keep")})
        throw std::runtime_error("somebody else's file can be read");
    if (deed == "write") {
        std::ofstream out{home("domesday-was-here")};
        if (!(out << "x" << std::flush))
            throw std::runtime_error("cannot write there");
    }
    if (deed == "killed")
        ::raise(SIGKILL);
    if (deed == "exit")
        ::_exit(7);
    if (deed == "babble") {
        ::write(3, "babble babble babble", 20);
        ::_exit(0);
    }
    if (deed == "throw")
        throw std::runtime_error("a mistake");
    if (deed == "refuse")
        throw domesday::InputError({.source = "x"}, domesday::Reason::encrypted, "a password is needed",
                                   "ask for it");
}

domesday::Reading follow(const domesday::Source& source, const domesday::ReadOptions& options)
{
    domesday::Reading reading;
    std::istringstream lines{std::string(source.content())};
    int page = 0;
    for (std::string deed; std::getline(lines, deed);) {
        ++page;
        bool skipped = false;
        for (const int number : options.pages_left_out)
            skipped = skipped || number == page;
        if (skipped)
            continue;
        options.starting(page);
        act(deed);
        reading.content.notes.push_back(std::to_string(page) + " " + deed);
    }
    reading.info.page_count = page;
    return reading;
}

}  // namespace

// "unprotected": one of the protections is missing.
int main(int argc, char** argv)
{
    const bool is_unprotected = argc > 1 && std::string(argv[1]) == "unprotected";
    return domesday::run_worker(3, {.memory = is_unprotected ? 0 : 512u << 20}, follow);
}
