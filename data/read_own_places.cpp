#include "data/read_own_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "data/detail/table_reader.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

/// "file.csv:column" in two; a file of that whole name is the file.
struct FileAndColumn {
    std::filesystem::path file;
    std::string column;
};
FileAndColumn named(const std::string& words) {
    const auto cut = words.rfind(':');
    if (cut == std::string::npos || cut == 0 || std::filesystem::exists(words)) return {words, {}};
    return {words.substr(0, cut), words.substr(cut + 1)};
}

/// The first of some names that is among the columns, in any case; nothing if none is.
template <std::size_t N>
std::string first_there(const std::vector<std::string>& columns, const std::array<const char*, N>& names) {
    for (const char* name : names)
        for (const auto& column : columns)
            if (EQUAL(column.c_str(), name)) return column;
    return {};
}

}  // namespace

std::filesystem::path own_file(const std::string& words) {
    return named(words).file;
}

OwnPlaces read_own_places(const std::string& words, Remarks* remarks) {
    constexpr std::array amounts{"people", "population", "persons",  "size",
                                 "lists",  "supply",     "capacity", "gps"};
    const auto [file, column] = named(words);
    const auto columns = detail::columns_of(file);
    auto amount = column.empty() ? first_there(columns, amounts) : column;
    if (amount.empty() && columns.size() > 1) amount = columns[1];
    if (amount.empty())
        throw geo::InputError(file.string(),
                              "has one column, expected an id and an amount (people, or supply)");
    auto x = first_there(columns, std::array{"x"}), y = first_there(columns, std::array{"y"});
    OwnPlaces out;
    out.file = file.string();
    if (x.empty() || y.empty()) {
        x = first_there(columns, std::array{"lon", "longitude"});
        y = first_there(columns, std::array{"lat", "latitude"});
        if (x.empty() || y.empty()) x = y = "";
        out.is_lon_lat = !x.empty();
    }
    detail::TableReader table(file, {columns[0], amount, x, y}, remarks);
    std::unordered_map<std::string, std::string> first;
    table.each([&] {
        const auto id = table.text(0);
        const auto [twin, is_new] = first.emplace(id, table.where());
        if (!is_new)
            throw geo::InputError(
                table.where(), fmt::format("'{}' comes twice, first at {}; keep one row", id, twin->second));
        out.amount.push_back(table.number(1, 0, 1e12));
        out.id.push_back(id);
        if (!x.empty()) out.xy.push_back({table.number(2, -1e9, 1e9), table.number(3, -1e9, 1e9)});
    });
    if (out.id.empty()) throw geo::InputError(out.file, "has no rows, expected one per place");
    return out;
}

geo::CostMatrix read_own_costs(const std::string& words, const OwnPlaces& places, const OwnPlaces& supply,
                               Remarks* remarks) {
    const auto [file, column] = named(words);
    const auto columns = detail::columns_of(file);
    auto cost = column.empty()
                    ? first_there(columns, std::array{"minutes", "cost", "travel_time", "time", "minutter"})
                    : column;
    if (columns.size() < 3)
        throw geo::InputError(file.string(), "has under three columns, expected place, supply and cost");
    if (cost.empty()) cost = columns[2];
    std::unordered_map<std::string, std::uint32_t> row, col;
    for (std::uint32_t i = 0; i < places.id.size(); ++i) row.emplace(places.id[i], i);
    for (std::uint32_t j = 0; j < supply.id.size(); ++j) col.emplace(supply.id[j], j);
    struct Pair {
        std::uint32_t row, column;
        double cost;
        std::string where;
    };
    std::vector<Pair> pairs;
    std::size_t unknown_places = 0, unknown_supply = 0;
    std::string first_place, first_supply;
    detail::TableReader table(file, {columns[0], columns[1], cost}, remarks);
    table.each([&] {
        const auto from = table.text(0), to = table.text(1);
        const auto i = row.find(from), j = col.find(to);
        if (i == row.end() && unknown_places++ == 0)
            first_place = fmt::format("'{}' at {}", from, table.where());
        if (j == col.end() && unknown_supply++ == 0)
            first_supply = fmt::format("'{}' at {}", to, table.where());
        if (i == row.end() || j == col.end() || table.blank(2)) return;
        pairs.push_back({i->second, j->second, table.number(2, 0, 1e9), table.where()});
    });
    if (remarks && unknown_places > 0)
        remarks->push_back(
            fmt::format("{}: {} rows have places that {} lacks, the first is {}; they are left out",
                        file.string(), unknown_places, places.file, first_place));
    if (remarks && unknown_supply > 0)
        remarks->push_back(
            fmt::format("{}: {} rows have supply that {} lacks, the first is {}; they are left out",
                        file.string(), unknown_supply, supply.file, first_supply));
    std::ranges::stable_sort(pairs, [](const Pair& a, const Pair& b) {
        return std::tuple(a.row, a.column) < std::tuple(b.row, b.column);
    });
    Complaints twice;
    for (std::size_t k = 1; k < pairs.size(); ++k)
        if (pairs[k].row == pairs[k - 1].row && pairs[k].column == pairs[k - 1].column)
            twice.gather([&] {
                throw geo::InputError(
                    pairs[k].where,
                    fmt::format("'{}' to '{}' comes twice, first at {}; keep one row",
                                places.id[pairs[k].row], supply.id[pairs[k].column], pairs[k - 1].where));
            });
    twice.finish();
    if (pairs.empty())
        throw geo::InputError(file.string(),
                              fmt::format("has no cost between a place of {} and supply of {}; are "
                                          "the ids written alike?",
                                          places.file, supply.file));
    geo::CostMatrix out;
    out.rows = static_cast<std::uint32_t>(places.id.size());
    out.columns = static_cast<std::uint32_t>(supply.id.size());
    out.first.assign(out.rows + std::size_t{1}, 0);
    for (const auto& pair : pairs) {
        ++out.first[pair.row + std::size_t{1}];
        out.column.push_back(pair.column);
        out.cost.push_back(pair.cost);
    }
    std::partial_sum(out.first.begin(), out.first.end(), out.first.begin());
    return out;
}

OwnMap project_own(const OwnPlaces& places, const OwnPlaces& supply, const std::string& crs) {
    for (const auto* table : {&places, &supply})
        if (table->xy.empty())
            throw geo::InputError(table->file,
                                  "has no columns x and y, or lon and lat; without them give --costs FILE");
    if (!crs.empty() && places.is_lon_lat && supply.is_lon_lat)
        throw geo::InputError(
            "--crs",
            fmt::format("{} and {} have lon and lat, which need none; leave it out, or call the columns "
                        "x and y",
                        places.file, supply.file));
    const auto system = [&](const OwnPlaces& table) {
        if (!crs.empty() && !table.is_lon_lat) return crs;
        if (table.is_lon_lat) return std::string("EPSG:4326");
        throw geo::InputError(table.file,
                              "has x and y, but no coordinate system; state it, such as --crs EPSG:25832, "
                              "or call the columns lon and lat");
    };
    constexpr int lon_lat = 4326;
    const detail::ToPlane to_degrees(places.file, system(places), lon_lat);
    double lon = 0, lat = 0;
    for (const auto& point : places.xy) {
        const auto degrees = to_degrees.apply(point, places.file);
        lon += degrees.east_m / static_cast<double>(places.xy.size());
        lat += degrees.north_m / static_cast<double>(places.xy.size());
    }
    OwnMap out;
    const int zone = std::clamp(static_cast<int>(std::floor((lon + 180) / 6)) + 1, 1, 60);
    out.epsg = (lat < 0 ? 32'700 : 32'600) + zone;
    const auto put = [&](const OwnPlaces& table, std::vector<geo::Point>& to) {
        const detail::ToPlane plane(table.file, system(table), out.epsg);
        for (std::size_t i = 0; i < table.xy.size(); ++i)
            to.push_back(plane.apply(table.xy[i], fmt::format("{}: '{}'", table.file, table.id[i])));
    };
    put(places, out.places);
    put(supply, out.supply);
    return out;
}

}  // namespace data
