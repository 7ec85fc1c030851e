#include "tests/support/line_road.hpp"

#include <cmath>

namespace support {

RoadSketch::RoadSketch(std::vector<geo::Point> places) : places_(std::move(places)) {
    lines.nodes = static_cast<std::uint32_t>(places_.size());
}

void RoadSketch::add(std::uint32_t from, std::uint32_t to, geo::Minutes time, geo::RoadClass road_class) {
    lines.from.push_back(from);
    lines.to.push_back(to);
    lines.road_class.push_back(road_class);
    lines.medium.push_back(geo::Medium::surface);
    lines.oneway.push_back(0);
    lines.length_m.push_back(
        static_cast<std::uint32_t>(std::lround(geo::distance_m(places_[from], places_[to]))));
    lines.given_ms.push_back(static_cast<std::uint32_t>(std::lround(time.count() * 60'000.0F)));
    lines.number.push_back(0);
    lines.name.emplace_back();
    lines.vertices.push_back(places_[from]);
    lines.vertices.push_back(places_[to]);
    lines.vertex_start.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
}

RoadSketch& RoadSketch::road(std::uint32_t from, std::uint32_t to, geo::Minutes time) {
    add(from, to, time, geo::RoadClass::county);
    return *this;
}
RoadSketch& RoadSketch::oneway(std::uint32_t from, std::uint32_t to, geo::Minutes time) {
    add(from, to, time, geo::RoadClass::county);
    lines.oneway.back() = 1;
    return *this;
}
RoadSketch& RoadSketch::ferry(std::uint32_t from, std::uint32_t to, geo::Minutes time,
                              const std::string& name) {
    add(from, to, time, geo::RoadClass::car_ferry);
    lines.name.back() = name;
    return *this;
}

geo::RoadLines line_road(std::uint32_t nodes, geo::Minutes each) {
    std::vector<geo::Point> places;
    for (std::uint32_t i = 0; i < nodes; ++i) places.push_back({i * 10'000.0, 0});
    RoadSketch sketch(places);
    for (std::uint32_t i = 0; i + 1 < nodes; ++i) sketch.road(i, i + 1, each);
    return sketch.lines;
}

std::vector<geo::Point> along_line_road(const std::vector<double>& steps) {
    std::vector<geo::Point> out;
    for (const double step : steps) out.push_back({step * 10'000, 0});
    return out;
}

}  // namespace support
