#include "extractor/layout/grid.hpp"

namespace domesday
{

PageLayout layout_from_page(const Page& page, const LayoutOptions&)
{
    PageLayout layout{.number = page.number, .width = page.width, .height = page.height, .kind = page.kind};
    return layout;
}

}  // namespace domesday
