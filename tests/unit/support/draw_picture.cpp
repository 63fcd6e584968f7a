#include "tests/unit/support/draw_picture.hpp"

#include <numbers>

namespace domesday
{

DrawnPicture::DrawnPicture(int width, int height) : pix_(pixCreate(width, height, 8))
{
    pixSetAll(pix_.get());
}

void DrawnPicture::across(int left, int right, int y, int thickness, int grey)
{
    area({left, y, right, y + thickness}, grey);
}

void DrawnPicture::down(int x, int top, int bottom, int thickness, int grey)
{
    area({x, top, x + thickness, bottom}, grey);
}

void DrawnPicture::area(const PixelBox& box, int grey)
{
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            pixSetPixel(pix_.get(), x, y, static_cast<l_uint32>(grey));
}

void DrawnPicture::disc(int x, int y, int radius, int grey)
{
    for (int dy = -radius; dy <= radius; ++dy)
        for (int dx = -radius; dx <= radius; ++dx)
            if (dx * dx + dy * dy <= radius * radius)
                pixSetPixel(pix_.get(), x + dx, y + dy, static_cast<l_uint32>(grey));
}

int DrawnPicture::text(int left, int top, const std::string& text, int grey)
{
    L_Bmf* face = bmfCreate(nullptr, 10);  // Leptonica's own, drawn for 300 dots per inch
    l_int32 width = 0, past_edge = 0;
    pixSetTextline(pix_.get(), face, text.c_str(), static_cast<l_uint32>(grey), left, top + 20, &width,
                   &past_edge);
    bmfDestroy(&face);
    return left + width;
}

void DrawnPicture::rotate(double degrees)
{
    pix_.reset(pixRotateAMGray(pix_.get(), static_cast<float>(degrees * std::numbers::pi / 180), 255));
}

void DrawnPicture::turn(int quarters)
{
    pix_.reset(pixRotateOrth(pix_.get(), quarters));
}

PagePicture DrawnPicture::picture() const
{
    PagePicture picture{.width = pixGetWidth(pix_.get()), .height = pixGetHeight(pix_.get())};
    picture.dpi_x = picture.dpi_y = 200;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            l_uint32 value = 0;
            pixGetPixel(pix_.get(), x, y, &value);
            picture.grey.push_back(static_cast<std::uint8_t>(value));
        }
    }
    return picture;
}

}  // namespace domesday
