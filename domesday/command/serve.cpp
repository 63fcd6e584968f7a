// domesday serve: a report in the browser of this machine, which saves decisions straight into the store.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <ostream>
#include <thread>

#include "domesday/batch/reviewing.hpp"
#include "domesday/command/command.hpp"
#include "domesday/serve/server.hpp"
#include "extractor/document/error.hpp"
#include "schema/run_lock.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string report;
    int port = 0;
};

Answer take(std::string_view body, const std::string& path)
{
    try {
        auto decisions = decisions_from_json(body, "the request");
        const std::string started = now_text();
        const RunLock lock{path, started};
        Store store = Store::for_writing(path, {.must_exist = true});
        Run run{store, "serve", {std::string{program_version()}, "", ""}, started};
        const auto taken = take_decisions(store, run, std::move(decisions), now_text(kClockTolerance));
        run.finish(now_text(), "finished");
        // Not 200 where one was not taken: the page says "saved" then.
        return {taken.problems.empty() ? 200 : 422, review_taken_json(taken)};
    } catch (const InputError& error) {
        return {400, trouble_json(error.found)};
    } catch (const StoreError& error) {
        return {503, trouble_json(error.found)};
    }
}

// Blocks SIGINT and SIGTERM in this thread and those it starts; one of its own waits for them and calls
// `stop`.
class SignalWaiter
{
public:
    explicit SignalWaiter(std::function<void()> stop)
    {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGUSR1);  // from the destructor
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        thread_ = std::thread([this, stop = std::move(stop)] {
            int signal = 0;
            sigwait(&signals_, &signal);
            if (!is_over_)
                stop();
        });
    }
    ~SignalWaiter()
    {
        is_over_ = true;
        pthread_kill(thread_.native_handle(), SIGUSR1);
        thread_.join();
    }
    SignalWaiter(const SignalWaiter&) = delete;
    SignalWaiter& operator=(const SignalWaiter&) = delete;

private:
    sigset_t signals_{};
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

void run(const Options& options, Console& console)
{
    {
        const Store store = Store::for_reading(options.store);
    }  // to say at once that there is none
    try {
        const std::string token = new_token();
        ReportServer server{options.report, token,
                            [&](std::string_view body) { return take(body, options.store); }};
        const int port = server.bind(options.port);
        const SignalWaiter waiter{[&server] { server.stop(); }};
        console.out() << "http://127.0.0.1:" << port << "/?token=" << token << std::endl;
        console.say("open this address in a browser on this machine; Ctrl+C stops");
        server.run();
    } catch (const ServeError& error) {
        console.say(error.what());
        console.note(ExitStatus::wrong_usage);
    }
}

}  // namespace

Action add_serve(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    app.add_option("--report", options->report, "the folder that domesday report wrote")
        ->option_text("DIR")
        ->required();
    app.add_option("--port", options->port, "to listen on; 0: any that is free")
        ->check(CLI::Range(0, 65535))
        ->option_text("N [0]");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
