#include "extractor/document/source.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "extractor/document/error.hpp"

namespace domesday
{

std::string sha256_hex(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < length; ++i) {
        hex += kDigits[digest.at(i) >> 4];
        hex += kDigits[digest.at(i) & 15];
    }
    return hex;
}

Source source_from_bytes(std::string name, std::string bytes)
{
    Source source;
    source.name = std::move(name);
    source.sha256 = sha256_hex(bytes);
    source.kind = std::string_view(bytes).substr(0, 1024).find("%PDF-") != std::string_view::npos
                      ? SourceKind::pdf
                      : SourceKind::text;
    source.bytes = std::move(bytes);
    return source;
}

Source open_source(const std::filesystem::path& path, const SourceLimits& limits)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    std::ifstream stream{path, std::ios::binary};
    if (error || !stream)
        throw InputError({.source = path.string()}, Reason::unreadable, "cannot be opened",
                         "check that it is there and that you may read it");
    if (size > limits.bytes)
        throw InputError({.source = path.string()}, Reason::too_large, "larger than the limit");
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    Source source = source_from_bytes(path.filename().string(), std::move(bytes));
    source.path = path.string();
    return source;
}

}  // namespace domesday
