// A report's folder over HTTP, for the browser on this machine alone, and a place to send decisions to. The
// only files that see cpp-httplib.
//
// Who may do what: only addresses of this machine can connect; a page of another site can neither read (its
// requests name another Host or Origin) nor send (it does not know the token); another user of this machine
// needs the token even to read. Only files that were in the folder when the server started are served.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace domesday
{

struct ServeLimits {
    std::size_t body = 16u << 20;  // bytes of a request
    std::size_t files = 100'000;   // in the folder
    std::size_t file = 64u << 20;  // bytes of a file that is served
    int seconds = 10;              // to wait for a request to arrive, or for an answer to be taken
};

// What becomes of decisions that were sent.
struct Answer {
    int status = 200;
    std::string json{};
};

class ServeError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

class ReportServer
{
public:
    // Lists the folder. `take` is called for one request at a time. Throws ServeError.
    ReportServer(const std::string& folder, std::string token,
                 std::function<Answer(std::string_view body)> take, const ServeLimits& limits = {});
    ~ReportServer();
    ReportServer(const ReportServer&) = delete;
    ReportServer& operator=(const ReportServer&) = delete;

    // On 127.0.0.1; port 0 takes a free one. Gives the port. Throws ServeError.
    int bind(int port);

    void run();  // until stop() is called, from whichever thread
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// 128 bits from the system's generator, as hexadecimal digits. Throws ServeError.
std::string new_token();

}  // namespace domesday
