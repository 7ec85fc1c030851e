#pragma once
#include <string>

#include "data/detail/input_columns.hpp"
#include "geo/boundaries.hpp"

namespace data::detail {

/// Names the columns of polygons in `group`: with InputPut they are written, with InputGet read and checked.
template <class Io, class Areas>
void boundary_columns(Io& io, const std::string& group, const char* what, Areas& areas) {
    io.group(group, what);
    const auto points = io.dimension(group + "/point", areas.points.size());
    const auto rings = io.dimension(group + "/ring_offset", areas.ring_start.size());
    const auto parts = io.dimension(group + "/part_offset", areas.part_start.size());
    const auto rows = io.dimension(group + "/area_offset", areas.area_start.size());
    io.points(group + "/point_x", group + "/point_y", points,
              "vertices of all rings, closed; shells clockwise", areas.points);
    io.offsets(group + "/ring_start", rings, "ring r has the points ring_start[r] to ring_start[r+1]",
               areas.ring_start, areas.points.size());
    io.offsets(
        group + "/part_start", parts,
        "part p has the rings part_start[p] to part_start[p+1]; the first is its shell, others are holes",
        areas.part_start, areas.ring_start.size() - 1);
    io.offsets(group + "/area_start", rows, "municipality a has the parts area_start[a] to area_start[a+1]",
               areas.area_start, areas.part_start.size() - 1);
}

}  // namespace data::detail
