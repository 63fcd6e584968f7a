// domesday search WORDS: full-text search.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "domesday/command/command.hpp"
#include "domesday/report/text.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kExcerptWidth = 200;

struct Options {
    std::string store = kDefaultStore;
    std::vector<std::string> words;
    std::size_t limit = 100;
};

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    auto hits = store.search(options.words, options.limit + 1);
    const bool has_more = hits.size() > options.limit;
    if (has_more)
        hits.pop_back();
    for (const auto& hit : hits)
        console.out() << harmless(hit.document + ": " + (hit.entry ? *hit.entry + " " : "") + hit.field +
                                  ": " + one_line(hit.excerpt, kExcerptWidth) + "\n    [" +
                                  place_text(hit.places) + "]\n");
    if (hits.empty())
        console.say("no text has these words");
    if (has_more)
        console.say("there are more than " + std::to_string(options.limit) +
                    ": add a word, or raise --limit");
}

}  // namespace

Action add_search(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("WORDS", options->words, "words that must all stand in one text")->required();
    add_store_option(app, options->store);
    app.add_option("--limit", options->limit, "at most so many")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}).description(""))
        ->option_text("N [100]");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
