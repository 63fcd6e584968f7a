// A source file: its bytes, what kind of file they are, and their SHA-256. The name decides nothing.
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
    SourceKind kind = SourceKind::text;
};

struct SourceLimits {
    std::uintmax_t bytes = 512u << 20;  // 512 MiB; the largest published pack we heard of has 300
};

// Throws InputError: unreadable, empty, too_large, not_a_document (binary, HTML called .pdf, ...).
Source open_source(const std::filesystem::path& path, const SourceLimits& limits = {});

// The same from bytes already in memory (tests, archives).
Source source_from_bytes(std::string name, std::string bytes);

std::string sha256_hex(std::string_view bytes);

}  // namespace domesday
