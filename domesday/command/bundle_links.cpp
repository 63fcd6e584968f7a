#include "domesday/command/bundle_links.hpp"

#include <filesystem>

#include "domesday/report/bundle/bundle.hpp"

namespace domesday
{
namespace
{

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
        anchor = "#" + (subject.field.empty() ? entry_anchor(*subject.entry)
                                              : value_anchor(*subject.entry, subject.field));
    return to(bundle_folder(document.sha256) + "/" + register_file(subject.reg), anchor);
}

std::string BundleLinks::of_finding(const DocumentReport& document, std::size_t position)
{
    return to(bundle_folder(document.sha256) + "/findings.html", "#" + finding_anchor(position));
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
