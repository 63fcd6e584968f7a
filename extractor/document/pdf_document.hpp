// An opened PDF: its pages as words, rules and fills, and as pictures for text recognition.
//
// Nothing is rendered to find words or rules; a picture is made only when picture() is called.
// Poppler is seen in this folder's pdf*.cpp only. Not thread-safe: one document, one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "extractor/document/page.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{

// A page as pixels, 0 black to 255 white, row by row from the top left, without padding. It shows the page
// as it is displayed (crop box, after /Rotate): pixel (x, y) is the point (72 x / dpi_x, 72 y / dpi_y).
struct PagePicture {
    int width = 0, height = 0;
    double dpi_x = 0, dpi_y = 0;
    std::vector<std::uint8_t> grey;  // width * height
    bool reduced = false;            // fewer dots per inch than asked for, to keep within max_pixels
};

// The same in colours, for people: red, green, blue for each pixel.
struct ColourPicture {
    int width = 0, height = 0;
    float page_width = 0, page_height = 0;  // points
    std::vector<std::uint8_t> rgb;          // 3 * width * height
};

struct PdfLimits {
    int pages = 20000;
    double page_side = 14400;               // points: the largest that PDF 1.7 allows (ISO 32000-1, annex C)
    std::size_t page_letters = 400000;      // letters painted on one page
    std::size_t page_rules = 200000;        // rules, and as many fills
    std::size_t page_images = 20000;        // places of images
    std::size_t page_operators = 30000000;  // painting and state operators of one page
    std::size_t page_bytes = 64U << 20;     // of operators, decoded; the largest drawings come to 30 MiB
    double page_seconds = 8;                // of CPU time
};

class PdfDocument
{
public:
    // Borrows the bytes of `source`, which must stay. Throws InputError: encrypted (a password is needed),
    // damaged (no page can be found), too_large (more pages than the limit).
    explicit PdfDocument(const Source& source, const std::string& password = {},
                         const PdfLimits& limits = {});
    ~PdfDocument();
    PdfDocument(PdfDocument&&) noexcept;
    PdfDocument& operator=(PdfDocument&&) noexcept;

    int page_count() const;

    // The cross-reference table was wrong and has been rebuilt from what the file holds (may become true
    // only when a later page is read).
    bool repaired() const;

    // Page `number`, from 1. Throws InputError: damaged (the page is not there), limit_time, limit_memory.
    Page page(int number);

    // The page as a picture of `dpi` dots per inch or, when that is more than `max_pixels`, of as many dpi as
    // fit. A page that is nothing but one image comes with the image's own resolution where that is at least
    // half of and at most twice `dpi`, or where the page is larger than A2 and the image has less: the dots
    // of a scan are not smeared by being scaled. Throws InputError like page().
    PagePicture picture(int number, double dpi, std::size_t max_pixels);

    // The same in colours, always of `dpi` where that fits.
    ColourPicture colour_picture(int number, double dpi, std::size_t max_pixels);

private:
    struct Opened;
    std::unique_ptr<Opened> opened_;
};

}  // namespace domesday
