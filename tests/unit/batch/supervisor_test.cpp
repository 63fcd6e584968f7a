#include "domesday/batch/supervisor.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "domesday/batch/wire.hpp"
#include "tests/support/scratch.hpp"

using namespace domesday;
using namespace std::chrono_literals;

namespace
{

// $HOME for a while.
class Home
{
public:
    explicit Home(const std::string& folder)
    {
        if (const char* home = std::getenv("HOME"))
            before_ = home;
        ::setenv("HOME", folder.c_str(), 1);
    }
    ~Home() { ::setenv("HOME", before_.c_str(), 1); }
    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;

private:
    std::string before_{};
};

// A server that nobody should find.
class Listener
{
public:
    explicit Listener(const std::string& path) : end_(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0))
    {
        sockaddr_un address{.sun_family = AF_UNIX};
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(end_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(end_, 5) == 0);
    }
    ~Listener() { ::close(end_); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    bool was_called() const { return ::accept(end_, nullptr, nullptr) >= 0; }

private:
    int end_;
};

std::map<std::size_t, JobResult> run(const std::vector<std::string>& documents, int workers = 2)
{
    PoolOptions options{.workers = workers, .memory = 512u << 20, .page_time = 4s, .document_time = 60s};
    options.command = {DOMESDAY_MISBEHAVING_WORKER};
    std::map<std::size_t, JobResult> results;
    std::size_t given = 0;
    run_jobs(
        options,
        [&]() -> std::optional<Job> {
            if (given == documents.size())
                return std::nullopt;
            const std::size_t index = given++;
            return Job{.index = index, .name = "d" + std::to_string(index), .bytes = documents[index]};
        },
        [&](JobResult&& result) { results[result.index] = std::move(result); });
    return results;
}

}  // namespace

TEST_CASE("documents that behave come back complete and each once", "[batch]")
{
    const auto results = run({"read\nread\n", "read\n", "read\nread\nread\n"});

    REQUIRE(results.size() == 3);
    for (const auto& [index, result] : results)
        CHECK(result.outcome == Outcome::complete);
    CHECK(results.at(2).reading.content.notes == std::vector<std::string>{"1 read", "2 read", "3 read"});
}

TEST_CASE("a page that brings its reader down costs one page and no other document", "[batch]")
{
    const std::string deed =
        GENERATE("crash", "killed", "eat", "fork", "socket", "write", "exit", "babble", "throw", "hang");
    CAPTURE(deed);

    const auto results = run({"read\n" + deed + "\nread\n", "read\n", "read\n"});

    REQUIRE(results.size() == 3);
    const JobResult& struck = results.at(0);
    CHECK(struck.outcome == Outcome::partial);
    REQUIRE(struck.pages_left_out.size() == 1);
    CHECK(struck.pages_left_out[0].page == 2);
    CHECK(struck.reading.content.notes == std::vector<std::string>{"1 read", "3 read"});
    CHECK(results.at(1).outcome == Outcome::complete);
    CHECK(results.at(2).outcome == Outcome::complete);
    const char* home = std::getenv("HOME");
    CHECK_FALSE(std::filesystem::exists(std::string(home != nullptr ? home : "") + "/domesday-was-here"));
}

TEST_CASE("what a document makes its reader try has no effect", "[batch]")
{
    const Scratch scratch;
    const Home home{scratch.path("home")};
    scratch.write("home/keep", "kept");
    const Listener listener{scratch.path("listener")};
    const auto [deed, outcome] = GENERATE(table<std::string, Outcome>({{"write", Outcome::partial},
                                                                       {"remove", Outcome::complete},
                                                                       {"truncate", Outcome::partial},
                                                                       {"execute", Outcome::partial},
                                                                       {"fork", Outcome::partial},
                                                                       {"look", Outcome::complete},
                                                                       {"connect", Outcome::partial}}));
    CAPTURE(deed);

    const auto results =
        run({"read\n" + deed + (deed == "connect" ? " " + scratch.path("listener") : "") + "\n", "read\n",
             "read\n"});

    REQUIRE(results.size() == 3);
    CHECK(results.at(0).outcome == outcome);
    CHECK(results.at(1).outcome == Outcome::complete);
    CHECK(results.at(2).outcome == Outcome::complete);
    CHECK_FALSE(std::filesystem::exists(scratch.path("home/domesday-was-here")));
    CHECK(std::filesystem::file_size(scratch.path("home/keep")) == 4);
    CHECK_FALSE(listener.was_called());
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no process is left
}

TEST_CASE("workers that cannot be protected end the run unless that is allowed", "[batch]")
{
    PoolOptions options{.workers = 1, .page_time = 20s, .document_time = 60s};
    options.command = {DOMESDAY_MISBEHAVING_WORKER, "unprotected"};
    int given = 0, ended = 0;
    const auto next = [&]() -> std::optional<Job> {
        if (given++ > 0)
            return std::nullopt;
        return Job{.name = "d", .bytes = "read\n"};
    };
    const auto done = [&](JobResult&& result) { ended += result.outcome == Outcome::complete ? 1 : 0; };

    SECTION("not allowed")
    {
        CHECK_THROWS_WITH(run_jobs(options, next, done),
                          Catch::Contains("on: no new privileges, seccomp, landlock\n"));
        CHECK(ended == 0);
    }
    SECTION("allowed: the run says what was on")
    {
        options.allow_unsandboxed = true;
        CHECK(run_jobs(options, next, done) == "no new privileges, seccomp, landlock");
        CHECK(ended == 1);
    }
}

TEST_CASE("a document that takes too long as a whole is quarantined, with the page it was at", "[batch]")
{
    PoolOptions options{.workers = 1, .page_time = 60s, .document_time = 2s};
    options.command = {DOMESDAY_MISBEHAVING_WORKER};
    int given = 0;
    JobResult ended;

    run_jobs(
        options,
        [&]() -> std::optional<Job> {
            if (given++ > 0)
                return std::nullopt;
            return Job{.name = "d", .bytes = "read\nhang\n"};
        },
        [&](JobResult&& result) { ended = std::move(result); });

    CHECK(ended.outcome == Outcome::quarantined);
    CHECK(ended.reason == Reason::limit_time);
    CHECK(ended.page == 2);
    CHECK(ended.advice == "raise --document-time, or leave pages out");
}

TEST_CASE("a document with more bad pages than are worth a try is given up", "[batch]")
{
    std::string document;
    for (int i = 0; i < 25; ++i)
        document += "exit\n";

    const auto results = run({document, "read\n"});

    CHECK(results.at(0).outcome == Outcome::quarantined);
    CHECK(results.at(0).reason == Reason::crashed);
    CHECK(results.at(0).attempts == 21);
    CHECK(results.at(1).outcome == Outcome::complete);
}

TEST_CASE("the reason of a lost page says what happened", "[batch]")
{
    const auto [deed, reason] = GENERATE(table<std::string, Reason>({{"crash", Reason::crashed},
                                                                     {"hang", Reason::limit_time},
                                                                     {"eat", Reason::limit_memory},
                                                                     {"socket", Reason::crashed}}));
    CAPTURE(deed);

    const auto results = run({"read\n" + deed + "\n"});

    REQUIRE(results.at(0).pages_left_out.size() == 1);
    CHECK(results.at(0).pages_left_out[0].reason == reason);
}

TEST_CASE("a document without one readable page is quarantined", "[batch]")
{
    const auto results = run({"crash\n", "crash\nhang\n", "refuse\n"});

    CHECK(results.at(0).outcome == Outcome::quarantined);
    CHECK(results.at(0).reason == Reason::crashed);
    CHECK(results.at(1).outcome == Outcome::quarantined);
    CHECK(results.at(2).outcome == Outcome::quarantined);
    CHECK(results.at(2).reason == Reason::encrypted);
    CHECK(results.at(2).advice == "ask for it");
}

TEST_CASE("a worker program that is not there is said so", "[batch]")
{
    PoolOptions options;
    options.command = {"/nowhere/worker"};

    CHECK_THROWS_AS(run_jobs(
                        options, []() -> std::optional<Job> { return Job{}; }, [](JobResult&&) {}),
                    PoolError);
}

TEST_CASE("a reading survives the way between the processes", "[batch][wire]")
{
    Reading reading;
    reading.info.page_count = 3;
    reading.info.notes = {"rebuilt"};
    Entry entry{.id = "CR1"};
    entry.texts[Field::title] = {
        .text = "a\nb", .places = {{.page = 2, .box = {1, 2, 3, 4}}}, .reasons = {"joined"}};
    entry.scores[Stage::residual] = {.value = 12.5, .label = "Major/Possible", .likelihood = 3};
    reading.content.registers = {Register{.year = "2018/19", .quarter = 4, .entries = {entry}}};
    reading.content.mentions = {{.id = "CR1", .stage = Stage::residual, .change = Change::reduced}};

    const Reading back = reading_from(encode(reading));

    CHECK(back.content == reading.content);
    CHECK(back.info.page_count == 3);
    CHECK(back.info.notes == reading.info.notes);
}

TEST_CASE("a message cut short or made up is refused", "[batch][wire]")
{
    Reading reading;
    reading.content.notes = {"a", "b"};
    const std::string whole = encode(reading);

    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK_THROWS_AS(reading_from(whole.substr(0, length)), std::runtime_error);
    CHECK_THROWS_AS(reading_from(std::string(200, '\xff')), std::runtime_error);
}

TEST_CASE("what the taker of results throws ends the run and is blamed on no worker", "[batch]")
{
    PoolOptions options{.workers = 1, .page_time = 5s, .document_time = 5s};
    options.command = {DOMESDAY_MISBEHAVING_WORKER};
    int given = 0;

    CHECK_THROWS_WITH(run_jobs(
                          options,
                          [&]() -> std::optional<Job> {
                              if (given++ > 0)
                                  return std::nullopt;
                              return Job{.name = "d", .bytes = "read\n"};
                          },
                          [](JobResult&&) { throw std::runtime_error("the disk is full"); }),
                      "the disk is full");
}
