// domesday worker: what ingest starts for each job; people have no use for it.
#include "domesday/batch/worker.hpp"

#include <sys/socket.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>

#include "domesday/batch/reading.hpp"
#include "domesday/command/command.hpp"
#include "domesday/command/reading_options.hpp"

namespace domesday
{
namespace
{

constexpr int kSocket = 3;  // as the supervisor hands it over

bool is_socket(int descriptor)
{
    int kind = 0;
    socklen_t size = sizeof kind;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &kind, &size) == 0;
}

struct Options {
    ReadingOptions reading;
    std::uint64_t memory_mib = 2048;
    std::string scratch;
    bool survey = false;
};

void run(const Options& options, Console& console)
{
    if (!is_socket(kSocket)) {
        console.say("a worker is started by domesday ingest, not by hand");
        console.note(ExitStatus::wrong_usage);
        return;
    }
    const Vocabulary vocabulary = vocabulary_from(options.reading);
    const auto read = [&vocabulary, &options](const Source& source, const ReadOptions& asked) {
        return options.survey ? surveyed(source, asked) : read_document(source, asked, vocabulary);
    };
    SandboxOptions sandbox{.memory = options.memory_mib << 20, .scratch = options.scratch};
    if (const char* models = std::getenv("TESSDATA_PREFIX"))
        sandbox.readable.emplace_back(models);
    run_worker(kSocket, sandbox, read);
}

}  // namespace

Action add_worker(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("--memory-limit", options->memory_mib);
    app.add_option("--scratch", options->scratch);
    app.add_flag("--survey", options->survey);
    app.add_option("--vocabulary", options->reading.vocabulary);
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
