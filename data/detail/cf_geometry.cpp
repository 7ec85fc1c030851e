#include "data/detail/cf_geometry.hpp"

#include <algorithm>

namespace data::detail {

void write_polygons(NcWriter& file, const std::string& instances, const geo::Boundaries& polygons) {
    const std::size_t rings = polygons.ring_start.size() - 1;
    std::vector<std::int32_t> node_count(polygons.size()), ring_size(rings);
    std::vector<std::int8_t> interior(rings, 1);
    std::vector<double> x, y;
    for (std::size_t p = 0; p + 1 < polygons.part_start.size(); ++p)
        if (polygons.part_start[p] < polygons.part_start[p + 1]) interior[polygons.part_start[p]] = 0;
    for (std::size_t r = 0; r < rings; ++r) {
        const std::uint32_t first = polygons.ring_start[r], last = polygons.ring_start[r + 1];
        ring_size[r] = static_cast<std::int32_t>(last - first);
        for (std::uint32_t i = last; i-- > first;) {
            x.push_back(polygons.points[i].east_m);
            y.push_back(polygons.points[i].north_m);
        }
    }
    for (std::uint32_t a = 0; a < polygons.size(); ++a) {
        const std::uint32_t first_ring = polygons.part_start[polygons.area_start[a]];
        const std::uint32_t last_ring = polygons.part_start[polygons.area_start[a + 1]];
        node_count[a] =
            static_cast<std::int32_t>(polygons.ring_start[last_ring] - polygons.ring_start[first_ring]);
    }

    file.variable<std::int32_t>("/geometry", {.dimensions = {}});
    file.attribute("/geometry", "geometry_type", "polygon");
    file.attribute("/geometry", "node_count", "node_count");
    file.attribute("/geometry", "part_node_count", "part_node_count");
    file.attribute("/geometry", "interior_ring", "interior_ring");
    file.attribute("/geometry", "node_coordinates", "node_x node_y");
    file.attribute("/geometry", "grid_mapping", "crs");

    file.put<std::int32_t>("/node_count", {.dimensions = {instances}}, node_count);
    file.attribute("/node_count", "long_name", "points of each polygon");
    file.dimension("/ring", rings);
    file.put<std::int32_t>("/part_node_count", {.dimensions = {"/ring"}}, ring_size);
    file.attribute("/part_node_count", "long_name", "points of each ring");
    file.put<std::int8_t>("/interior_ring", {.dimensions = {"/ring"}}, interior);
    file.attribute("/interior_ring", "long_name", "1 for a hole, 0 for a shell");
    file.dimension("/node", x.size());
    const auto coordinate = [&](const std::string& name, const char* axis,
                                const std::vector<double>& values) {
        file.put<double>(name, {.dimensions = {"/node"}}, values);
        file.attribute(name, "units", "m");
        file.attribute(name, "axis", axis);
        file.attribute(name, "standard_name",
                       *axis == 'X' ? "projection_x_coordinate" : "projection_y_coordinate");
    };
    coordinate("/node_x", "X", x);
    coordinate("/node_y", "Y", y);
}

geo::Boundaries read_polygons(const NcReader& file, const std::string& instances) {
    const auto areas = file.size(instances), rings = file.size("/ring"), nodes = file.size("/node");
    const auto node_count = file.read<std::int32_t>("/node_count", {areas});
    const auto ring_size = file.read<std::int32_t>("/part_node_count", {rings});
    const auto interior = file.read<std::int8_t>("/interior_ring", {rings});
    const auto x = file.read<double>("/node_x", {nodes}), y = file.read<double>("/node_y", {nodes});
    const auto disagree = [&]() {
        file.fail("the polygons' counts of points disagree; make the file again");
    };

    geo::Boundaries result;
    std::size_t ring = 0;
    for (const std::int32_t count : node_count) {
        std::int64_t left = count;
        bool first = true;
        while (left > 0) {
            if (ring == rings || ring_size[ring] <= 0 || ring_size[ring] > left) disagree();
            const std::size_t start = result.points.size(), size = static_cast<std::size_t>(ring_size[ring]);
            if (start + size > nodes) disagree();
            for (std::size_t i = start + size; i-- > start;) result.points.push_back({x[i], y[i]});
            result.ring_start.push_back(static_cast<std::uint32_t>(result.points.size()));
            const auto rings_so_far = static_cast<std::uint32_t>(result.ring_start.size() - 1);
            if (first || interior[ring] == 0)
                result.part_start.push_back(rings_so_far);
            else
                result.part_start.back() = rings_so_far;
            first = false;
            left -= ring_size[ring++];
        }
        if (left < 0) disagree();
        result.area_start.push_back(static_cast<std::uint32_t>(result.part_start.size() - 1));
    }
    if (ring != rings || result.points.size() != nodes) disagree();
    return result;
}

}  // namespace data::detail
