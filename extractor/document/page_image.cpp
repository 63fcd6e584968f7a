#include "extractor/document/page_image.hpp"

#include <numbers>

#include "extractor/document/error.hpp"
#include "extractor/document/scan_pix.hpp"

namespace domesday
{
namespace
{

// Of 256: letters show no rings at this quality, and a scan takes a third of what it takes at 90.
constexpr int kJpegQuality = 70;
// A page of text and filled cells has fewer; a photograph becomes a JPEG anyway.
constexpr int kPalette = 128;

PixPtr pix_from(const ColourPicture& picture)
{
    PixPtr pix(pixCreate(picture.width, picture.height, 32));
    for (int y = 0; pix && y < picture.height; ++y) {
        auto* line = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
        const auto* dots = picture.rgb.data() + static_cast<std::size_t>(y) * picture.width * 3;
        for (int x = 0; x < picture.width; ++x, dots += 3)
            composeRGBPixel(dots[0], dots[1], dots[2], line + x);
    }
    return pix;
}

PixPtr turned(PixPtr pix, const PageTurn& turn)
{
    if (pix && turn.turned != 0)
        pix.reset(pixRotateOrth(pix.get(), turn.turned / 90 % 4));
    if (pix && turn.skew != 0)
        pix.reset(pixRotateAM(pix.get(), static_cast<float>(-turn.skew * std::numbers::pi / 180),
                              L_BRING_IN_WHITE));
    return pix;
}

std::string taken(l_uint8* bytes, std::size_t size)
{
    std::string text;
    if (bytes != nullptr)
        text.assign(reinterpret_cast<const char*>(bytes), size);
    lept_free(bytes);
    return text;
}

std::string png_of(Pix& pix)
{
    const PixPtr few(pixOctreeQuantNumColors(&pix, kPalette, 0));
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    pixWriteMemPng(&bytes, &size, few ? few.get() : &pix, 0);
    return taken(bytes, size);
}

std::string jpeg_of(Pix& pix)
{
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    pixWriteMemJpeg(&bytes, &size, &pix, kJpegQuality, 0);
    return taken(bytes, size);
}

}  // namespace

PageImage page_image(PdfDocument& document, int number, const PageTurn& turn, const PageImageOptions& options)
{
    setMsgSeverity(L_SEVERITY_NONE);
    const ColourPicture picture = document.colour_picture(number, options.dpi, options.pixels);
    const PixPtr pix = turned(pix_from(picture), turn);
    if (!pix)
        throw InputError({.page = number}, Reason::limit_memory, "no memory for the page's picture", "");
    PageImage image{.width = pixGetWidth(pix.get()), .height = pixGetHeight(pix.get())};
    const bool on_its_side = turn.turned % 180 != 0;
    image.page_width = on_its_side ? picture.page_height : picture.page_width;
    image.page_height = on_its_side ? picture.page_width : picture.page_height;
    std::string png = png_of(*pix), jpeg = jpeg_of(*pix);
    image.is_jpeg = png.empty() || (!jpeg.empty() && jpeg.size() < png.size());
    image.bytes = image.is_jpeg ? std::move(jpeg) : std::move(png);
    return image;
}

}  // namespace domesday
