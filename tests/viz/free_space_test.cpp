#include "viz/map/free_space.hpp"

#include <catch2/catch.hpp>

using namespace viz;

namespace {

Path ring(std::vector<Xy> points) {
    Path path;
    path.points = std::move(points);
    path.end_line();
    return path;
}

}  // namespace

TEST_CASE("A box goes as near to its corner as what is taken allows", "[viz][fast]") {
    FreeSpace space({0, 0, 200, 100});
    const auto wished = space.place(40, 20, 4, {1, 1});
    REQUIRE(wished);
    CHECK(wished->x == Approx(200 - 44));
    CHECK(wished->y == Approx(100 - 24));
    space.take(Box{100, 0, 100, 100});
    const auto moved = space.place(40, 20, 4, {1, 1});
    REQUIRE(moved);
    CHECK(moved->x + 40 + 4 <= 100);
    CHECK(moved->y == wished->y);
    CHECK(!space.place(120, 20, 4, {1, 1}));
}

TEST_CASE("The inside of a ring is taken, its hole is not", "[viz][fast]") {
    FreeSpace space({0, 0, 200, 200});
    auto area = ring({{0, 0}, {200, 0}, {200, 200}, {0, 200}});
    CHECK(space.place(20, 20, 0, {0, 0}));
    area.points.insert(area.points.end(), {{60, 60}, {140, 60}, {140, 140}, {60, 140}});
    area.end_line();
    space.take(area);
    const auto hole = space.place(40, 40, 0, {0, 0});
    REQUIRE(hole);
    CHECK(hole->x > 60);
    CHECK(hole->x + 40 < 140);
    CHECK(!space.place(100, 40, 0, {0, 0}));
}

TEST_CASE("What lies outside the panel takes nothing of it", "[viz][fast]") {
    FreeSpace space({100, 100, 40, 40});
    space.take(Box{0, 0, 90, 90});
    const auto at = space.place(32, 32, 4, {0, 0});
    REQUIRE(at);
    CHECK(*at == Xy{104, 104});
}
