#include "domesday/batch/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace domesday
{
namespace
{

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

class Walk
{
public:
    Walk(const ArchiveLimits& limits, const std::function<void(ArchiveMember&&)>& take,
         const std::function<void(ArchiveFault&&)>& fault)
        : limits_(limits), take_(take), fault_(fault)
    {
    }

    void descend(std::string_view bytes, const std::string& prefix, int depth)
    {
        const Reader reader{archive_read_new(), &archive_read_free};
        archive_read_support_format_zip(reader.get());
        if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
            return damaged(reader, prefix);
        archive_entry* entry = nullptr;
        int status = ARCHIVE_OK;
        while (!stopped_ && (status = archive_read_next_header(reader.get(), &entry)) != ARCHIVE_EOF) {
            if (status < ARCHIVE_WARN)
                return damaged(reader, prefix);
            member(reader, entry, prefix, depth);
        }
    }

private:
    void member(const Reader& reader, archive_entry* entry, const std::string& prefix, int depth)
    {
        if (archive_entry_filetype(entry) != AE_IFREG)
            return;  // folders; links lead nowhere here
        const char* utf8 = archive_entry_pathname_utf8(entry);
        const char* raw = utf8 != nullptr ? utf8 : archive_entry_pathname(entry);
        const std::string name = prefix + (raw != nullptr ? raw : "unnamed");
        if (++members_ > limits_.members)
            return stop(name, "more than " + std::to_string(limits_.members) + " files in the archive");
        if (archive_entry_is_encrypted(entry) != 0)
            return fault_({name, "encrypted inside the archive: unpack it with its password"});
        std::optional<std::string> bytes = content(reader, name);
        if (!bytes)
            return;
        if (!is_zip(*bytes))
            return take_({name, std::move(*bytes)});
        if (depth >= limits_.depth)
            return fault_({name, "archives are nested deeper than " + std::to_string(limits_.depth)});
        descend(*bytes, name + "/", depth + 1);
    }

    // Counts what comes out, not what the header promises: a bomb's header lies.
    std::optional<std::string> content(const Reader& reader, const std::string& name)
    {
        std::string bytes;
        std::array<char, 65536> part;
        for (;;) {
            const la_ssize_t got = archive_read_data(reader.get(), part.data(), part.size());
            if (got == 0)
                return bytes;
            if (got < 0) {
                fault_({name, "damaged inside the archive"});
                return std::nullopt;
            }
            bytes.append(part.data(), static_cast<std::size_t>(got));
            total_ += static_cast<std::uint64_t>(got);
            if (total_ > limits_.total_bytes) {
                stop(name, "the archive unpacks to more than " + std::to_string(limits_.total_bytes >> 20) +
                               " MiB");
                return std::nullopt;
            }
            if (bytes.size() > limits_.member_bytes) {
                fault_({name, "larger than " + std::to_string(limits_.member_bytes >> 20) + " MiB"});
                return std::nullopt;
            }
        }
    }

    void damaged(const Reader& reader, const std::string& prefix)
    {
        const char* text = archive_error_string(reader.get());
        fault_({prefix, std::string("damaged archive") + (text != nullptr ? std::string(": ") + text : "")});
    }

    void stop(const std::string& name, const std::string& text)
    {
        stopped_ = true;
        fault_({name, text});
    }

    const ArchiveLimits& limits_;
    const std::function<void(ArchiveMember&&)>& take_;
    const std::function<void(ArchiveFault&&)>& fault_;
    int members_ = 0;
    std::uint64_t total_ = 0;
    bool stopped_ = false;
};

}  // namespace

bool is_zip(std::string_view bytes)
{
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");  // APPNOTE 4.3.7, 4.3.16
}

void for_each_member(std::string_view bytes, const ArchiveLimits& limits,
                     const std::function<void(ArchiveMember&&)>& take,
                     const std::function<void(ArchiveFault&&)>& fault)
{
    Walk{limits, take, fault}.descend(bytes, "", 1);
}

}  // namespace domesday
