#pragma once
// Access of one's own people, supply and travel costs, of any country.
#include <string>
#include <vector>

#include "data/read_own_places.hpp"
#include "data/road_file.hpp"
#include "geo/access_indices.hpp"
#include "geo/raam.hpp"
#include "runs/study/access/study.hpp"

namespace study {

/// What was asked for. Costs are read, or computed by road from coordinates.
struct OwnWords {
    std::string people, supply;     ///< FILE or FILE:COLUMN
    std::string costs, neighbours;  ///< the same; empty: by road, and no catchment ratio
    std::filesystem::path roads;
    std::string crs;
    std::vector<std::string> decays;
    double raam_minutes = 0;  ///< tau; 0: no RAAM
    geo::Minutes cut_off{120};
};

struct OwnAccess {
    data::OwnPlaces places, supply;
    geo::CostMatrix pairs;
    std::vector<geo::AccessIndex> indices;
    data::Remarks remarks;
    double people_beyond_roads = 0;  ///< share
    int raam_rounds = 0;
};

/// Reads and computes everything. Throws InputError for what can be mended, also if over a hundredth of the
/// people have no road within access.farthest_road_m, or if a setting that was put changes nothing here.
OwnAccess own_access(const OwnWords& words, const AccessSettings& settings, const geo::StopToken& stop);

/// Sums over all places.
struct OwnSummary {
    struct Index {
        double value = 0;    ///< mean of the people who have it; of an index that is no person's, its sum
        double without = 0;  ///< people who have it not
    };
    double people = 0, supply = 0;
    std::vector<Index> indices;  ///< as OwnAccess::indices
};
OwnSummary summary_of(const OwnAccess& access);

/// A row a place: its id, people, and every index. Decimal points, every digit.
void write_own_csv(const std::filesystem::path& path, const OwnAccess& access);
/// A row a pair: place, supply, minutes.
void write_own_times(const std::filesystem::path& path, const OwnAccess& access);

}  // namespace study
