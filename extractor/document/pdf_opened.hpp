// What PdfDocument hides: Poppler's document. For pdf_document.cpp and pdf_render.cpp only.
#pragma once

#include <PDFDoc.h>

#include <memory>
#include <string>
#include <vector>

#include "extractor/document/pdf_device.hpp"
#include "extractor/document/pdf_document.hpp"

namespace domesday
{

struct PdfDocument::Opened {
    std::string name;  // of the source, for errors
    PdfLimits limits;
    bool repaired = false;
    bool has_labels = false;
    std::unique_ptr<PDFDoc> poppler;
    std::unique_ptr<PdfDevice> device;

    // Throws InputError: damaged.
    ::Page& page(int number) const;

    // Paints page `number` onto `output` at so many dots per inch. PdfDevice's limits hold, whatever `output`
    // is. Returns what a reader should know of it, mostly nothing. Throws InputError: damaged, limit_time.
    std::vector<std::string> paint(int number, OutputDev& output, double dpi_x, double dpi_y);
};

}  // namespace domesday
