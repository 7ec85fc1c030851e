#include "model/start/recent_movers.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/parameters.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;
using support::tiny_world;

namespace {

std::vector<double> patients_of(const World& world) {
    std::vector<double> patients(world.setting.practice_place.size());
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        patients[world.lists.practice[ListId{l}].value] += world.lists.members[ListId{l}];
    return patients;
}

std::vector<RecentMover> movers_of(const World& world, const Params& params) {
    return recent_movers(world, patients_of(world), open_lists_draw(world, params), params, Seed{4});
}

}  // namespace

TEST_CASE("A search ends with another list or with the own one, as each draws", "[model][fast]") {
    ChoiceParams params;
    params.asks_per_month = 0.5;
    params.served_per_month = 0.1;
    params.search_ends = 1;
    const Search search{3, 1};
    CHECK(search.finds() == 0.75);
    CHECK(search.settles() == 0.25);
    CHECK(search.undecided(0, params) == 1);
    CHECK(search.undecided(2, params) == 0.25);
    // Three in four have asked; a quarter of them liked their own best and stood two months in a line.
    CHECK(search.settled(2, params) == Approx(0.75 * 0.25 * 0.81));
    const Search nothing_open{0, 1};
    CHECK(nothing_open.settled(2, params) == Approx(0.75 * 0.81));
    const Search nothing_in_reach{0, 0};
    CHECK(nothing_in_reach.settled(2, params) == Approx(0.75 * 0.81));
}

TEST_CASE("As many have moved within ten years as the rates say, from the other municipality",
          "[model][fast]") {
    Params params;
    params.demography.moves.fill(100);                 // a tenth a year
    params.gp_choice.wants_another_per_year = 0;       // nobody changes a list that is near
    const auto world = tiny_world(2, 10'000, params);  // 22 minutes apart: all keep their list
    const auto movers = movers_of(world, params);
    const double share = 1 - std::exp(-1.0);
    CHECK(std::abs(static_cast<double>(movers.size()) - 20'000 * share) <
          4 * std::sqrt(20'000 * share * (1 - share)));
    int last_year = 0;
    for (const auto& mover : movers) {
        REQUIRE(municipality_of(world.setting, mover.before) !=
                municipality_of(world.setting, world.people.home[mover.person]));
        REQUIRE(mover.months >= 1);
        REQUIRE(mover.months <= 120);
        CHECK(!mover.seeks);
        last_year += mover.months <= 12;
    }
    const double moved = 1 - std::exp(-0.1);
    CHECK(std::abs(last_year - 20'000 * moved) < 4 * std::sqrt(20'000 * moved * (1 - moved)));
}

TEST_CASE("Who moved over 30 minutes keeps her list the longer the less is open", "[model][fast]") {
    Params params;
    params.demography.moves.fill(100);
    params.demography.move_distance_power = 0;  // any distance
    params.initial.reach_minutes = 120;
    params.gp_choice.search_ends = 1;
    params.gp_choice.asks_per_month = 0.25;
    auto world = tiny_world(3, 10'000, params);  // the first and the last lie 44 minutes apart
    const auto far = [&] {
        std::array<int, 2> counted{};
        for (const auto& mover : movers_of(world, params)) {
            const auto from = municipality_of(world.setting, mover.before).value;
            const auto to = municipality_of(world.setting, world.people.home[mover.person]).value;
            if (from + to != 2 || from == to) continue;
            ++counted[0];
            counted[1] += mover.seeks;
        }
        return counted;
    };
    for (auto& admits : world.lists.admits.values()) admits = 0;
    const auto all_full = far();
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        world.lists.admits[ListId{l}] = 1;
        world.lists.cap[ListId{l}] = 60'000;
    }
    const auto all_open = far();
    CHECK(all_full[0] > 10 * all_open[0]);
    CHECK(all_open[1] > 0);
    params.gp_choice.asks_per_month = 0;
    const auto nobody_asks = far();
    CHECK(nobody_asks[1] == nobody_asks[0]);
    CHECK(nobody_asks[0] > all_full[0]);  // who never asks never changes even a list she is tired of
}

TEST_CASE("The first day has movers on lists from before, and every list its length", "[model][fast]") {
    Params params;
    params.demography.moves.fill(100);
    params.demography.move_distance_power = 0;
    const auto inputs = support::tiny_inputs(5, 2000);
    Remarks remarks;
    const auto world = make_world(inputs, params, Seed{3}, start, 12, remarks);
    CHECK(audit(world).empty());
    int movers = 0;
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (!world.people.has(p, People::seeks) || world.people.list[p] == People::no_list) continue;
        const bool vacant = !world.lists.has_gp(ListId{world.people.list[p]});
        CHECK((vacant || world.people.has(p, People::over_30)));
        movers += !vacant;
    }
    CHECK(movers > 0);
    for (std::uint32_t m = 0; m < 5; ++m) {
        std::uint32_t patients = 0;
        for (std::uint32_t l = 0; l < world.lists.size(); ++l)
            if (world.lists.municipality[ListId{l}].value == m) patients += world.lists.members[ListId{l}];
        CHECK(patients == 1900);
    }

    params.demography.moves.fill(0);
    const auto settled = make_world(inputs, params, Seed{3}, start, 12, remarks);
    for (const auto p : settled.seekers)
        CHECK((settled.people.list[p] == People::no_list ||
               !settled.lists.has_gp(ListId{settled.people.list[p]})));
}

TEST_CASE("Movers are the same on 1, 2 and 8 threads", "[model][fast]") {
    const Params params;
    const auto world = tiny_world(3, 40'000);
    const auto run = [&](unsigned threads) {
        const geo::ThreadLimit limit(threads);
        return movers_of(world, params);
    };
    const auto one = run(1);
    CHECK(!one.empty());
    CHECK(run(2) == one);
    CHECK(run(8) == one);
}
