#include <catch2/catch.hpp>

#include "data/fine_outlines.hpp"
#include "data/input_set.hpp"
#include "data/read_neighbours.hpp"
#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"

using support::ScratchFolder;

namespace {

std::string ring(double west, double south, double east, double north) {
    const auto at = [](double x, double y) {
        return "[" + std::to_string(x) + "," + std::to_string(y) + "]";
    };
    return "[[" + at(west, south) + "," + at(west, north) + "," + at(east, north) + "," + at(east, south) +
           "," + at(west, south) + "]]";
}

std::string layer(const std::string& crs, const std::string& polygons) {
    return R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:)" +
           crs +
           R"("}}, "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon",
           "coordinates": [)" +
           polygons + "]}}]}";
}

/// The set's own polygons as a file.
std::string own_borders(const ScratchFolder& folder, const data::InputSet& set) {
    std::string features;
    const auto& b = set.small;
    for (std::uint32_t area = 0; area < b.size(); ++area) {
        std::string parts;
        for (auto part = b.area_start[area]; part < b.area_start[area + 1]; ++part) {
            std::string rings;
            for (auto r = b.part_start[part]; r < b.part_start[part + 1]; ++r) {
                std::string points;
                for (auto i = b.ring_start[r]; i < b.ring_start[r + 1]; ++i)
                    points += (points.empty() ? "[" : ",[") + std::to_string(b.points[i].east_m) + "," +
                              std::to_string(b.points[i].north_m) + "]";
                rings += (rings.empty() ? "[" : ",[") + points + "]";
            }
            parts += (parts.empty() ? "[" : ",[") + rings + "]";
        }
        const auto& number = set.figures.municipalities.number[geo::MunicipalityId{area}];
        features += (area == 0 ? "" : ",") +
                    std::string(R"({"type": "Feature", "properties": {"number": ")") + number +
                    R"("}, "geometry": {"type": "MultiPolygon", "coordinates": [)" + parts + "]}}";
    }
    return folder
        .file(
            "own.geojson",
            R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}, "features": [)" +
                features + "]}")
        .string();
}

}  // namespace

TEST_CASE("Neighbours are the land around the country and outside its border", "[data][fast]") {
    const ScratchFolder folder;
    const auto country = support::three_squares();  // its border to the sea, too
    const auto box = [&] {
        double west = 1e9, south = 1e9, east = -1e9, north = -1e9;
        for (const auto p : country.points) {
            west = std::min(west, p.east_m), east = std::max(east, p.east_m);
            south = std::min(south, p.north_m), north = std::max(north, p.north_m);
        }
        return std::array{west, south, east, north};
    }();
    const auto [west, south, east, north] = box;
    // Land that covers the country and 50 km east of it, an islet, and a continent far away.
    const auto file =
        folder.file("land.geojson",
                    layer("EPSG::25833", ring(west, south, east + 50'000, north) + "," +
                                             ring(east + 60'000, south, east + 60'500, south + 500) + "," +
                                             ring(east + 3'000'000, south, east + 4'000'000, north)));
    const auto land = data::read_neighbours(file, {}, country);
    REQUIRE(land.size() == 1);
    CHECK(land.area_start.back() == 1);  // one part
    CHECK(geo::areas_km2(land)[geo::MunicipalityId{0}] == Approx(50'000 * (north - south) / 1e6));
    for (const auto p : land.points) CHECK(p.east_m >= east);
    const auto nowhere =
        folder.file("sea.geojson", layer("EPSG::25833", ring(east + 3e6, south, east + 4e6, north)));
    CHECK(data::read_neighbours(nowhere, {}, country).size() == 0);
    const auto line = folder.file(
        "line.geojson",
        R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}},
        "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[0,0],[1,1]]}}]})");
    CHECK_THROWS_WITH(data::read_neighbours(line, {}, country), Catch::Contains("expected polygons of land"));
}

TEST_CASE("The embedded country has Sweden beside it, and no land at sea", "[data][norway]") {
    const auto set = data::read_input_set(support::in_tree("data/norway"));
    REQUIRE(set.neighbours.size() == 1);
    // Kiruna, Östersund, Viborg, Kirkenes in Norway, Ekofisk, the Norwegian Sea, Oslo.
    const std::vector<geo::Point> places{{721'000, 7'539'000},   {485'000, 7'006'000}, {156'000, 6'268'000},
                                         {1'082'000, 7'819'000}, {-60'000, 6'290'000}, {100'000, 7'400'000},
                                         {262'000, 6'649'000}};
    const auto found = geo::areas_containing(set.neighbours, places);
    const std::vector<bool> is_land{true, true, true, false, false, false, false};
    for (std::size_t i = 0; i < places.size(); ++i) {
        INFO(i);
        CHECK(found[i].has_value() == is_land[i]);
    }
}

TEST_CASE("Land beyond the border stays with a set that is brought onto other borders", "[data][norway]") {
    const auto set = data::read_input_set(support::in_tree("data/norway"));
    const ScratchFolder folder;
    const auto outcome = support::legekart("prepare --borders " + own_borders(folder, set) + " -o " +
                                           (folder.path() / "set").string());
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(data::read_input_set(folder.path() / "set").neighbours == set.neighbours);
}

TEST_CASE("Fine outlines are those of the set a snapshot was made from", "[data][norway]") {
    const auto folder = support::in_tree("data/norway");
    const auto set = data::read_input_set(folder);
    const ScratchFolder scratch;
    const auto file = scratch.path() / "a.nc";
    const auto outcome = support::legekart("access -o " + file.string());
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    auto snapshot = data::read_snapshot(file);
    CHECK(snapshot.polygons == set.small);
    CHECK(snapshot.neighbours == set.neighbours);
    CHECK(data::fine_outlines(snapshot) == set.land);
    CHECK_FALSE(data::fine_outlines(snapshot, scratch.path()));
    for (auto& input : snapshot.run.inputs) input.sha256 = "another";
    CHECK_FALSE(data::fine_outlines(snapshot));
}
