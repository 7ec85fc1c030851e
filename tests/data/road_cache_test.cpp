// Orders of road graphs kept in files: whatever happens to the file, the answer is the same.
#include "data/road_cache.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "data/written_file.hpp"
#include "support/random_graph.hpp"

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("An order is made once, kept, and read back the same", "[data][fast]") {
    const WrittenFiles files("road_cache");
    const auto graph = support::random_roads(5, 1).graph;
    const auto expected = geo::build_hierarchy(graph);
    data::RoadCache cache(files.folder() / "not" / "yet", 0);
    CHECK(cache.order(graph) == expected);
    CHECK(cache.last_use().written);
    CHECK_FALSE(cache.last_use().found);
    CHECK(cache.order(graph) == expected);
    CHECK(cache.last_use().found);
    CHECK_FALSE(cache.last_use().written);

    auto millis = graph.millis;
    for (auto& ms : millis) ms = 2 * ms;  // other speeds: the same order
    CHECK(cache.order(geo::with_millis(graph, millis)) == expected);
    CHECK(cache.last_use().found);
    const auto other = support::random_roads(5, 2).graph;
    CHECK(cache.file_of(other) != cache.file_of(graph));
    CHECK(cache.order(other) == geo::build_hierarchy(other));
    CHECK_FALSE(cache.last_use().found);
}

TEST_CASE("A cached order that is cut short, damaged, foreign or not HDF5 is made again", "[data][fast]") {
    const WrittenFiles files("road_cache_damage");
    const auto graph = support::random_roads(4, 1).graph;
    const auto expected = geo::build_hierarchy(graph);
    data::RoadCache cache(files.folder(), 0);
    cache.order(graph);
    const auto path = cache.file_of(graph);
    const auto whole = bytes_of(path);
    auto flipped = whole;
    flipped[flipped.size() - 50] = static_cast<char>(flipped[flipped.size() - 50] ^ 4);
    const auto other = support::random_roads(4, 2).graph;
    cache.order(other);
    for (const auto& content : {whole.substr(0, whole.size() / 2), flipped, bytes_of(cache.file_of(other)),
                                std::string("hello"), std::string()}) {
        std::ofstream(path, std::ios::binary) << content;
        CHECK(cache.order(graph) == expected);
        CHECK_FALSE(cache.last_use().found);
        CHECK(cache.last_use().written);
        CHECK_FALSE(cache.last_use().remark.empty());
        CHECK(bytes_of(path) == whole);
    }
}

TEST_CASE("A folder that cannot be written, none at all, and small graphs do without a cache",
          "[data][fast]") {
    const WrittenFiles files("road_cache_none");
    const auto graph = support::random_roads(3, 1).graph;
    const auto expected = geo::build_hierarchy(graph);
    data::RoadCache blocked(files("file", "a file, not a folder") / "below", 0);
    CHECK(blocked.order(graph) == expected);
    CHECK_FALSE(blocked.last_use().written);
    CHECK_FALSE(blocked.last_use().remark.empty());
    data::RoadCache none({}, 0);
    CHECK(none.order(graph) == expected);
    data::RoadCache large_only(files.folder(), graph.arcs() + 1);
    CHECK(large_only.order(graph) == expected);
    CHECK_FALSE(large_only.last_use().written);
}
