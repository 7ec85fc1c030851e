// The wishes of all who ask at a time beside the plain rule for one of them.
#include "model/wishes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "geo/base/threads.hpp"
#include "model/member_index.hpp"
#include "model/person_moves.hpp"
#include "model/start/initial.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;
using support::tiny_world;

namespace {

/// A world in which half of the lists with a GP are open, and lists draw unequally.
World half_open(std::uint32_t municipalities, std::uint32_t people) {
    auto world = tiny_world(municipalities, people);
    for (const auto list : ids<ListId>(world.lists.size())) {
        world.lists.popularity[list] = 0.2F + 0.37F * static_cast<float>(list.value % 7);
        world.lists.cap[list] =
            static_cast<std::uint16_t>(world.lists.members[list] + (list.value % 2 == 0 ? 50 : 0));
        world.lists.admits[list] = list.value % 2 == 0;
    }
    return world;
}

/// Where people of one row of askers went: list, or none.
using Counts = std::map<std::uint32_t, double>;

std::uint32_t named(const std::optional<Request>& wish) {
    return wish ? wish->list.value : 0xFFFF'FFFF;
}

}  // namespace

TEST_CASE("Wishes made together are those of one alone, list by list", "[model][fast]") {
    auto world = half_open(5, 2000);
    const ChoiceParams params;
    const auto ways = WayWeights::of(world, params);
    const auto pulls = pulls_of(world, params);
    const auto tastes = tastes_of(world, params);
    constexpr std::uint64_t seeds = 3000;
    std::vector<double> up_to;
    int rows = 0;
    for (const std::uint32_t i : {3U, 2500U, 5000U, 9001U})
        for (const auto asks : {Asks::open_lists, Asks::any_list}) {
            const auto asker = asker_of(world, PersonId{i}, asks);
            const auto row = static_cast<std::size_t>(asks);
            attraction(world, asker.home, pulls.practice[row][asker.sex], tastes.decay,
                       tastes.own_municipality, up_to);
            const double staying = asks == Asks::open_lists ? worth_of_staying(world, asker, tastes) : 0.0;
            Counts together, alone;
            for (std::uint64_t seed = 0; seed < seeds; ++seed) {
                const auto wishes = wishes_of(world, {asker}, *ways, pulls, Seed{seed}, 0);
                REQUIRE(wishes.size() == 1);
                if (wishes[0] && wishes[0]->list.value != asker.list)
                    CHECK(
                        wishes[0]->distance ==
                        distance_flags(world, asker.home, static_cast<std::uint16_t>(wishes[0]->list.value)));
                ++together[named(wishes[0])];
                ++alone[named(wish(world, asker, up_to, pulls, staying, Seed{seed + 1'000'000}, 0))];
            }
            // Two samples of one distribution: chi-square, with as many degrees of freedom as lists less one.
            double chi2 = 0;
            for (const auto& [list, n] : alone) together[list] += 0;
            for (const auto& [list, n] : together) {
                const double m = alone[list];
                if (n + m > 0) chi2 += (n - m) * (n - m) / (n + m);
            }
            const double degrees = static_cast<double>(together.size()) - 1;
            INFO("asker " << i << ": chi-square " << chi2 << " on " << degrees);
            CHECK(chi2 < degrees + 4 * std::sqrt(2 * degrees) + 1);
            ++rows;
        }
    CHECK(rows == 8);
}

TEST_CASE("Wishes do not depend on threads, nor on who else asks", "[model][fast]") {
    auto world = half_open(5, 2000);
    const ChoiceParams params;
    const auto ways = WayWeights::of(world, params);
    const auto pulls = pulls_of(world, params);
    std::vector<Asker> askers;
    for (std::uint32_t i = 0; i < world.people.size(); i += 3)
        askers.push_back(asker_of(world, PersonId{i}, i % 2 == 0 ? Asks::open_lists : Asks::any_list));
    const auto all = wishes_of(world, askers, *ways, pulls, Seed{4}, 1);
    for (const unsigned threads : {1U, 2U, 8U}) {
        const geo::ThreadLimit limit(threads);
        CHECK(wishes_of(world, askers, *ways, pulls, Seed{4}, 1) == all);
    }
    for (std::size_t i = 0; i < askers.size(); i += 97)
        CHECK(wishes_of(world, {askers[i]}, *ways, pulls, Seed{4}, 1)[0] == all[i]);
    CHECK(wishes_of(world, {}, *ways, pulls, Seed{4}, 1).empty());
}

TEST_CASE("Weights of ways follow what they are made from", "[model][fast]") {
    auto world = tiny_world(3, 500);
    ChoiceParams params;
    const auto first = WayWeights::of(world, params);
    CHECK(WayWeights::of(world, params) == first);
    params.travel_deterrence *= 2;
    const auto steeper = WayWeights::of(world, params);
    CHECK(steeper != first);
    CHECK(steeper->of_pair != first->of_pair);
    params.own_municipality += 1;
    CHECK(WayWeights::of(world, params)->of_pair != steeper->of_pair);
}

TEST_CASE("The index of members gives whom a look at everyone gives", "[model][fast]") {
    auto world = tiny_world(4, 1000);
    const auto expected = [&](std::uint32_t list) {
        std::vector<PersonId> found;
        for (const auto p : ids<PersonId>(world.people.size()))
            if (world.people.list[p] == list) found.push_back(p);
        return found;
    };
    const auto check = [&] {
        for (const auto list : ids<ListId>(world.lists.size()))
            CHECK(members_of(world, list) == expected(list.value));
        auto both = expected(0);
        const auto second = expected(2);
        both.insert(both.end(), second.begin(), second.end());
        std::sort(both.begin(), both.end());
        CHECK(members_of(world, {ListId{2}, ListId{0}}) == both);
    };
    check();
    for (std::uint32_t i = 0; i < 900; ++i) {
        const PersonId p{i * 3};
        leave_list(world, p);
        if (i % 3 != 0) join_list(world, p, ListId{i % world.lists.size()}, start);
        if (i % 5 == 0) join_list(world, p, ListId{(i + 1) % world.lists.size()}, start);
        if (i % 7 == 0) join_list(world, p, ListId{i % world.lists.size()}, start);  // came back
    }
    check();
    const auto newborn = add_person(world, start, Sex::female, CellId{0});
    join_list(world, newborn, ListId{1}, start);
    check();
    for (int round = 0; round < 4; ++round)  // until it is laid out anew
        for (const auto p : ids<PersonId>(world.people.size()))
            join_list(world, p, ListId{(p.value + static_cast<std::uint32_t>(round)) % world.lists.size()},
                      start);
    check();
}
