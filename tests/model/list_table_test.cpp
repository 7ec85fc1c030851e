#include "model/start/list_table.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "geo/base/error.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
using support::first, support::second;

/// Two municipalities of 1000 people, classes 1 and 2, 950 patients each in 2025. The first publishes 2024,
/// the second 2025.
Inputs two_places() {
    auto in = support::tiny_inputs(2, 1000);
    in.population.first_year = 2025;
    in.population.years = 2;
    in.population.persons.insert(in.population.persons.end(), in.population.persons.begin(),
                                 in.population.persons.begin() + 2 * sexes * ages);
    in.list_series = {
        2024, 2, 2, {10, unknown, unknown, 5}, {400, unknown, unknown, 500}, {110, unknown, unknown, 100}};
    auto& n = in.national;
    n.first_year = 2024;
    n.years = 1;
    for (auto* column : n.columns()) column->assign(1, unknown);
    n.lists_with_gp = {4};
    n.lists_without_gp = {3};
    n.patients_without_gp = {150};
    n.mean_cap = {500};
    return in;
}

template <class Values>
std::int64_t sum_of_all(const Values& values) {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

}  // namespace

TEST_CASE("The list table of a past year follows what was published of it", "[model][fast]") {
    Remarks remarks;
    const auto t = list_table(two_places(), InitialParams{}, 2024, Seed{1}, remarks);
    CHECK(t.year == 2024);
    // The first has 10 % of 950 patients on lists without a GP, 2 of the 3 lists; the rest is the second's.
    CHECK(t.patients_without_gp.values() == std::vector<std::uint32_t>{95, 55});
    CHECK(t.lists_without_gp.values() == std::vector<std::uint16_t>{2, 1});
    CHECK(t.patients_with_gp.values() == std::vector<std::uint32_t>{855, 895});
    // 855 / 400 against 895 / 500: 2.18 and 1.82 of the 4 lists.
    CHECK(t.lists_with_gp.values() == std::vector<std::uint16_t>{2, 2});
    // 4 × 500 places in the ratio 855 × 1.10 : 895 × 1.00.
    CHECK(t.places_with_gp.values() == std::vector<std::uint32_t>{1025, 975});
    CHECK(t.open_lists.values() == std::vector<std::uint16_t>{1, 1});
    CHECK(remarks.size() == 1);
}

TEST_CASE("More free places open more lists", "[model][fast]") {
    const InitialParams params;
    CHECK(open_share(params, params.open_from) == 0);
    CHECK(open_share(params, -100) == 0);
    CHECK(open_share(params, params.open_from + params.open_scale) == Approx(1 - std::exp(-1)));
    for (double free = -50; free < 500; free += 10)
        CHECK(open_share(params, free + 10) >= open_share(params, free));
}

TEST_CASE("Nobody is on a list who does not live in the country", "[model][fast]") {
    auto in = two_places();
    in.national.patients_with_gp = {2400};
    Remarks remarks;
    const auto t = list_table(in, InitialParams{}, 2024, Seed{1}, remarks);
    CHECK(sum_of_all(t.patients_with_gp) == 1750);  // 95 % of 2000 people, as in 2025, less 150
    CHECK(sum_of_all(t.patients_without_gp) == 150);
    REQUIRE(remarks.size() == 2);
    CHECK(remarks[0].find("27.08 % fewer than published") != std::string::npos);
}

TEST_CASE("The official table serves its own year, the first of the series the year before",
          "[model][fast]") {
    auto in = two_places();
    Remarks remarks;
    CHECK(list_table(in, InitialParams{}, 2025, Seed{1}, remarks) == in.lists);
    CHECK(remarks.empty());
    in.population.first_year = 2024;
    in.population.years = 3;
    in.population.persons.insert(in.population.persons.end(), in.population.persons.begin(),
                                 in.population.persons.begin() + 2 * sexes * ages);
    const auto too_late = list_table(in, InitialParams{}, 2023, Seed{1}, remarks);
    CHECK(remarks.front().find("a year too late") != std::string::npos);
    CHECK(too_late.year == 2023);
    CHECK(too_late.lists_with_gp.values() == std::vector<std::uint16_t>{2, 2});
    CHECK_THROWS_WITH(list_table(in, InitialParams{}, 2022, Seed{1}, remarks),
                      Catch::Contains("expected start = \"2026-01\", or January of 2024-2026"));
}
