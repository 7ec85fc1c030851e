#include "model/plan_year.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/demography.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::first, support::second, support::start;
using support::tiny_world;

namespace {

const LifeTables& tables() {
    static const LifeTables made{DemographyParams{}};
    return made;
}

/// Gives the next 1 January a target: the people of today, a year older, and as many infants as now; those of
/// each municipality times its factor.
void aim_at(World& world, const std::vector<double>& factor) {
    TargetTable target;
    target.people.resize(factor.size() * target_groups);
    target.infants.resize(factor.size());
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (!world.people.here(p)) continue;
        const auto m = municipality_of(world.setting, world.people.home[p]).value;
        const int age = world.people.age(p, world.month);
        target.people[target_row({m}, world.people.sex[p], five_year_age(age + 1))] +=
            static_cast<float>(factor[m]);
        if (age > 0) continue;
        target.infants[m] += static_cast<float>(factor[m]);
        target.people[target_row({m}, world.people.sex[p], 0)] += static_cast<float>(factor[m]);
    }
    world.setting.targets.first_year = world.month.year() + 1;
    world.setting.targets.by_year = {target};
    begin_year(world, DemographyParams{}, tables());
}

double wanted(const World& world, MunicipalityId m) {
    return world.year_plan.people_to[m.value];
}

void live_a_year(World& world, Seed seed) {
    for (int month = 0; month < 12; ++month) {
        world.flows = Flows{.municipalities = world.setting.municipalities.size()};
        live_a_month(world, DemographyParams{}, tables(), seed);
        world.month = world.month + 1;
    }
}

}  // namespace

TEST_CASE("Births, moves and migration bring a year's people to the target", "[model][fast]") {
    for (const std::uint64_t seed : {1, 2, 3}) {
        auto world = tiny_world(6, 6'000);
        aim_at(world, {1.03, 0.98, 1.0, 1.0, 1.02, 0.99});
        const double before = std::abs(world.residents.people[first] - wanted(world, first));
        REQUIRE(before > 150);
        double nation = 0;
        live_a_year(world, Seed{seed});
        for (std::uint32_t i = 0; i < 6; ++i) {
            const MunicipalityId m{i};
            const double off = world.residents.people[m] - wanted(world, m);
            nation += off;
            CAPTURE(seed, i, off);
            CHECK(std::abs(off) < 60);  // the luck of a month or two: some 40 people come and go in one
        }
        CHECK(std::abs(nation) < 60);
        CHECK(audit(world).empty());
    }
}

TEST_CASE("Many more are wanted in one place: they come, and a tenth still leave", "[model][fast]") {
    auto world = tiny_world(3, 3'000);
    aim_at(world, {1.5, 0.75, 0.75});
    const auto& plan = world.year_plan;
    const auto twenties = five_year_age(25);
    const double ordinary = 1 - std::exp(-DemographyParams{}.moves[twenties] / 12'000);
    const auto out = [&](MunicipalityId m) { return plan.move[target_row(m, 0, twenties)]; };
    CHECK(out(first) == Approx(0.1 * ordinary).epsilon(0.02));
    CHECK(out(second) > ordinary);
    CHECK(plan.pull[twenties * 3 + 0] > plan.pull[twenties * 3 + 1]);
}

TEST_CASE("The luck of deaths is not followed by moves of the old", "[model][fast]") {
    auto world = tiny_world(3, 3'000);
    aim_at(world, {2.0, 0.5, 0.5});
    const auto eighties = five_year_age(85);
    const double ordinary = DemographyParams{}.moves[eighties] / 1000;
    for (std::uint32_t m = 0; m < 3; ++m) {
        const double yearly = -12 * std::log1p(-double{world.year_plan.move[target_row({m}, 1, eighties)]});
        CHECK(yearly <= 1.91 * ordinary);
        CHECK(yearly >= 0.09 * ordinary);
    }
}

TEST_CASE("A municipality behind its line pulls more, and the nation's missing come from abroad",
          "[model][fast]") {
    auto world = tiny_world(3, 3'000);
    aim_at(world, {1, 1, 1});
    steer(world, world.year_plan);
    CHECK(world.year_plan.immigrants_more == Approx(0).margin(1e-9));
    CHECK(world.year_plan.pull_now == world.year_plan.pull);
    world.residents.people[second] -= 20;
    steer(world, world.year_plan);
    CHECK(world.year_plan.immigrants_more == Approx(20));
    CHECK(world.year_plan.pull_now[1] > world.year_plan.pull[1]);
    CHECK(world.year_plan.pull_now[0] == world.year_plan.pull[0]);
}

TEST_CASE("The plan of a year is the same on any number of threads", "[model][fast]") {
    const auto plan = [](unsigned threads) {
        const geo::ThreadLimit limit(threads);
        auto world = tiny_world(5, 2'000);
        aim_at(world, {1.01, 0.99, 1.0, 1.02, 1.0});
        return world.year_plan;
    };
    const auto one = plan(1);
    for (const unsigned threads : {2U, 3U, 8U}) {
        const auto many = plan(threads);
        CHECK(many.move == one.move);
        CHECK(many.pull == one.pull);
        CHECK(many.immigrants == one.immigrants);
    }
}

TEST_CASE("A place is drawn in proportion to attraction and pull", "[model][fast]") {
    constexpr std::uint32_t n = 37;
    std::vector<float> attraction(n, 1.0F), pull(n, 1.0F);
    attraction[5] = 0;  // where she is
    pull[36] = 5;
    pull[20] = 0;
    std::vector<int> drawn(n);
    constexpr int tries = 40'000;  // weights sum to 34 + 5
    for (int i = 0; i < tries; ++i)
        ++drawn[drawn_place(attraction.data(), pull.data(), n, (i + 0.5) / tries).value];
    CHECK(drawn[5] == 0);
    CHECK(drawn[20] == 0);
    CHECK(drawn[36] == Approx(tries * 5.0 / 39).margin(2));
    CHECK(drawn[0] == Approx(tries / 39.0).margin(2));
    CHECK(drawn[35] == Approx(tries / 39.0).margin(2));
    CHECK(drawn_place(attraction.data(), pull.data(), n, 1 - 0x1p-33).value < n);
}
