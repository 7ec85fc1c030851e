#pragma once
// What a study says: sums, tables for people, JSON for programs, CSV for spreadsheets.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runs/access_change.hpp"
#include "runs/access_study.hpp"

namespace runs {

/// One index over the places of one level.
struct GroupSpread {
    const Grouping* grouping;
    std::vector<geo::Spread> spread;
    std::vector<geo::Evenness> evenness;  ///< of catchment indices; empty for minutes
};
GroupSpread spread_of(const AccessStudy& study, const geo::AccessIndex& index, const Grouping& grouping);

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

/// People without a way, or beyond the cut-off, by municipality.
struct Unreached {
    model::MunicipalityId municipality{0};
    std::int64_t no_way = 0, beyond_cut_off = 0;
    double most_minutes = 0;  ///< of those who have a way
};
std::vector<Unreached> unreached(const AccessStudy& study, const AccessState& state);

nlohmann::ordered_json access_json(const AccessStudy& study, const AccessState& state,
                                   const std::vector<Grouping>& groupings);
nlohmann::ordered_json change_json(const AccessStudy& study, const AccessChange& change,
                                   const std::vector<MunicipalityChange>& rows);
void print_access(const AccessStudy& study, const AccessState& state, const std::vector<Grouping>& groupings);
void print_change(const AccessStudy& study, const AccessChange& change,
                  const std::vector<MunicipalityChange>& rows);

/// Every index by nation, centrality, county and municipality into `path`; the practices, with the numbers
/// --remove-practice takes, into "<stem>-practices.csv" beside it; with a change, its rows into
/// "<stem>-change.csv". Returns the files written. Commas and decimal points.
std::vector<std::filesystem::path> write_csv(const std::filesystem::path& path, const AccessStudy& study,
                                             const AccessState& state, const std::vector<Grouping>& groupings,
                                             const std::vector<MunicipalityChange>& rows);

/// The state as a snapshot file of one time point: counts, shares and medians by municipality, and every
/// index in /cells.
void write_access_file(const std::filesystem::path& path, const AccessStudy& study, const AccessState& state,
                       const std::string& what);

}  // namespace runs
