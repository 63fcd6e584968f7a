#include "domesday/batch/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace domesday
{
namespace
{

constexpr std::size_t kPart = 65536;

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

Reader zip_reader()
{
    Reader reader{archive_read_new(), &archive_read_free};
    archive_read_support_format_zip(reader.get());
    return reader;
}

std::string mib(std::uint64_t bytes)
{
    return std::to_string(bytes >> 20) + " MiB";
}

class Walk
{
public:
    Walk(const ArchiveLimits& limits, const ArchiveVisitor& visitor) : limits_(limits), visitor_(visitor) {}

    std::size_t unwanted() const { return unwanted_; }

    void through(std::string_view bytes, const std::string& prefix, int depth)
    {
        const Reader reader = zip_reader();
        through(reader, archive_read_open_memory(reader.get(), bytes.data(), bytes.size()), prefix, depth);
    }

    void through(int descriptor)
    {
        const Reader reader = zip_reader();
        through(reader, archive_read_open_fd(reader.get(), descriptor, kPart), "", 1);
    }

private:
    void through(const Reader& reader, int opened, const std::string& prefix, int depth)
    {
        if (opened != ARCHIVE_OK)
            return damaged(reader, prefix);
        archive_entry* entry = nullptr;
        int status = ARCHIVE_OK;
        while (!stopped_ && (status = archive_read_next_header(reader.get(), &entry)) != ARCHIVE_EOF) {
            if (status < ARCHIVE_WARN)
                return damaged(reader, prefix);
            member(reader, entry, prefix, depth);
        }
    }

    void member(const Reader& reader, archive_entry* entry, const std::string& prefix, int depth)
    {
        if (archive_entry_filetype(entry) != AE_IFREG)
            return;  // folders; links lead nowhere here
        const char* utf8 = archive_entry_pathname_utf8(entry);
        const char* raw = utf8 != nullptr ? utf8 : archive_entry_pathname(entry);
        const std::string called = prefix + (raw != nullptr ? raw : "unnamed");
        if (++members_ > limits_.members)
            return stop(called, "more than " + std::to_string(limits_.members) + " files in the archive");
        const std::string name = own_name(called);
        if (archive_entry_is_encrypted(entry) != 0) {
            if (is_wanted(called, {}) || is_called_archive(called))
                return visitor_.fault({name, Reason::encrypted, "encrypted inside the archive"});
            ++unwanted_;
            return;
        }
        std::optional<std::string> bytes = content(reader, called, name);
        if (!bytes)
            return;
        if (!is_called_archive(called))
            return visitor_.take({name, std::move(*bytes)});
        if (depth >= limits_.depth)
            return visitor_.fault({name, Reason::too_large,
                                   "archives are nested deeper than " + std::to_string(limits_.depth)});
        through(*bytes, name + "/", depth + 1);
    }

    // A zip may hold one name several times.
    std::string own_name(const std::string& called)
    {
        std::string name = called;
        for (int copy = 2; !names_.insert(name).second; ++copy)
            name = called + " (" + std::to_string(copy) + ")";
        return name;
    }

    bool is_wanted(std::string_view called, std::string_view head) const
    {
        return !visitor_.wants || visitor_.wants(called, head);
    }

    // Counts what comes out, not what the header promises: a bomb's header lies.
    std::optional<std::string> content(const Reader& reader, const std::string& called,
                                       const std::string& name)
    {
        std::string bytes;
        std::array<char, kPart> part;
        for (bool is_first = true;; is_first = false) {
            const la_ssize_t got = archive_read_data(reader.get(), part.data(), part.size());
            const std::string_view view{part.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
            if (is_first && !is_called_archive(called) && !is_wanted(called, view)) {
                ++unwanted_;
                return std::nullopt;
            }
            if (got == 0)
                return bytes;
            if (got < 0) {
                visitor_.fault({name, Reason::damaged, "damaged inside the archive"});
                return std::nullopt;
            }
            bytes.append(view);
            total_ += view.size();
            if (total_ > limits_.total_bytes) {
                stop(name, "the archive unpacks to more than " + mib(limits_.total_bytes));
                return std::nullopt;
            }
            if (bytes.size() > limits_.member_bytes) {
                visitor_.fault({name, Reason::too_large, "larger than " + mib(limits_.member_bytes)});
                return std::nullopt;
            }
        }
    }

    void damaged(const Reader& reader, const std::string& prefix)
    {
        const char* text = archive_error_string(reader.get());
        const std::string name = prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1);
        visitor_.fault({name, Reason::damaged,
                        std::string("a damaged zip archive, or none") +
                            (text != nullptr ? std::string(" (") + text + ")" : "")});
    }

    void stop(const std::string& name, const std::string& text)
    {
        stopped_ = true;
        visitor_.fault({name, Reason::too_large, text});
    }

    const ArchiveLimits& limits_;
    const ArchiveVisitor& visitor_;
    std::set<std::string> names_;
    std::size_t unwanted_ = 0;
    int members_ = 0;
    std::uint64_t total_ = 0;
    bool stopped_ = false;
};

}  // namespace

bool is_called_archive(std::string_view name)
{
    if (name.size() < 4)
        return false;
    std::string ending{name.substr(name.size() - 4)};
    for (char& letter : ending)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter + 32);
    return ending == ".zip";
}

std::size_t for_each_member(std::string_view bytes, const ArchiveLimits& limits,
                            const ArchiveVisitor& visitor)
{
    Walk walk{limits, visitor};
    walk.through(bytes, "", 1);
    return walk.unwanted();
}

std::size_t for_each_member(int descriptor, const ArchiveLimits& limits, const ArchiveVisitor& visitor)
{
    Walk walk{limits, visitor};
    walk.through(descriptor);
    return walk.unwanted();
}

}  // namespace domesday
