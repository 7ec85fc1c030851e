#include "model/demography.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "geo/base/threads.hpp"
#include "model/parameters.hpp"
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
    const auto people = world.people.size();
    for (std::uint32_t block = 0; block * 65'536 < people; ++block) {
        Draw draw(seed, Stream::life_events, block, world.month);
        const auto skip = [&] {
            return std::floor(std::log(draw.uniform()) / std::log1p(-tables.any_event));
        };
        double left = skip();
        for (std::uint32_t i = block * 65'536; i < std::min(people, (block + 1) * 65'536); ++i) {
            if (left-- > 0) continue;
            const PersonId p{i};
            const double which = draw.uniform() * tables.any_event;
            const double u_place = draw.uniform();
            const double u_cell = draw.uniform();
            left = skip();
            if (!world.people.here(p)) continue;
            const auto sex = world.people.sex[p];
            const auto age = static_cast<std::size_t>(world.people.age(p, world.month));
            const double move = tables.move[sex][age];
            const double birth = tables.birth[sex][age];
            if (which < move) {
                const auto n = world.setting.municipalities.size();
                const auto from = municipality_of(world.setting, world.people.home[p]).value;
                const float target =
                    static_cast<float>(u_place) * world.setting.destination_up_to[(from + 1) * n - 1];
                std::uint32_t to = 0;
                while (to + 1 < n && world.setting.destination_up_to[from * n + to] <= target) ++to;
                events.push_back(
                    {LifeEvent::Kind::move, p, cell_at(world.setting, MunicipalityId{to}, u_cell)});
            } else if (which - move < birth) {
                events.push_back({LifeEvent::Kind::birth, p, world.people.home[p]});
            } else if (which - move - birth < tables.emigration[sex][age]) {
                events.push_back({LifeEvent::Kind::emigration, p, world.people.home[p]});
            }
        }
    }
    return events;
}

}  // namespace

TEST_CASE("Skipping to the next event finds the events that visiting everyone finds", "[model][fast]") {
    const LifeTables tables{DemographyParams{}};
    for (const std::uint32_t people : {0U, 1U, 131U, 10'000U}) {
        const auto world = tiny_world(3, people);
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
    params.deaths_women.fill(12'000);  // 0.01 a month at any age
    const LifeTables tables(params);
    CHECK(months_until_death(tables, Sex::female, 0, 0.005) == 0);
    CHECK(months_until_death(tables, Sex::female, 0, 0.015) == 1);
    CHECK(months_until_death(tables, Sex::female, 600, 0.995) == 99);
    CHECK(months_until_death(tables, Sex::female, 105 * 12, 0.995) ==
          99);  // beyond the table the hazard goes on
    params.deaths_women.fill(0);
    CHECK(months_until_death(LifeTables(params), Sex::female, 0, 10) > 10'000);
}

TEST_CASE("Births, moves and emigrations come at their rates", "[model][fast]") {
    const auto world = tiny_world(6, 40'000);
    const LifeTables tables{DemographyParams{}};
    std::array<double, 3> expected{};
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const auto sex = world.people.sex[PersonId{i}];
        const auto age = static_cast<std::size_t>(world.people.age(PersonId{i}, world.month));
        expected[0] += tables.birth[sex][age];
        expected[1] += tables.move[sex][age];
        expected[2] += tables.emigration[sex][age];
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
    for (const double chance : tables.birth[1]) children += -12 * std::log(1 - chance);
    CHECK(children == Approx(2));
    CHECK(std::accumulate(tables.birth[0].begin(), tables.birth[0].end(), 0.0) == 0);
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
    auto world = tiny_world(2, 1000);
    DemographyParams params;
    params.immigration.fill(0);
    params.immigration[4] = 100;
    std::size_t arrived = 0;
    for (int month = 0; month < 12; ++month, world.month = world.month + 1)
        for (const auto& arrival : plan_immigration(world, params, Seed{1})) {
            ++arrived;
            const int age = (world.month - arrival.born - 1) / 12;
            CHECK((age >= 20 && age < 25));
        }
    CHECK(arrived == 100);
}
