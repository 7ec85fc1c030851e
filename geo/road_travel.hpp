#pragma once
#include <functional>
#include <span>
#include <vector>

#include "geo/hierarchy_sweep.hpp"
#include "geo/road_network.hpp"
#include "geo/snap.hpp"
#include "geo/travel_table.hpp"

namespace geo {

/// Makes the order of a graph, or finds the one made for it before.
using OrderOf = std::function<Hierarchy(const RoadGraph&)>;

/// Places joined to a road network, ready to give travel times: the way from lines on a map to a table in one
/// object.
class RoadTravel {
public:
    /// Throws InputError for impossible lines (see build_network).
    RoadTravel(const RoadLines& lines, const RoadSpeeds& speeds, const SnapParams& snapping,
               std::span<const Point> cells, std::span<const Point> practices,
               const OrderOf& order_of = build_hierarchy);

    /// Minutes from every cell to every practice up to `cut_off`.
    TravelTable table(Minutes cut_off) const;
    /// The same with some lines closed to through traffic; order and snapping stay.
    TravelTable table_without(std::span<const std::uint32_t> closed_lines, Minutes cut_off) const;

    const RoadNetwork& network() const { return network_; }
    const std::vector<Access>& cells() const { return cells_; }
    const std::vector<Access>& practices() const { return practices_; }
    const Hierarchy& hierarchy() const { return hierarchy_; }

private:
    TravelTable table_on(const RoadNetwork& network, Minutes cut_off) const;
    RoadNetwork network_;
    std::vector<Access> cells_, practices_;
    Hierarchy hierarchy_;
};

}  // namespace geo
