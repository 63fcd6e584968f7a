#include "extractor/document/dump.hpp"

namespace domesday
{

DocumentInfo read_dump_pages(const Source&, const ReadOptions&, const std::function<void(Page&&)>&)
{
    return {};
}

}  // namespace domesday
