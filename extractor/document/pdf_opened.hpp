// What PdfDocument hides: Poppler's document. For pdf_document.cpp and pdf_render.cpp only.
#pragma once

#include <PDFDoc.h>

#include <memory>
#include <string>

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
};

}  // namespace domesday
