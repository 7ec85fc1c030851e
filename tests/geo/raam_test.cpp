#include "geo/raam.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace geo;

namespace {

CostMatrix matrix(std::uint32_t columns, const std::vector<std::vector<double>>& minutes) {
    CostMatrix out;
    out.rows = static_cast<std::uint32_t>(minutes.size());
    out.columns = columns;
    for (const auto& row : minutes) {
        for (std::uint32_t j = 0; j < columns; ++j)
            if (row[j] >= 0) {
                out.column.push_back(j);
                out.cost.push_back(row[j]);
            }
        out.first.push_back(static_cast<std::uint32_t>(out.column.size()));
    }
    return out;
}

}  // namespace

TEST_CASE("People spread until nobody gains by going elsewhere", "[geo][fast]") {
    // 100 people at the first surgery, the second one 30 minutes off; tau 60, so the way weighs half a mean
    // crowding. Crowdings c1 + c2 = 2 (equal supply) and c1 = c2 + 0.5: 1.25 and 0.75.
    const auto pairs = matrix(2, {{0, 30}});
    const std::vector<double> people{100}, supply{1, 1};
    const auto state = raam(pairs, people, supply, {.minutes_per_crowding = 60});
    CHECK(state.crowding[0] == Approx(1.25));
    CHECK(state.crowding[1] == Approx(0.75));
    CHECK(state.cost[0] == Approx(1.25));
}

TEST_CASE("Nobody gains by moving, everybody is somewhere, and nobody is where there is no supply",
          "[geo][fast]") {
    const auto pairs =
        matrix(4, {{3, 20, 50, 1}, {40, 5, -1, 2}, {-1, -1, -1, 9}, {12, 12, 12, 0}, {60, 7, 1, 3}});
    const std::vector<double> people{500, 300, 70, 0, 900}, supply{2, 1, 3, 0};
    const auto state = raam(pairs, people, supply, {.minutes_per_crowding = 30, .accuracy = 1e-12});
    CHECK(std::isinf(state.cost[2]));  // its only place has no supply
    const double all = std::accumulate(people.begin(), people.end(), 0.0);
    double there = 0;
    for (std::size_t j = 0; j < 4; ++j) there += state.crowding[j] * supply[j] / 6 * all;
    CHECK(there == Approx(all - 70));
    // the best place of each costs what its people pay, so no place is cheaper
    for (std::uint32_t i = 0; i < 5; ++i)
        for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k)
            if (supply[pairs.column[k]] > 0)
                CHECK(state.crowding[pairs.column[k]] + pairs.cost[k] / 30 >= state.cost[i] - 1e-9);
    CHECK(state.crowding[3] == 0);
}

TEST_CASE("The catchment ratio is supply near over people near, at a closed limit", "[geo][fast]") {
    const auto pairs = matrix(2, {{30, 31}, {5, 8}, {-1, -1}});
    const auto near = matrix(3, {{0, 10, 30.5}, {10, 0, -1}, {-1, -1, -1}});
    const std::vector<double> people{100, 50, 7}, supply{2, 3};
    const auto ratio = catchment_ratio(pairs, near, people, supply, 30);
    CHECK(ratio == std::vector<double>{2.0 / 150, 5.0 / 150, 0});
}
