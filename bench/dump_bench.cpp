// How fast dumps become pages and grids, on one core: dump_bench ROUNDS FILE...
// Prints MB of input per second of processor time for each stage.
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "extractor/document/dump.hpp"
#include "extractor/layout/grid.hpp"
#include "extractor/text/encoding.hpp"

using namespace domesday;

namespace
{

// Of the processor: the machine may have other work.
template <typename Work>
double seconds(Work work)
{
    const auto begin = std::clock();
    work();
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const int rounds = arguments.empty() ? 0 : std::max(1, std::atoi(arguments[0].c_str()));
    std::vector<Source> sources;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        sources.push_back(open_source(arguments[i]));
    if (sources.empty()) {
        std::cerr << "usage: dump_bench ROUNDS FILE...\n";
        return 2;
    }
    std::size_t bytes = 0, words = 0, blocks = 0;
    double decoding = 0, reading = 0, layout = 0;
    for (int round = 0; round < rounds; ++round)
        for (const auto& source : sources) {
            bytes += source.bytes.size();
            decoding += seconds([&] { words += decoded_text(source.bytes)->utf8.empty(); });
            std::vector<Page> pages;
            reading += seconds(
                [&] { read_dump_pages(source, {}, [&](Page&& page) { pages.push_back(std::move(page)); }); });
            for (const auto& page : pages) {
                words += page.words.size();
                layout += seconds([&] { blocks += layout_from_page(page).blocks.size(); });
            }
        }
    const auto rate = [&](double time) { return static_cast<double>(bytes) / 1e6 / time; };
    std::cout << bytes << " bytes, " << words << " words, " << blocks << " blocks\n"
              << "decoding " << rate(decoding) << " MB/s, pages (with decoding) " << rate(reading)
              << " MB/s, layout " << rate(layout) << " MB/s\n";
    return 0;
}
