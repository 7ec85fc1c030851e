#include "viz/interval.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace viz;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("A 90 % interval of five runs is the one worked out by hand", "[viz][fast]") {
    // Mean 3, variance 2.5, standard error sqrt(0.5) = 0.7071, t = 2.1318.
    const double runs[] = {1, 2, 3, 4, 5};
    const auto found = mean_interval(runs);
    CHECK(found.mean == Approx(3));
    CHECK(found.half == Approx(1.5074).epsilon(1e-3));
    CHECK(!found.holds_zero());
}

TEST_CASE("Pairs of one seed tell apart what the runs alone cannot", "[viz][fast]") {
    // Luck moves both scenarios by hundreds, the measure by 2 or 3.
    const double a[] = {100, 500, 900, 300}, b[] = {102, 503, 902, 303};
    const auto paired = difference_interval(a, b, true), apart = difference_interval(a, b, false);
    CHECK(paired.mean == Approx(2.5));
    CHECK(apart.mean == Approx(2.5));
    CHECK(!paired.holds_zero());
    CHECK(apart.holds_zero());
}

TEST_CASE("One run tells nothing of chance, and runs that all agree leave none", "[viz][fast]") {
    const double one[] = {7}, same[] = {4, 4, 4}, zero[] = {0, 0};
    CHECK(std::isnan(mean_interval(one).half));
    CHECK(mean_interval(one).holds_zero());
    CHECK(mean_interval(same).half == 0);
    CHECK(!mean_interval(same).holds_zero());
    CHECK(!mean_interval(zero).holds_zero());
    const double gaps[] = {none, 1, none, 3};
    CHECK(mean_interval(gaps).mean == Approx(2));
}

TEST_CASE("Quantiles lie between the order statistics around them", "[viz][fast]") {
    const double runs[] = {10, 30, 20, none, 40, 50};  // places 0.2 and 3.8 of 10 20 30 40 50
    CHECK(run_quantile(runs, 0.05) == Approx(12));
    CHECK(run_quantile(runs, 0.95) == Approx(48));
    CHECK(std::isnan(run_quantile({}, 0.5)));
}

TEST_CASE("Student's quantile goes on smoothly beyond the table", "[viz][fast]") {
    CHECK(student_quantile(31) == Approx(1.6955).epsilon(1e-4));
    CHECK(student_quantile(60) == Approx(1.6706).epsilon(1e-4));
    CHECK(student_quantile(100'000) == Approx(1.6449).epsilon(1e-4));
    CHECK(std::isnan(student_quantile(0)));
    for (std::size_t n = 1; n < 200; ++n) CHECK(student_quantile(n) > student_quantile(n + 1));
}
