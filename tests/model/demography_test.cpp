#include "model/demography.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "geo/base/threads.hpp"
#include "model/parameters.hpp"
#include "model/plan_year.hpp"
#include "model/start/initial.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;
using support::tiny_world;

namespace {

/// The obvious version of plan_life_events: walk every person of a block and count down to the next
/// candidate.
std::vector<LifeEvent> plan_by_visiting_everyone(const World& world, const LifeTables& tables, Seed seed) {
    std::vector<LifeEvent> events;
    const auto& plan = world.year_plan;
    const auto people = world.people.size();
    const auto n = world.setting.municipalities.size();
    for (std::uint32_t block = 0; block * 65'536 < people; ++block) {
        Draw draw(seed, Stream::life_events, block, world.month);
        const auto skip = [&] { return std::floor(std::log(draw.uniform()) / std::log1p(-plan.any_event)); };
        double left = skip();
        for (std::uint32_t i = block * 65'536; i < std::min(people, (block + 1) * 65'536); ++i) {
            if (left-- > 0) continue;
            const PersonId p{i};
            const double which = draw.uniform() * plan.any_event;
            left = skip();
            if (!world.people.here(p)) continue;
            const auto sex = world.people.sex[p];
            const auto home = world.people.home[p];
            const auto from = municipality_of(world.setting, home);
            const auto group = five_year_age(plan.year - world.people.born[p].year());
            const auto row = target_row(from, sex, group);
            const auto age = static_cast<std::size_t>(world.people.age(p, world.month));
            const double move = plan.move[row];
            const double birth =
                sex == 1 ? tables.birth[age] * plan.births[from.value] * plan.births_now : 0.0;
            if (which < move) {
                Draw place(seed, Stream::move_place, p.value, world.month);
                const auto to = drawn_place(&world.setting.attraction[from.value * n],
                                            &plan.pull_now[row % target_groups * n], n, place.uniform());
                events.push_back({LifeEvent::Kind::move, p, cell_at(world.setting, to, place.uniform())});
            } else if (which - move < birth) {
                events.push_back({LifeEvent::Kind::birth, p, home});
            } else if (which - move - birth < plan.emigration[row % target_groups]) {
                events.push_back({LifeEvent::Kind::emigration, p, home});
            }
        }
    }
    return events;
}

/// A world on a month that is steered, as live_a_month() does before people move.
World steered_world(std::uint32_t municipalities, std::uint32_t people) {
    auto world = tiny_world(municipalities, people);
    steer(world, world.year_plan);
    return world;
}

}  // namespace

TEST_CASE("Skipping to the next event finds the events that visiting everyone finds", "[model][fast]") {
    const LifeTables tables{DemographyParams{}};
    for (const std::uint32_t people : {0U, 1U, 131U, 10'000U}) {
        const auto world = steered_world(3, people);
        const auto expected = plan_by_visiting_everyone(world, tables, Seed{9});
        for (const unsigned threads : {1U, 2U, 3U, 8U}) {
            const geo::ThreadLimit limit(threads);
            CHECK(plan_life_events(world, tables, Seed{9}) == expected);
        }
        if (people == 10'000) CHECK(expected.size() > 100);
    }
}

TEST_CASE("Someone dies in the month in which the hazard lived through reaches her draw", "[model][fast]") {
    DemographyParams params;
    params.deaths_women.fill(12'000);  // 0.01 a month at any age below 93
    params.mortality_decline = 0;
    const LifeTables tables(params);
    const auto wait = [&](int age_months, double exponential) {
        return months_until_death(tables, Sex::female, start + -age_months, start, exponential);
    };
    CHECK(wait(0, 0.005) == 0);
    CHECK(wait(0, 0.015) == 1);
    CHECK(wait(600, 0.995) == 99);
    const double oldest = tables.hazard(1, 105, 2024) / 12;
    CHECK(wait(105 * 12, 99.5 * oldest) == 99);  // beyond the table the hazard goes on
    params.deaths_women.fill(0);
    CHECK(months_until_death(LifeTables(params), Sex::female, start, start, 10) > 10'000);
}

TEST_CASE("Death rates lie on a smooth line through those of their groups", "[model][fast]") {
    const DemographyParams params;
    const LifeTables tables(params);
    CHECK(tables.death_2024[0][3] == Approx(params.deaths_men[0] / 100'000));
    CHECK(tables.death_2024[0][82] == Approx(params.deaths_men[16] / 100'000));
    CHECK(tables.death_2024[1][92] == Approx(params.deaths_women[18] / 100'000));
    for (std::size_t age = 31; age < ages; ++age)
        CHECK(tables.death_2024[0][age] > tables.death_2024[0][age - 1]);
}

TEST_CASE("Who is born later lives longer, as much as the rates fall by year", "[model][fast]") {
    DemographyParams params;
    params.deaths_men.fill(1'200);
    params.mortality_decline = 2;
    const LifeTables tables(params);
    CHECK(tables.hazard(0, 50, 2034) == Approx(0.012 * std::exp(-0.2)));
    // Someone of 50 in mid-2034: the sum over one month of her hazard then.
    const Month born = support::in(1984, 7), now = support::in(2034, 7);
    const double month = 0.001 * std::exp(-0.2);
    CHECK(months_until_death(tables, Sex::male, born, now, 0.98 * month) == 0);
    CHECK(months_until_death(tables, Sex::male, born, now, 1.02 * month) == 1);
}

TEST_CASE("Who is told to live by the draw alone outlives the months asked for", "[model][fast]") {
    const LifeTables tables(Params{}.demography);
    constexpr int months = 120;
    const SureToLive sure(tables, start, months);
    Draw draw(Seed{3}, Stream::life_events, 1, start);
    int told = 0, lived = 0;
    for (int i = 0; i < 100'000; ++i) {
        const auto sex = i % 2 ? Sex::male : Sex::female;
        const Month born = start + -(i % 1300);  // to beyond the oldest age of the tables
        const double u = draw.uniform();
        const bool lives = months_until_death(tables, sex, born, start, -std::log(u)) >= months;
        const bool known = sure(sex, born, u);
        if (known) REQUIRE(lives);
        told += known;
        lived += lives;
    }
    CHECK(told > 0.99 * lived);  // no more than a rounding error of the others
    CHECK(!sure(Sex::male, start + -50, 1.0));
}

TEST_CASE("Births, moves and emigrations come at their rates", "[model][fast]") {
    const auto world = steered_world(6, 40'000);
    const LifeTables tables{DemographyParams{}};
    std::array<double, 3> expected{};
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const auto sex = world.people.sex[PersonId{i}];
        const auto age = static_cast<std::size_t>(world.people.age(PersonId{i}, world.month));
        const auto group = five_year_age(world.month.year() - world.people.born[PersonId{i}].year());
        expected[0] += sex == 1 ? tables.birth[age] : 0.0;
        expected[1] += 1 - std::exp(-DemographyParams{}.moves[group] / 12'000);
        expected[2] += 1 - std::exp(-DemographyParams{}.emigration[group] / 12'000);
    }
    std::array<double, 3> seen{};
    for (const auto& event : plan_life_events(world, tables, Seed{4}))
        ++seen[static_cast<std::size_t>(event.kind)];
    for (std::size_t kind = 0; kind < 3; ++kind)
        CHECK(std::abs(seen[kind] - expected[kind]) < 4 * std::sqrt(expected[kind]));
}

TEST_CASE("A mother has her children at the total fertility rate", "[model][fast]") {
    DemographyParams params;
    params.total_fertility = 2;
    const LifeTables tables(params);
    double children = 0;
    for (const double chance : tables.birth) children += -12 * std::log(1 - chance);
    CHECK(children == Approx(2));
}

TEST_CASE("Nobody moves to where she lives, and more move to the near and the large", "[model][fast]") {
    const auto world = tiny_world(4, 100);
    const auto& up_to = world.setting.destination_up_to;
    CHECK(up_to[0] == 0);
    CHECK(up_to[4 + 1] == up_to[4]);
    const auto share = [&](std::size_t to) { return up_to[to] - up_to[to - 1]; };  // from the first
    CHECK(share(1) > share(2));
    CHECK(share(2) > share(3));
}

TEST_CASE("A year brings just the immigrants of the table", "[model][fast]") {
    Params params;
    params.demography.immigration.fill(0);
    params.demography.immigration[4] = 100;
    auto world = tiny_world(2, 1000, params);
    std::size_t arrived = 0;
    for (int month = 0; month < 12; ++month, world.month = world.month + 1) {
        steer(world, world.year_plan);
        for (const auto& arrival : plan_immigration(world, Seed{1})) {
            ++arrived;
            const int age = world.month.year() - arrival.born.year();  // at the end of the year
            CHECK((age >= 20 && age < 25));
        }
    }
    CHECK(arrived == 100);
}
