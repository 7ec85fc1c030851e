// OpenStreetMap extracts made here: small enough to draw, written as .osm and as .osm.pbf.
#include "data/read_osm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>

#include "data/written_file.hpp"
#include "geo/dijkstra.hpp"
#include "geo/road_network.hpp"
#include "support/random_graph.hpp"

using geo::RoadClass;

namespace {

/// Nodes 1 to 9 along the parallel of 60° north, each about 557.5 m from the last.
std::string nodes() {
    std::string text;
    for (int i = 1; i <= 9; ++i)
        text += fmt::format("<node id=\"{}\" version=\"1\" lat=\"60\" lon=\"{:.2f}\"/>\n", i, 10 + i * 0.01);
    return text;
}

std::string way(int id, const std::vector<int>& nodes,
                const std::vector<std::pair<std::string, std::string>>& tags) {
    std::string text = fmt::format("<way id=\"{}\" version=\"1\">", id);
    for (const int node : nodes) text += fmt::format("<nd ref=\"{}\"/>", node);
    for (const auto& [key, value] : tags) text += fmt::format("<tag k=\"{}\" v=\"{}\"/>", key, value);
    return text + "</way>\n";
}

std::string osm(const std::string& content) {
    return "<?xml version='1.0'?>\n<osm version=\"0.6\">\n" + nodes() + content + "</osm>\n";
}

/// Ways 1-2-3 (E 6) and 2-9 as .osm.pbf.
void write_packed(const std::filesystem::path& path, const std::string& format) {
    using namespace osmium::builder::attr;
    osmium::memory::Buffer buffer(10'000, osmium::memory::Buffer::auto_grow::yes);
    for (int i = 1; i <= 9; ++i)
        osmium::builder::add_node(buffer, _id(i), _version(1), _location(10 + i * 0.01, 60.0));
    osmium::builder::add_way(buffer, _id(10), _version(1), _nodes({1, 2, 3}), _tag("highway", "primary"),
                             _tag("ref", "E 6"));
    osmium::builder::add_way(buffer, _id(11), _version(1), _nodes({2, 9}), _tag("highway", "service"));
    osmium::io::Writer writer(osmium::io::File(path.string(), format));
    writer(std::move(buffer));
    writer.close();
}

data::RoadFile read(const std::string& content) {
    const WrittenFiles files("osm");
    return data::read_osm(files("roads.osm", osm(content)));
}

}  // namespace

TEST_CASE("Ways are cut where they share a node, and joined by node ids", "[data][fast]") {
    // 1--2--3--4--5 crossed at 3 by 6-3-7; 4 is a bend only
    const auto roads =
        read(way(10, {1, 2, 3, 4, 5}, {{"highway", "primary"}}) +
             way(11, {6, 3, 7}, {{"highway", "residential"}}) + way(12, {8, 9}, {{"highway", "footway"}}))
            .roads;
    CHECK(roads.size() == 4);
    CHECK(roads.nodes == 5);
    CHECK(roads.road_class == std::vector<RoadClass>{RoadClass::county, RoadClass::county,
                                                     RoadClass::municipal, RoadClass::municipal});
    CHECK(roads.to[0] == roads.from[1]);
    CHECK(roads.to[2] == roads.from[1]);
    CHECK(roads.vertex_start == std::vector<std::uint32_t>{0, 3, 6, 8, 10});
    CHECK(roads.length_m[0] == Approx(2 * 555.8).margin(4));
    CHECK(roads.wait_ms.empty());
    CHECK_NOTHROW(geo::build_network(roads, {}));
}

TEST_CASE("One-way streets, backward ones, roundabouts and motorways are one-way", "[data][fast]") {
    const auto roads = read(way(1, {1, 2}, {{"highway", "residential"}, {"oneway", "yes"}}) +
                            way(2, {2, 3}, {{"highway", "residential"}, {"oneway", "-1"}}) +
                            way(3, {3, 4, 5, 3}, {{"highway", "residential"}, {"junction", "roundabout"}}) +
                            way(4, {5, 6}, {{"highway", "motorway"}}) +
                            way(5, {6, 7}, {{"highway", "motorway"}, {"oneway", "no"}}) +
                            way(6, {7, 8}, {{"highway", "residential"}, {"oneway", "reversible"}}))
                           .roads;
    CHECK(roads.oneway == std::vector<std::uint8_t>{1, 1, 1, 1, 1, 0});
    CHECK(roads.from[0] == 0);  // 1 -> 2
    CHECK(roads.to[0] == 1);
    CHECK(roads.from[1] == 2);  // 3 -> 2
    CHECK(roads.to[1] == 1);
    CHECK(roads.vertices[roads.vertex_start[1]].east_m > roads.vertices[roads.vertex_start[1] + 1].east_m);
    CHECK(roads.road_class[4] == RoadClass::motorway);
}

TEST_CASE("Speed limits in any unit give the time, none leaves it to the class", "[data][fast]") {
    CHECK(data::osm_km_per_hour("80") == 80);
    CHECK(data::osm_km_per_hour("50 mph") == Approx(80.4672));
    CHECK(data::osm_km_per_hour("10 knots") == Approx(18.52));
    CHECK(data::osm_km_per_hour("60;40") == 60);
    CHECK(data::osm_km_per_hour("NO:urban") == 50);
    CHECK(data::osm_km_per_hour("NO:rural") == 80);
    CHECK(data::osm_km_per_hour("none") == 0);
    CHECK(data::osm_km_per_hour("fast") < 0);
    const auto file = read(way(1, {1, 2}, {{"highway", "secondary"}, {"maxspeed", "60"}}) +
                           way(2, {2, 3}, {{"highway", "secondary"}}) +
                           way(3, {3, 4}, {{"highway", "secondary"}, {"maxspeed", "fast"}}));
    const double hours = file.roads.length_m[0] / 1000.0 / (60 * data::OsmParams{}.share_of_maxspeed);
    CHECK(file.roads.given_ms[0] == Approx(hours * 3'600'000).epsilon(0.002));
    CHECK(file.roads.given_ms[1] == 0);
    CHECK(file.roads.given_ms[2] == 0);
    REQUIRE(file.remarks.size() == 1);
    CHECK(file.remarks[0].find("1 durations, intervals or speed limits") == 0);
}

TEST_CASE("Ways closed to the public are left out and counted", "[data][fast]") {
    const auto file =
        read(way(1, {1, 2}, {{"highway", "residential"}}) +
             way(2, {2, 3}, {{"highway", "service"}, {"access", "private"}}) +
             way(3, {3, 4}, {{"highway", "residential"}, {"access", "no"}, {"motor_vehicle", "yes"}}) +
             way(4, {4, 5}, {{"highway", "residential"}, {"motor_vehicle", "no"}}) +
             way(5, {5, 6}, {{"highway", "service"}, {"service", "driveway"}}) +
             way(6, {6, 7}, {{"highway", "pedestrian"}, {"area", "yes"}}));
    CHECK(file.roads.size() == 2);
    CHECK(file.remarks == std::vector<std::string>{"2 ways closed to the public are left out"});
}

TEST_CASE("Durations and intervals are read as OpenStreetMap writes them", "[data][fast]") {
    CHECK(data::osm_minutes("20") == 20);
    CHECK(data::osm_minutes("00:25") == 25);
    CHECK(data::osm_minutes("1:05") == 65);
    CHECK(data::osm_minutes("01:10:30") == 70.5);
    CHECK(data::osm_minutes("PT1H20M") == 80);
    CHECK(data::osm_minutes("PT45M") == 45);
    CHECK(data::osm_minutes("half an hour") < 0);
    CHECK(data::osm_minutes("") < 0);
    CHECK(data::osm_minutes("1:2:3:4") < 0);
}

TEST_CASE("A ferry's duration is spread over its pieces by length, its interval is waited for by half",
          "[data][fast]") {
    // 1-2 road, ferry 2-3-4-5 calls at 4 (road 4-9), 5-6 road
    const auto file =
        read(way(1, {1, 2}, {{"highway", "primary"}}) +
             way(2, {2, 3, 4, 5},
                 {{"route", "ferry"}, {"duration", "00:30"}, {"interval", "00:40"}, {"name", "A-B"}}) +
             way(3, {4, 9}, {{"highway", "primary"}}) + way(4, {5, 6}, {{"highway", "primary"}}));
    const auto& roads = file.roads;
    CHECK(file.ferries_are_named);
    REQUIRE(roads.size() == 5);
    CHECK(roads.road_class[1] == RoadClass::car_ferry);
    CHECK(roads.name[1] == "A-B");
    CHECK(roads.given_ms[1] == Approx(20 * 60'000).epsilon(0.001));  // two of three steps
    CHECK(roads.given_ms[2] == Approx(10 * 60'000).epsilon(0.001));
    CHECK(roads.wait_ms == std::vector<std::uint32_t>{0, 1'200'000, 1'200'000, 0, 0});

    geo::RoadSpeeds speeds;
    speeds.car_ferry_quay_minutes = 6;
    const auto network = geo::build_network(roads, speeds);
    geo::Dijkstra search(network.graph.nodes());
    const geo::Start start{network.node_of_source[1], 0};  // the quay at 2
    search.run(network.graph.forward(), {&start, 1});
    // to the quay at 5: quay 6 + wait 20 + sailing 30 + quay 6, no second wait at 4
    CHECK(search.millis(network.node_of_source[3]) == Approx(62 * 60'000).epsilon(0.001));
}

TEST_CASE("Ways take duration and interval from their ferry relation; liners are left out", "[data][fast]") {
    const std::string relation =
        "<relation id=\"1\" version=\"1\"><member type=\"way\" ref=\"2\" role=\"\"/>"
        "<member type=\"way\" ref=\"3\" role=\"\"/><tag k=\"route\" v=\"ferry\"/>"
        "<tag k=\"duration\" v=\"30\"/><tag k=\"interval\" v=\"60\"/><tag k=\"name\" v=\"R\"/></relation>\n";
    const auto file = read(way(1, {1, 2}, {{"highway", "primary"}}) + way(2, {2, 3}, {{"route", "ferry"}}) +
                           way(3, {3, 4, 5}, {{"route", "ferry"}, {"motor_vehicle", "no"}}) +
                           way(4, {5, 6}, {{"highway", "primary"}}) +
                           way(5, {6, 7}, {{"route", "ferry"}, {"name", "Hurtigruten"}}) +
                           way(6, {6, 8}, {{"route", "ferry"}, {"duration", "34:00"}}) + relation);
    const auto& roads = file.roads;
    REQUIRE(roads.size() == 4);
    CHECK(roads.name[1] == "R");
    CHECK(roads.given_ms[1] == Approx(10 * 60'000).epsilon(0.001));
    CHECK(roads.given_ms[2] == Approx(20 * 60'000).epsilon(0.001));
    CHECK(roads.road_class[1] == RoadClass::car_ferry);
    CHECK(roads.road_class[2] == RoadClass::passenger_ferry);
    CHECK(roads.wait_ms[1] == 30 * 60'000);
    CHECK(file.remarks == std::vector<std::string>{"2 ways of coastal liners are left out"});
}

TEST_CASE("The packed form holds the same roads", "[data][fast]") {
    const WrittenFiles files("osm_pbf");
    const auto path = files.folder() / "roads.osm.pbf";
    write_packed(path, "pbf");
    const auto packed = data::read_osm(path).roads;
    CHECK(packed == read(way(10, {1, 2, 3}, {{"highway", "primary"}, {"ref", "E 6"}}) +
                         way(11, {2, 9}, {{"highway", "service"}}))
                        .roads);
    CHECK(packed.road_class[0] == RoadClass::european);
    CHECK(packed.number[0] == 6);
}

TEST_CASE("A way is cut where a node is missing; its pieces stay and the holes are counted", "[data][fast]") {
    // 1-2-3-(77)-5-6-(78)-8: two pieces, one end lost; ferry 3-5 at its 20 km/h, ferry 8-(79)-4-7 of 30
    // minutes
    const auto file =
        read(way(10, {1, 2, 3, 77, 5, 6, 78, 8}, {{"highway", "secondary"}, {"maxspeed", "60"}}) +
             way(11, {3, 5}, {{"route", "ferry"}, {"maxspeed", "20"}}) +
             way(12, {8, 79, 4, 7}, {{"route", "ferry"}, {"duration", "00:30"}, {"maxspeed", "20"}}));
    const auto& roads = file.roads;
    REQUIRE(roads.size() == 4);
    CHECK(roads.road_class == std::vector<RoadClass>{RoadClass::county, RoadClass::county,
                                                     RoadClass::car_ferry, RoadClass::car_ferry});
    CHECK(roads.length_m[0] == Approx(2 * 556).margin(4));
    CHECK(roads.from[2] == roads.to[0]);
    CHECK(roads.to[2] == roads.from[1]);
    CHECK(roads.given_ms[2] == Approx(roads.length_m[2] / 20.0 * 3'600).epsilon(2e-3));
    CHECK(roads.given_ms[3] == 30 * 60'000);  // what is left of the way takes all of its time
    REQUIRE(file.remarks.size() == 1);
    CHECK(file.remarks[0].find(
              "2 ways have nodes that are not in the file (3 holes, the first in way 10 at node "
              "77)") == 0);
}

TEST_CASE("Extracts that are cut, empty or something else are refused with a sentence", "[data][fast]") {
    const WrittenFiles files("osm_wrong");
    const auto refused = [&](const std::filesystem::path& path) {
        return refusal(files, [&] { data::read_osm(path); });
    };
    CHECK(refused(files("a.osm", osm(way(1, {1, 99}, {{"highway", "primary"}})))) ==
          "a.osm: has no roads for cars, expected an OpenStreetMap extract");
    CHECK(refused(files("b.osm", osm(""))) ==
          "b.osm: has no roads for cars, expected an OpenStreetMap extract");
    CHECK(refused(files("c.osm.pbf", "not packed")).find("c.osm.pbf: cannot be read as OpenStreetMap") == 0);
    CHECK(refused(files("d.osm", "<osm><way")).find("d.osm: cannot be read as OpenStreetMap") == 0);
    CHECK(refused(files.folder() / "e.osm") == "e.osm: is not there; check the name");
}

TEST_CASE("A damaged packed extract ends in roads or in a sentence, never in a crash", "[data][fast]") {
    const WrittenFiles files("osm_damage");
    const auto path = files.folder() / "roads.osm.pbf";
    write_packed(path, "pbf,pbf_compression=none");
    std::ifstream in(path, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    support::Dice dice(1);
    int refused = 0;
    for (int round = 0; round < 300; ++round) {
        auto text = whole;
        const auto last = static_cast<std::uint32_t>(text.size());
        for (std::uint32_t k = 0; k <= dice.below(3); ++k)
            text[last / 3 + dice.below(last - last / 3)] = static_cast<char>(dice.bits());
        try {
            data::read_osm(files("roads.osm.pbf", text));
        } catch (const geo::InputError& error) {
            ++refused;
            CHECK(std::string(error.what()).find(path.string()) == 0);
        }
    }
    CHECK(refused > 30);
}
