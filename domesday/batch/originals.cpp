#include "domesday/batch/originals.hpp"

#include <filesystem>
#include <utility>

#include "domesday/batch/unpacking.hpp"
#include "extractor/document/error.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{
namespace
{

namespace fs = std::filesystem;

std::optional<std::string> bytes_of_member(const std::string& archive, const std::string& member)
{
    // Several members may bear the name ("q4.pdf (2)"), and a zip may lie inside: the walk alone knows.
    Unpacker unpacker{
        archive,
        {.wants = [&member](std::string_view called, std::string_view) { return member.starts_with(called); },
         .allow_unsandboxed = true}};
    while (auto item = unpacker.next())
        if (auto* found = std::get_if<ArchiveMember>(&*item); found != nullptr && found->name == member)
            return std::move(found->bytes);
    return std::nullopt;
}

// "papers/2018.zip/q4.pdf": the first part that is a file is the archive.
std::optional<std::string> bytes_at(const std::string& path)
{
    std::error_code error;
    try {
        if (fs::is_regular_file(path, error))
            return bytes_of_file(path);
        for (auto slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
            if (const std::string file = path.substr(0, slash);
                is_called_archive(file) && fs::is_regular_file(file, error))
                return bytes_of_member(file, path.substr(slash + 1));
    } catch (const InputError&) {  // no permission, changed while it was read
    }
    return std::nullopt;
}

}  // namespace

std::vector<OriginalPlace> places_of_original(const StoredDocument& document)
{
    std::vector<OriginalPlace> places;
    for (const auto& path : document.paths) {
        const auto bytes = bytes_at(path);
        places.push_back({path, !bytes                                  ? OriginalPlace::State::missing
                                : sha256_hex(*bytes) == document.sha256 ? OriginalPlace::State::same
                                                                        : OriginalPlace::State::changed});
    }
    return places;
}

std::optional<std::string> bytes_of_original(const StoredDocument& document)
{
    for (const auto& path : document.paths)
        if (auto bytes = bytes_at(path); bytes && sha256_hex(*bytes) == document.sha256)
            return bytes;
    return std::nullopt;
}

}  // namespace domesday
