// Pictures of pages, drawn dot by dot at 200 dots per inch, as a scanner would deliver them.
#pragma once

#include <string>

#include "extractor/document/scan_picture.hpp"

namespace domesday
{

class DrawnPicture
{
public:
    DrawnPicture(int width, int height);  // white

    void across(int left, int right, int y, int thickness, int grey = 20);
    void down(int x, int top, int bottom, int thickness, int grey = 20);
    void area(const PixelBox& box, int grey);
    void disc(int x, int y, int radius, int grey = 20);

    // A line of text in a book face of about 11 pt, from its top left; returns where it ends.
    int text(int left, int top, const std::string& text, int grey = 20);

    void rotate(double degrees);  // clockwise about the middle, white comes in
    void turn(int quarters);      // clockwise

    PagePicture picture() const;

private:
    PixPtr pix_;
};

}  // namespace domesday
