#pragma once
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "geo/base/field.hpp"
#include "geo/base/units.hpp"
#include "geo/road_lines.hpp"

namespace geo {

/// How fast one moves along each kind of line, and what a ferry costs beside the sailing.
struct RoadSpeeds {
    double motorway_km_h = 100;
    double expressway_km_h = 85;
    double european_km_h = 70;
    double national_km_h = 68;
    double county_km_h = 58;
    double municipal_km_h = 45;
    double private_km_h = 30;
    double link_km_h = 25;
    double open_road_km_h = 82;  ///< on European and national roads without a junction for `open_road_km`
    double open_road_km = 15;
    double road_time_factor = 1.08;   ///< on top of length / speed: bends, junctions, speed bumps
    double tunnel_time_factor = 1.0;  ///< on top of that in tunnels
    double car_ferry_base_km_h = 16;  ///< a ferry line of L km sails min(max, base + slope * L) km/h
    double car_ferry_slope_km_h = 0.8;
    double car_ferry_max_km_h = 33;
    double passenger_ferry_km_h = 40;
    double boat_km_h = 25;
    double car_ferry_quay_minutes = 6;        ///< at each of the two quays of a crossing
    double passenger_ferry_quay_minutes = 8;  ///< at each of the two quays of a crossing
    double boat_quay_minutes = 15;            ///< at each end of a crossing
    double ferry_wait_minutes = 0;  ///< waiting for departure, once per crossing, on top of the quays
    double ferry_wait_minutes_per_km = 1.5;  ///< on top of that for every kilometre of a crossing beyond ...
    double ferry_wait_from_km = 15;          ///< ... this length, all its lines together
    double ferry_wait_most_minutes = 120;    ///< longest wait

    bool operator==(const RoadSpeeds&) const = default;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, RoadSpeeds>
void visit_fields(P& p, Visit&& visit) {
    constexpr auto road =
        "assumption: free flow under the limits of the class; with the factor 1.08 Oslo-Bergen 6.9 h, "
        "Oslo-Trondheim 6.7 h, Bodo-Tromso 8.5 h on Kartverket N1000 (expected 6.9, 7.0, 8.6)";
    constexpr auto ferry = "assumption: short car-ferry crossings about 16 km/h, long ones up to 33";
    constexpr auto boat = "assumption: express boats sail about 40 km/h with stops; a hired boat 25 km/h";
    constexpr auto quay =
        "assumption: manoeuvring, loading and a mean short wait; half the interval where a timetable is "
        "known";
    visit("motorway_km_h", p.motorway_km_h, Field{"km/h", 30, 130, road});
    visit("expressway_km_h", p.expressway_km_h, Field{"km/h", 30, 130, road});
    visit("european_km_h", p.european_km_h, Field{"km/h", 20, 110, road});
    visit("national_km_h", p.national_km_h, Field{"km/h", 20, 110, road});
    visit("county_km_h", p.county_km_h, Field{"km/h", 20, 110, road});
    visit("municipal_km_h", p.municipal_km_h, Field{"km/h", 10, 90, road});
    visit("private_km_h", p.private_km_h, Field{"km/h", 5, 90, road});
    visit("link_km_h", p.link_km_h,
          Field{"km/h", 5, 90, "assumption: quay areas and yards are driven slowly"});
    constexpr auto open =
        "calibrated: Alta-Kirkenes 8.0 h without it, 7.1 h with it (expected about 7); "
        "where no side road meets for long, few live, and the limit of 80 to 90 km/h is driven";
    visit("open_road_km_h", p.open_road_km_h, Field{"km/h", 20, 110, open});
    visit("open_road_km", p.open_road_km, Field{"km", 1, 1000, open});
    visit("road_time_factor", p.road_time_factor, Field{"ratio", 1, 2, road});
    visit("tunnel_time_factor", p.tunnel_time_factor,
          Field{"ratio", 1, 2, "assumption: tunnels are driven at the speed of their road"});
    visit("car_ferry_base_km_h", p.car_ferry_base_km_h, Field{"km/h", 5, 60, ferry});
    visit("car_ferry_slope_km_h", p.car_ferry_slope_km_h, Field{"km/h per km", 0, 5, ferry});
    visit("car_ferry_max_km_h", p.car_ferry_max_km_h, Field{"km/h", 5, 80, ferry});
    visit("passenger_ferry_km_h", p.passenger_ferry_km_h, Field{"km/h", 5, 80, boat});
    visit("boat_km_h", p.boat_km_h, Field{"km/h", 5, 80, boat});
    visit("car_ferry_quay_minutes", p.car_ferry_quay_minutes, Field{"minutes", 0, 60, quay});
    visit("passenger_ferry_quay_minutes", p.passenger_ferry_quay_minutes, Field{"minutes", 0, 60, quay});
    visit(
        "boat_quay_minutes", p.boat_quay_minutes,
        Field{"minutes", 0, 120,
              "assumption: half an hour to have a boat ready where no line calls, split over its two ends"});
    visit("ferry_wait_minutes", p.ferry_wait_minutes,
          Field{"minutes", 0, 240,
                "assumption: 0, the quay minutes hold a mean wait; swept where intervals matter"});
    constexpr auto seldom =
        "calibrated: Traena-Mo i Rana 3.4 h without it, 5.1 h with it (expected about 5); half the "
        "interval, where intervals grow with the round a ship makes: a quarter of an hour on 20 km, two "
        "hours "
        "on 55 km, four hours on 95 km and more";
    visit("ferry_wait_minutes_per_km", p.ferry_wait_minutes_per_km, Field{"minutes per km", 0, 20, seldom});
    visit("ferry_wait_from_km", p.ferry_wait_from_km, Field{"km", 0, 1000, seldom});
    visit("ferry_wait_most_minutes", p.ferry_wait_most_minutes, Field{"minutes", 0, 720, seldom});
}

/// Time along line `line` in its drawn direction without quays: what the source states, or length over the
/// speed of its class. At least one millisecond.
Millis line_time(const RoadLines& lines, std::uint32_t line, const RoadSpeeds& speeds);

/// Wait for departure of a crossing of this length where the source states none.
Millis boarding_wait(double crossing_km, const RoadSpeeds& speeds);

/// Time at one quay of a ferry of this class.
Millis quay_time(RoadClass ferry, const RoadSpeeds& speeds);

}  // namespace geo
