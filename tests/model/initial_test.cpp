#include "model/start/initial.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "geo/base/error.hpp"
#include "model/audit.hpp"
#include "model/parameters.hpp"
#include "model/start/apportion.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;

TEST_CASE("Whole things are shared out by largest remainder", "[model][fast]") {
    CHECK(apportion(10, {1, 1, 2}) ==
          std::vector<std::uint32_t>{3, 2, 5});  // 2.5 2.5 5: the tie goes to the first
    CHECK(apportion(7, {0, 0}) == std::vector<std::uint32_t>{4, 3});
    CHECK(apportion(0, {3, 4}) == std::vector<std::uint32_t>{0, 0});
    CHECK(apportion(5, {}).empty());
}

TEST_CASE("Caps sum to the municipality's places and open just its open lists", "[model][fast]") {
    const auto free_of = [](const std::vector<std::uint32_t>& lengths,
                            const std::vector<std::uint32_t>& caps) {
        std::vector<int> free;
        for (std::size_t i = 0; i < caps.size(); ++i)
            free.push_back(static_cast<int>(caps[i]) - static_cast<int>(lengths[i]));
        return free;
    };
    const std::vector<std::uint32_t> lengths{1000, 900, 800};
    const std::vector<double> extra{0.5, 0.5, 0.5};
    SECTION("room for one open list") {  // of 200 free places 0 and 7 are left on closed ones
        CHECK(free_of(lengths, share_places(lengths, 2900, 1, extra)) == std::vector<int>{193, 0, 7});
    }
    SECTION("few places: one in four closed lists stands over its cap so that open ones have some") {
        CHECK(free_of(lengths, share_places(lengths, 2760, 1, extra)) == std::vector<int>{101, -48, 7});
    }
    SECTION("too few places: closed lists stand over their cap by no more on the whole than they must") {
        CHECK(free_of(lengths, share_places(lengths, 2690, 1, extra)) == std::vector<int>{40, -57, 7});
    }
    SECTION("no open list") {
        CHECK(free_of(lengths, share_places(lengths, 2706, 0, extra)) == std::vector<int>{-5, 2, 9});
    }
    SECTION(
        "a table that contradicts itself keeps its places") {  // Vevelstad: one open list with 7 free places
        CHECK(share_places({608}, 615, 1, {0.5}) == std::vector<std::uint32_t>{615});
    }
}

TEST_CASE("The first day agrees with the official tables", "[model][fast]") {
    const auto inputs = support::tiny_inputs(7, 2000);
    Remarks remarks;
    const auto world = make_world(inputs, Params{}, Seed{3}, start, 12, remarks);
    REQUIRE(world.people.size() == 14'000);
    CHECK(audit(world).empty());

    // municipality × sex × age, person by person
    auto counted = inputs.population;
    std::fill(counted.persons.begin(), counted.persons.end(), std::uint16_t{0});
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        const auto m = municipality_of(world.setting, world.people.home[p]);
        const auto age = static_cast<std::size_t>(world.people.age(p, start));
        ++counted.persons[(m.value * sexes + world.people.sex[p]) * ages + age];
    }
    CHECK(counted == inputs.population);

    ListTable table = inputs.lists;
    for (auto* column : {&table.lists_with_gp, &table.lists_without_gp, &table.open_lists})
        column->values().assign(7, 0);
    for (auto* column : {&table.patients_with_gp, &table.patients_without_gp, &table.places_with_gp})
        column->values().assign(7, 0);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        const auto m = world.lists.municipality[list];
        if (world.lists.vacant(list)) {
            ++table.lists_without_gp[m];
            table.patients_without_gp[m] += world.lists.members[list];
        } else {
            ++table.lists_with_gp[m];
            table.patients_with_gp[m] += world.lists.members[list];
            table.places_with_gp[m] += world.lists.cap[list];
            table.open_lists[m] += world.lists.free_places(list) > 20;
        }
    }
    CHECK(table == inputs.lists);
}

TEST_CASE("Nearer practices get more of a square's people", "[model][fast]") {
    auto inputs = support::tiny_inputs(2, 5000);
    Remarks remarks;
    Params params;
    params.initial.reach_minutes = 120;
    params.demography.moves.fill(0);
    const auto world = make_world(inputs, params, Seed{1}, start, 1, remarks);
    std::array<std::array<int, 2>, 2> at{};  // municipality of home × municipality of list
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const auto list = world.people.list[PersonId{i}];
        if (list == People::no_list) continue;
        const auto home = municipality_of(world.setting, world.people.home[PersonId{i}]).value;
        ++at[home][world.lists.municipality[ListId{list}].value];
    }
    CHECK(at[0][0] >
          20 * at[0][1]);  // 20 km of county road are 22 minutes: exp(-0.2 × 22) = 1/80 of the weight
    CHECK(at[0][1] > 0);   // but some do cross the border
    CHECK(at[1][0] > 0);
}

TEST_CASE("A practice with many more patients than people in reach gets all of these and the rest from afar",
          "[model][fast]") {
    // Two towns that share few patients keep the fit going, while the small place's practice asks for many
    // times as many each round.
    const auto [times, deterrence] = GENERATE(std::pair{10U, 0.2}, std::pair{20U, 0.4}, std::pair{45U, 0.24});
    CAPTURE(times, deterrence);
    auto inputs = support::tiny_inputs(3, 6000);
    inputs.roads.length_m[0] = 200'000;  // nobody reaches the small place
    const MunicipalityId small{0}, over{1}, under{2};
    const auto row = [&](MunicipalityId m) {
        return inputs.population.persons.begin() + m.value * static_cast<std::ptrdiff_t>(sexes * ages);
    };
    const auto people_of = [&](MunicipalityId m) {
        return std::accumulate(row(m), row(m) + static_cast<std::ptrdiff_t>(sexes * ages), 0U);
    };
    std::for_each(row(small), row(over), [](auto& persons) { persons = persons > 0; });
    std::for_each(row(over), row(under),
                  [](auto& persons) { persons = static_cast<std::uint16_t>(persons + persons / 2); });
    const auto people = people_of(small);
    const auto lists_of = [&](MunicipalityId m, std::uint32_t patients) {
        inputs.lists.patients_without_gp[m] = patients / 10;
        inputs.lists.patients_with_gp[m] = patients - patients / 10;
        inputs.lists.places_with_gp[m] = patients;
        inputs.lists.open_lists[m] = 0;
    };
    lists_of(small, times * people);
    const auto left = people_of(over) + people_of(under) - (times - 1) * people;
    lists_of(over, left / 2 - 50);
    lists_of(under, left / 2 - 50);
    Remarks remarks;
    Params params;
    params.initial.reach_minutes = 30;
    params.gp_choice.travel_deterrence = deterrence;
    const auto world = make_world(inputs, params, Seed{1}, start, 1, remarks);
    CHECK(audit(world).empty());
    std::uint32_t at_home = 0, on_small = 0;
    for (const auto p : ids<PersonId>(world.people.size())) {
        const auto list = world.people.list[p];
        if (list == People::no_list || world.lists.municipality[ListId{list}] != small) continue;
        ++on_small;
        at_home += municipality_of(world.setting, world.people.home[p]) == small;
    }
    CHECK(on_small == times * people);
    CHECK(at_home > 0.95 * people);
}

TEST_CASE("A start without figures is refused with what is there", "[model][fast]") {
    const auto inputs = support::tiny_inputs(1, 500);
    Remarks remarks;
    CHECK_THROWS_WITH(make_world(inputs, Params{}, Seed{1}, Month{start.value + 12}, 1, remarks),
                      Catch::Contains("expected start = \"2026-01\""));
    CHECK_THROWS_WITH(make_world(inputs, Params{}, Seed{1}, Month{start.value + 1}, 1, remarks),
                      Catch::Contains("expected start = \"2026-01\""));
}
