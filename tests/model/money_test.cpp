#include "model/money.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "model/audit.hpp"
#include "model/need.hpp"
#include "model/workload.hpp"
#include "support/random_world.hpp"

using namespace model;

namespace {

constexpr Month in(int year, unsigned month) {
    return Month::of(std::chrono::year{year} / std::chrono::month{month});
}

const WorkPlace town{30'000, 2, 30, 1000};

}  // namespace

TEST_CASE("Capitation follows the schedule of the month, in prices of 2023", "[model][fast]") {
    const MoneyParams params;
    const double price_2020 = 129.6 / 112.2;
    CHECK(MonthMoney(params, in(2020, 5)).capitation(900) == Approx(900 * 577 * price_2020));
    CHECK(MonthMoney(params, in(2020, 5)).capitation(1200) == Approx((1000 * 577 + 200 * 499) * price_2020));
    CHECK(MonthMoney(params, in(2021, 6)).capitation(100) == Approx(100 * 577 * 129.6 / 116.1));
    CHECK(MonthMoney(params, in(2021, 7)).capitation(100) == Approx(100 * 642 * 129.6 / 116.1));
    CHECK(MonthMoney(params, in(2022, 7)).capitation(1100) == Approx((675'000 + 54'400) * 129.6 / 122.8));
    CHECK(MonthMoney(params, in(2023, 4)).capitation(1100) == Approx(675'000 + 54'400));
    CHECK(MonthMoney(params, in(2023, 7)).capitation(1500) == Approx(1500 * 841.80));
    CHECK(MonthMoney(params, in(2035, 1)).capitation(1500) == Approx(1500 * 841.80));  // level at 2023 prices
    CHECK(MonthMoney(params, in(2015, 1)).capitation(1000) == Approx(442'000 * 1.296));
}

TEST_CASE("The income table of 2020 comes out row by row", "[model][fast]") {
    // The table's 3066 GPs at the middles of their list lengths, in small and larger municipalities as
    // in_small says.
    const MoneyParams params;
    const MonthMoney money(params, in(2020, 5));
    constexpr std::array<double, 5> gps{256, 788, 1051, 694, 277};
    constexpr std::array<double, 5> middle{625, 875, 1125, 1375, 1625};
    const WorkPlace small{4000, 5, 5, params.small_mean_list};
    const double to_2020 = 112.2 / 129.6;
    double in_small = 0, small_sum = 0, large_sum = 0, all = 0;
    for (std::size_t row = 0; row < 5; ++row) {
        const double share = params.in_small[row] / 100;
        const double there = to_2020 * money.income(true, middle[row], middle[row], small);
        const double elsewhere = to_2020 * money.income(true, middle[row], middle[row], town);
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
    MoneyParams more;
    more.capitation_below.back() += 100;
    more.capitation_above.back() += 100;
    for (const double patients : {0.0, 300.0, 1000.0, 1750.0}) {
        CHECK(income_at(more, in(2026, 1), true, patients, town) -
                  income_at(MoneyParams{}, in(2026, 1), true, patients, town) ==
              Approx(100 * patients).margin(1e-6));
        CHECK(income_at(more, in(2026, 1), false, patients, town) == 1'200'000);
        CHECK(income_at(more, in(2022, 1), true, patients, town) ==
              income_at(MoneyParams{}, in(2022, 1), true, patients, town));
    }
    const MonthMoney money(MoneyParams{}, in(2026, 1));
    CHECK(money.income(true, 300, 500, town) - money.income(true, 300, 300, town) == Approx(200 * 841.80));
}

TEST_CASE("More patients never mean less income for the self-employed", "[model][fast]") {
    const WorkPlace village{1500, 6, 2, 600};
    for (const auto month : {in(2015, 1), in(2018, 1), in(2020, 6), in(2021, 8), in(2022, 2), in(2022, 9),
                             in(2023, 5), in(2026, 1), in(2034, 12)})
        for (const auto& place : {town, village})
            for (int patients = 0; patients < 2600; patients += 10) {
                INFO(month.year() << ", " << patients << " patients");
                CHECK(income_at(MoneyParams{}, month, true, patients + 10, place) >=
                      income_at(MoneyParams{}, month, true, patients, place));
            }
}

TEST_CASE("Equalisation goes to self-employed GPs of small municipalities with short lists",
          "[model][fast]") {
    const MonthMoney money(MoneyParams{}, in(2024, 1));
    CHECK(money.equalisation({4999, 6, 5, 760}) == Approx(440 * 841.80));  // the 370 000 a GP of 2023
    CHECK(money.equalisation({5000, 6, 5, 760}) == 0);
    CHECK(money.equalisation({4999, 6, 5, 1300}) == 0);
    CHECK(money.equalisation({4999, 6, 0, 0}) == 0);  // nobody to pay it to
}

TEST_CASE("A new self-employed GP is paid for 500 patients for two years if the cap allows",
          "[model][fast]") {
    auto world = support::random_world(700, Seed{1});  // about 90 on each list
    const MonthMoney money(MoneyParams{}, world.month);
    const ListId list{0};
    const double members = world.lists.members[list];
    REQUIRE(members < 500);
    world.lists.since[list] = world.month + -23;
    CHECK(money.paid_patients(world, list) == 500);
    world.lists.since[list] = world.month + -24;
    CHECK(money.paid_patients(world, list) == members);
    world.lists.since[list] = world.month;
    world.lists.cap[list] = 499;
    CHECK(money.paid_patients(world, list) == members);
    world.lists.cap[list] = 600;
    world.lists.members[list] = 550;
    CHECK(money.paid_patients(world, list) == 550);
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
    const MonthMoney money(params, world.month);
    const auto costs = month_costs(world, params, 1.0);
    // Municipality 0 has list 0 (self-employed) and list 5 (vacant, no locum).
    const auto patients = money.paid_patients(world, ListId{0});
    CHECK(costs[MunicipalityId{0}].capitation == Approx(patients * 841.80 / 12));
    CHECK(costs[MunicipalityId{0}].locums == 0);
    CHECK(costs[MunicipalityId{0}].refunds == Approx(world.lists.members[ListId{0}] * 3.0 * 431 / 12));
    // Municipality 1 has list 1 (salaried) and list 6 (self-employed).
    CHECK(costs[MunicipalityId{1}].salaries == Approx(1'200'000 * 1.3 / 12));
    CHECK(costs[MunicipalityId{1}].capitation == Approx(money.paid_patients(world, ListId{6}) * 841.80 / 12));
    // Municipality 2 has only list 2, vacant with a locum; its centrality is 3.
    CHECK(costs[MunicipalityId{2}].locums == Approx(0.7 * 95'800 * 52 / 12));
    CHECK(costs[MunicipalityId{2}].capitation == 0);
    // All have under 5000 inhabitants: the grant pays by the mean of the lists with a GP.
    const double mean = world.lists.members[ListId{0}];
    CHECK(costs[MunicipalityId{0}].equalisation == Approx(std::max(1200 - mean, 0.0) * 841.80 / 12));
}
