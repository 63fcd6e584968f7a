// How fast text dumps become a checked store, on one core: megabytes per second, peak memory, the share of
// each stage, and whether the time per dump grows with the store.
//
//     dump_speed FOLDER STORE
//
// Does what `domesday ingest --jobs 0` does, one stage after the other, with a clock between them.
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "domesday/batch/keeping.hpp"
#include "domesday/batch/listing.hpp"
#include "extractor/document/reader.hpp"
#include "extractor/document/source.hpp"
#include "extractor/layout/grid.hpp"
#include "parsers/registers/document_parser.hpp"
#include "parsers/text/vocabulary.hpp"

namespace
{

using namespace domesday;

// Of this process: what other programs do on the machine does not count.
struct Clock {
    using duration = std::chrono::nanoseconds;
    using time_point = std::chrono::time_point<Clock, duration>;
    static time_point now()
    {
        timespec now{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return time_point{std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec}};
    }
};

enum Part { kOpening, kPages, kLayout, kRegisters, kChecks, kStore, kParts };
constexpr std::array kNames{"open and hash", "pages", "layout", "registers", "checks", "store"};

class Timer
{
public:
    template <class Work>
    auto measure(Part part, Work&& work)
    {
        const auto begin = Clock::now();
        struct AtEnd {
            Clock::time_point begin;
            double& sum;
            ~AtEnd() { sum += std::chrono::duration<double>(Clock::now() - begin).count(); }
        } at_end{begin, seconds_[part]};
        return work();
    }

    const std::array<double, kParts>& seconds() const { return seconds_; }

private:
    std::array<double, kParts> seconds_{};
};

double mean(const std::vector<double>& times, std::size_t begin, std::size_t end)
{
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i)
        sum += times[i];
    return end > begin ? sum / static_cast<double>(end - begin) : 0;
}

Extraction read(const Source& source, const Vocabulary& vocabulary, Timer& timer)
{
    Extraction reading;
    DocumentParser parser{vocabulary};
    std::vector<Page> found;
    reading.info = timer.measure(kPages, [&] {
        return read_pages(source, {}, [&](Page&& page) { found.push_back(std::move(page)); });
    });
    for (const auto& page : found) {
        auto laid_out = timer.measure(kLayout, [&] { return layout_from_page(page); });
        timer.measure(kRegisters, [&] { parser.add(std::move(laid_out)); });
    }
    reading.content = timer.measure(kRegisters, [&] { return parser.finish(); });
    return reading;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: dump_speed FOLDER STORE\n");
        return 2;
    }
    const auto vocabulary = Vocabulary::standard();
    const ReadConditions conditions{"bench", vocabulary.sha256(), ""};
    Store kept = Store::for_writing(argv[2]);
    Run run{kept, "bench", conditions, "2026-01-01T00:00:00Z"};
    Timer timer;
    std::vector<double> times;
    std::size_t bytes = 0;
    for (const auto& file : list_files({argv[1]}).files) {
        const auto begin = Clock::now();
        const auto source = timer.measure(kOpening, [&] { return open_source(file.path); });
        bytes += source.bytes.size();
        const auto reading = read(source, vocabulary, timer);
        // Once on its own for the share; keep() runs the checks, too.
        const auto before = timer.seconds()[kChecks];
        timer.measure(kChecks,
                      [&] { return findings_of(kept, reading.content, source.name, source.sha256); });
        const double twice = timer.seconds()[kChecks] - before;
        timer.measure(kStore, [&] {
            return keep(kept, run,
                        {.name = source.name,
                         .sha256 = source.sha256,
                         .state = {.path = file.path.string(),
                                   .size = static_cast<std::int64_t>(source.bytes.size())}},
                        reading, conditions);
        });
        times.push_back(std::chrono::duration<double>(Clock::now() - begin).count() - twice);
    }
    const double total = mean(times, 0, times.size()) * static_cast<double>(times.size());
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%zu dumps, %.1f MB in %.2f s of one core: %.1f MB/s, peak memory %.0f MB\n", times.size(),
                static_cast<double>(bytes) / 1e6, total, static_cast<double>(bytes) / 1e6 / total,
                static_cast<double>(usage.ru_maxrss) / 1024);
    auto seconds = timer.seconds();
    seconds[kStore] -= seconds[kChecks];
    for (std::size_t i = 0; i < kNames.size(); ++i)
        std::printf("  %-14s %5.1f %%\n", kNames[i], 100 * seconds[i] / total);
    const std::size_t tenth = times.size() / 10;
    std::printf("per dump: %.2f ms in the first tenth, %.2f ms in the last\n", 1e3 * mean(times, 0, tenth),
                1e3 * mean(times, times.size() - tenth, times.size()));
    return 0;
}
