#include "domesday/serve/server.hpp"

#include <httplib.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "extractor/document/error.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{
namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kThreads = 8;  // the connections that one browser opens, and two more
constexpr char kHost[] = "127.0.0.1";
constexpr char kTokenHeader[] = "X-Domesday-Token";

// What the pages need: their own script, style, pictures, and to send decisions home.
constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const char* type_of(const fs::path& path)
{
    static const std::map<std::string, const char*> kTypes{{".html", "text/html; charset=utf-8"},
                                                           {".css", "text/css; charset=utf-8"},
                                                           {".js", "text/javascript; charset=utf-8"},
                                                           {".json", "application/json"},
                                                           {".svg", "image/svg+xml"},
                                                           {".png", "image/png"},
                                                           {".jpg", "image/jpeg"},
                                                           {".webp", "image/webp"},
                                                           {".csv", "text/csv; charset=utf-8"}};
    const auto found = kTypes.find(path.extension().string());
    return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// In the same time wherever they differ.
bool is_same_secret(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

void refuse(httplib::Response& response, int status, const char* why)
{
    response.status = status;
    response.set_content(std::string(why) + "\n", "text/plain; charset=utf-8");
}

}  // namespace

class ReportServer::Impl
{
public:
    Impl(const std::string& folder, std::string token, std::function<Answer(std::string_view)> take,
         const ServeLimits& limits)
        : folder_(folder), token_(std::move(token)), take_(std::move(take)), limits_(limits)
    {
        list_files();
        server_.set_payload_max_length(limits_.body);
        server_.set_read_timeout(limits_.seconds);
        server_.set_write_timeout(limits_.seconds);
        // One request for each connection: what was refused before its body was read is not read at all.
        server_.set_keep_alive_max_count(1);
        server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
        server_.set_default_headers({{"Content-Security-Policy", kPolicy},
                                     {"X-Content-Type-Options", "nosniff"},
                                     {"Referrer-Policy", "no-referrer"},
                                     {"Cross-Origin-Resource-Policy", "same-origin"},
                                     {"Cache-Control", "no-store"}});
        server_.set_pre_routing_handler([this](const auto& request, auto& response) {
            const bool is_taken =
                is_ours(request, response) && (request.method != "POST" || may_send(request, response));
            return is_taken ? httplib::Server::HandlerResponse::Unhandled
                            : httplib::Server::HandlerResponse::Handled;
        });
        server_.set_exception_handler([](const auto&, auto& response, const std::exception_ptr&) {
            refuse(response, 500, "this went wrong");
        });
        server_.Get(".*", [this](const auto& request, auto& response) { give(request, response); });
        server_.Post("/decisions",
                     [this](const auto& request, auto& response) { receive(request, response); });
    }

    int bind(int port)
    {
        port_ = port == 0 ? server_.bind_to_any_port(kHost) : server_.bind_to_port(kHost, port) ? port : -1;
        if (port_ <= 0)
            throw ServeError("port " + std::to_string(port) + " cannot be opened on " + kHost);
        return port_;
    }

    void run()
    {
        if (!server_.listen_after_bind())
            throw ServeError("the server stopped");
    }

    // A signal may come between bind() and run(), where the library would not take note of it.
    void stop()
    {
        while (!server_.is_running())
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        server_.stop();
    }

private:
    void list_files()
    {
        std::error_code error;
        fs::recursive_directory_iterator at{folder_, error};
        for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error)) {
            if (at->is_symlink(error) || !at->is_regular_file(error))
                continue;
            files_.emplace("/" + at->path().lexically_relative(folder_).generic_string(), at->path());
            if (files_.size() > limits_.files)
                throw ServeError(folder_.string() + " holds more than " + std::to_string(limits_.files) +
                                 " files");
        }
        if (error)
            throw ServeError(folder_.string() + " cannot be read (" + error.message() + ")");
        if (!files_.contains("/index.html"))
            throw ServeError(folder_.string() + " is no report: it has no index.html");
    }

    std::string cookie_name() const { return "domesday-" + std::to_string(port_); }

    bool is_own_name(std::string_view name) const
    {
        const std::string port = ":" + std::to_string(port_);
        return name == kHost + port || name == "localhost" + port;
    }

    // A name that another site's owner had point to this machine arrives as Host; a page of another site says
    // so in Origin.
    bool is_ours(const httplib::Request& request, httplib::Response& response) const
    {
        const std::string origin = request.get_header_value("Origin");
        constexpr std::string_view kScheme = "http://";
        const bool is_own_origin =
            !request.has_header("Origin") ||
            (origin.starts_with(kScheme) && is_own_name(std::string_view{origin}.substr(kScheme.size())));
        if (request.get_header_value_count("Host") == 1 && is_own_name(request.get_header_value("Host")) &&
            is_own_origin)
            return true;
        refuse(response, 403, "this server answers to pages of its own only");
        return false;
    }

    bool has_cookie(const httplib::Request& request) const
    {
        const std::string wanted = cookie_name() + "=";
        std::string_view cookies;
        const std::string all = request.get_header_value("Cookie");
        for (cookies = all; !cookies.empty();) {
            const auto end = std::min(cookies.find(';'), cookies.size());
            std::string_view cookie = cookies.substr(0, end);
            cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
            if (cookie.starts_with(wanted) && is_same_secret(cookie.substr(wanted.size()), token_))
                return true;
            cookies.remove_prefix(std::min(end + 1, cookies.size()));
        }
        return false;
    }

    bool has_token(const httplib::Request& request) const
    {
        return request.get_header_value_count(kTokenHeader) == 1 &&
               is_same_secret(request.get_header_value(kTokenHeader), token_);
    }

    void give(const httplib::Request& request, httplib::Response& response) const
    {
        if (request.has_param("token") && is_same_secret(request.get_param_value("token"), token_)) {
            // The token leaves the address, which ends up in the browser's history and title bar.
            response.set_header("Set-Cookie",
                                cookie_name() + "=" + token_ + "; HttpOnly; SameSite=Strict; Path=/");
            response.set_redirect("/", 303);
            return;
        }
        if (!has_cookie(request) && !has_token(request)) {
            refuse(response, 403, "open the address that domesday serve printed");
            return;
        }
        const std::string path = request.path.ends_with('/') ? request.path + "index.html" : request.path;
        const auto found = files_.find(path);
        if (found == files_.end()) {
            refuse(response, 404, "the report has no such file");
            return;
        }
        give(found->second, response);
    }

    void give(const fs::path& file, httplib::Response& response) const
    {
        const char* type = type_of(file);
        try {
            std::string bytes = bytes_of_file(file, {.bytes = limits_.file});
            if (std::string_view{type}.starts_with("text/html"))
                add_token(bytes);
            response.set_content(std::move(bytes), type);
        } catch (const InputError&) {
            refuse(response, 404, "the file cannot be read any more");
        }
    }

    // So that the page knows it is served, and how to send decisions.
    void add_token(std::string& page) const
    {
        constexpr std::string_view kHead = "<head>";
        const auto head = page.find(kHead);
        if (head != std::string::npos)
            page.insert(head + kHead.size(), "\n<meta name=\"domesday-serve\" content=\"" + token_ + "\">");
    }

    // Before the body is read. Its length must be told: the library limits neither chunks nor what a packed
    // body unpacks to.
    bool may_send(const httplib::Request& request, httplib::Response& response) const
    {
        const std::string site = request.get_header_value("Sec-Fetch-Site");
        if (!has_token(request) || (!site.empty() && site != "same-origin"))
            refuse(response, 403, "decisions need the token of this server");
        else if (!request.get_header_value("Content-Type").starts_with("application/json") ||
                 request.has_header("Content-Encoding"))
            refuse(response, 415, "decisions are sent as application/json");
        else if (!request.has_header("Content-Length") || request.has_header("Transfer-Encoding"))
            refuse(response, 411, "how long is it?");
        else
            return true;
        return false;
    }

    void receive(const httplib::Request& request, httplib::Response& response)
    {
        const std::lock_guard lock{taking_};
        Answer answer = take_(request.body);
        response.status = answer.status;
        response.set_content(std::move(answer.json), "application/json");
    }

    fs::path folder_;
    std::string token_;
    std::function<Answer(std::string_view)> take_;
    ServeLimits limits_;
    std::map<std::string, fs::path> files_;  // as addresses name them
    std::mutex taking_;
    httplib::Server server_;
    int port_ = 0;
};

ReportServer::ReportServer(const std::string& folder, std::string token,
                           std::function<Answer(std::string_view body)> take, const ServeLimits& limits)
    : impl_(std::make_unique<Impl>(folder, std::move(token), std::move(take), limits))
{
}

ReportServer::~ReportServer() = default;

int ReportServer::bind(int port)
{
    return impl_->bind(port);
}

void ReportServer::run()
{
    impl_->run();
}

void ReportServer::stop()
{
    impl_->stop();
}

std::string new_token()
{
    std::array<unsigned char, 16> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw ServeError(std::string("no random numbers to be had (") + std::strerror(errno) + ")");
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string token;
    for (const unsigned char byte : bytes) {
        token += kDigits[byte >> 4];
        token += kDigits[byte & 15];
    }
    return token;
}

}  // namespace domesday
