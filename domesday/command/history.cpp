// domesday history ID: a risk over the quarters.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>
#include <tuple>

#include "domesday/command/command.hpp"
#include "domesday/command/entry_id.hpp"
#include "domesday/command/nearest.hpp"
#include "domesday/report/text.hpp"
#include "parsers/checks/wording.hpp"
#include "schema/series.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

struct Options {
    std::string store = kDefaultStore;
    std::string entry;
};

// One printing of the entry.
struct Station {
    std::optional<int> period;  // as it sorts
    std::string document, sha256;
    std::string publisher;  // "": not printed
    std::string title;
    std::map<Stage, Score> scores;
};

std::string title_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? std::string{} : title->second.text;
}

std::vector<Station> stations_of(const Store& store, const std::string& id)
{
    std::vector<Station> stations;
    for (const auto& document : store.documents_with_entry(id)) {
        const auto loaded = store.load(document);
        for (const auto& reg : loaded.reading.content.registers)
            for (const auto& entry : reg.entries)
                if (entry.id == id)
                    stations.push_back(
                        {.period = period_of(reg, document.name),
                         .document = document.name,
                         .sha256 = document.sha256,
                         .publisher = reg.organisation ? reg.organisation->text : std::string{},
                         .title = title_of(entry),
                         .scores = entry.scores});
    }
    std::stable_sort(stations.begin(), stations.end(), [](const Station& a, const Station& b) {
        return std::tuple(!a.period, a.period.value_or(0), a.document, a.sha256) <
               std::tuple(!b.period, b.period.value_or(0), b.document, b.sha256);
    });
    return stations;
}

struct Line {
    std::string publisher;
    std::vector<Station> stations;
};

// A station without a printed publisher joins the line whose last title is like its own.
bool belongs_to(const Station& station, const Line& line)
{
    if (!station.publisher.empty() && !line.publisher.empty())
        return station.publisher == line.publisher;
    return title_likeness(station.title, line.stations.back().title) >= kSameTitle;
}

std::vector<Line> lines_of(std::vector<Station>&& stations)
{
    std::vector<Line> lines;
    for (auto& station : stations) {
        const auto line = std::find_if(lines.begin(), lines.end(),
                                       [&station](const Line& at) { return belongs_to(station, at); });
        if (line == lines.end()) {
            const std::string publisher = station.publisher;
            lines.push_back({publisher, {std::move(station)}});
            continue;
        }
        if (line->publisher.empty())
            line->publisher = station.publisher;
        line->stations.push_back(std::move(station));
    }
    return lines;
}

std::string period_text(std::optional<int> period)
{
    if (!period)
        return "no period ";
    const int year = *period / 10;
    const std::string next = std::to_string((year + 1) % 100);
    const std::string years = std::to_string(year) + "/" + (next.size() < 2 ? "0" : "") + next;
    return years + (*period % 10 > 0 ? " Q" + std::to_string(*period % 10) : "   ");
}

void print(const Line& line, std::ostream& out)
{
    out << harmless(line.publisher.empty() ? "publisher not printed" : line.publisher) << '\n';
    const Station* before = nullptr;
    for (const auto& station : line.stations) {
        out << "  " << period_text(station.period) << "  ";
        bool is_first = true;
        for (const auto& [stage, score] : station.scores) {
            out << (is_first ? "" : ", ") << to_string(stage) << ' '
                << (score.value ? number_text(*score.value) : "not printed");
            is_first = false;
        }
        out << "  " << harmless(station.document) << "\n      " << harmless(one_line(station.title, 90))
            << '\n';
        if (before != nullptr)
            out << (title_likeness(station.title, before->title) >= kSameTitle
                        ? "      the title agrees with the one before\n"
                        : "      the title differs from the one before: the id may stand for another risk "
                          "now\n");
        before = &station;
    }
}

void run(const Options& options, Console& console)
{
    const Store store = Store::for_reading(options.store);
    const std::string id = entry_id(options.entry);
    const auto lines = lines_of(stations_of(store, id));
    for (const auto& line : lines)
        print(line, console.out());
    if (!lines.empty())
        return;
    const std::string nearest = nearest_word(id, store.identifiers());
    console.say("no entry '" + options.entry + "' in the store" +
                (nearest.empty() ? "\n  domesday export --format csv lists all of them"
                                 : "\n  did you mean '" + nearest + "'?"));
    console.note(ExitStatus::wrong_usage);
}

}  // namespace

Action add_history(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("ID", options->entry, "of the risk or opportunity, such as CR6")->required();
    add_store_option(app, options->store);
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
