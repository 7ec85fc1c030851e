#pragma once
// Places, supply and travel costs of a user's own, of any country: no numbers, classes or borders of Norway.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/remarks.hpp"
#include "geo/catchment.hpp"
#include "geo/point.hpp"

namespace data {

/// Rows of a table of people or of supply.
struct OwnPlaces {
    std::string file;
    std::vector<std::string> id;
    std::vector<double> amount;  ///< people, or supply
    std::vector<geo::Point> xy;  ///< as written, x (or longitude) before y; empty without such columns
    bool is_lon_lat = false;     ///< the columns are called lon and lat
};

/// The file of `FILE` or `FILE:COLUMN`.
std::filesystem::path own_file(const std::string& words);

/// Reads `FILE` or `FILE:COLUMN`: the first column is the id, whatever it looks like; COLUMN the amount, else
/// one called people, population, persons, size, lists, supply, capacity or gps, else the second. Columns x
/// and y, or lon and lat, are coordinates. Throws one InputError with everything wrong: ids twice, amounts
/// missing (a missing figure is not a zero) or negative.
OwnPlaces read_own_places(const std::string& words, Remarks* remarks = nullptr);

/// Reads costs between places (first column) and supply (second); third or called minutes, cost, travel_time
/// or time. An empty cost, or a pair that is not listed, cannot be reached. Pairs whose ids are in neither
/// table are left out and counted in `remarks`. Throws one InputError for pairs given twice and costs that
/// are negative.
geo::CostMatrix read_own_costs(const std::string& words, const OwnPlaces& places, const OwnPlaces& supply,
                               Remarks* remarks = nullptr);

/// Places in the UTM zone of their middle, metres; `crs` as stated, such as "EPSG:5325", or longitude and
/// latitude. Throws InputError if neither is known.
struct OwnMap {
    int epsg = 0;
    std::vector<geo::Point> places, supply;
};
OwnMap project_own(const OwnPlaces& places, const OwnPlaces& supply, const std::string& crs);

}  // namespace data
