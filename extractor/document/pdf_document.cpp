#include "extractor/document/pdf_document.hpp"

#include <Catalog.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <PDFDocEncoding.h>
#include <Page.h>
#include <Stream.h>
#include <UTF.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "extractor/document/error.hpp"
#include "extractor/document/pdf_device.hpp"
#include "extractor/document/pdf_opened.hpp"
#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

// Poppler reports each oddity it works around; what matters comes back as an error or as a missing word.
void ignore_message(ErrorCategory, Goffset, const char*) {}

void prepare_poppler()
{
    static const GlobalParamsIniter parameters{ignore_message};
}

// A PDF text string (PDFDocEncoding or UTF-16) -> UTF-8.
std::string text_from(const std::string& bytes)
{
    Unicode* letters = nullptr;
    const int length = TextStringToUCS4(bytes, &letters);
    std::string text;
    for (int i = 0; i < length; ++i)
        if (letters[i] >= 0x20 && (letters[i] < 0x7F || letters[i] >= 0xA0))
            append_code_point(text, letters[i]);
    std::free(letters);
    return text;
}

// Link borders, markup and pop-ups are not part of what is printed; what was typed onto the page is.
bool is_printed(Annot* annotation, void*)
{
    switch (annotation->getType()) {
        case Annot::typeFreeText:
        case Annot::typeWidget:
        case Annot::typeStamp:
        case Annot::typeWatermark:
            return true;
        default:
            return false;
    }
}

}  // namespace

::Page& PdfDocument::Opened::page(int number) const
{
    ::Page* found = number >= 1 && number <= poppler->getNumPages() ? poppler->getPage(number) : nullptr;
    if (found == nullptr)
        throw InputError({.source = name, .page = number}, Reason::damaged, "the page is not in the file",
                         "the other pages can still be read");
    return *found;
}

PdfDocument::PdfDocument(const Source& source, const std::string& password, const PdfLimits& limits)
    : opened_(std::make_unique<Opened>())
{
    prepare_poppler();
    opened_->name = source.name;
    opened_->limits = limits;
    const std::optional<GooString> key =
        password.empty() ? std::optional<GooString>{} : std::optional<GooString>{GooString{password}};
    bool* repaired = &opened_->repaired;
    opened_->poppler = std::make_unique<PDFDoc>(
        new MemStream(source.bytes.data(), 0, static_cast<Goffset>(source.bytes.size()), Object(objNull)),
        key, key, nullptr, [repaired] { *repaired = true; });
    PDFDoc& poppler = *opened_->poppler;
    if (!poppler.isOk()) {
        if (poppler.getErrorCode() == errEncrypted)
            throw InputError({.source = source.name}, Reason::encrypted,
                             password.empty() ? "encrypted, a password is needed to open it"
                                              : "encrypted, and the password is not right",
                             "ask the publisher for a copy without a password, or give --password");
        throw InputError({.source = source.name}, Reason::damaged,
                         "damaged, no page of it can be found even after repair", "fetch the file again");
    }
    const int pages = poppler.getNumPages();
    if (pages < 1)
        throw InputError({.source = source.name}, Reason::damaged, "it holds no page",
                         "fetch the file again");
    if (pages > limits.pages)
        throw InputError(
            {.source = source.name}, Reason::too_large,
            std::to_string(pages) + " pages, more than the limit of " + std::to_string(limits.pages),
            "split the file");
    Object catalog = poppler.getXRef()->getCatalog();
    opened_->has_labels = catalog.isDict() && catalog.dictLookup("PageLabels").isDict();
    opened_->device = std::make_unique<PdfDevice>(limits);
}

PdfDocument::~PdfDocument() = default;
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;

int PdfDocument::page_count() const
{
    return opened_->poppler->getNumPages();
}

bool PdfDocument::repaired() const
{
    return opened_->repaired;
}

Page PdfDocument::page(int number)
{
    constexpr double kPointsPerInch = 72;
    ::Page& page = opened_->page(number);
    PdfDevice& device = *opened_->device;
    const bool no_crop_box = page.getCropWidth() < 1 || page.getCropHeight() < 1;
    page.displaySlice(&device, kPointsPerInch, kPointsPerInch, 0, /*useMediaBox=*/no_crop_box, /*crop=*/true,
                      -1, -1, -1, -1, /*printing=*/false, PdfDevice::is_over_limit, &device, is_printed);
    if (device.time_is_over())
        throw InputError({.source = opened_->name, .page = number}, Reason::limit_time,
                         "reading the page takes longer than the limit", "leave the page out with --pages");
    Page result = device.take_page(number);
    if (opened_->has_labels) {
        GooString label;
        if (opened_->poppler->getCatalog()->indexToLabel(number - 1, &label))
            result.label = text_from(label.toStr());
    }
    return result;
}

}  // namespace domesday
