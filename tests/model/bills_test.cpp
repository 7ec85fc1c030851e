// Bills and budgets: what measures cost is what the month costs with them less what it costs without, and no
// year costs more than its budget.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "model/measures/bills.hpp"
#include "model/measures/direct_cost.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/bills_gap.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;

namespace {

using support::start;

Measure measure_of(std::vector<MeasureEffect> effects) {
    Measure m;
    m.name = "measure";
    m.from = start;
    m.until = start + 600;
    m.effects = std::move(effects);
    return m;
}

/// One lever at a quarter of its range, on the side that costs something, with what it works beside.
Measure at_a_quarter(const LeverInfo& lever) {
    const bool saves = lever.price.of() < 0;
    auto m = measure_of({{lever.lever, (saves ? lever.min : lever.max) / 4, start, "test"}});
    if (lever.beside) m.effects.push_back({*lever.beside, info(*lever.beside).max / 4, start, "test"});
    return m;
}

ByPayer nation_sums(const Column<MunicipalityId, ByPayer>& cost) {
    ByPayer all{};
    for (const auto& row : cost)
        for (std::size_t p = 0; p < payers; ++p) all[p] += row[p];
    return all;
}

/// A run of the tiny country, told month by month.
template <class EachMonth>
void month_by_month(Params params, int months, const EachMonth& each_month) {
    static const auto inputs = support::tiny_inputs(12, 1000);
    params.recruitment.outside_option = -10;  // someone always comes
    params.measure_rules.satellite_far_km = 0.5;
    Remarks remarks;
    auto world = make_world(inputs, params, Seed{1}, start, 36, remarks);
    const LifeTables tables(params.demography);
    each_month(world);
    for (int k = 0; k < months; ++k) {
        step(world, params, tables, Seed{1});
        each_month(world);
    }
}

/// NOK by calendar year and payer.
std::map<int, ByPayer> by_year(const Params& params, int months) {
    std::map<int, ByPayer> years;
    month_by_month(params, months, [&](const World& world) {
        const auto cost = nation_sums(world.in_force.measures[0].cost);
        for (std::size_t p = 0; p < payers; ++p) years[world.month.year()][p] += cost[p];
    });
    return years;
}

}  // namespace

TEST_CASE("The bill of every lever alone is what a month costs with it less what it costs without",
          "[model][measures]") {
    for (const auto& lever : levers()) {
        INFO(lever.name);
        Params params;
        params.measures = {at_a_quarter(lever)};
        CHECK(support::bills_gap(params, 3) < 0.01);
    }
}

TEST_CASE("Bills of measures on the same rates add up to the whole, whoever else is there",
          "[model][measures]") {
    Params params;
    params.measures = {
        measure_of({{Lever::capitation_percent, 20, start, "t"}, {Lever::refund_percent, -120, start, "t"}}),
        measure_of(
            {{Lever::capitation_below, 900, start, "t"}, {Lever::equalisation_list, 4000, start, "t"}}),
        measure_of({{Lever::alis_percent, 60, start, "t"}, {Lever::alis_grant, 50'000, start, "t"}}),
        measure_of({{Lever::alis_percent, 90, start, "t"}, {Lever::refund_percent, 50, start, "t"}}),
        measure_of({{Lever::hiring_grant, 90'000, start, "t"}})};
    params.measures[3].budget_nok = 600'000;
    params.measures[4].budget_nok = 300'000;
    CHECK(support::bills_gap(params, 13) < 0.01);
}

TEST_CASE("No calendar year costs a payer more than the budget, and the effect falls with it",
          "[model][measures]") {
    for (const auto& lever : levers()) {
        if (!can_shrink(lever)) continue;
        INFO(lever.name);
        double last_paid = -1, last_amount = -1;
        for (const double budget : {0.0, 20'000.0, 200'000.0, no_budget}) {
            INFO(budget);
            Params params;
            params.measures = {at_a_quarter(lever)};
            params.measures[0].budget_nok = budget;
            std::map<int, ByPayer> years;
            double amount = 0;
            month_by_month(params, 12, [&](const World& world) {
                const auto cost = nation_sums(world.in_force.measures[0].cost);
                for (std::size_t p = 0; p < payers; ++p) years[world.month.year()][p] += cost[p];
                for (const auto& form : world.in_force.terms[MunicipalityId{0}])
                    amount += std::abs(form[lever.lever]);
            });
            double paid = 0;
            for (const auto& [year, cost] : years) {
                INFO(year);
                for (const double nok : cost) CHECK(nok <= budget + 0.01);
                CHECK(cost[0] + cost[1] <= budget + 0.01);
                paid += std::max(cost[0], 0.0) + std::max(cost[1], 0.0);
            }
            if (budget == 0) {
                CHECK(paid == 0);
                CHECK(amount == 0);
            } else {
                CHECK(amount > 0);
            }
            CHECK(paid >= last_paid - 0.01);
            CHECK(amount >= last_amount - 1e-9);
            last_paid = paid;
            last_amount = amount;
        }
    }
}

TEST_CASE("A rate is cut to what a twelfth of the budget pays for, in the world as it is",
          "[model][measures]") {
    Params params;
    params.measures = {measure_of({{Lever::refund_percent, 10, start, "test"}})};
    const double full = by_year(params, 0).begin()->second[0];
    params.measures[0].budget_nok = 12 * full / 4;
    month_by_month(params, 0, [&](const World& world) {
        CHECK(world.in_force.at(MunicipalityId{0}, false)[Lever::refund_percent] == Approx(2.5));
        CHECK(nation_sums(world.in_force.measures[0].cost)[0] == Approx(full / 4));
    });
}

TEST_CASE("What one payer saves does not pay for another", "[model][measures]") {
    Params params;
    params.measures = {measure_of(
        {{Lever::capitation_percent, 20, start, "test"}, {Lever::refund_percent, -50, start, "test"}})};
    params.measures[0].budget_nok = 120'000;
    const auto cost = by_year(params, 5).begin()->second;
    CHECK(cost[static_cast<std::size_t>(Payer::municipality)] == Approx(60'000));
    CHECK(cost[static_cast<std::size_t>(Payer::state)] < 0);
}

TEST_CASE("A cost goes with its lever: nothing without it, twice as much for twice the amount",
          "[model][measures]") {
    const auto cost_of = [](double amount) {
        Params params;
        params.measure_rules.lever_price = {};
        params.measures = {measure_of({{Lever::candidates, amount, start, "test"}})};
        params.measures[0].costs = {
            {CostUnit::year, 1'200'000, Payer::state, start, "test", Lever::candidates, 100}};
        return by_year(params, 0).begin()->second[0];
    };
    CHECK(cost_of(0) == 0);
    CHECK(cost_of(100) == Approx(100'000));
    CHECK(cost_of(200) == Approx(200'000));
    CHECK(cost_of(50) == Approx(50'000));
}

TEST_CASE("A measure whose own costs are less than the least price of its lever is charged the rest",
          "[model][measures]") {
    Params params;
    params.measures = {measure_of({{Lever::candidates, 12, start, "test"}})};
    const auto cost = [&] { return by_year(params, 0).begin()->second; };
    CHECK(cost()[0] == Approx(500'000));
    params.measures[0].costs = {
        {CostUnit::year, 1'200'000, Payer::municipality, start, "t", Lever::candidates, 12}};
    CHECK(cost()[0] == Approx(400'000));
    CHECK(cost()[1] == Approx(100'000));
    params.measures[0].costs[0].nok = 12'000'000;
    CHECK(cost()[0] == 0);
    CHECK(cost()[1] == Approx(1'000'000));
}

TEST_CASE("A lever of unknown price has one only by a cost of its own", "[model][measures]") {
    const auto has_price = [](const Measure& measure) { return not_priced(measure).empty(); };
    auto m = measure_of({{Lever::appeal, 0.1, start, "test"}});
    CHECK_FALSE(has_price(m));
    m.costs = {{CostUnit::year, 1'000, Payer::state, start, "test", Lever::appeal, 0.1}};
    CHECK(has_price(m));
    m.costs[0].lever = Lever::hours_relief;
    CHECK_FALSE(has_price(m));
    m.effects[0].amount = 0;
    CHECK(has_price(m));
    CHECK(has_price(measure_of({{Lever::hours_relief, 1, start, "test"}})));
    // Which levers and amounts have none is told one by one.
    m = measure_of({{Lever::appeal, 0.1, start, "test"},
                    {Lever::hours_relief, 1, start, "test"},
                    {Lever::exit_percent, -5, start + 12, "test"}});
    const auto without = not_priced(m);
    REQUIRE(without.size() == 2);
    CHECK(without[0].lever == Lever::appeal);
    CHECK(without[1].lever == Lever::exit_percent);
    CHECK(without[1].amount == -5);
}

TEST_CASE("Bills are what one works out by hand", "[model][measures]") {
    const auto year_of = [](const Measure& measure) {
        Params params;
        params.measures = {measure};
        params.gp_exit.base = params.recruitment.look_per_month = params.recruitment.search_per_month = 0;
        params.posts.decided_per_month = 0;
        double nok = 0;
        month_by_month(params, 11, [&](const World& world) {
            const auto cost = nation_sums(world.in_force.measures[0].cost);
            nok += cost[0] + cost[1];
        });
        return nok;
    };
    // Nobody leaves, moves or comes. Municipality 0101 has two GPs: two GP-years.
    auto there = measure_of({{Lever::gp_year_grant, 120'000, start, "test"}});
    there.where.municipalities = {"0101"};
    CHECK(year_of(there) == Approx(2 * 120'000));
    there.until = start + 6;
    CHECK(year_of(there) == Approx(120'000));
    // An hour a week less at 20 000 NOK instead of the least price of 16 700, for two GPs.
    there = measure_of({{Lever::hours_relief, 1, start, "test"}});
    there.where.municipalities = {"0101"};
    CHECK(year_of(there) == Approx(2 * 16'700));
    there.costs = {{CostUnit::gp_year, 20'000, Payer::state, start, "test", Lever::hours_relief, 1}};
    CHECK(year_of(there) == Approx(2 * 20'000));
    // Twelve posts in first-year training at the least price of 224 000.
    CHECK(year_of(measure_of({{Lever::lis1_posts, 12, start, "test"}})) == Approx(12 * 224'000));
}

TEST_CASE("A grant is paid to each GP who takes a list, the month after", "[model][measures]") {
    Params params;
    params.measures = {measure_of({{Lever::hiring_grant, 50'000, start, "test"}})};
    params.gp_exit.base = 0.5;
    double hired = 0;
    month_by_month(params, 30, [&](const World& world) {
        if (world.month < start + 14) return;  // before, some had signed when there was no grant
        double now = 0;
        for (const auto m : ids<MunicipalityId>(12))
            now += world.flows.gps_hired[m] + world.flows.gps_moved[m];
        CHECK(nation_sums(world.in_force.measures[0].cost)[0] == Approx(50'000 * now));
        hired += now;
    });
    CHECK(hired > 5);
}

TEST_CASE("An offer paid once lasts the year out, however many take it", "[model][measures]") {
    Params params;
    params.measures = {measure_of({{Lever::hiring_grant, 500'000, start, "test"}})};
    params.measures[0].budget_nok = 1'000'000;
    params.gp_exit.base = 0.5;  // many more new contracts than before
    std::map<int, double> paid, paid_late;
    month_by_month(params, 35, [&](const World& world) {
        INFO(world.month.value % 12 + 1);
        CHECK(world.in_force.at(MunicipalityId{0}, false)[Lever::hiring_grant] > 0);
        const double nok = nation_sums(world.in_force.measures[0].cost)[0];
        paid[world.month.year()] += nok;
        if (world.month.value % 12 >= 6) paid_late[world.month.year()] += nok;
    });
    REQUIRE(paid.size() == 3);
    for (const auto& [year, nok] : paid) {
        INFO(year << ": " << nok << ", of it late " << paid_late[year]);
        CHECK(nok <= 1'000'000.01);
        CHECK(paid_late[year] > 0.1 * nok);
        if (year > start.year()) CHECK(nok > 500'000);  // a GP who gives notice goes after months
    }
}

TEST_CASE("A budget that is enough for those who usually come leaves the offer whole", "[model][measures]") {
    Params params;
    params.measures = {measure_of({{Lever::hiring_grant, 100'000, start, "test"}})};
    params.measures[0].budget_nok = 100'000.0 * 48;  // every list twice
    month_by_month(params, 11, [&](const World& world) {
        CHECK(world.in_force.at(MunicipalityId{0}, false)[Lever::hiring_grant] == 100'000);
    });
}

TEST_CASE("What a measure pays for month by month leaves something for what it pays once",
          "[model][measures]") {
    Params params;
    params.measures = {measure_of(
        {{Lever::gp_year_grant, 120'000, start, "test"}, {Lever::hiring_grant, 500'000, start, "test"}})};
    params.measures[0].budget_nok = 1'000'000;
    params.gp_exit.base = 0.5;
    double paid = 0;
    month_by_month(params, 11, [&](const World& world) {
        const auto& terms = world.in_force.at(MunicipalityId{0}, false);
        CHECK(terms[Lever::gp_year_grant] > 0);
        CHECK(terms[Lever::hiring_grant] > 0);
        paid += nation_sums(world.in_force.measures[0].cost)[0];
    });
    CHECK(paid <= 1'000'000.01);
}

TEST_CASE("A budget goes further where others have part of it in force", "[model][measures]") {
    // Agreements for 60 % are there; about half of what all cost beyond them pays for half of the others.
    Params params;
    params.measures = {measure_of({{Lever::alis_percent, 60, start, "test"}}),
                       measure_of({{Lever::alis_percent, 100, start, "test"}})};
    const auto second = [&] {
        double nok = 0;
        month_by_month(params, 0,
                       [&](const World& world) { nok = nation_sums(world.in_force.measures[1].cost)[0]; });
        return nok;
    };
    const double one = 190'000.0 / 12;
    const double all = second();
    REQUIRE(all > 1.9 * one);
    const double room = 0.55 * all;  // a share of 55 % would add nobody
    params.measures[1].budget_nok = 12 * room;
    const double part = second();
    CHECK(part <= room);
    CHECK(part + one > room);
}
