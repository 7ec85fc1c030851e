// Road times of an extract against networkx, a program of others, to the millisecond.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "data/detail/gdal.hpp"
#include "data/read_osm.hpp"
#include "data/written_file.hpp"
#include "geo/dijkstra.hpp"
#include "geo/road_network.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

namespace {

std::uint32_t drawn(std::uint32_t& state, std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8) % below;
}

/// Two islands of 12 x 12 crossroads with bends between them, some streets one way, some nodes cut away by
/// the edge of the extract, and two ferries. Crossroads are numbered 1 to 288.
struct Extract {
    std::string text;
    std::map<int, std::pair<double, double>> at;  ///< longitude and latitude of the crossroads
};
Extract extract() {
    constexpr int side = 12, island = side * side;
    std::uint32_t state = 7;
    std::string nodes, ways;
    int bend = 1000, way = 1;
    const auto place = [&](int id, double lon, double lat) {
        nodes += fmt::format("<node id=\"{}\" lat=\"{:.7f}\" lon=\"{:.7f}\"/>\n", id, lat, lon);
    };
    std::map<int, std::pair<double, double>> at;
    for (int k = 0; k < 2 * island; ++k) {
        const int x = k % side, y = k / side % side;
        at[k + 1] = {14.0 + 0.5 * (k / island) + 0.01 * x + 1e-5 * drawn(state, 400),
                     67.0 + 0.005 * y + 1e-5 * drawn(state, 200)};
        place(k + 1, at[k + 1].first, at[k + 1].second);
    }
    const auto street = [&](int from, int to) {
        if (drawn(state, 10) == 0) return;  // not built
        const auto [x1, y1] = at[from];
        const auto [x2, y2] = at[to];
        ways += fmt::format("<way id=\"{}\"><nd ref=\"{}\"/>", way++, from);
        for (std::uint32_t i = drawn(state, 3); i > 0; --i) {
            ways += fmt::format("<nd ref=\"{}\"/>", ++bend);
            if (drawn(state, 40) != 0)  // else the extract has lost it
                place(bend, (x1 + x2) / 2 + 1e-5 * drawn(state, 300),
                      (y1 + y2) / 2 + 1e-5 * drawn(state, 200));
        }
        const auto turn = drawn(state, 8);
        ways += fmt::format(
            "<nd ref=\"{}\"/><tag k=\"highway\" v=\"secondary\"/><tag k=\"maxspeed\" v=\"{}\"/>{}</way>\n",
            to, 30 + 10 * drawn(state, 6),
            turn == 0   ? "<tag k=\"oneway\" v=\"yes\"/>"
            : turn == 1 ? "<tag k=\"oneway\" v=\"-1\"/>"
                        : "");
    };
    for (int k = 0; k < 2 * island; ++k) {
        if (k % side + 1 < side) street(k + 1, k + 2);
        if (k / side % side + 1 < side) street(k + 1, k + 1 + side);
    }
    ways +=
        "<way id=\"9001\"><nd ref=\"12\"/><nd ref=\"145\"/><tag k=\"route\" v=\"ferry\"/><tag k=\"name\" "
        "v=\"A\"/>"
        "<tag k=\"duration\" v=\"25\"/><tag k=\"interval\" v=\"40\"/></way>\n"
        "<way id=\"9002\"><nd ref=\"144\"/><nd ref=\"277\"/><tag k=\"route\" v=\"ferry\"/><tag k=\"name\" "
        "v=\"B\"/>"
        "<tag k=\"maxspeed\" v=\"22\"/><tag k=\"interval\" v=\"60\"/></way>\n";
    return {"<?xml version=\"1.0\"?>\n<osm version=\"0.6\">\n" + nodes + ways + "</osm>\n", at};
}

}  // namespace

TEST_CASE("200 road times of an extract are those of networkx to the millisecond", "[data]") {
    const WrittenFiles files("networkx");
    const auto made = extract();
    const auto path = files("extract.osm", made.text);
    const auto file = data::read_osm(path);
    geo::RoadSpeeds speeds;
    const auto network = geo::build_network(file.roads, speeds);
    std::map<std::pair<double, double>, std::uint32_t> node_at;
    const auto& lines = file.roads;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto put = [&](std::uint32_t vertex, std::uint32_t node) {
            node_at[{lines.vertices[vertex].east_m, lines.vertices[vertex].north_m}] = node;
        };
        put(lines.vertex_start[i], lines.from[i]);
        put(lines.vertex_start[i + 1] - 1, lines.to[i]);
    }
    const data::detail::ToPlane to_plane(path.string(), "EPSG:4326");
    std::vector<std::uint32_t> crossroads;
    std::vector<int> ids;
    for (const auto& [id, degrees] : made.at) {
        const auto point = to_plane.apply({degrees.first, degrees.second}, "a crossroad");
        const auto found = node_at.find({std::round(point.east_m), std::round(point.north_m)});
        if (found == node_at.end() || network.node_of_source[found->second] == geo::no_index) continue;
        ids.push_back(id);
        crossroads.push_back(network.node_of_source[found->second]);
    }
    REQUIRE(ids.size() > 200);
    std::uint32_t state = 3;
    std::string pairs;
    geo::Dijkstra search(network.graph.nodes());
    std::size_t unreached = 0;
    for (int k = 0; k < 200; ++k) {
        const auto a = drawn(state, static_cast<std::uint32_t>(ids.size())),
                   b = drawn(state, static_cast<std::uint32_t>(ids.size()));
        const geo::Start start{crossroads[a], 0};
        search.run(network.graph.forward(), {&start, 1});
        const auto ms = search.millis(crossroads[b]);
        unreached += ms == geo::unreachable_ms;
        pairs +=
            fmt::format("{},{},{}\n", ids[a], ids[b], ms == geo::unreachable_ms ? -1 : static_cast<int>(ms));
    }
    CHECK(unreached < 60);
    const auto outcome = support::shell(
        fmt::format("/usr/bin/python3 {} {} {} {}", support::in_tree("tests/data/roads_by_others.py"),
                    path.string(), files("pairs.csv", pairs).string(), speeds.car_ferry_quay_minutes));
    INFO(outcome.out << outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.find("200 pairs compared") != std::string::npos);
}
