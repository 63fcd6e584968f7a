// Filled areas: neighbouring blocks of one grey, grown from a first one (region growing).
#include <algorithm>
#include <cmath>
#include <utility>

#include "extractor/document/scan_picture.hpp"

namespace domesday
{
namespace
{

// The lightest grey header of a 200 dpi scan is 25 below the paper, the shadow of a fold 8.
constexpr int kDarker = 14;
// Within one area grain and uneven light make 9; neighbouring greys of score cells differ by 30 and more.
constexpr double kAlike = 14;

int byte_at(const Pix& pix, int x, int y)
{
    const auto* line = pixGetData(const_cast<Pix*>(&pix)) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(&pix);
    return GET_DATA_BYTE(line, x);
}

class Ground
{
public:
    Ground(const Pix& pix, int paper)
        : pix_(pix),
          width(pixGetWidth(&pix)),
          height(pixGetHeight(&pix)),
          darkest_paper_(paper - kDarker),
          seen_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0)
    {
    }

    bool is_free(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < width && y < height && !seen_[index(x, y)] &&
               byte_at(pix_, x, y) <= darkest_paper_;
    }

    // Not on the blurred rim of an area: the blocks to the right and below are of the same grey.
    bool is_inside(int x, int y) const
    {
        constexpr int kFlat = 6;
        return x + 1 < width && y + 1 < height &&
               std::abs(byte_at(pix_, x + 1, y) - byte_at(pix_, x, y)) <= kFlat &&
               std::abs(byte_at(pix_, x, y + 1) - byte_at(pix_, x, y)) <= kFlat;
    }

    // The area around a block: its box in blocks, how much of the box it fills, and its mean grey.
    struct Area {
        PixelBox box;
        double full = 0;
        int grey = 0;
    };
    Area grow(int x0, int y0)
    {
        PixelBox box{x0, y0, x0 + 1, y0 + 1};
        double sum = 0;
        long count = 0;
        front_.assign(1, {x0, y0});
        seen_[index(x0, y0)] = 1;
        while (!front_.empty()) {
            const auto [x, y] = front_.back();
            front_.pop_back();
            ++count;
            sum += byte_at(pix_, x, y);
            box = united(box, {x, y, x + 1, y + 1});
            for (const auto& [nx, ny] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
                if (!is_free(nx, ny) ||
                    std::abs(byte_at(pix_, nx, ny) - sum / static_cast<double>(count)) > kAlike)
                    continue;
                seen_[index(nx, ny)] = 1;
                front_.emplace_back(nx, ny);
            }
        }
        const double whole = static_cast<double>(box.width()) * box.height();
        return {box, static_cast<double>(count) / whole, static_cast<int>(sum / static_cast<double>(count))};
    }

private:
    std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }

    const Pix& pix_;

public:
    const int width, height;

private:
    int darkest_paper_;
    std::vector<char> seen_;
    std::vector<std::pair<int, int>> front_;
};

bool is_within(const PixelBox& inner, const PixelBox& outer)
{
    return inner != outer && inner.left >= outer.left && inner.top >= outer.top &&
           inner.right <= outer.right && inner.bottom <= outer.bottom;
}

}  // namespace

std::vector<PixelFill> find_fills(const Pix& background, int block, int paper, double unit)
{
    constexpr std::size_t kMost = 2000;  // a page of coloured cells has 200, a photograph any number
    Ground ground(background, paper);
    std::vector<PixelFill> fills;
    for (int y = 0; y < ground.height; ++y) {
        for (int x = 0; x < ground.width; ++x) {
            if (!ground.is_free(x, y) || !ground.is_inside(x, y))
                continue;
            const auto area = ground.grow(x, y);
            const auto& box = area.box;
            // the dark rim of a scan is no filled area
            if (box.left == 0 || box.top == 0 || box.right == ground.width || box.bottom == ground.height)
                continue;
            if (area.full < 0.75 || box.width() * block < 1.5 * unit || box.height() * block < 1.5 * unit)
                continue;
            // the background was grown by a block on each side
            const PixelBox dots{(box.left + 1) * block, (box.top + 1) * block, (box.right - 1) * block,
                                (box.bottom - 1) * block};
            if (dots.width() > 0 && dots.height() > 0 && fills.size() < kMost)
                fills.push_back({dots, area.grey});
        }
    }
    const auto all = fills;
    std::erase_if(fills, [&](const PixelFill& fill) {
        return std::any_of(all.begin(), all.end(),
                           [&](const PixelFill& other) { return is_within(fill.box, other.box); });
    });
    return fills;
}

}  // namespace domesday
