#include "geo/inequality.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "geo/base/error.hpp"
#include "tests/geo/reference_files.hpp"

using namespace geo;
using Values = std::vector<double>;

TEST_CASE("Inequality of jobs in Belo Horizonte agrees with R accessibility", "[geo][fast]") {
    auto rows = reference::columns("bho_rows.csv");
    const auto &jobs = rows["r_cum30"], &people = rows["people"], &income = rows["income"];
    CHECK(gini(jobs, people) == Approx(0.471525076407251).epsilon(1e-9));
    CHECK(theil(jobs, people) == Approx(0.361663100734162).epsilon(1e-9));
    CHECK(palma(jobs, people, income) == Approx(3.80046454264169).epsilon(1e-9));
    // That program ranks places of equal income in file order.
    std::vector<std::size_t> order(jobs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return income[a] < income[b]; });
    Values rank(jobs.size());
    for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<double>(i);
    const auto [least, most] = std::minmax_element(jobs.begin(), jobs.end());
    CHECK(concentration(jobs, people, rank, *least, *most) == Approx(0.334649440146146).epsilon(1e-9));
    CHECK(concentration(jobs, people, income, *least, *most) == Approx(0.334649440146146).epsilon(1e-3));
}

TEST_CASE("Median and P90 are minutes that someone has", "[geo][fast]") {
    //            1 min   5 min   20 min   out of reach
    const Values minutes{20, 1, std::numeric_limits<double>::infinity(), 5};
    const Values people{30, 50, 5, 15};
    CHECK(weighted_quantile(minutes, people, 0.5) == 1);
    CHECK(weighted_quantile(minutes, people, 0.51) == 5);
    CHECK(weighted_quantile(minutes, people, 0.9) == 20);
    CHECK(std::isinf(weighted_quantile(minutes, people, 0.96)));
    CHECK(weighted_mean(minutes, people) == Approx((30 * 20 + 50 * 1 + 15 * 5) / 95.0));
}

TEST_CASE("The share over a threshold counts those out of reach and not those on it", "[geo][fast]") {
    const Values minutes{15, 16, std::numeric_limits<double>::infinity(), 1}, people{10, 20, 5, 65};
    CHECK(share_over(minutes, people, 15) == 0.25);
    const auto all = spread(minutes, people);
    CHECK(all.people == 100);
    CHECK(all.out_of_reach == 5);
    CHECK(all.share_over[0] == 0.25);
    CHECK(all.share_over[5] == 0.05);
}

TEST_CASE("Groups together hold the people of the whole", "[geo][fast]") {
    const Values minutes{1, 2, 3, 4}, people{10, 20, 30, 40};
    const std::vector<std::uint32_t> county{1, 0, 1, 0};
    const auto groups = spread_by_group(minutes, people, county, 3);
    CHECK(groups[0].people + groups[1].people + groups[2].people == 100);
    CHECK(groups[0].median == 4);
    CHECK(groups[1].median == 3);
    CHECK(std::isnan(groups[2].median));
    CHECK_THROWS_AS(spread_by_group(minutes, people, county, 1), InputError);
}

TEST_CASE("Equal values are not unequal", "[geo][fast]") {
    const Values same{7, 7, 7}, people{1, 20, 300};
    CHECK(gini(same, people) == Approx(0).margin(1e-12));
    CHECK(theil(same, people) == Approx(0).margin(1e-12));
    CHECK(palma(same, Values{40, 50, 10}, Values{1, 2, 3}) == Approx(1));
}

TEST_CASE("One of four people having everything is a Gini of three quarters", "[geo][fast]") {
    CHECK(gini(Values{0, 0, 0, 8}, Values{1, 1, 1, 1}) == Approx(0.75));
    CHECK(gini(Values{0, 8}, Values{3, 1}) == Approx(0.75));
    CHECK(theil(Values{0, 8}, Values{3, 1}) == Approx(std::log(4.0)));
}

TEST_CASE("Splitting a place in two changes no measure", "[geo][fast]") {
    const Values whole{1, 4, 9}, people{10, 20, 30}, split{1, 4, 4, 9}, parts{10, 5, 15, 30};
    CHECK(gini(whole, people) == Approx(gini(split, parts)));
    CHECK(theil(whole, people) == Approx(theil(split, parts)));
    CHECK(weighted_quantile(whole, people, 0.5) == weighted_quantile(split, parts, 0.5));
    CHECK_THROWS_AS(gini(whole, parts), InputError);
}
