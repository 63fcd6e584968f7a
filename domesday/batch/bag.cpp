#include "domesday/batch/bag.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

#include "domesday/report/csv.hpp"
#include "domesday/report/document_report.hpp"
#include "domesday/report/events_json.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{
namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestEnding = 10;

constexpr std::array kTables{"entries", "scores", "findings", "mentions", "documents", "values"};

std::string_view state_name(OriginalPlace::State state)
{
    switch (state) {
        case OriginalPlace::State::same:
            return "same";
        case OriginalPlace::State::changed:
            return "changed";
        case OriginalPlace::State::missing:
            break;
    }
    return "missing";
}

bool has_decisions(const Store& store, const std::vector<StoredDocument>& documents)
{
    return std::any_of(documents.begin(), documents.end(),
                       [&](const auto& document) { return !store.decisions(document).empty(); });
}

// Writes the files of one bag and remembers their checksums.
class BagWriter
{
public:
    BagWriter(const Store& store, fs::path folder, std::string_view version)
        : store_(store), folder_(std::move(folder)), version_(version), documents_(store.documents())
    {
    }

    BagSummary write()
    {
        write_originals();
        write_exports();
        write_tags();
        return std::move(summary_);
    }

private:
    using Write = std::function<void(std::ostream&)>;

    void add(std::map<std::string, std::string>& manifest, const std::string& name, const Write& write)
    {
        const fs::path path = folder_ / name;
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        {
            std::ofstream out{path, std::ios::binary};
            write(out);
            out.close();
            if (!out || error)
                throw BagError(path.string() + " cannot be written (" +
                               (error ? error.message() : std::strerror(errno)) + ")");
        }
        std::ifstream in{path, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        manifest[name] = sha256_hex(bytes);
        if (&manifest == &payload_)
            payload_bytes_ += bytes.size();
    }

    void add(std::map<std::string, std::string>& manifest, const std::string& name, const std::string& bytes)
    {
        add(manifest, name, [&bytes](std::ostream& out) { out << bytes; });
    }

    void write_originals()
    {
        for (const auto& document : documents_) {
            const auto bytes = bytes_of_original(document);
            if (!bytes) {
                summary_.missing.push_back({document.name, document.sha256, places_of_original(document)});
                continue;
            }
            ++summary_.originals;
            add(payload_, "data/originals/" + document.sha256 + "-" + harmless_file_name(document.name),
                *bytes);
        }
        if (summary_.missing.empty())
            return;
        add(payload_, "data/originals-missing.csv", [this](std::ostream& out) {
            out << "document,sha256,path,state\r\n";
            for (const auto& [name, sha256, places] : summary_.missing)
                for (const auto& place : places)
                    out << csv_field(name) << ',' << sha256 << ',' << csv_field(place.path) << ','
                        << state_name(place.state) << "\r\n";
        });
    }

    void write_exports()
    {
        add(payload_, "data/exports/registers.json", [this](std::ostream& out) {
            RegisterJsonWriter writer{out};
            for_each_report([&](const DocumentReport& report) { writer.add(report); });
            writer.finish();
        });
        const bool decided = has_decisions(store_, documents_);
        for (const std::string_view name : kTables)
            write_table(name, decided);
        if (decided)
            write_table("decisions", decided);
    }

    void write_table(std::string_view name, bool decided)
    {
        add(payload_, "data/exports/" + std::string{name} + ".csv", [&](std::ostream& out) {
            CsvWriter writer{out, *table_from_name(name), {.decisions = decided}};
            for_each_report([&](const DocumentReport& report) { writer.add(report); });
        });
    }

    void for_each_report(const std::function<void(const DocumentReport&)>& take)
    {
        for (const auto& document : documents_)
            take(report_from(store_.load(document), store_.decisions(document)));
    }

    void write_tags()
    {
        std::map<std::string, std::string> tags;
        add(tags, "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        add(tags, "bag-info.txt",
            "Bag-Software-Agent: domesday " + version_ +
                "\nExternal-Description: " + std::to_string(documents_.size()) +
                " documents of risk registers, what was read from them, and what the checks found\n"
                "Payload-Oxum: " +
                std::to_string(payload_bytes_) + "." + std::to_string(payload_.size()) + "\n");
        add(tags, "metadata/events.json", events_json(store_));
        add(tags, "manifest-sha256.txt", lines_of(payload_));
        std::map<std::string, std::string> last;
        add(last, "tagmanifest-sha256.txt", lines_of(tags));
        summary_.files = payload_.size() + tags.size() + last.size();
    }

    // Our names hold no character that a manifest would have to escape.
    static std::string lines_of(const std::map<std::string, std::string>& manifest)
    {
        std::string lines;
        for (const auto& [name, sha256] : manifest)
            lines.append(sha256).append("  ").append(name).append("\n");
        return lines;
    }

    const Store& store_;
    fs::path folder_;
    std::string version_;
    std::vector<StoredDocument> documents_;
    std::map<std::string, std::string> payload_;  // name -> sha-256
    std::uintmax_t payload_bytes_ = 0;
    BagSummary summary_;
};

}  // namespace

std::string harmless_file_name(std::string_view name)
{
    std::string plain;
    for (const char letter : name) {
        const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                              (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' ||
                              letter == '-';
        plain += is_plain ? letter : '_';
    }
    if (plain.size() <= kLongestName)
        return plain;
    const auto dot = plain.rfind('.');
    const std::string ending =
        dot != std::string::npos && plain.size() - dot <= kLongestEnding ? plain.substr(dot) : std::string{};
    return plain.substr(0, kLongestName - ending.size()) + ending;
}

BagSummary write_bag(const Store& store, const std::string& folder, std::string_view version)
{
    std::error_code error;
    if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error)))
        throw BagError(folder + " is there already, and not an empty folder");
    fs::path part = fs::path{folder}.lexically_normal();
    if (!part.has_filename())
        part = part.parent_path();  // "bag/"
    const fs::path whole = part;
    part += ".part";
    if (fs::exists(part, error))
        throw BagError(part.string() + " is in the way: the rest of a bag that was not finished?");
    try {
        BagSummary summary = BagWriter{store, part, version}.write();
        fs::rename(part, whole, error);
        if (error)
            throw BagError(folder + " cannot be written (" + error.message() + ")");
        return summary;
    } catch (...) {
        fs::remove_all(part, error);
        throw;
    }
}

}  // namespace domesday
