// Leptonica's pictures with an owner. Seen by this folder's scan*.cpp and page_image.cpp only.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

namespace domesday
{

struct PixOwner {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
    void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};

using PixPtr = std::unique_ptr<Pix, PixOwner>;
using BoxaPtr = std::unique_ptr<Boxa, PixOwner>;

}  // namespace domesday
