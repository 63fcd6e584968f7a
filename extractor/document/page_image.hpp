// A page as an image file that a browser shows: for people who compare what was read with what is printed.
#pragma once

#include <cstddef>
#include <string>

#include "extractor/document/pdf_document.hpp"

namespace domesday
{

// How the page of a scan was turned before it was read (Page::turned, Page::skew): the image is turned the
// same way, so that the boxes of its words lie on them.
struct PageTurn {
    int turned = 0;   // degrees clockwise: 0, 90, 180, 270
    double skew = 0;  // degrees clockwise that were taken out after that
    bool operator==(const PageTurn&) const = default;
};

struct PageImage {
    std::string bytes;  // PNG or JPEG, whichever takes less
    bool is_jpeg = false;
    int width = 0, height = 0;              // pixels
    float page_width = 0, page_height = 0;  // points of the page as the image shows it
};

struct PageImageOptions {
    double dpi = 110;                // small print of a ten-column table can be read; 100 to 300 KB a page
    std::size_t pixels = 4'000'000;  // an A2 drawing at 110 dpi has 4.7 million
};

// Throws InputError like PdfDocument::picture.
PageImage page_image(PdfDocument& document, int number, const PageTurn& turn,
                     const PageImageOptions& options = {});

}  // namespace domesday
