// A source file: its bytes, what kind of file they are, and their SHA-256. The name decides nothing, but for
// one thing: what is called .pdf and is none is refused, not read as text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace domesday
{

enum class SourceKind { pdf, text };

struct Source {
    std::string name;    // file name without folders, UTF-8
    std::string path;    // as given
    std::string sha256;  // lower-case hex
    std::string bytes;
    std::string_view borrowed{};  // in place of `bytes`: somebody else's, who keeps them while they are read
    SourceKind kind = SourceKind::text;

    std::string_view content() const { return borrowed.empty() ? std::string_view{bytes} : borrowed; }
};

struct SourceLimits {
    std::uintmax_t bytes = 512u << 20;  // 512 MiB; the largest published pack we heard of has 300
};

// A PDF is what has "%PDF-" in its first 1024 bytes, as PDF readers have it, or is a PDF but for that line.
// Throws InputError: unreadable (missing, no permission, a folder or device), changing (it changed while it
// was read), empty, too_large, not_a_document (a picture, an archive, a web page, other binary data).
Source open_source(const std::filesystem::path& path, const SourceLimits& limits = {});

// The same from bytes already in memory (tests, archives). Throws empty and not_a_document.
Source source_from_bytes(std::string name, std::string bytes);

// A file's bytes, whatever they are. Throws unreadable and too_large, as open_source.
std::string bytes_of_file(const std::filesystem::path& path, const SourceLimits& limits = {});

// The same from bytes that stay where they are while the source is read, and whose hash is known.
Source source_from_view(std::string name, std::string_view bytes, std::string sha256);

std::string sha256_hex(std::string_view bytes);

}  // namespace domesday
