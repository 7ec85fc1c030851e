#include "model/compare/ensemble_sums.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"

using namespace model;

TEST_CASE("A quantile lies on the straight line between two order statistics", "[model][fast]") {
    const auto at = [](std::vector<double> values, double p) { return quantile(values, p); };
    CHECK(at({5, 1, 4, 2, 3}, 0.05) == Approx(1.2));  // place 0.2 between 1 and 2
    CHECK(at({5, 1, 4, 2, 3}, 0.95) == Approx(4.8));
    CHECK(at({5, 1, 4, 2, 3}, 0.5) == 3);
    CHECK(at({5, 1, 4, 2, 3}, 1) == 5);
    CHECK(at({10, 20}, 0.05) == Approx(10.5));
    CHECK(at({7}, 0.95) == 7);
    CHECK(std::isnan(at({}, 0.5)));
}

TEST_CASE("Quantiles over runs leave out those where the figure is undefined", "[model][fast]") {
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    CHECK(known_quantile({nothing, 1, 3, nothing}, 0.5) == 2);
    CHECK(std::isnan(known_quantile({nothing}, 0.5)));
}

TEST_CASE("Kept times are the start, every January and the last month, each once", "[model][fast]") {
    const auto month = [](int year, int months) {
        return Month{static_cast<std::int16_t>((year - 1900) * 12 + months)};
    };
    CHECK(kept_times(month(2026, 0), 30) == std::vector{0, 12, 24, 30});
    CHECK(kept_times(month(2024, 10), 26) == std::vector{0, 2, 14, 26});  // November 2024; ends in January
    CHECK(kept_times(month(2026, 0), 0) == std::vector{0});
}

TEST_CASE("Sums over replicates are whole and do not depend on who finishes first", "[model][fast]") {
    const std::vector<MonthTable> a{{2, {1, 2, 3, 4}}, {2, {5, 6, 7, 8}}};
    const std::vector<MonthTable> b{{2, {10, 20, 30, 2'000'000'000}}, {2, {0, 0, 0, 2'000'000'000}}};
    EnsembleSums ab, ba;
    ab.add(a), ab.add(b);
    ba.add(b), ba.add(a);
    for (const auto* sums : {&ab, &ba}) {
        REQUIRE(sums->replicates() == 2);
        REQUIRE(sums->times() == 2);
        const auto start = sums->at(0), end = sums->at(1);
        CHECK(std::vector(start.begin(), start.end()) ==
              std::vector<std::int64_t>{11, 22, 33, 2'000'000'004});
        CHECK(std::vector(end.begin(), end.end()) == std::vector<std::int64_t>{5, 6, 7, 2'000'000'008});
    }
    CHECK_THROWS(ab.add(std::span(a).first(1)));
    CHECK_THROWS(ab.add({}));
}

TEST_CASE("Every cost and both counts of every headline ratio are kept of each replicate", "[model][fast]") {
    const auto rows = headline_counts(counts());
    const auto kept = [&](std::string_view name) {
        return std::find(rows.begin(), rows.end(), count_row(name)) != rows.end();
    };
    for (const auto& count : counts())
        if (count.cost) CHECK(kept(count.name));
    CHECK(kept("cost_refunds"));
    CHECK(kept("patients_without_gp"));
    CHECK(!kept("births"));
    std::vector<std::string_view> names;
    for (const std::size_t row : headline_ratios(counts(), ratios())) {
        CHECK(kept(ratios()[row].numerator));
        CHECK(kept(ratios()[row].denominator));
        names.push_back(ratios()[row].name);
    }
    for (const char* wanted : {"percent_without_gp", "percent_vacant_lists", "percent_on_no_list",
                               "percent_over_30_minutes", "state_cost_per_resident"})
        CHECK(std::find(names.begin(), names.end(), wanted) != names.end());
}

TEST_CASE("Worlds made in one setting are those made in settings of their own", "[model][fast]") {
    const auto inputs = support::tiny_inputs(6, 1500);
    const Params params;
    constexpr Month start{(2026 - 1900) * 12};
    Remarks remarks;
    const auto setting = make_setting(inputs, SettingParams(params), remarks);
    const LifeTables tables(params.demography);
    std::vector<MonthTable> ends;
    for (const std::uint64_t seed : {4, 5}) {
        auto shared = make_world(setting, inputs, params, Seed{seed}, start, 6, remarks);
        auto own = make_world(inputs, params, Seed{seed}, start, 6, remarks);
        for (auto* world : {&shared, &own})
            for (int month = 0; month < 6; ++month) step(*world, params, tables, Seed{seed});
        CHECK(shared.people == own.people);
        CHECK(tabulate(shared, params) == tabulate(own, params));
        ends.push_back(tabulate(own, params));
    }
    CHECK(!(ends[0] == ends[1]));
}
