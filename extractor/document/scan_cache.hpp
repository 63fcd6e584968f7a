// Recognised pages kept in a folder, so that the same picture is never read twice: not in a second run, and
// not in another pack that holds the same appendix.
//
// A page's key is made from its pixels and from all that decides what is read in them. A second, small kind
// of file leads from "page 7 of this document" to that key, so that a second run does not even make the
// picture. Files are written under another name and renamed: several processes may share a folder. Whatever
// cannot be read back whole counts as not there; a folder that cannot be written to costs time, nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extractor/document/page.hpp"

namespace domesday
{

// Text of one recognised page, for the cache: lines of fields separated by tabs.
std::string text_from_recognised(const Page& page);

// Nothing for a text that is not complete or not of this version.
std::optional<Page> recognised_from_text(std::string_view text);

class RecognitionCache
{
public:
    // `folder` is made when the first page is kept. An empty path: nothing is kept or found.
    explicit RecognitionCache(std::filesystem::path folder = {}, std::uintmax_t bytes = 512u << 20);
    ~RecognitionCache();  // removes the oldest files when the folder has grown beyond its limit
    RecognitionCache(const RecognitionCache&) = delete;
    RecognitionCache& operator=(const RecognitionCache&) = delete;

    // `key`: lower-case hexadecimal digits. The page comes with number 1.
    std::optional<Page> page(const std::string& key) const;
    void keep(const std::string& key, const Page& page);

    // While it lives, other processes that claim the same key wait, for as long as reading a page may take:
    // workers that come to the same appendix at the same time read it once. Look for the page again when it
    // has been had. A folder that cannot be written to gives a claim of nothing.
    class Claim
    {
    public:
        explicit Claim(std::filesystem::path file);
        ~Claim();
        Claim(const Claim&) = delete;
        Claim& operator=(const Claim&) = delete;

    private:
        std::filesystem::path file_;
        int descriptor_ = -1;
    };
    std::unique_ptr<Claim> claim(const std::string& key) const;

    // The key of the pixels that `shortcut` (made from a document's hash and a page's number) led to.
    std::optional<std::string> key_of(const std::string& shortcut) const;
    void keep_shortcut(const std::string& shortcut, const std::string& key);

private:
    std::optional<std::string> content(const std::string& name) const;
    void write(const std::string& name, std::string_view content);

    std::filesystem::path folder_;
    std::uintmax_t bytes_ = 0;
    bool grown_ = false;
};

}  // namespace domesday
