#include "extractor/document/scan_orientation.hpp"

namespace domesday
{

int turn_upright(GreyPicture& picture)
{
    const PixPtr bits(pixThresholdToBinary(picture.grey.get(), 140));
    l_float32 up = 0, left = 0;
    if (pixOrientDetect(bits.get(), &up, &left, 0, 0) != 0)
        return 0;
    l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;
    makeOrientDecision(up, left, 0, 0, &orientation, 0);
    const int quarters = orientation == L_TEXT_ORIENT_LEFT    ? 1
                         : orientation == L_TEXT_ORIENT_DOWN  ? 2
                         : orientation == L_TEXT_ORIENT_RIGHT ? 3
                                                              : 0;
    if (quarters > 0)
        picture.grey.reset(pixRotateOrth(picture.grey.get(), quarters));
    return quarters * 90;
}

}  // namespace domesday
