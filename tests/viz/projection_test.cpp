#include "viz/map/projection.hpp"

#include <catch2/catch.hpp>

#include "support/tiny_snapshot.hpp"

using namespace viz;
using support::three_squares;

TEST_CASE("An extent is around the areas named, around all if none are, and nothing around nothing",
          "[viz][fast]") {
    const auto shapes = three_squares();
    CHECK(extent_of(shapes) == Extent{0, 6'500'000, 300'000, 6'600'000});
    const std::uint32_t last[] = {2};
    CHECK(extent_of(shapes, last) == Extent{200'000, 6'500'000, 300'000, 6'600'000});
    CHECK(extent_of({}) == Extent{});
    CHECK(overlap(Extent{0, 0, 1, 1}, {1, 1, 2, 2}));  // a shared corner is enough
    CHECK(!overlap(Extent{0, 0, 1, 1}, {1.1, 0, 2, 1}));
}

TEST_CASE("The ground has one scale on the page, north up, in the middle of the box", "[viz][fast]") {
    const Projection projection({0, 0, 2000, 1000}, {10, 20, 200, 300});  // as wide as the box
    CHECK(projection.pixels_per_m() == 0.1);
    CHECK(projection(geo::Point{0, 1000}) == Xy{10, 120});
    CHECK(projection(geo::Point{2000, 0}) == Xy{210, 220});
    CHECK(projection(Extent{0, 0, 2000, 1000}) == Box{10, 120, 200, 100});
    const auto ground = projection.ground({10, 20, 200, 300});
    CHECK(ground.west == Approx(0).margin(1e-9));
    CHECK(ground.north == Approx(2000));
    CHECK(ground.south == Approx(-1000));
}

TEST_CASE("A ring on the page has its corners once, and none closer than can be seen", "[viz][fast]") {
    const auto shapes = three_squares();
    const Projection fine({0, 6'500'000, 300'000, 6'600'000}, {0, 0, 300, 100});
    const auto square = area_path(shapes, 1, fine);
    REQUIRE(square.size() == 1);
    CHECK(square.line(0).size() == 4);
    const Projection coarse({0, 6'500'000, 300'000, 6'600'000}, {0, 0, 0.3, 0.1});
    CHECK(area_path(shapes, 1, coarse).empty());  // smaller than a pixel
}

TEST_CASE("Borders are drawn once, where groups meet", "[viz][fast]") {
    const auto shapes = three_squares();
    const std::uint32_t apart[] = {1, 1, 2}, together[] = {1, 1, 1};
    CHECK(group_borders(shapes, together).points.empty());
    const auto lines = group_borders(shapes, apart);
    REQUIRE(lines.start.size() == 2);
    REQUIRE(lines.points.size() == 2);
    for (const auto& p : lines.points) CHECK(p.east_m == 200'000);
    const Projection projection({0, 6'500'000, 300'000, 6'600'000}, {0, 0, 300, 100});
    const auto path = line_path(lines, projection);
    REQUIRE(path.size() == 1);
    CHECK(!path.closed);
    CHECK(path.line(0)[0].x == Approx(200));
}

TEST_CASE("A name stands well inside the largest part of its area", "[viz][fast]") {
    auto shapes = three_squares();
    CHECK(label_place(shapes, 1).east_m == 150'000);
    CHECK(label_place(shapes, 1).north_m == 6'550'000);
    // An island of 1 km in front of the last square.
    for (const auto& [x, y] : {std::pair{0, 0}, {0, 1000}, {1000, 1000}, {1000, 0}, {0, 0}})
        shapes.points.push_back({400'000.0 + x, 6'500'000.0 + y});
    shapes.ring_start.push_back(static_cast<std::uint32_t>(shapes.points.size()));
    shapes.part_start.push_back(4);
    shapes.area_start.back() = 4;
    CHECK(label_place(shapes, 2).east_m == 250'000);
}
