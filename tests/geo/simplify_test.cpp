#include "geo/simplify.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

namespace {

/// Metres from p to the nearest piece of a line, by walking along every piece in small steps.
double distance_to_line_m(geo::Point p, const std::vector<geo::Point>& line) {
    double least_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < line.size(); ++i)
        for (int step = 0; step <= 1000; ++step) {
            const double t = step / 1000.0;
            const geo::Point q{line[i - 1].east_m + t * (line[i].east_m - line[i - 1].east_m),
                               line[i - 1].north_m + t * (line[i].north_m - line[i - 1].north_m)};
            least_m = std::min(least_m, geo::distance_m(p, q));
        }
    return least_m;
}

}  // namespace

TEST_CASE("A simplified line keeps its ends and what lies further off than the tolerance", "[geo][fast]") {
    const std::vector<geo::Point> bent{{0, 0}, {100, 10}, {200, 60}, {300, 5}, {400, 0}};
    CHECK(geo::simplified(bent, 100) == std::vector<geo::Point>{{0, 0}, {400, 0}});
    CHECK(geo::simplified(bent, 50) == std::vector<geo::Point>{{0, 0}, {200, 60}, {400, 0}});
    CHECK(geo::simplified(bent, 0) == bent);
    const std::vector<geo::Point> loop{{0, 0}, {100, 0}, {100, 100}, {0, 0}};
    CHECK(geo::simplified(loop, 80) == std::vector<geo::Point>{{0, 0}, {100, 100}, {0, 0}});
}

TEST_CASE("What a simplified line leaves out lies within the tolerance of what remains", "[geo][fast]") {
    std::uint32_t state = 7;
    const auto draw = [&](double most) {
        state = state * 1664525U + 1013904223U;
        return most * (state >> 8) / 16777216.0;
    };
    std::vector<geo::Point> line;
    for (int i = 0; i < 200; ++i) line.push_back({i * 30.0 + draw(40), draw(120)});
    const auto fewer = geo::simplified(line, 50);
    CHECK(fewer.size() < line.size());
    CHECK(fewer.front() == line.front());
    CHECK(fewer.back() == line.back());
    for (const auto p : line) CHECK(distance_to_line_m(p, fewer) <= 50.5);  // half a metre for the steps
    for (const auto p : fewer) CHECK(std::find(line.begin(), line.end(), p) != line.end());
    CHECK(geo::simplified({}, 50).empty());
}
