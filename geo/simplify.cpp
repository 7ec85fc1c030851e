#include "geo/simplify.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace geo {
namespace {

/// Metres from p to the straight piece a-b.
double distance_to_piece_m(Point p, Point a, Point b) {
    const double dx = b.east_m - a.east_m, dy = b.north_m - a.north_m;
    const double length2 = dx * dx + dy * dy;
    if (length2 == 0) return distance_m(p, a);
    const double along = ((p.east_m - a.east_m) * dx + (p.north_m - a.north_m) * dy) / length2;
    const double t = std::clamp(along, 0.0, 1.0);
    return distance_m(p, {a.east_m + t * dx, a.north_m + t * dy});
}

}  // namespace

std::vector<Point> simplified(std::span<const Point> line, double tolerance_m) {
    if (line.size() < 3) return {line.begin(), line.end()};
    std::vector<std::uint8_t> kept(line.size());
    kept.front() = kept.back() = 1;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        double farthest_m = tolerance_m;
        std::size_t split = first;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double away_m = distance_to_piece_m(line[i], line[first], line[last]);
            if (away_m > farthest_m) {
                farthest_m = away_m;
                split = i;
            }
        }
        if (split == first) continue;
        kept[split] = 1;
        open.emplace_back(first, split);
        open.emplace_back(split, last);
    }
    std::vector<Point> out;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (kept[i]) out.push_back(line[i]);
    return out;
}

}  // namespace geo
