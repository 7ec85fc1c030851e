#include "geo/road_speeds.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace geo {
namespace {

double km_per_hour(RoadClass road, double km, const RoadSpeeds& speeds) {
    const auto open = [&](double usual) {
        return km >= speeds.open_road_km ? std::max(usual, speeds.open_road_km_h) : usual;
    };
    switch (road) {
        case RoadClass::motorway:
            return speeds.motorway_km_h;
        case RoadClass::expressway:
            return speeds.expressway_km_h;
        case RoadClass::european:
            return open(speeds.european_km_h);
        case RoadClass::national:
            return open(speeds.national_km_h);
        case RoadClass::county:
            return speeds.county_km_h;
        case RoadClass::municipal:
            return speeds.municipal_km_h;
        case RoadClass::private_road:
            return speeds.private_km_h;
        case RoadClass::link:
            return speeds.link_km_h;
        case RoadClass::car_ferry:
            return std::min(speeds.car_ferry_max_km_h,
                            speeds.car_ferry_base_km_h + speeds.car_ferry_slope_km_h * km);
        case RoadClass::passenger_ferry:
            return speeds.passenger_ferry_km_h;
        case RoadClass::boat:
            return speeds.boat_km_h;
    }
    assert(false && "a road class outside the enumeration");
    return speeds.private_km_h;
}

Millis whole_millis(double ms) {
    return Millis{static_cast<std::uint32_t>(std::max(1.0, std::round(ms)))};
}

}  // namespace

Millis line_time(const RoadLines& lines, std::uint32_t line, const RoadSpeeds& speeds) {
    if (lines.given_ms[line] != 0) return Millis{lines.given_ms[line]};
    const RoadClass road = lines.road_class[line];
    const double km = lines.length_m[line] / 1'000.0;
    double factor = is_ferry(road) ? 1.0 : speeds.road_time_factor;
    if (lines.medium[line] == Medium::tunnel) factor *= speeds.tunnel_time_factor;
    return whole_millis(km / km_per_hour(road, km, speeds) * 3'600'000.0 * factor);
}

Millis boarding_wait(double crossing_km, const RoadSpeeds& speeds) {
    const double grown =
        speeds.ferry_wait_minutes +
        speeds.ferry_wait_minutes_per_km * std::max(0.0, crossing_km - speeds.ferry_wait_from_km);
    const double minutes =
        std::max(speeds.ferry_wait_minutes, std::min(grown, speeds.ferry_wait_most_minutes));
    return Millis{static_cast<std::uint32_t>(std::round(minutes * 60'000.0))};
}

Millis quay_time(RoadClass ferry, const RoadSpeeds& speeds) {
    assert(is_ferry(ferry));
    const double minutes = ferry == RoadClass::car_ferry         ? speeds.car_ferry_quay_minutes
                           : ferry == RoadClass::passenger_ferry ? speeds.passenger_ferry_quay_minutes
                                                                 : speeds.boat_quay_minutes;
    return Millis{static_cast<std::uint32_t>(std::round(minutes * 60'000.0))};
}

}  // namespace geo
