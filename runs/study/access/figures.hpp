#pragma once
// Sums of a study over people and places.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/inequality.hpp"
#include "runs/study/access/study.hpp"

namespace study {

/// One index over the places of one level.
struct GroupSpread {
    const Grouping* grouping;
    std::vector<geo::Spread> spread;
    std::vector<geo::Evenness> evenness;  ///< of catchment indices; empty for minutes
};
GroupSpread spread_of(const AccessStudy& study, const geo::AccessIndex& index, const Grouping& grouping);

/// The same of several indices, at once.
std::vector<GroupSpread> spreads_of(const AccessStudy& study, std::span<const geo::AccessIndex> indices,
                                    const Grouping& grouping);

/// Residents of each cell, none outside the municipalities.
std::vector<double> people_of(const AccessStudy& study,
                              std::span<const model::MunicipalityId> municipalities);

/// Distances from places to the road they are joined to.
struct SnapReport {
    double mean_m = 0;  ///< over places
    double p99_m = 0;
    double most_m = 0;
    geo::Point most_at;
    std::string most_in;  ///< municipality
    std::uint32_t places = 0, not_joined = 0, on_ferries = 0, on_quays = 0, outside_main = 0;
};
struct SnapReports {
    SnapReport cells, practices;
};
SnapReports snap_reports(const AccessStudy& study);

/// People who live farther from every road than access.farthest_road_m.
struct BeyondRoads {
    std::int64_t people = 0, all = 0;
    std::uint32_t squares = 0, practices = 0;
    double share() const { return all > 0 ? static_cast<double>(people) / static_cast<double>(all) : 0; }
};
BeyondRoads beyond_roads(const AccessStudy& study);

/// Throws InputError, naming `roads`, if they are more than a hundredth: then the roads are not those of the
/// place, and figures for all of it would mean nothing.
void must_cover(const BeyondRoads& beyond, const AccessStudy& study, const std::string& roads);

/// People without a way, or beyond the cut-off, by municipality.
struct Unreached {
    model::MunicipalityId municipality{0};
    std::int64_t no_way = 0, beyond_cut_off = 0;
    double most_minutes = 0;  ///< of those who have a way
};
std::vector<Unreached> unreached(const AccessStudy& study, const AccessState& state);

}  // namespace study
