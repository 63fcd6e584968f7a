#include "extractor/document/pdf_document.hpp"

#include <Annot.h>
#include <Catalog.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <Gfx.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <PDFDocEncoding.h>
#include <Page.h>
#include <Stream.h>
#include <UTF.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
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
bool is_printed(const Annot& annotation)
{
    switch (annotation.getType()) {
        case Annot::typeFreeText:
        case Annot::typeWidget:
        case Annot::typeStamp:
        case Annot::typeWatermark:
            return true;
        default:
            return false;
    }
}

// Poppler keeps the annotations of every page it was asked for: most pages have only links, and are not
// asked.
bool has_printed_annotations(::Page& page)
{
    const Object annotations = page.getAnnotsObject();
    if (!annotations.isArray())
        return false;
    for (int i = 0; i < annotations.arrayGetLength(); ++i) {
        const Object annotation = annotations.arrayGet(i);
        if (!annotation.isDict())
            continue;
        const Object subtype = annotation.dictLookup("Subtype");
        if (!subtype.isName("Link") && !subtype.isName("Popup"))
            return true;
    }
    return false;
}

bool is_coded_as_image(const Stream* stream)
{
    for (; stream != nullptr; stream = stream->getNextStream()) {
        const StreamKind kind = stream->getKind();
        if (kind == strJBIG2 || kind == strJPX || kind == strDCT || kind == strCCITTFax)
            return true;
    }
    return false;
}

// A page's operators, decoded here and not by Poppler while it interprets them: so they have a limit. Throws
// InputError (limit_memory) when they are coded as an image: no program writes that, and to find out that the
// image holds no operators may take gigabytes.
class Content
{
public:
    Content(::Page& page, InputPlace place, std::size_t limit, PdfDevice& clock) : place_(std::move(place))
    {
        const Object object = page.getContents();
        if (object.isStream())
            add(object.getStream(), limit, clock);
        for (int i = 0; object.isArray() && i < object.arrayGetLength(); ++i) {
            const Object part = object.arrayGet(i);
            if (part.isStream())
                add(part.getStream(), limit, clock);
        }
    }

    bool empty() const { return bytes_.empty(); }
    const std::vector<std::string>& notes() const { return notes_; }

    // Borrows the bytes: the Content must outlive the object.
    Object object() const
    {
        Stream* stream =
            new MemStream(bytes_.data(), 0, static_cast<Goffset>(bytes_.size()), Object(objNull));
        return Object{stream};
    }

private:
    void add(Stream* stream, std::size_t limit, PdfDevice& clock)
    {
        if (is_coded_as_image(stream))
            throw InputError(place_, Reason::limit_memory,
                             "what the page paints is coded as an image, of any size",
                             "leave the page out with --pages");
        unsigned char buffer[16384];
        stream->reset();
        while (bytes_.size() < limit && !PdfDevice::is_over_limit(&clock)) {
            const int got = stream->doGetChars(sizeof buffer, buffer);
            if (got <= 0)
                break;
            bytes_.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(got));
        }
        if (bytes_.size() >= limit && stream->lookChar() != EOF)
            notes_.push_back("the page holds more than the limits allow: what comes after is missing");
        stream->close();
        bytes_ += '\n';  // parts end where tokens end
    }

    InputPlace place_;
    std::string bytes_;
    std::vector<std::string> notes_;
};

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
        new MemStream(source.content().data(), 0, static_cast<Goffset>(source.content().size()),
                      Object(objNull)),
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

std::vector<std::string> PdfDocument::Opened::paint(int number, OutputDev& output, double dpi_x, double dpi_y)
{
    ::Page& wanted = page(number);
    const bool no_crop_box = wanted.getCropWidth() < 1 || wanted.getCropHeight() < 1;
    device->start_clock();
    const Content content{wanted, {.source = name, .page = number}, limits.page_bytes, *device};
    const std::unique_ptr<Gfx> gfx{wanted.createGfx(&output, dpi_x, dpi_y, 0, /*useMediaBox=*/no_crop_box,
                                                    /*crop=*/true, -1, -1, -1, -1, /*printing=*/false,
                                                    PdfDevice::is_over_limit, device.get(), nullptr)};
    if (!content.empty()) {
        Object object = content.object();
        gfx->saveState();
        gfx->display(&object);
        gfx->restoreState();
    }
    if (has_printed_annotations(wanted))
        for (Annot* annotation : wanted.getAnnots()->getAnnots())
            if (is_printed(*annotation))
                annotation->draw(gfx.get(), /*printing=*/false);
    if (device->time_is_over())
        throw InputError({.source = name, .page = number}, Reason::limit_time,
                         "reading the page takes longer than the limit", "leave the page out with --pages");
    return content.notes();
}

Page PdfDocument::page(int number)
{
    constexpr double kPointsPerInch = 72;
    PdfDevice& device = *opened_->device;
    auto notes = opened_->paint(number, device, kPointsPerInch, kPointsPerInch);
    Page result = device.take_page(number);
    std::move(notes.begin(), notes.end(), std::back_inserter(result.notes));
    if (opened_->has_labels) {
        GooString label;
        if (opened_->poppler->getCatalog()->indexToLabel(number - 1, &label))
            result.label = text_from(label.toStr());
    }
    return result;
}

}  // namespace domesday
