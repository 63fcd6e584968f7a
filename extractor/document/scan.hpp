// Pages that are pictures: when a page is to be read from its picture, and how.
//
// A page read here has kind scanned; its words carry the confidence of their recognition. Where the picture
// was turned by quarters to stand upright, width, height and every box are those of the upright page, and
// Page::turned says so; the small skew of a scan is taken out of the boxes as well (Page::skew).
// Blank pages and photographs are normal: a page without words.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "extractor/document/page.hpp"
#include "extractor/document/pdf_document.hpp"
#include "extractor/document/reader.hpp"
#include "extractor/document/scan_cache.hpp"
#include "extractor/document/scan_engine.hpp"

namespace domesday
{

struct ScanLimits {
    double dpi = 300;                 // asked for; a page that is one image comes with its own
    std::size_t pixels = 24'000'000;  // of one page: A3 at 300 dpi has 17.4 million
    std::size_t pieces = 4000;        // lines of text on one page; the densest register has 300
};

// Reads the pictures of one document with one engine, which is loaded when the first picture is read that the
// cache does not hold.
class ScanReader
{
public:
    // `document`: the SHA-256 of its bytes; empty for pictures from elsewhere.
    explicit ScanReader(const ReadOptions& options, std::string document = {}, const ScanLimits& limits = {});

    // The page as it is to be used: `printed` itself where its text layer is good, else what its picture
    // says. `picture` is asked for only then. Page::notes says why a picture was read.
    Page read(Page&& printed, OcrMode mode,
              const std::function<PagePicture(double dpi, std::size_t pixels)>& picture);

    // Throws InputError when the engine cannot be loaded.
    Page read(const PagePicture& picture);

private:
    Page from_cache_or(int number, const std::function<PagePicture(double dpi, std::size_t pixels)>& picture);
    std::string key_of(const PagePicture& picture) const;
    std::string settings() const;
    RecognitionEngine& engine();

    std::string languages_;
    std::string document_;
    ScanLimits limits_;
    RecognitionCache cache_;
    std::unique_ptr<RecognitionEngine> engine_;
};

}  // namespace domesday
