#pragma once
#include <cmath>

namespace geo {

/// The one coordinate system inside: ETRS89 / UTM zone 33N.
inline constexpr int epsg = 25833;

/// A place in EPSG:25833, metres.
struct Point {
    double east_m = 0;
    double north_m = 0;
    bool operator==(const Point&) const = default;
};

/// Straight-line distance, metres.
inline double distance_m(Point a, Point b) {
    return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
}

}  // namespace geo
