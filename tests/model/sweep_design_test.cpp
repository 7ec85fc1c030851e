// Designs of sweeps, and what is learnt from them, on functions whose answers are known.
#include "model/compare/sweep_design.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "model/compare/sensitivity.hpp"

using model::Seed;

namespace {

constexpr double pi = 3.14159265358979323846;

/// One outcome per row.
template <class Function>
std::vector<double> outcomes(const model::UnitDesign& design, const Function& f) {
    std::vector<double> result;
    for (std::size_t i = 0; i < design.rows(); ++i) result.push_back(f(design.row(i)));
    return result;
}

/// Ishigami and Homma (1990), a = 7, b = 0.1, on [-pi, pi]^3.
double ishigami(std::span<const double> u) {
    const auto x = [&](std::size_t i) { return pi * (2 * u[i] - 1); };
    return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

void check_within(const model::Bootstrapped& estimate, double published) {
    INFO(estimate.value << " [" << estimate.low << ", " << estimate.high << "] against " << published);
    CHECK(estimate.low <= published);
    CHECK(published <= estimate.high);
    CHECK(estimate.high - estimate.low < 0.15);
}

}  // namespace

TEST_CASE("A grid holds every combination once, the last factor fastest", "[model][fast]") {
    CHECK(model::grid_levels(std::vector<std::uint32_t>{2, 3}) ==
          std::vector<std::uint32_t>{0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2});
}

TEST_CASE("A Latin hypercube has one point in every stratum of every factor", "[model][fast]") {
    const auto design = model::latin_hypercube(200, 7, Seed{3});
    REQUIRE(design.rows() == 200);
    for (std::size_t f = 0; f < 7; ++f) {
        std::set<int> strata;
        for (std::size_t i = 0; i < 200; ++i) strata.insert(static_cast<int>(design.row(i)[f] * 200));
        CHECK(strata.size() == 200);
        CHECK(*strata.begin() == 0);
        CHECK(*strata.rbegin() == 199);
    }
    CHECK(model::latin_hypercube(200, 7, Seed{3}) == design);
    CHECK(!(model::latin_hypercube(200, 7, Seed{4}) == design));
}

TEST_CASE(
    "A Sobol sequence of 2^m points fills every elementary interval of its first two dimensions equally",
    "[model][fast]") {
    const auto points = model::sobol_points(64, 5, Seed{2});
    for (const int across : {1, 2, 4, 8, 16, 32, 64}) {
        std::vector<int> hits(64, 0);
        for (std::size_t i = 0; i < 64; ++i) {
            const int column = static_cast<int>(points.row(i)[0] * across);
            const int line = static_cast<int>(points.row(i)[1] * (64 / across));
            ++hits[static_cast<std::size_t>(column * (64 / across) + line)];
        }
        CHECK(std::count(hits.begin(), hits.end(), 1) == 64);
    }
}

TEST_CASE("A block of a Sobol design mixes one coordinate of B into A at a time", "[model][fast]") {
    const auto design = model::saltelli(8, 3, Seed{1});
    REQUIRE(design.rows() == 40);
    for (std::size_t block = 0; block < 8; ++block) {
        const auto a = design.row(block * 5), b = design.row(block * 5 + 4);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t f = 0; f < 3; ++f)
                CHECK(design.row(block * 5 + 1 + i)[f] == (f == i ? b[f] : a[f]));
    }
}

TEST_CASE("A Morris trajectory moves every factor once, two thirds of its range at four levels",
          "[model][fast]") {
    const auto design = model::morris_trajectories(10, 6, 4, Seed{5});
    REQUIRE(design.rows() == 70);
    for (std::size_t t = 0; t < 10; ++t) {
        std::multiset<std::size_t> moved;
        for (std::size_t row = t * 7 + 1; row < (t + 1) * 7; ++row)
            for (std::size_t f = 0; f < 6; ++f) {
                const double step = design.row(row)[f] - design.row(row - 1)[f];
                if (step == 0) continue;
                moved.insert(f);
                CHECK(std::abs(step) == Approx(2.0 / 3));
            }
        CHECK(moved == std::multiset<std::size_t>{0, 1, 2, 3, 4, 5});
    }
    for (const double u : design.values) CHECK(u * 3 == Approx(std::round(u * 3)));
}

TEST_CASE("Sobol indices of the Ishigami function are the published ones", "[model][fast]") {
    const auto design = model::saltelli(2048, 3, Seed{1});
    const auto indices = model::sobol_indices(3, outcomes(design, ishigami));
    REQUIRE(indices.blocks == 2048);
    CHECK(indices.variance ==
          Approx(49.0 / 8 + 0.1 * std::pow(pi, 4) / 5 + 0.01 * std::pow(pi, 8) / 18 + 0.5).epsilon(0.05));
    const double first[] = {0.314, 0.442, 0.0}, total[] = {0.558, 0.442, 0.244};
    for (std::size_t i = 0; i < 3; ++i) {
        check_within(indices.factors[i].first, first[i]);
        check_within(indices.factors[i].total, total[i]);
    }
}

TEST_CASE("Blocks with a missing run are left out of Sobol indices, and nothing else changes",
          "[model][fast]") {
    auto y = outcomes(model::saltelli(64, 3, Seed{1}), ishigami);
    const std::vector<double> rest(y.begin() + 10, y.end());
    y[1] = y[7] = std::numeric_limits<double>::quiet_NaN();
    const auto holes = model::sobol_indices(3, y), fewer = model::sobol_indices(3, rest);
    CHECK(holes.blocks == 62);
    for (std::size_t i = 0; i < 3; ++i) CHECK(holes.factors[i].total.value == fewer.factors[i].total.value);
    const auto flat = model::sobol_indices(3, std::vector<double>(40, 7.0));
    CHECK(flat.variance == 0);
    CHECK(flat.factors[0].first.value == 0);
}

TEST_CASE("Morris finds the slopes of a straight function, and a spread only where factors interact",
          "[model][fast]") {
    const auto design = model::morris_trajectories(20, 4, 4, Seed{1});
    const auto effects = model::morris_effects(
        design, outcomes(design, [](auto u) { return 3 * u[0] - 5 * u[1] + 8 * u[2] * u[3]; }));
    REQUIRE(effects.trajectories == 20);
    const auto& f = effects.factors;
    CHECK(f[0].mean == Approx(3));
    CHECK(f[0].mean_absolute.value == Approx(3));
    CHECK(f[0].spread == Approx(0).margin(1e-9));
    CHECK(f[1].mean == Approx(-5));
    CHECK(f[1].mean_absolute.value == Approx(5));
    // The effect of factor 2 is 8 times factor 3, a level out of 0, 1/3, 2/3, 1: mean 4, deviation 8/3 or so.
    CHECK(f[2].mean_absolute.low < 4);
    CHECK(f[2].mean_absolute.high > 4);
    CHECK(f[2].spread > 1.5);
    CHECK(f[2].spread < 4);
    for (const auto& one : f) CHECK(one.mean_absolute.low <= one.mean_absolute.high);
}

TEST_CASE(
    "Partial rank correlation is 1 for what decides alone, however curved, and about 0 for what does not",
    "[model][fast]") {
    const auto design = model::latin_hypercube(300, 3, Seed{1});
    const auto y = outcomes(design, [](auto u) { return std::exp(9 * u[0]); });
    const auto alone = model::partial_rank_correlations(design, y).factors;
    CHECK(alone[0].low == Approx(1));
    CHECK(std::abs(alone[1].value) < 0.2);
    CHECK(
        std::isnan(model::partial_rank_correlations(design, std::vector<double>(300, 2.0)).factors[0].value));
    const auto noisy =
        outcomes(design, [](auto u) { return u[0] - u[1] + 0.3 * std::sin(1e6 * u[0] * u[1]); });
    auto result = model::partial_rank_correlations(design, noisy);
    CHECK(result.factors[0].low > 0.5);
    CHECK(result.factors[1].high < -0.5);
    CHECK(result.factors[2].low < 0);
    CHECK(result.factors[2].high > 0);
}

TEST_CASE("Partial rank correlation of three columns follows the textbook formula", "[model][fast]") {
    // Ranks 1..6 of x and of y, and of z: r(xz.y) = (r_xz - r_xy r_yz) / sqrt((1 - r_xy^2)(1 - r_yz^2)).
    const double x[] = {1, 2, 3, 4, 5, 6}, y[] = {2, 1, 4, 3, 6, 5}, z[] = {1, 3, 2, 6, 4, 5};
    model::UnitDesign design{2, {}};
    for (std::size_t i = 0; i < 6; ++i) {
        design.values.push_back(x[i]);
        design.values.push_back(y[i]);
    }
    // Sums of squared rank differences: xy 6, xz 8, yz 22, so r = 1 - 6 d / 210.
    const double xy = 1 - 6.0 * 6 / 210, xz = 1 - 6.0 * 8 / 210, yz = 1 - 6.0 * 22 / 210;
    const auto result = model::partial_rank_correlations(design, std::vector<double>(z, z + 6));
    CHECK(result.factors[0].value == Approx((xz - xy * yz) / std::sqrt((1 - xy * xy) * (1 - yz * yz))));
    CHECK(result.factors[1].value == Approx((yz - xy * xz) / std::sqrt((1 - xy * xy) * (1 - xz * xz))));
}
