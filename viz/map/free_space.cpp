#include "viz/map/free_space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace viz {
namespace {
constexpr double square = 4;  // pixels
}

FreeSpace::FreeSpace(Box panel)
    : panel_(panel),
      columns_(std::max(1, static_cast<int>(panel.width / square))),
      rows_(std::max(1, static_cast<int>(panel.height / square))),
      taken_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

int FreeSpace::column(double x) const {
    return static_cast<int>(
        std::clamp(std::floor((x - panel_.x) / square), -1.0, static_cast<double>(columns_)));
}
int FreeSpace::row(double y) const {
    return static_cast<int>(
        std::clamp(std::floor((y - panel_.y) / square), -1.0, static_cast<double>(rows_)));
}

void FreeSpace::mark(int c, int r) {
    if (c >= 0 && c < columns_ && r >= 0 && r < rows_)
        taken_[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) +
               static_cast<std::size_t>(c)] = 1;
}

void FreeSpace::take(const Path& area) {
    std::vector<std::vector<double>> crossings(
        static_cast<std::size_t>(rows_));  // x at the middle of each row
    for (std::uint32_t i = 0; i < area.size(); ++i) {
        const auto ring = area.line(i);
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const Xy a = ring[k], b = ring[(k + 1) % ring.size()];
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            for (double t = 0; t < length; t += square)
                mark(column(a.x + (b.x - a.x) * t / length), row(a.y + (b.y - a.y) * t / length));
            const int first = std::max(0, row(std::min(a.y, b.y))),
                      last = std::min(rows_ - 1, row(std::max(a.y, b.y)));
            for (int r = first; r <= last; ++r) {
                const double y = panel_.y + (r + 0.5) * square;
                if ((a.y <= y) != (b.y <= y))
                    crossings[static_cast<std::size_t>(r)].push_back(a.x +
                                                                     (b.x - a.x) * (y - a.y) / (b.y - a.y));
            }
        }
    }
    for (int r = 0; r < rows_; ++r) {
        auto& xs = crossings[static_cast<std::size_t>(r)];
        std::sort(xs.begin(), xs.end());
        for (std::size_t i = 0; i + 1 < xs.size(); i += 2)
            for (int c = column(xs[i]); c <= column(xs[i + 1]); ++c) mark(c, r);
    }
}

void FreeSpace::take(Box box) {
    for (int r = row(box.y); r <= row(box.bottom()); ++r)
        for (int c = column(box.x); c <= column(box.right()); ++c) mark(c, r);
}

std::optional<Xy> FreeSpace::place(double width, double height, double margin, Xy corner) const {
    // Sums over all rectangles that start in the upper left corner: any box is then counted in four steps.
    const auto stride = static_cast<std::size_t>(columns_) + 1;
    std::vector<int> sums(stride * (static_cast<std::size_t>(rows_) + 1));
    const auto at = [&](int r, int c) -> int& {
        return sums[static_cast<std::size_t>(r) * stride + static_cast<std::size_t>(c)];
    };
    for (int r = 0; r < rows_; ++r)
        for (int c = 0; c < columns_; ++c)
            at(r + 1, c + 1) = at(r, c + 1) + at(r + 1, c) - at(r, c) +
                               taken_[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) +
                                      static_cast<std::size_t>(c)];
    const Xy wish{panel_.x + margin + corner.x * (panel_.width - width - 2 * margin),
                  panel_.y + margin + corner.y * (panel_.height - height - 2 * margin)};
    const auto wide = static_cast<int>(std::ceil((width + 2 * margin) / square));
    const auto high = static_cast<int>(std::ceil((height + 2 * margin) / square));
    std::optional<Xy> best;
    double nearest = std::numeric_limits<double>::infinity();
    for (int r = 0; r + high <= rows_; ++r)
        for (int c = 0; c + wide <= columns_; ++c) {
            if (at(r + high, c + wide) - at(r, c + wide) - at(r + high, c) + at(r, c) != 0) continue;
            const Xy p{panel_.x + c * square + margin, panel_.y + r * square + margin};
            const double distance = std::hypot(p.x - wish.x, p.y - wish.y);
            if (distance < nearest) nearest = distance, best = p;
        }
    return best;
}

}  // namespace viz
