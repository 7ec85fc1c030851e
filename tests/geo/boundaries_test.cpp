#include "geo/boundaries.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cstring>
#include <limits>

#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"

namespace {

using Ring = std::vector<geo::Point>;
using Part = std::vector<Ring>;

/// Little-endian well-known binary, written by hand from the OGC layout.
struct Wkb {
    std::vector<unsigned char> bytes;
    void u32(std::uint32_t v) {
        for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<unsigned char>(v >> (8 * i)));
    }
    void real(double v) {
        const auto bits = std::bit_cast<std::uint64_t>(v);
        for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<unsigned char>(bits >> (8 * i)));
    }
    void head(std::uint32_t type) {
        bytes.push_back(1);
        u32(type);
    }
    void polygon(const Part& rings) {
        head(3);
        u32(static_cast<std::uint32_t>(rings.size()));
        for (const auto& ring : rings) {
            u32(static_cast<std::uint32_t>(ring.size()));
            for (const auto& p : ring) {
                real(p.east_m);
                real(p.north_m);
            }
        }
    }
};

std::vector<unsigned char> polygon(const Part& rings) {
    Wkb wkb;
    wkb.polygon(rings);
    return wkb.bytes;
}

std::vector<unsigned char> multipolygon(const std::vector<Part>& parts) {
    Wkb wkb;
    wkb.head(6);
    wkb.u32(static_cast<std::uint32_t>(parts.size()));
    for (const auto& part : parts) wkb.polygon(part);
    return wkb.bytes;
}

/// Counter-clockwise, closed.
Ring box(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

geo::Boundaries boundaries_of(const std::vector<std::vector<unsigned char>>& areas) {
    geo::Boundaries b;
    std::vector<geo::Repair> repairs;
    for (const auto& area : areas) geo::append_area(b, area, repairs, "test");
    CHECK(repairs.empty());
    return b;
}

}  // namespace

TEST_CASE("A polygon with a hole keeps its rings, the shell clockwise and the hole counter-clockwise",
          "[geo][fast]") {
    const auto b = boundaries_of({polygon({box(0, 0, 3000, 2000), box(1000, 500, 2000, 1500)})});
    CHECK(b.size() == 1);
    CHECK(b.area_start == std::vector<std::uint32_t>{0, 1});
    CHECK(b.part_start == std::vector<std::uint32_t>{0, 2});
    CHECK(b.ring_start == std::vector<std::uint32_t>{0, 5, 10});
    const Ring shell(b.points.begin(), b.points.begin() + 5), hole(b.points.begin() + 5, b.points.end());
    CHECK(shell == Ring{{0, 0}, {0, 2000}, {3000, 2000}, {3000, 0}, {0, 0}});
    CHECK(hole == box(1000, 500, 2000, 1500));
    CHECK(geo::areas_km2(b).values() == std::vector{5.0});  // 3 x 2 - 1 x 1
}

TEST_CASE("An area of two islands is one area with two parts", "[geo][fast]") {
    const auto b = boundaries_of({multipolygon({{box(0, 0, 1000, 1000)}, {box(5000, 0, 7000, 1000)}}),
                                  polygon({box(0, 5000, 1000, 6000)})});
    CHECK(b.size() == 2);
    CHECK(b.area_start == std::vector<std::uint32_t>{0, 2, 3});
    CHECK(b.part_start == std::vector<std::uint32_t>{0, 1, 2, 3});
    CHECK(geo::areas_km2(b).values() == std::vector{3.0, 1.0});
}

TEST_CASE("A bow-tie is mended into two triangles and reported with its place", "[geo][fast]") {
    geo::Boundaries b = boundaries_of({polygon({box(9000, 9000, 9500, 9500)})});
    std::vector<geo::Repair> repairs;
    geo::append_area(b, polygon({{{0, 0}, {2000, 2000}, {2000, 0}, {0, 2000}, {0, 0}}}), repairs, "test");
    REQUIRE(repairs.size() == 1);
    CHECK(repairs[0].area == 1);
    CHECK(repairs[0].problem == "Self-intersection[1000 1000]");
    CHECK(b.area_start == std::vector<std::uint32_t>{0, 1, 3});
    CHECK(geo::areas_km2(b).values()[1] == Approx(2.0));  // two triangles of base 2 and height 1
}

TEST_CASE("An open ring is closed and reported", "[geo][fast]") {
    geo::Boundaries b;
    std::vector<geo::Repair> repairs;
    geo::append_area(b, polygon({{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}}}), repairs, "test");
    CHECK(repairs.size() == 1);
    CHECK(geo::areas_km2(b).values() == std::vector{1.0});
    CHECK(b.points.front() == b.points.back());
}

TEST_CASE("What is no polygon is an InputError that names the place and leaves the boundaries as they were",
          "[geo][fast]") {
    const auto good = boundaries_of({polygon({box(0, 0, 1000, 1000)})});
    std::vector<geo::Repair> repairs;
    const auto refused = [&](const std::vector<unsigned char>& wkb, const std::string& expected) {
        auto b = good;
        CHECK_THROWS_WITH(geo::append_area(b, wkb, repairs, "kommuner.gpkg: row 7"),
                          Catch::StartsWith("kommuner.gpkg: row 7: ") && Catch::Contains(expected));
        CHECK_THROWS_AS(geo::append_area(b, wkb, repairs, ""), geo::InputError);
        CHECK(b == good);
        CHECK(repairs.empty());
    };
    Wkb point;
    point.head(1);
    point.real(1);
    point.real(2);
    refused(point.bytes, "found Point");
    refused({}, "cannot read");
    refused({1, 2, 3}, "cannot read");
    auto cut = polygon({box(0, 0, 1, 1)});
    cut.resize(cut.size() - 9);
    refused(cut, "cannot read");
    refused(multipolygon({}), "without area");
    refused(polygon({{{0, 0}, {1000, 0}, {0, 0}, {0, 0}}}), "without area");  // collapses to a line
    const double nan = std::numeric_limits<double>::quiet_NaN();
    refused(polygon({{{0, 0}, {nan, 0}, {1, 1}, {0, 0}}}), "Invalid Coordinate");
}

TEST_CASE(
    "Each point finds its area, holes and sea hold no one, and a shared border belongs to the lowest id",
    "[geo][fast]") {
    //  area 0: 0-10 with a hole 4-6; area 1: 10-20; area 2 fills the hole
    const auto b = boundaries_of({polygon({box(0, 0, 10, 10), box(4, 4, 6, 6)}),
                                  polygon({box(10, 0, 20, 10)}), polygon({box(4.5, 4.5, 6, 6)})});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<geo::Point> points{{1, 1},  {15, 5}, {5, 5}, {4.2, 5},
                                         {10, 5}, {25, 5}, {6, 5}, {nan, 0}};
    const auto found = geo::areas_containing(b, points);
    using Id = geo::MunicipalityId;
    const std::vector<std::optional<Id>> expected{Id{0}, Id{1}, Id{2}, {}, Id{0}, {}, Id{0}, {}};
    CHECK(found == expected);
    CHECK(geo::areas_containing(b, {}).empty());
    CHECK(geo::areas_containing({}, points) == std::vector<std::optional<Id>>(points.size()));
}

TEST_CASE("A board of squares gives the same answer as division, on any number of threads", "[geo][fast]") {
    constexpr int side = 12;
    std::vector<std::vector<unsigned char>> squares;
    for (int row = 0; row < side; ++row)
        for (int col = 0; col < side; ++col) squares.push_back(polygon({box(col, row, col + 1, row + 1)}));
    const auto board = boundaries_of(squares);
    std::vector<geo::Point> points;
    std::uint32_t state = 1;
    const auto next = [&] {
        return (state = state * 1664525u + 1013904223u) / 4294967296.0 * (side + 2) - 1;
    };
    for (int i = 0; i < 10000; ++i) {
        const double x = next();
        points.push_back({x, next()});
    }
    std::vector<std::optional<geo::MunicipalityId>> expected;
    for (const auto& p : points) {
        const bool in = p.east_m >= 0 && p.east_m < side && p.north_m >= 0 && p.north_m < side;
        const auto id = static_cast<std::uint32_t>(
            in ? static_cast<int>(p.north_m) * side + static_cast<int>(p.east_m) : 0);
        expected.push_back(in ? std::optional(geo::MunicipalityId{id}) : std::nullopt);
    }
    for (unsigned threads : {1u, 2u, 3u, 8u}) {
        const geo::ThreadLimit limit(threads);
        CHECK(geo::areas_containing(board, points) == expected);
    }
}

TEST_CASE("Threads of land go, an area's largest part stays however thin", "[geo][fast]") {
    const auto box = [](double west, double width, double height) {
        return Part{{{west, 0}, {west, height}, {west + width, height}, {west + width, 0}, {west, 0}}};
    };
    geo::Boundaries b;
    std::vector<geo::Repair> repairs;
    geo::append_area(b, multipolygon({box(0, 1000, 1000), box(2000, 10, 5000), box(3000, 200, 200)}), repairs,
                     "a");
    geo::append_area(b, polygon(box(9000, 10, 5000)), repairs, "b");
    const auto kept = geo::without_slivers(b, 30);
    REQUIRE(kept.size() == 2);
    CHECK(kept.area_start == std::vector<std::uint32_t>{0, 2, 3});
    const auto km2 = geo::areas_km2(kept);
    CHECK(km2[geo::MunicipalityId{0}] == Approx(1.04));
    CHECK(km2[geo::MunicipalityId{1}] == Approx(0.05));
    CHECK(geo::without_slivers(b, 0) == b);
}
