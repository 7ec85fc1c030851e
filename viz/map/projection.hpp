#pragma once
#include <cstdint>
#include <span>

#include "geo/boundaries.hpp"
#include "viz/canvas.hpp"

namespace viz {

/// A rectangle on the ground, EPSG:25833, metres.
struct Extent {
    double west = 0, south = 0, east = 0, north = 0;
    double width() const { return east - west; }
    double height() const { return north - south; }
    bool operator==(const Extent&) const = default;
};
/// Around the areas named, or around all if none are. All zero if there is no point.
Extent extent_of(const geo::Boundaries& shapes, std::span<const std::uint32_t> areas = {});
bool overlap(const Extent& a, const Extent& b);

/// From the ground to the page: one scale in both directions, the extent in the middle of the box, north up.
class Projection {
public:
    Projection(const Extent& extent, Box box);
    Xy operator()(geo::Point p) const { return {x0_ + p.east_m * scale_, y0_ - p.north_m * scale_}; }
    double pixels_per_m() const { return scale_; }
    Box operator()(const Extent& e) const;
    /// The ground that a box of the page shows.
    Extent ground(Box box) const;

private:
    double scale_, x0_, y0_;
};

/// Rings of one area on the page; points closer than 0.3 pixels to the last one are left out.
Path area_path(const geo::Boundaries& shapes, std::uint32_t area, const Projection& projection);

/// Lines on the ground where two areas of different groups meet, as nested offset arrays. Each line is listed
/// once.
struct GroundLines {
    std::vector<geo::Point> points;
    std::vector<std::uint32_t> start{0};
};

/// Borders between groups, such as counties: group[i] is what area i belongs to. Neighbours must share their
/// points.
GroundLines group_borders(const geo::Boundaries& shapes, std::span<const std::uint32_t> group);

/// Lines on the page, points thinned as in area_path.
Path line_path(const GroundLines& lines, const Projection& projection);

/// A place well inside an area's largest part, for its name: the middle of the widest stretch of land found
/// at five heights.
geo::Point label_place(const geo::Boundaries& shapes, std::uint32_t area);

}  // namespace viz
