// domesday report --out DIR: the auditor's desk as static pages.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include "domesday/batch/originals.hpp"
#include "domesday/batch/painting.hpp"
#include "domesday/command/command.hpp"
#include "domesday/command/entry_id.hpp"
#include "domesday/command/run_number.hpp"
#include "domesday/report/bundle/bundle.hpp"
#include "extractor/document/dump.hpp"
#include "extractor/document/error.hpp"
#include "schema/series.hpp"

namespace domesday
{
namespace
{

namespace fs = std::filesystem;

struct Options {
    std::string store = kDefaultStore;
    std::string out;
    std::string document;
    std::string new_since;
    PaintOptions paint{};
};

// So far back a series is followed: three years of quarters.
constexpr int kQuartersBack = 12;

// The folder cannot be written to, or is not ours to write to.
class FolderError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

bool is_bundle_folder(const fs::path& path)
{
    const std::string name = path.filename().string();
    return name.size() == 16 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// An empty folder, or an earlier report's without its documents.
void prepare(const fs::path& out)
{
    std::error_code error;
    fs::create_directories(out, error);
    if (error)
        throw FolderError("cannot be made (" + error.message() + ")");
    if (fs::is_empty(out, error) && !error)
        return;
    if (!fs::exists(out / "app.js", error) || !fs::exists(out / "index.html", error))
        throw FolderError("holds files that are no report; name a new folder or an empty one");
    for (const auto& item : fs::directory_iterator(out, error))
        if (item.is_directory() && !item.is_symlink() && is_bundle_folder(item.path()))
            fs::remove_all(item.path(), error);
}

void write(const fs::path& out, const BundleFile& file)
{
    std::error_code error;
    fs::create_directories((out / file.name).parent_path(), error);
    std::ofstream stream{out / file.name, std::ios::binary};
    stream.write(file.content.data(), static_cast<std::streamsize>(file.content.size()));
    stream.close();
    if (!stream)
        throw FolderError("\"" + file.name + "\" cannot be written in it; is the disk full?");
}

using RegisterKey = std::pair<std::string, std::size_t>;  // SHA-256, position in the document

// The quarters that belong together, found step by step backwards.
class Series
{
public:
    Series(const Store& store, const std::map<std::string, StoredDocument>& documents) : store_(store)
    {
        for (const auto& [sha256, document] : documents)
            in_bundle_.insert(sha256);
    }

    void add(const LoadedDocument& document)
    {
        const auto& registers = document.reading.content.registers;
        for (std::size_t i = 0; i < registers.size(); ++i)
            follow(keep(document.document.name, {document.document.sha256, i}, registers[i]), registers[i]);
    }

    // By period; empty where no other quarter is known.
    std::vector<SeriesRegister> of(const RegisterKey& key) const
    {
        std::set<RegisterKey> together{key};
        std::vector<RegisterKey> open{key};
        while (!open.empty()) {
            const auto at = open.back();
            open.pop_back();
            for (const auto* links : {&before_, &after_})
                for (auto [it, end] = links->equal_range(at); it != end; ++it)
                    if (together.insert(it->second).second)
                        open.push_back(it->second);
        }
        std::vector<SeriesRegister> series;
        for (const auto& member : together)
            series.push_back(known_.at(member));
        std::sort(series.begin(), series.end(), [](const auto& a, const auto& b) {
            return std::tie(a.period, a.document, a.position) < std::tie(b.period, b.document, b.position);
        });
        return series;
    }

private:
    RegisterKey keep(const std::string& name, const RegisterKey& key, const Register& reg)
    {
        Register brief;
        for (const auto& entry : reg.entries) {
            Entry& kept = brief.entries.emplace_back(Entry{.id = entry.id, .scores = entry.scores});
            if (const auto title = entry.texts.find(Field::title); title != entry.texts.end())
                kept.texts.insert(*title);
        }
        known_[key] = {.document = name,
                       .sha256 = key.first,
                       .period = period_of(reg, name).value_or(0),
                       .is_in_bundle = in_bundle_.contains(key.first),
                       .position = key.second,
                       .content = std::move(brief)};
        return key;
    }

    void follow(RegisterKey key, Register reg)
    {
        for (int step = 0; step < kQuartersBack && !before_.contains(key); ++step) {
            auto previous = store_.previous_of(reg, known_.at(key).document, key.first);
            if (!previous)
                return;
            const RegisterKey earlier = key_of(*previous);
            if (!known_.contains(earlier))
                keep(previous->document_name, earlier, previous->content);
            before_.emplace(key, earlier);
            after_.emplace(earlier, key);
            key = earlier;
            reg = std::move(previous->content);
        }
    }

    // Which of its document's registers it is: the one with the same identifiers in the same order.
    RegisterKey key_of(const PreviousRegister& previous) const
    {
        const auto document = store_.find_by_hash(previous.document_sha256);
        if (!document)
            return {previous.document_sha256, 0};
        const auto registers = store_.load(*document).reading.content.registers;
        const auto same = [&](const Register& reg) {
            return std::equal(reg.entries.begin(), reg.entries.end(), previous.content.entries.begin(),
                              previous.content.entries.end(),
                              [](const Entry& a, const Entry& b) { return a.id == b.id; });
        };
        const auto found = std::find_if(registers.begin(), registers.end(), same);
        return {previous.document_sha256,
                found == registers.end() ? 0 : static_cast<std::size_t>(found - registers.begin())};
    }

    const Store& store_;
    std::set<std::string> in_bundle_;
    std::map<RegisterKey, SeriesRegister> known_;
    std::multimap<RegisterKey, RegisterKey> before_, after_;
};

class ReportRun
{
public:
    ReportRun(const Options& options, Console& console)
        : options_(options), console_(console), store_(Store::for_reading(options.store))
    {
    }

    void run()
    {
        if (!choose())
            return;
        if (chosen_.empty() && !options_.document.empty()) {
            console_.say("no document \"" + options_.document +
                         "\" in the store\n  domesday documents lists them");
            console_.note(ExitStatus::wrong_usage);
            return;
        }
        prepare(options_.out);
        Series series{store_, chosen_};
        for (const auto& [sha256, document] : chosen_) {
            const auto loaded = store_.load(document);
            add_places_elsewhere(loaded, elsewhere_);
            series.add(loaded);
        }
        show_sources();
        write_documents(series);
        console_.out() << chosen_.size() << (chosen_.size() == 1 ? " document, " : " documents, ") << images_
                       << (images_ == 1 ? " page image" : " page images") << ": "
                       << (fs::path(options_.out) / "index.html").string() << '\n';
    }

private:
    // False: the options name nothing.
    bool choose()
    {
        const bool only_new = !options_.new_since.empty();
        const auto since = only_new ? run_from(options_.new_since, runs(store_)) : std::nullopt;
        if (only_new && !since) {
            console_.say("'" + options_.new_since + "' is no run: give " + kRunForms +
                         "\n  domesday runs lists the runs");
            console_.note(ExitStatus::wrong_usage);
            return false;
        }
        const auto newer = since ? store_.read_since(*since) : std::set<std::string>{};
        for (auto& document : store_.documents()) {
            names_.emplace(document.sha256, document.name);
            if (!is_named(document, options_.document))
                continue;
            if (!only_new || newer.contains(document.sha256))
                chosen_.emplace(document.sha256, std::move(document));
        }
        return true;
    }

    // What is shown of each document that a value or finding stands in; images are written as they are made.
    void show_sources()
    {
        std::size_t done = 0;
        for (const auto& [sha256, document] : chosen_) {
            console_.progress(++done, chosen_.size(), document.name);
            const auto loaded = store_.load(document);
            auto pages = pages_to_show(loaded);
            auto lines = lines_to_show(loaded);
            show(loaded, std::move(pages), std::move(lines));
        }
        for (const auto& [sha256, places] : elsewhere_)
            if (!chosen_.contains(sha256))
                if (const auto document = store_.find_by_hash(sha256))
                    show(store_.load(*document), {}, {});
    }

    void show(const LoadedDocument& loaded, std::set<int> pages, std::set<int> lines)
    {
        const std::string& sha256 = loaded.document.sha256;
        for (const auto& place : elsewhere_[sha256]) {
            if (place.line > 0)
                for (int line = place.line - 3; line <= place.line + 3; ++line)
                    lines.insert(line);
            else if (place.page > 0)
                pages.insert(place.page);
        }
        ShownSource& shown = sources_[sha256];
        if (pages.empty() && lines.empty())
            return;
        auto bytes = bytes_of_original(loaded.document);
        if (!bytes) {
            shown.missing = "the original is gone, or other bytes stand where it was read";
            console_.say(loaded.document.name + ": " + shown.missing +
                         "\n  its pages are not shown; all else is in the report");
            console_.note(ExitStatus::input_unreadable);
            return;
        }
        const Source source = source_from_bytes(loaded.document.name, std::move(*bytes));
        if (source.kind == SourceKind::pdf)
            paint(loaded, source, pages, shown);
        else
            take_lines(source, lines, shown);
    }

    static void take_lines(const Source& source, const std::set<int>& wanted, ShownSource& shown)
    {
        const auto lines = lines_of_dump(source);
        for (const int line : wanted)
            if (line >= 1 && static_cast<std::size_t>(line) <= lines.size())
                shown.lines.emplace(line, lines[static_cast<std::size_t>(line) - 1]);
    }

    void paint(const LoadedDocument& loaded, const Source& source, const std::set<int>& pages,
               ShownSource& shown)
    {
        std::vector<PageWish> wishes;
        for (const int page : pages) {
            PageWish wish{.page = page};
            for (const auto& scanned : loaded.reading.info.scanned_pages)
                if (scanned.page == page)
                    wish.turn = {.turned = scanned.turned, .skew = scanned.skew};
            wishes.push_back(wish);
        }
        const PagePainting painting{
            .take = [&](PaintedPage&& painted) { keep(loaded.document.sha256, std::move(painted), shown); },
            .fault = [&](int page, const std::string& why) { shown.pages[page].missing = why; }};
        paint_pages(source, wishes, options_.paint, painting);
    }

    void keep(const std::string& sha256, PaintedPage&& painted, ShownSource& shown)
    {
        auto& image = painted.image;
        const std::string file = "page-" + std::to_string(painted.page) + (image.is_jpeg ? ".jpg" : ".png");
        write(options_.out, {bundle_folder(sha256) + "/" + file, std::move(image.bytes)});
        shown.pages[painted.page] = {.file = file,
                                     .width = image.page_width,
                                     .height = image.page_height,
                                     .pixel_width = image.width,
                                     .pixel_height = image.height};
        ++images_;
    }

    void write_documents(const Series& series)
    {
        BundleSources sources{.names = names_};
        for (const auto& [sha256, source] : sources_)
            sources.sources.emplace(sha256, &source);
        std::vector<BundleSummary> summaries;
        for (const auto& [sha256, document] : chosen_) {
            BundleDocument bundled{.loaded = store_.load(document), .source = sources_[sha256]};
            for (std::size_t i = 0; i < bundled.loaded.reading.content.registers.size(); ++i)
                bundled.series.push_back(series.of({sha256, i}));
            for (const auto& file : document_files(bundled, sources))
                write(options_.out, file);
            summaries.push_back(summary_from(bundled.loaded));
        }
        std::stable_sort(summaries.begin(), summaries.end(),
                         [](const auto& a, const auto& b) { return a.document.name < b.document.name; });
        const bool whole = options_.document.empty() && options_.new_since.empty();
        for (const auto& file :
             common_files(summaries, whole ? store_.unread_paths() : std::vector<UnreadPath>{}))
            write(options_.out, file);
    }

    const Options& options_;
    Console& console_;
    Store store_;
    std::map<std::string, std::string> names_;
    std::map<std::string, StoredDocument> chosen_;
    std::map<std::string, std::vector<Place>> elsewhere_;
    std::map<std::string, ShownSource> sources_;
    std::size_t images_ = 0;
};

void run(const Options& options, Console& console)
{
    try {
        ReportRun{options, console}.run();
    } catch (const FolderError& error) {
        console.say("the folder \"" + options.out + "\": " + error.what());
        console.note(ExitStatus::output);
    }
}

}  // namespace

Action add_report(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    add_store_option(app, options->store);
    app.add_option("-o,--out", options->out,
                   "the folder; made if missing, an earlier report in it is replaced")
        ->required()
        ->option_text("DIR");
    app.add_option("--document", options->document, "only this one: file name or sha-256")
        ->option_text("NAME");
    app.add_option("--new-since", options->new_since,
                   "only documents that this run or those after it read: a number, a date, or last")
        ->option_text("RUN");
    app.add_option("--password", options->paint.password, "for encrypted PDFs")->option_text("TEXT");
    app.add_flag("--allow-unsandboxed", options->paint.allow_unsandboxed,
                 "go on where the process that paints pages cannot be protected, for files you trust");
    return [options](Console& console) { run(*options, console); };
}

}  // namespace domesday
