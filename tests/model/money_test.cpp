#include "model/money.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "model/audit.hpp"
#include "model/month_costs.hpp"
#include "model/need.hpp"
#include "model/workload.hpp"
#include "support/random_world.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::in;

namespace {

const WorkPlace town{30'000, 2, 30, 1000};

/// The rules of a month as measures set them: rates in prices of 2023.
Terms rates(double below, double above) {
    Terms terms;
    terms.add(Lever::capitation_below, below);
    terms.add(Lever::capitation_above, above);
    return terms;
}

}  // namespace

TEST_CASE("Without measures capitation follows the old schedule, in prices of 2023, and then keeps its value",
          "[model][fast]") {
    const MoneyParams params;
    CHECK(MonthMoney(params, in(2015, 1)).capitation(1000) == Approx(442'000 * 1.296));
    CHECK(MonthMoney(params, in(2018, 6)).capitation(100) == Approx(45'500 * 129.6 / 108.4));
    CHECK(MonthMoney(params, in(2018, 7)).capitation(100) == Approx(46'800 * 129.6 / 108.4));
    CHECK(MonthMoney(params, in(2019, 7)).capitation(1500) == Approx(1500 * 482 * 129.6 / 110.8));
    CHECK(MonthMoney(params, in(2035, 1)).capitation(1500) == Approx(1500 * 482 * 129.6 / 110.8));
}

TEST_CASE("A measure sets two rates with a break at 1000 patients, and changes them by a share",
          "[model][fast]") {
    const MonthMoney money(MoneyParams{}, in(2022, 7));
    auto terms = rates(675, 544);
    CHECK(money.capitation(900, terms) == Approx(900 * 675));
    CHECK(money.capitation(1100, terms) == Approx(675'000 + 54'400));
    terms.add(Lever::capitation_percent, 57);
    CHECK(money.capitation(1100, terms) == Approx(1.57 * (675'000 + 54'400)));
}

TEST_CASE("Capitation by need pays a list of frail members more and the mean list the same",
          "[model][fast]") {
    const MonthMoney money(MoneyParams{}, in(2024, 1));
    auto terms = rates(800, 800);
    terms.add(Lever::capitation_by_need, 0.5);
    CHECK(money.capitation(ListFigures{1000, 1000, 3000, 1.0, 0}, terms) == Approx(800'000));
    CHECK(money.capitation(ListFigures{1000, 1000, 3600, 1.2, 0}, terms) == Approx(880'000));
    CHECK(money.capitation(ListFigures{1000, 1000, 1500, 0.5, 0}, terms) == Approx(600'000));
}

TEST_CASE("The income table of 2020 comes out row by row", "[model][fast]") {
    // The table's 3066 GPs at the middles of their list lengths, in small and larger municipalities as
    // in_small says.
    const MoneyParams params;
    const MonthMoney money(params, in(2020, 5));
    auto terms = rates(577 * 129.6 / 112.2, 499 * 129.6 / 112.2);
    auto with_grant = terms;
    with_grant.add(Lever::equalisation_list, 1200);
    constexpr std::array<double, 5> gps{256, 788, 1051, 694, 277};
    constexpr std::array<double, 5> middle{625, 875, 1125, 1375, 1625};
    const WorkPlace small{4000, 5, 5, params.small_mean_list};
    const double to_2020 = 112.2 / 129.6;
    double in_small = 0, small_sum = 0, large_sum = 0, all = 0;
    for (std::size_t row = 0; row < 5; ++row) {
        const double share = params.in_small[row] / 100;
        const double there = to_2020 * money.income(true, {middle[row], middle[row]}, small, with_grant);
        const double elsewhere = to_2020 * money.income(true, {middle[row], middle[row]}, town, terms);
        CHECK(share * there + (1 - share) * elsewhere == Approx(params.income[row]).epsilon(1e-6));
        in_small += share * gps[row];
        small_sum += share * gps[row] * there;
        large_sum += (1 - share) * gps[row] * elsewhere;
        all += gps[row];
    }
    CHECK(in_small == Approx(149).margin(1));
    CHECK(small_sum / in_small == Approx(2'050'000).epsilon(0.005));
    CHECK(large_sum / (all - in_small) == Approx(1'890'000).epsilon(0.005));
    CHECK((small_sum + large_sum) / all == Approx(1'898'000).epsilon(0.001));
}

TEST_CASE("A change of the schedule changes income by the capitation difference times patients",
          "[model][fast]") {
    const MonthMoney money(MoneyParams{}, in(2026, 1));
    const auto now = rates(800, 800);
    const auto more = rates(900, 900);
    for (const double patients : {0.0, 300.0, 1000.0, 1750.0}) {
        CHECK(money.income(true, {patients, patients}, town, more) -
                  money.income(true, {patients, patients}, town, now) ==
              Approx(100 * patients).margin(1e-6));
        CHECK(money.income(false, {patients, patients}, town, more) == 1'200'000);
    }
    CHECK(money.income(true, {300, 500}, town, now) - money.income(true, {300, 300}, town, now) ==
          Approx(200 * 800));
}

TEST_CASE("Each money lever raises the income of the form of contract it is for", "[model][fast]") {
    const MonthMoney money(MoneyParams{}, in(2026, 1));
    const ListFigures list{900, 900, 2700, 1, 100};
    const WorkPlace village{1500, 6, 2, 600};
    const auto gain = [&](Lever lever, double amount, bool self_employed) {
        Terms terms;
        terms.add(lever, amount);
        return money.income(self_employed, list, village, terms) -
               money.income(self_employed, list, village, {});
    };
    CHECK(gain(Lever::gp_year_grant, 50'000, true) == Approx(50'000));
    CHECK(gain(Lever::gp_year_grant, 50'000, false) == Approx(50'000));
    CHECK(gain(Lever::extensive_topup, 500, true) == Approx(50'000));
    CHECK(gain(Lever::extensive_topup, 500, false) == 0);
    CHECK(gain(Lever::refund_percent, 10, true) == Approx(43.1 * 2700));
    CHECK(gain(Lever::salary_percent, 10, false) == Approx(120'000));
    CHECK(gain(Lever::salary_percent, 10, true) == 0);
    CHECK(gain(Lever::capitation_percent, 10, true) == Approx(0.1 * money.capitation(900)));
    CHECK(gain(Lever::equalisation_list, 1200, true) == Approx(600 * money.capitation(1)));
}

TEST_CASE("More patients never mean less income for the self-employed", "[model][fast]") {
    const WorkPlace village{1500, 6, 2, 600};
    for (const auto month : {in(2015, 1), in(2018, 1), in(2020, 6), in(2023, 5), in(2034, 12)})
        for (const auto& place : {town, village})
            for (const auto& terms : {Terms{}, rates(577, 499), rates(842, 842)})
                for (double patients = 0; patients < 2600; patients += 10) {
                    const MonthMoney money(MoneyParams{}, month);
                    INFO(month.year() << ", " << patients << " patients");
                    CHECK(money.income(true, {patients + 10, patients + 10}, place, terms) >=
                          money.income(true, {patients, patients}, place, terms));
                }
}

TEST_CASE("Equalisation pays the distance to the measure's length, where there is someone to pay it to",
          "[model][fast]") {
    const MonthMoney money(MoneyParams{}, in(2024, 1));
    auto terms = rates(841.80, 841.80);
    CHECK(money.equalisation({4999, 6, 5, 760}, terms) == 0);  // no measure, no grant
    terms.add(Lever::equalisation_list, 1200);
    CHECK(money.equalisation({4999, 6, 5, 760}, terms) == Approx(440 * 841.80));  // the 370 000 a GP of 2023
    CHECK(money.equalisation({4999, 6, 5, 1300}, terms) == 0);
    CHECK(money.equalisation({4999, 6, 0, 0}, terms) == 0);
}

TEST_CASE("A new self-employed GP is paid for 500 patients for two years if the cap allows",
          "[model][fast]") {
    auto world = support::random_world(700, Seed{1});  // about 90 on each list
    const MonthMoney money(MoneyParams{}, world.month);
    Terms terms;
    terms.add(Lever::floor_patients, 500);
    terms.add(Lever::floor_months, 24);
    const ListId list{0};
    const double members = world.lists.members[list];
    REQUIRE(members < 500);
    world.lists.since[list] = world.month + -23;
    CHECK(money.paid_patients(world, list, terms) == 500);
    CHECK(money.paid_patients(world, list, {}) == members);
    world.lists.since[list] = world.month + -24;
    CHECK(money.paid_patients(world, list, terms) == members);
    world.lists.since[list] = world.month;
    world.lists.cap[list] = 499;
    CHECK(money.paid_patients(world, list, terms) == members);
    world.lists.cap[list] = 600;
    world.lists.members[list] = 550;
    CHECK(money.paid_patients(world, list, terms) == 550);
}

TEST_CASE("A locum costs what the week costs there and then", "[model][fast]") {
    const MoneyParams params;
    CHECK(MonthMoney(params, in(2015, 1)).locum_week(6) == Approx(32'950 * 1.296));
    CHECK(MonthMoney(params, in(2023, 1)).locum_week(6) == Approx(95'800));
    CHECK(MonthMoney(params, in(2030, 1)).locum_week(1) == Approx(0.6 * 95'800));
    CHECK(MonthMoney(params, in(2019, 1)).locum_week(6) == Approx((32'950 + 95'800) / 2.0 * 129.6 / 110.8));
}

TEST_CASE("The month's bill is the sum of its lists'", "[model][fast]") {
    auto world = support::random_world(7000, Seed{2});
    world.residents = count_residents(world);
    world.consultations_per_member.values().assign(world.lists.size(), 3.0F);
    const MoneyParams params;
    TermsTable terms(5);
    for (auto& forms : terms) {
        forms[0] = rates(841.80, 841.80);
        forms[0].add(Lever::equalisation_list, 1200);
    }
    const auto costs = month_costs(world, params, WorkParams{}, terms);
    // Municipality 0 has list 0 (self-employed) and list 5 (vacant, no locum).
    const double patients = world.lists.members[ListId{0}];
    CHECK(costs[MunicipalityId{0}].capitation == Approx(patients * 841.80 / 12));
    CHECK(costs[MunicipalityId{0}].locums == 0);
    CHECK(costs[MunicipalityId{0}].refunds == Approx(patients * 3.0 * 431 / 12));
    CHECK(costs[MunicipalityId{0}].equalisation == Approx(std::max(1200 - patients, 0.0) * 841.80 / 12));
    // Municipality 1 has list 1 (salaried) and list 6 (self-employed).
    CHECK(costs[MunicipalityId{1}].salaries == Approx(1'200'000 * 1.3 / 12));
    CHECK(costs[MunicipalityId{1}].capitation == Approx(world.lists.members[ListId{6}] * 841.80 / 12));
    // Municipality 2 has only list 2, vacant with a locum; its centrality is 3.
    const double weeks = locum_weeks(world, params, WorkParams{}, ListId{2});
    CHECK(costs[MunicipalityId{2}].locums == Approx(0.7 * 95'800 * weeks / 12));
    CHECK(costs[MunicipalityId{2}].capitation == 0);
}

TEST_CASE(
    "What follows the patient goes to the municipality where it employs the doctor, with a practice to pay",
    "[model][fast]") {
    auto world = support::random_world(7000, Seed{2});
    world.residents = count_residents(world);
    world.consultations_per_member.values().assign(world.lists.size(), 3.0F);
    const MoneyParams params;
    TermsTable terms(5);
    for (auto& forms : terms) forms = {rates(841.80, 841.80), rates(841.80, 841.80)};
    const auto costs = month_costs(world, params, WorkParams{}, terms);
    const auto check_run_by_municipality = [&](MunicipalityId m, double patients, double paid) {
        const auto& cost = costs[m];
        CHECK(cost.collected == Approx(patients * 3 * (431 + 141) / 12));
        CHECK(cost.practices == Approx(patients * params.practice_costs / 12));
        CHECK(cost.spared == Approx(patients * 841.80 / 12));
        CHECK(cost.municipality() ==
              Approx(paid + cost.capitation + patients * (params.practice_costs - 3 * (431 + 141)) / 12));
        CHECK(cost.extra() ==
              Approx(paid + patients * (params.practice_costs - 3 * (431 + 141) - 841.80) / 12));
    };
    // Municipality 1: salaried list 1 beside a self-employed one; municipality 2: a locum on list 2.
    check_run_by_municipality(MunicipalityId{1}, world.lists.members[ListId{1}], 1'200'000 * 1.3 / 12);
    check_run_by_municipality(MunicipalityId{2}, world.lists.members[ListId{2}],
                              costs[MunicipalityId{2}].locums);
    CHECK(costs[MunicipalityId{0}].collected == 0);
    CHECK(costs[MunicipalityId{0}].extra() == Approx(0).margin(1e-6));
    // A start-up grant for new GPs with few patients does not make more of what a locum spares.
    for (auto& forms : terms)
        for (auto& form : forms) form.add(Lever::floor_patients, 3000), form.add(Lever::floor_months, 24);
    world.lists.cap[ListId{2}] = 3000;
    const auto with_floor = month_costs(world, params, WorkParams{}, terms);
    CHECK(with_floor[MunicipalityId{2}].spared == costs[MunicipalityId{2}].spared);
    CHECK(with_floor[MunicipalityId{2}].extra() == costs[MunicipalityId{2}].extra());
}

TEST_CASE("A locum works the weeks that her list's hours fill, of the working weeks of a year",
          "[model][fast]") {
    auto world = support::random_world(700, Seed{1});
    world.consultations_per_member.values().assign(world.lists.size(), 3.0F);
    const auto weeks_at = [&](std::uint32_t members) {
        world.lists.members[ListId{2}] = members;
        return locum_weeks(world, MoneyParams{}, WorkParams{}, ListId{2});
    };
    const WorkParams work;
    CHECK(weeks_at(0) == Approx(45 * work.fixed_hours_week / 37.5));
    const double at_500 = hours_at(work, world.month, 500, 3, 1).practice;
    CHECK(weeks_at(500) == Approx(45 * at_500 / 37.5));
    CHECK(weeks_at(500) < 40);
    CHECK(weeks_at(2000) == 45);
}
