#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/ids.hpp"
#include "geo/point.hpp"

namespace geo {

/// Municipality polygons in EPSG:25833 as nested offset arrays, row i is MunicipalityId{i}.
///
/// Area a has the parts [area_start[a], area_start[a+1]); a part has the rings [part_start[p],
/// part_start[p+1]), the first one its shell, the others holes; a ring has the points [ring_start[r],
/// ring_start[r+1]), closed (first point repeated last). Shells run clockwise, holes counter-clockwise. Each
/// offset array has one entry more than things.
struct Boundaries {
    std::vector<Point> points;
    std::vector<std::uint32_t> ring_start{0};
    std::vector<std::uint32_t> part_start{0};
    std::vector<std::uint32_t> area_start{0};

    std::uint32_t size() const { return static_cast<std::uint32_t>(area_start.size() - 1); }
    bool operator==(const Boundaries&) const = default;
};

/// What was wrong with one polygon and mended on the way in.
struct Repair {
    std::uint32_t area;   ///< row in the boundaries
    std::string problem;  ///< GEOS's reason, with the place
};

/// Appends one area given as well-known binary; an invalid one is repaired with GEOSMakeValid and named in
/// `repairs`. Throws InputError (`where`) if the bytes are not a polygon or nothing polygonal is left.
void append_area(Boundaries& boundaries, std::span<const unsigned char> wkb, std::vector<Repair>& repairs,
                 const std::string& where);

/// Square kilometres of each area.
Column<MunicipalityId, double> areas_km2(const Boundaries& boundaries);

/// Without parts thinner than `width_m` (twice their area by their perimeter), which are left where outlines
/// of unlike sources are cut from each other; an area keeps its largest part.
Boundaries without_slivers(const Boundaries& boundaries, double width_m);

/// Which area holds each point; nothing for a point outside all of them. On a shared border: the lowest id.
/// One prepared geometry per area behind an STR tree, points in parallel.
std::vector<std::optional<MunicipalityId>> areas_containing(const Boundaries& boundaries,
                                                            std::span<const Point> points);

}  // namespace geo
