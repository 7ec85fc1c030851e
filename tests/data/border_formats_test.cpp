// The same borders in five formats and three coordinate systems.
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "data/read_boundaries.hpp"
#include "written_file.hpp"

using model::MunicipalityId;

namespace {

/// Two areas that share a border; the first has a hole (a lake) and an island, the second crosses itself.
///
///   0    1000   2000   3000  m east of 500 000, 7 000 000
///   +------+--------+
///   | 0301 |  1811  X
///   +------+--------+
OGRMultiPolygon area(int row, double moved_m = 0) {
    const auto ring = [&](std::initializer_list<std::pair<double, double>> points) {
        auto* out = new OGRLinearRing;
        for (const auto& [x, y] : points) out->addPoint(500'000 + moved_m + x, 7'000'000 + moved_m + y);
        return out;
    };
    OGRMultiPolygon out;
    auto* land = new OGRPolygon;
    if (row == 0) {
        land->addRingDirectly(ring({{0, 0}, {0, 1000}, {1000, 1000}, {1000, 0}, {0, 0}}));
        land->addRingDirectly(ring({{200, 200}, {400, 200}, {400, 400}, {200, 400}, {200, 200}}));
        auto* island = new OGRPolygon;
        island->addRingDirectly(ring({{-900, 0}, {-900, 300}, {-500, 300}, {-500, 0}, {-900, 0}}));
        out.addGeometryDirectly(island);
    } else {
        land->addRingDirectly(
            ring({{1000, 0}, {1000, 1000}, {2000, 1000}, {3000, 0}, {3000, 1000}, {2000, 0}, {1000, 0}}));
    }
    out.addGeometryDirectly(land);
    out.flattenTo2D();
    return out;
}

std::filesystem::path written(const WrittenFiles& files, const char* driver, const std::string& name,
                              int epsg, double moved_m = 0) {
    GDALAllRegister();
    const auto path = files.folder() / name;
    GDALDatasetUniquePtr dataset(
        GetGDALDriverManager()->GetDriverByName(driver)->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    REQUIRE(dataset);
    OGRSpatialReference plane, target;
    plane.importFromEPSG(25833);
    target.importFromEPSG(epsg);
    plane.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    auto* layer = dataset->CreateLayer("kommuner", &target, wkbMultiPolygon, nullptr);
    OGRFieldDefn number("number", OFTString);
    layer->CreateField(&number);
    const std::unique_ptr<OGRCoordinateTransformation> to(OGRCreateCoordinateTransformation(&plane, &target));
    for (int row = 0; row < 2; ++row) {
        OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        feature->SetField(0, row == 0 ? "0301" : "1811");
        auto shape = area(row, moved_m);
        if (epsg != 25833) REQUIRE(shape.transform(to.get()) == OGRERR_NONE);
        feature->SetGeometry(&shape);
        REQUIRE(layer->CreateFeature(feature.get()) == OGRERR_NONE);
    }
    return path;
}

const char* const topojson =
    R"({"type": "Topology", "objects": {"kommuner": {"type": "GeometryCollection", "geometries": [
    {"type": "MultiPolygon", "properties": {"number": "0301"}, "arcs": [[[0]], [[1, 2], [3]]]},
    {"type": "Polygon", "properties": {"number": "1811"}, "arcs": [[-3, 4]]}]}}, "arcs": [
    [[499100, 7000000], [499100, 7000300], [499500, 7000300], [499500, 7000000], [499100, 7000000]],
    [[501000, 7000000], [500000, 7000000], [500000, 7001000], [501000, 7001000]],
    [[501000, 7001000], [501000, 7000000]],
    [[500200, 7000200], [500400, 7000200], [500400, 7000400], [500200, 7000400], [500200, 7000200]],
    [[501000, 7001000], [502000, 7001000], [503000, 7000000], [503000, 7001000], [502000, 7000000], [501000, 7000000]]]})";

/// The area with its rings as sets of points, so that where a ring begins does not matter.
std::vector<double> sorted_points(const geo::Boundaries& areas) {
    std::vector<double> out;
    for (const auto& p : areas.points) out.push_back(p.east_m * 1e8 + p.north_m);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace

TEST_CASE("Borders in five formats are the same", "[data][fast]") {
    const WrittenFiles files("formats");
    const auto read = [&](const std::filesystem::path& path, const std::string& crs = "") {
        return data::read_boundaries(path, {.layer = {}, .number = "number", .crs = crs}, oslo_and_bindal());
    };
    const auto first = read(written(files, "GeoJSON", "a.geojson", 25833));
    CHECK(first.repairs.size() == 1);
    const auto km2 = geo::areas_km2(first.boundaries);
    CHECK(km2[MunicipalityId{0}] == Approx(1 - 0.04 + 0.12));
    CHECK(km2[MunicipalityId{1}] == Approx(1.5));
    CHECK(read(written(files, "GPKG", "a.gpkg", 25833)).boundaries == first.boundaries);
    CHECK(read(written(files, "ESRI Shapefile", "a.shp", 25833)).boundaries == first.boundaries);
    CHECK(read(written(files, "GML", "a.gml", 25833)).boundaries == first.boundaries);
    const auto topo = read(files("a.topojson", topojson), "EPSG:25833");
    CHECK(topo.repairs.size() == 1);
    CHECK(sorted_points(topo.boundaries) == sorted_points(first.boundaries));
    CHECK(geo::areas_km2(topo.boundaries) == km2);
}

TEST_CASE("Borders on half metres in three coordinate systems hold the same squares and areas",
          "[data][fast]") {
    const WrittenFiles files("systems");
    const auto read = [&](const std::filesystem::path& path) {
        return data::read_boundaries(path, {.layer = {}, .number = "number", .crs = {}}, oslo_and_bindal())
            .boundaries;
    };
    const auto plane = read(written(files, "GPKG", "a.gpkg", 25833, 0.5));
    std::vector<geo::Point> squares;
    for (int x = -10; x < 35; ++x)
        for (int y = -3; y < 13; ++y) squares.push_back({500'050.0 + 100 * x, 7'000'050.0 + 100 * y});
    for (const int epsg : {25832, 4326}) {
        INFO(epsg);
        const auto other = read(written(files, "GPKG", std::to_string(epsg) + ".gpkg", epsg, 0.5));
        CHECK(other.points == plane.points);
        CHECK(geo::areas_containing(other, squares) == geo::areas_containing(plane, squares));
        for (std::uint32_t m = 0; m < 2; ++m)
            CHECK(geo::areas_km2(other)[MunicipalityId{m}] ==
                  Approx(geo::areas_km2(plane)[MunicipalityId{m}]).epsilon(1e-6));
    }
}
