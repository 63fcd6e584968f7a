#include <Page.h>
#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "extractor/document/error.hpp"
#include "extractor/document/pdf_document.hpp"
#include "extractor/document/pdf_opened.hpp"

namespace domesday
{
namespace
{

constexpr double kPointsPerInch = 72;
// Under this the letters of a normal text have less than 7 dots from top to bottom: nobody can read them.
constexpr double kLeastDpi = 50;

struct Dpi {
    double x = 0, y = 0;
};

// The resolution of the one image that is all there is on the page; 0 when there is none such.
Dpi native_dpi(const Page& page)
{
    const Image* largest = nullptr;
    for (const auto& image : page.images)
        if (largest == nullptr ||
            image.box.width() * image.box.height() > largest->box.width() * largest->box.height())
            largest = &image;
    if (largest == nullptr || largest->box.width() < 0.9F * page.width ||
        largest->box.height() < 0.9F * page.height)
        return {};
    // An image that lies on its side
    const double width = largest->box.width(), height = largest->box.height();
    double across = largest->pixel_width, down = largest->pixel_height;
    if (std::abs(std::log(across / width / (down / height))) >
        std::abs(std::log(across / height / (down / width))))
        std::swap(across, down);
    return {kPointsPerInch * across / width, kPointsPerInch * down / height};
}

// A scan on a page larger than A2 has lost its resolution (a dot for a point is common): its dots are what
// there is to read.
bool is_scan_of_unknown_size(const Page& page, const Dpi& native, double dpi)
{
    constexpr float kLargest = 1700;  // points; A2 is 1684 high
    return std::max(page.width, page.height) > kLargest && native.x > 0 && native.x < dpi / 2 &&
           native.y > 0 && native.y < dpi / 2;
}

struct Wanted {
    Dpi dpi;
    bool native = false;
};

Wanted wanted_dpi(const Page& page, double dpi)
{
    const Dpi native = native_dpi(page);
    const bool fits =
        native.x >= dpi / 2 && native.x <= 2 * dpi && native.y >= dpi / 2 && native.y <= 2 * dpi;
    if (fits || is_scan_of_unknown_size(page, native, dpi))
        return {native, true};
    return {{dpi, dpi}, false};
}

// The rows without the bytes that Splash pads them with.
std::vector<std::uint8_t> dots_of(SplashBitmap& bitmap, std::size_t bytes_per_dot)
{
    const auto width = static_cast<std::size_t>(bitmap.getWidth()) * bytes_per_dot;
    const auto height = static_cast<std::size_t>(bitmap.getHeight());
    std::vector<std::uint8_t> dots(width * height);
    const auto row_size = static_cast<std::size_t>(bitmap.getRowSize());
    for (std::size_t row = 0; row < height; ++row)
        std::memcpy(dots.data() + row * width, bitmap.getDataPtr() + row * row_size, width);
    return dots;
}

InputError too_large(const std::string& source, int page, const std::string& found)
{
    return InputError({.source = source, .page = page}, Reason::page_too_large, found,
                      "leave the page out with --pages");
}

// So much smaller that the page has no more than `max_pixels`.
Dpi within(Dpi use, const Page& page, std::size_t max_pixels)
{
    const double pixels = use.x * page.width / kPointsPerInch * use.y * page.height / kPointsPerInch;
    if (pixels <= static_cast<double>(max_pixels))
        return use;
    const double scale = std::sqrt(static_cast<double>(max_pixels) / pixels) * 0.999;
    return {use.x * scale, use.y * scale};
}

SplashBitmap& checked(SplashBitmap* bitmap, SplashColorMode mode, const std::string& source, int page)
{
    if (bitmap == nullptr || bitmap->getDataPtr() == nullptr || bitmap->getWidth() < 1 ||
        bitmap->getMode() != mode)
        throw too_large(source, page, "no picture can be made of the page");
    return *bitmap;
}

}  // namespace

PagePicture PdfDocument::picture(int number, double dpi, std::size_t max_pixels)
{
    const Page painted = page(number);
    const auto [wanted, native] = wanted_dpi(painted, dpi);
    const Dpi use = within(wanted, painted, max_pixels);
    if ((!native && use.x < std::min(kLeastDpi, dpi)) || painted.width < 1 || painted.height < 1)
        throw too_large(opened_->name, number,
                        "the page is too large to be made a picture of within the limit");
    SplashColor white = {255};
    SplashOutputDev device{splashModeMono8, 1, false, white};
    device.startDoc(opened_->poppler.get());
    opened_->paint(number, device, use.x, use.y);
    SplashBitmap& bitmap = checked(device.getBitmap(), splashModeMono8, opened_->name, number);
    return {.width = bitmap.getWidth(),
            .height = bitmap.getHeight(),
            .dpi_x = use.x,
            .dpi_y = use.y,
            .grey = dots_of(bitmap, 1),
            .reduced = use.x < std::min(dpi, wanted.x)};
}

ColourPicture PdfDocument::colour_picture(int number, double dpi, std::size_t max_pixels)
{
    const Page painted = page(number);
    const Dpi use = within({dpi, dpi}, painted, max_pixels);
    if (painted.width < 1 || painted.height < 1)
        throw too_large(opened_->name, number, "the page has no size");
    SplashColor white = {255, 255, 255};
    SplashOutputDev device{splashModeRGB8, 1, false, white};
    device.startDoc(opened_->poppler.get());
    opened_->paint(number, device, use.x, use.y);
    SplashBitmap& bitmap = checked(device.getBitmap(), splashModeRGB8, opened_->name, number);
    return {.width = bitmap.getWidth(),
            .height = bitmap.getHeight(),
            .page_width = painted.width,
            .page_height = painted.height,
            .rgb = dots_of(bitmap, 3)};
}

}  // namespace domesday
