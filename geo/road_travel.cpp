#include "geo/road_travel.hpp"

#include "geo/travel_times.hpp"

namespace geo {

RoadTravel::RoadTravel(const RoadLines& lines, const RoadSpeeds& speeds, const SnapParams& snapping,
                       std::span<const Point> cells, std::span<const Point> practices,
                       const OrderOf& order_of)
    : network_(build_network(lines, speeds)),
      cells_(snap(lines, network_, cells, snapping)),
      practices_(snap(lines, network_, practices, snapping)),
      hierarchy_(order_of(network_.graph)) {}

TravelTable RoadTravel::table(Minutes cut_off) const {
    return table_on(network_, cut_off);
}

TravelTable RoadTravel::table_without(std::span<const std::uint32_t> closed_lines, Minutes cut_off) const {
    return table_on(with_closed_lines(network_, closed_lines), cut_off);
}

TravelTable RoadTravel::table_on(const RoadNetwork& network, Minutes cut_off) const {
    const auto search = customise(hierarchy_, network.graph);
    const SweepGraph sweep(hierarchy_, search, cells_);
    return by_cell(travel_times(sweep, cells_, practices_, cut_off));
}

}  // namespace geo
