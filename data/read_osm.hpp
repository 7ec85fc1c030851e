#pragma once
#include <concepts>
#include <filesystem>
#include <optional>
#include <string>
#include <type_traits>

#include "data/road_file.hpp"
#include "geo/base/field.hpp"

namespace data {

/// What OpenStreetMap leaves open.
struct OsmParams {
    double share_of_maxspeed = 0.87;  ///< mean speed over the signed limit
    double liner_over_km = 150;       ///< a ferry route longer than this is a coastal liner
    double liner_over_minutes = 360;  ///< so is one that takes longer
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, OsmParams>
void visit_fields(P& p, Visit&& visit) {
    visit("share_of_maxspeed", p.share_of_maxspeed,
          geo::Field{"ratio", 0.3, 1,
                     "assumption: bends, junctions and bumps; 70 / 1.08 km/h on European roads, whose limit "
                     "is 70 to 80"});
    constexpr auto liner =
        "assumption: longer than any crossing people make to see a GP; Hurtigruten and ferries abroad are "
        "left "
        "out so that no one sails along the coast";
    visit("liner_over_km", p.liner_over_km, geo::Field{"km", 1, 5000, liner});
    visit("liner_over_minutes", p.liner_over_minutes, geo::Field{"minutes", 1, 10000, liner});
}

/// Roads for cars and ferries of an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz ...).
///
/// Ways are cut where they share a node; node ids join them, never coordinates. Kept are the highway classes
/// motorway to residential with their links, unclassified, living_street and service (but not driveways and
/// parking aisles). Left out: tracks, paths, `area=yes`, and ways where the most exact of motorcar,
/// motor_vehicle, vehicle, access says no, private, agricultural, forestry, military, delivery, emergency or
/// customers. Barriers on nodes are not read.
///
/// oneway: yes, true, 1, -1, reverse; roundabouts and motorways are one-way unless oneway=no; reversible ways
/// are left out. maxspeed in km/h, mph, knots, NO:urban (50), NO:rural (80), NO:motorway (110), walk; the
/// lower of two directions; without it the speed of the class decides (geo::RoadSpeeds).
///
/// Ferries are ways of route=ferry, or members of such a relation. `duration` (minutes, hh:mm, hh:mm:ss,
/// PT1H20M) of a way or, where its ways have none, of the relation, is spread over the pieces by length.
/// Wait: half of `interval`. motorcar, motor_vehicle or vehicle = no makes a passenger ferry. Coastal liners
/// are left out: by length or duration, or named Hurtigruten, Havila, Kystruten.
///
/// A ferry without a duration goes at its maxspeed, if it has one. A way of which a node is missing is cut
/// there and its pieces are kept; remarks count the holes. Throws InputError if the file cannot be read or no
/// road is in it.
RoadFile read_osm(const std::filesystem::path& file, const OsmParams& params = {}, int epsg = geo::epsg);

/// Class of a highway=... for cars; nothing for paths, tracks and what is no highway.
std::optional<geo::RoadClass> osm_road_class(const std::string& highway);

/// Minutes of an OpenStreetMap duration or interval; negative if it is none.
double osm_minutes(const std::string& text);

/// km/h of a maxspeed; 0 if it says nothing (none, signals, variable), negative if it cannot be read.
double osm_km_per_hour(const std::string& text);

}  // namespace data
