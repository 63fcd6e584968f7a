// source -> pages, one at a time, so that the memory needed does not grow with the number of pages.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "extractor/document/page.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{

enum class OcrMode { automatic, always, never, verify };

struct ReadOptions {
    OcrMode ocr = OcrMode::automatic;
    std::string languages = "eng";      // Tesseract model names, joined by '+'
    std::vector<int> pages{};           // only these; empty: all
    std::vector<int> pages_left_out{};  // never these: they brought an earlier attempt down
    std::string cache_folder{};         // where recognised pages are kept; empty: nowhere
    std::string password{};
    std::function<void(int page)> starting{};  // told before each page is read, for those who watch the clock
};

// A page that was read from its picture, and how that was turned before (Page::turned, Page::skew).
struct ScannedPage {
    int page = 0;
    std::int16_t turned = 0;
    float skew = 0;
    bool operator==(const ScannedPage&) const = default;
};

// What is known of the document as a whole, once it has been read.
struct DocumentInfo {
    SourceKind kind = SourceKind::text;
    std::optional<int> page_count;      // none for a dump without form feeds
    std::string encoding{};             // dumps: as ICU names it
    std::vector<int> pages_left_out{};  // pages that could not be read; `notes` says why
    std::vector<std::string> notes{};
    bool repaired = false;                     // a damaged PDF whose structure was rebuilt
    std::vector<ScannedPage> scanned_pages{};  // in order
};

// Throws InputError naming the Debian package of a model for text recognition that is not installed.
void require_languages(const std::string& languages);

// Calls `take` for every page in order. Throws InputError when nothing of the source can be read.
DocumentInfo read_pages(const Source& source, const ReadOptions& options,
                        const std::function<void(Page&&)>& take);

}  // namespace domesday
