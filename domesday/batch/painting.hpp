// Pages as images for people, painted by a process of its own in the sandbox that workers have.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "domesday/batch/wire.hpp"
#include "extractor/document/page_image.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{

struct PageWish {
    int page = 0;
    PageTurn turn{};
};

struct PaintOptions {
    std::string password{};
    std::uint64_t memory = std::uint64_t{2} << 30;
    int page_seconds = 60;
    bool allow_unsandboxed = false;
    int bad_pages = 5;  // more pages than this that bring the painter down: no more of them are tried
};

struct PagePainting {
    std::function<void(PaintedPage&&)> take;
    std::function<void(int page, const std::string& why)> fault;
};

// Every page of `pages` ends in one call of `painting`, in the order of `pages`. Throws PoolError.
void paint_pages(const Source& source, const std::vector<PageWish>& pages, const PaintOptions& options,
                 const PagePainting& painting);

}  // namespace domesday
