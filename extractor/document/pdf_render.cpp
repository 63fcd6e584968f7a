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

std::vector<std::uint8_t> grey_of(SplashBitmap& bitmap)
{
    const auto width = static_cast<std::size_t>(bitmap.getWidth());
    const auto height = static_cast<std::size_t>(bitmap.getHeight());
    std::vector<std::uint8_t> grey(width * height);
    const auto row_size = static_cast<std::size_t>(bitmap.getRowSize());
    for (std::size_t row = 0; row < height; ++row)
        std::memcpy(grey.data() + row * width, bitmap.getDataPtr() + row * row_size, width);
    return grey;
}

}  // namespace

PagePicture PdfDocument::picture(int number, double dpi, std::size_t max_pixels)
{
    const Page painted = page(number);
    auto [use, native] = wanted_dpi(painted, dpi);
    const double pixels = use.x * painted.width / kPointsPerInch * use.y * painted.height / kPointsPerInch;
    PagePicture picture;
    if (pixels > static_cast<double>(max_pixels)) {
        const double scale = std::sqrt(static_cast<double>(max_pixels) / pixels) * 0.999;
        use = {use.x * scale, use.y * scale};
        picture.reduced = use.x < dpi;
    }
    if ((!native && use.x < std::min(kLeastDpi, dpi)) || painted.width < 1 || painted.height < 1)
        throw InputError({.source = opened_->name, .page = number}, Reason::page_too_large,
                         "the page is too large to be made a picture of within the limit",
                         "leave the page out with --pages");
    SplashColor white = {255};
    SplashOutputDev device{splashModeMono8, 1, false, white};
    device.startDoc(opened_->poppler.get());
    opened_->paint(number, device, use.x, use.y);
    SplashBitmap* bitmap = device.getBitmap();
    if (bitmap == nullptr || bitmap->getDataPtr() == nullptr || bitmap->getWidth() < 1 ||
        bitmap->getMode() != splashModeMono8)
        throw InputError({.source = opened_->name, .page = number}, Reason::page_too_large,
                         "no picture can be made of the page", "leave the page out with --pages");
    picture.width = bitmap->getWidth();
    picture.height = bitmap->getHeight();
    picture.dpi_x = use.x;
    picture.dpi_y = use.y;
    picture.grey = grey_of(*bitmap);
    return picture;
}

}  // namespace domesday
