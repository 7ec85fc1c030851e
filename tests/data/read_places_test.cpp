// The readers of polygons and lines, on files small enough to draw.
#include <catch2/catch.hpp>
#include <cmath>

#include "data/ferry_names.hpp"
#include "data/read_boundaries.hpp"
#include "data/read_roads.hpp"
#include "written_file.hpp"

using geo::Medium;
using geo::RoadClass;
using model::MunicipalityId;

namespace {

std::string collection(const std::string& crs, const std::string& features) {
    return R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": ")" + crs +
           R"("}}, "features": [)" + features + "]}";
}

std::string area(const std::string& number, const std::string& rings) {
    return R"({"type": "Feature", "properties": {"number": ")" + number +
           R"("}, "geometry": {"type": "Polygon", "coordinates": )" + rings + "}}";
}

const std::string utm33 = "urn:ogc:def:crs:EPSG::25833";
// Two squares of 1 km side by side; the border between them has a bend off the whole metre.
const std::string west =
    "[[[0,7000000],[0,7001000],[1000,7001000],[1000.4,7000500.4],[1000,7000000],[0,7000000]]]";
const std::string east =
    "[[[1000,7000000],[1000.4,7000500.4],[1000,7001000],[2000,7001000],[2000,7000000],[1000,7000000]]]";

std::string line(const std::string& properties, const std::string& coordinates) {
    return R"({"type": "Feature", "properties": {)" + properties +
           R"(}, "geometry": {"type": "LineString", "coordinates": )" + coordinates + "}}";
}

}  // namespace

TEST_CASE("Polygons are ordered by municipality and stand on whole metres, borders still shared",
          "[data][fast]") {
    const WrittenFiles files("areas");
    const auto read = data::read_boundaries(
        files("a.geojson", collection(utm33, area("1811", east) + "," + area("301", west))), {},
        oslo_and_bindal());
    REQUIRE(read.boundaries.size() == 2);
    CHECK(read.repairs.empty());
    CHECK(read.joined == 0);
    const auto km2 = geo::areas_km2(read.boundaries);
    CHECK(km2[MunicipalityId{0}] == Approx(1.0));
    CHECK(km2[MunicipalityId{1}] == Approx(1.0));
    for (const auto p : read.boundaries.points) CHECK((p.east_m == std::round(p.east_m)));
    const std::vector<geo::Point> points{{10, 7'000'010}, {1990, 7'000'010}, {2500, 7'000'010}};
    const auto found = geo::areas_containing(read.boundaries, points);
    CHECK(found[0] == MunicipalityId{0});
    CHECK(found[1] == MunicipalityId{1});
    CHECK_FALSE(found[2]);
}

TEST_CASE("Polygons in degrees are brought into EPSG:25833", "[data][fast]") {
    const WrittenFiles files("degrees");
    const auto read = data::read_boundaries(
        files("a.geojson",
              collection("urn:ogc:def:crs:OGC:1.3:CRS84",
                         area("0301", "[[[15,65],[15,65.1],[15.1,65.1],[15.1,65],[15,65]]]") + "," +
                             area("1811", "[[[15,66],[15,66.1],[15.1,66.1],[15.1,66],[15,66]]]"))),
        {}, oslo_and_bindal());
    CHECK(read.boundaries.points.front().east_m == 500'000);
    // One tenth of a degree at 65 degrees north: 11.15 km by 4.72 km.
    CHECK(geo::areas_km2(read.boundaries)[MunicipalityId{0}] == Approx(52.5).epsilon(0.01));
}

TEST_CASE("A bow-tie is repaired and named, parts in several features are joined", "[data][fast]") {
    const WrittenFiles files("repair");
    const std::string bow = "[[[0,7000000],[1000,7001000],[1000,7000000],[0,7001000],[0,7000000]]]";
    const std::string island =
        "[[[5000,7000000],[5000,7001000],[6000,7001000],[6000,7000000],[5000,7000000]]]";
    const auto read = data::read_boundaries(
        files("a.geojson",
              collection(utm33, area("0301", bow) + "," + area("1811", east) + "," + area("1811", island))),
        {}, oslo_and_bindal());
    REQUIRE(read.repairs.size() == 1);
    CHECK(read.repairs[0].area == 0);
    CHECK(read.repairs[0].problem.find("Self-intersection") != std::string::npos);
    CHECK(read.joined == 1);
    const auto km2 = geo::areas_km2(read.boundaries);
    CHECK(km2[MunicipalityId{0}] == Approx(0.5));
    CHECK(km2[MunicipalityId{1}] == Approx(2.0));
}

TEST_CASE("Wrong polygon files say what to do", "[data][fast]") {
    const WrittenFiles files("bad_areas");
    const auto told = [&](const std::string& text) {
        return refusal(files,
                       [&] { data::read_boundaries(files("a.geojson", text), {}, oslo_and_bindal()); });
    };
    CHECK(told(collection(utm33, area("0301", west))) == "a.geojson: has no polygon of 1811 Bindal");
    CHECK(told(collection(utm33, area("0302", west))) ==
          "a.geojson: feature 0: column 'number' is '0302', expected a number in the table of municipalities "
          "(borders "
          "of the same year?)");
    CHECK(
        told(collection(utm33, line("\"number\": \"0301\"", "[[0,0],[1,1]]"))) ==
        "a.geojson: feature 0: is a LINESTRING, expected a polygon or multipolygon; pick the layer of areas");
    CHECK(told(collection(utm33,
                          area("0301", "[[[0,0],[0,0.1],[0.1,0.1],[0,0]]]") + "," + area("1811", east))) ==
          "a.geojson: municipality 0301: polygon is smaller than a metre; check its units");
    CHECK(told("not a map").rfind("a.geojson: cannot be opened", 0) == 0);
    CHECK(refusal(files, [&] {
              data::read_boundaries(files("a.geojson", collection(utm33, area("0301", west))),
                                    {"kommune", "number", ""}, oslo_and_bindal());
          }) == "a.geojson: has no layer 'kommune'; it has the layers 'a', name one of them as `layer`");
}

TEST_CASE("Lines keep class, medium, number and length; nodes are dense", "[data][fast]") {
    //  10 --E 6, tunnel-- 20 --ferry fv. 17-- 40
    const WrittenFiles files("roads");
    data::RoadSource source;
    const auto roads = data::read_roads(
        files(
            "r.geojson",
            collection(
                utm33,
                line(R"("from": 10, "to": 20, "type": "road", "category": "E", "number": 6, "motorway": null,
                                 "medium": "tunnel", "length_m": 1100)",
                     "[[0.4,7000000],[500,7000200],[1000,7000000]]") +
                    "," +
                    line(R"("from": 20, "to": 40, "type": "car_ferry", "category": "F", "number": 17,
                                     "motorway": null, "medium": null, "length_m": 2000)",
                         "[[1000,7000000],[3000,7000000]]"))),
        source);
    REQUIRE(roads.size() == 2);
    CHECK(roads.nodes == 3);
    CHECK(roads.from == std::vector<std::uint32_t>{0, 1});
    CHECK(roads.to == std::vector<std::uint32_t>{1, 2});
    CHECK(roads.road_class == std::vector{RoadClass::european, RoadClass::car_ferry});
    CHECK(roads.medium == std::vector{Medium::tunnel, Medium::surface});
    CHECK(roads.number == std::vector<std::uint16_t>{6, 17});
    CHECK(roads.length_m == std::vector<std::uint32_t>{1100, 2000});
    CHECK(roads.given_ms == std::vector<std::uint32_t>{0, 0});
    CHECK(roads.name == std::vector<std::string>{"", "fv. 17"});
    CHECK(roads.vertex_start == std::vector<std::uint32_t>{0, 3, 5});
    CHECK(roads.vertices[0] == geo::Point{0, 7'000'000});
}

TEST_CASE("Without node numbers lines meet where they end; without lengths they are measured",
          "[data][fast]") {
    const WrittenFiles files("plain_roads");
    data::RoadSource source;
    source.from = source.to = source.length_m = source.motorway = source.medium = source.number = "";
    source.minutes = "minutes";
    const auto roads = data::read_roads(
        files("r.geojson", collection(utm33, line(R"("type": "road", "category": "F", "minutes": 1.5)",
                                                  "[[0,7000000],[300,7000400]]") +
                                                 "," +
                                                 line(R"("type": "road", "category": "K", "minutes": null)",
                                                      "[[300,7000400],[0,7000000]]"))),
        source);
    CHECK(roads.nodes == 2);
    CHECK(roads.length_m == std::vector<std::uint32_t>{500, 500});
    CHECK(roads.given_ms == std::vector<std::uint32_t>{90'000, 0});
    CHECK(roads.from[0] == roads.to[1]);
    CHECK(roads.to[0] == roads.from[1]);
}

TEST_CASE("Unknown words and nodes torn apart are refused", "[data][fast]") {
    const WrittenFiles files("bad_roads");
    data::RoadSource source;
    source.motorway = source.medium = source.number = source.length_m = "";
    const auto told = [&](const std::string& features) {
        return refusal(files,
                       [&] { data::read_roads(files("r.geojson", collection(utm33, features)), source); });
    };
    const std::string near = "[[0,7000000],[300,7000400]]", far = "[[50000,7000000],[60000,7000400]]";
    CHECK(told(line(R"("from": 1, "to": 2, "type": "raod", "category": "F")", near)) ==
          "r.geojson: feature 0: column 'type' is 'raod', expected road, car_ferry, pax_ferry, synth_boat, "
          "landing_link "
          "or gap_link");
    CHECK(told(line(R"("from": 1, "to": 2, "type": "road", "category": null)", near)) ==
          "r.geojson: feature 0: column 'category' is empty, expected E, R, F, K, P or "
          "a highway of OpenStreetMap for cars");
    CHECK(told(line(R"("from": 1, "to": 2, "type": "road", "category": "F")", near) + "," +
               line(R"("from": 2, "to": 3, "type": "road", "category": "F")", far)) ==
          "r.geojson: line 1 ends 49702 m from another line of the same node, expected within 1000 m; check "
          "the columns "
          "of node numbers");
}

TEST_CASE("Ferries are named by their quays, numbered where two share a name", "[data][fast]") {
    //   Oslo west, Bindal east of x = 1000
    //   road 0-1 in Oslo, 1 ~~ 2 ~~ 3 over sea node 2 to Bindal, road 3-4, 1 ~~ 3 direct, 0 ~~ 1 within Oslo
    const WrittenFiles files("ferries");
    const auto full =
        data::read_boundaries(
            files("a.geojson", collection(utm33, area("0301", west) + "," + area("1811", east))), {},
            oslo_and_bindal())
            .boundaries;
    const std::vector<geo::Point> node{
        {100, 7'000'500}, {400, 7'000'500}, {990, 7'000'500}, {1600, 7'000'500}, {1900, 7'000'500}};
    geo::RoadLines lines;
    const auto add = [&](std::uint32_t from, std::uint32_t to, RoadClass c, const std::string& road) {
        lines.from.push_back(from);
        lines.to.push_back(to);
        lines.road_class.push_back(c);
        lines.name.push_back(road);
        lines.length_m.push_back(static_cast<std::uint32_t>(geo::distance_m(node[from], node[to])));
        lines.vertices.insert(lines.vertices.end(), {node[from], node[to]});
        lines.vertex_start.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
    };
    lines.nodes = 5;
    add(0, 1, RoadClass::county, "");
    add(1, 2, RoadClass::car_ferry, "fv. 17");
    add(3, 2, RoadClass::car_ferry, "fv. 17");
    add(3, 4, RoadClass::county, "");
    add(3, 1, RoadClass::car_ferry, "fv. 17");
    add(0, 1, RoadClass::boat, "");
    data::name_ferries(lines, full, oslo_and_bindal());
    CHECK(lines.name == std::vector<std::string>{"", "Bindal–Oslo fv. 17", "Bindal–Oslo fv. 17", "",
                                                 "Bindal–Oslo fv. 17 2", "Oslo båt"});
}
