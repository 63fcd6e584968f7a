#include "domesday/command/bundle_links.hpp"

#include <filesystem>

namespace domesday
{
namespace
{

constexpr std::size_t kFolderDigits = 16;  // of the sha-256

std::string folder_of(const DocumentReport& document)
{
    return document.sha256.substr(0, kFolderDigits);
}

// A path as an address: what means something there, or is no ASCII letter, as %XX.
std::string address_of(const std::string& path)
{
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string address;
    for (const char letter : path) {
        if (kPlain.find(letter) != std::string_view::npos) {
            address += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        address += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return address;
}

}  // namespace

std::string BundleLinks::of_value(const DocumentReport& document, const ValueSubject& subject)
{
    std::string anchor;
    if (subject.entry)
        anchor = "#e-" + std::to_string(*subject.entry) + (subject.field.empty() ? "" : "-") + subject.field;
    return to(folder_of(document) + "/register-" + std::to_string(subject.reg + 1) + ".html", anchor);
}

std::string BundleLinks::of_finding(const DocumentReport& document, std::size_t position)
{
    return to(folder_of(document) + "/findings.html", "#f-" + std::to_string(position));
}

std::string BundleLinks::to(const std::string& page, const std::string& anchor)
{
    const auto [found, is_new] = pages_.emplace(page, false);
    if (is_new) {
        std::error_code error;
        found->second = std::filesystem::exists(std::filesystem::path{base_} / folder_ / page, error);
    }
    has_found_any_ = has_found_any_ || found->second;
    return found->second ? address_of((std::filesystem::path{folder_} / page).generic_string()) + anchor : "";
}

}  // namespace domesday
