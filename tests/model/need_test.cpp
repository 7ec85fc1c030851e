#include "model/need.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/parameters.hpp"
#include "model/person_moves.hpp"
#include "model/posts.hpp"
#include "model/start/initial.hpp"
#include "support/random_world.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;

namespace {

World counted(World world) {
    world.residents = count_residents(world);
    world.member_homes = count_member_homes(world);
    return world;
}

/// The obvious version: everyone's own draw against the share at her age.
Column<PersonId, std::uint8_t> extensive_by_hand(const World& world, const NeedParams& params, Seed seed) {
    const auto share = extensive_share(params);
    Column<PersonId, std::uint8_t> extensive(world.people.size());
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        const double u = Draw(seed, Stream::need, i, Month{}).uniform();
        const auto age = static_cast<std::size_t>(std::min(world.people.age(p, world.month), ages - 1));
        extensive[p] = world.people.here(p) && u < share[age];
    }
    return extensive;
}

}  // namespace

TEST_CASE("The share with extensive needs runs straight between the ages given and never falls",
          "[model][fast]") {
    NeedParams params;
    params.extensive = {1, 19, 4, 40, 40, 50, 60, 100};
    const auto share = extensive_share(params);
    CHECK(share[0] == Approx(0.01));
    CHECK(share[9] == Approx(0.10));  // halfway from 1 % at 0 to 19 % at 18
    CHECK(share[18] == Approx(0.19));
    CHECK(share[40] == Approx(0.19));  // 4 % would be a fall
    CHECK(share[55] == Approx(0.40));
    CHECK(share[85] == Approx(0.80));
    CHECK(share[105] == Approx(1.0));
    CHECK(std::is_sorted(share.begin(), share.end()));
    CHECK(extensive_from(share, 0.005) == 1);   // extensive from birth
    CHECK(extensive_from(share, 0.195) == 46);  // from 45: 22 %, halfway from 4 % at 40 to 40 % at 50
    params.extensive.fill(10);
    CHECK(extensive_from(extensive_share(params), 0.11) == People::never_extensive);
}

TEST_CASE("Needs equal each person's own draw against the share at her age", "[model][fast]") {
    const NeedParams params;
    for (const std::uint32_t people : {0U, 1U, 131U, 10'000U}) {
        auto world = counted(support::random_world(people, Seed{people + 1}));
        update_needs(world, params, Seed{9});
        const auto expected = extensive_by_hand(world, params, Seed{9});
        for (std::uint32_t i = 0; i < people; ++i)
            REQUIRE(world.people.has(PersonId{i}, People::extensive) == (expected[PersonId{i}] != 0));
        CHECK(world.residents == count_residents(world));
        CHECK(world.member_homes == count_member_homes(world));
    }
}

TEST_CASE("Extensive needs stay, and begin at a drawn age", "[model][fast]") {
    auto world = counted(support::random_world(10'000, Seed{1}));
    const NeedParams params;
    update_needs(world, params, Seed{9});
    for (int year = 1; year <= 20; ++year) {
        const auto before = world.people;
        world.month = world.month + 12;
        update_needs(world, params, Seed{9});
        bool some = false;
        for (std::uint32_t i = 0; i < before.size(); ++i) {
            const PersonId p{i};
            const bool now = world.people.has(p, People::extensive);
            REQUIRE((!before.has(p, People::extensive) || now));
            some = some || now != before.has(p, People::extensive);
        }
        CHECK(some);
        CHECK(world.people.extensive_from == before.extensive_from);
    }
    CHECK(world.residents == count_residents(world));
}

TEST_CASE("Needs begin in the month after a birthday, newcomers' too", "[model][fast]") {
    auto world = counted(support::random_world(10'000, Seed{1}));
    const NeedParams params;
    update_needs(world, params, Seed{9});
    for (int month = 1; month <= 26; ++month) {
        for (std::uint32_t k = 0; k < 40; ++k) {  // people of all ages, as they come
            const auto p =
                add_person(world, world.month + -static_cast<int>(30 * k), Sex::female, CellId{k % 10});
            seek(world, p);
        }
        world.month = world.month + 1;
        const auto before = world.residents.extensive.people;
        update_needs(world, params, Seed{9});
        CHECK(world.residents.extensive.people != before);
        const auto expected = extensive_by_hand(world, params, Seed{9});
        for (std::uint32_t i = 0; i < world.people.size(); ++i)
            REQUIRE(world.people.has(PersonId{i}, People::extensive) == (expected[PersonId{i}] != 0));
    }
    CHECK(world.residents == count_residents(world));
}

TEST_CASE("As many have extensive needs as the shares by age say", "[model][fast]") {
    auto world = counted(support::random_world(10'000, Seed{4}));
    update_needs(world, NeedParams{}, Seed{2});
    const auto share = extensive_share(NeedParams{});
    double expected = 0;
    double variance = 0;
    int found = 0;
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (!world.people.here(p)) continue;
        const double chance = share[static_cast<std::size_t>(world.people.age(p, world.month))];
        expected += chance;
        variance += chance * (1 - chance);
        found += world.people.has(p, People::extensive);
    }
    CHECK(std::abs(found - expected) < 4 * std::sqrt(variance));
}

TEST_CASE("Needs are the same on 1, 2, 3 and 8 threads and with other people added", "[model][fast]") {
    const auto run = [](std::uint32_t people) {
        auto world = counted(support::random_world(people, Seed{1}));
        update_needs(world, NeedParams{}, Seed{9});
        return world;
    };
    const auto first = [&] {
        const geo::ThreadLimit limit(1);
        return run(200'000);
    }();
    for (const unsigned threads : {2U, 3U, 8U}) {
        const geo::ThreadLimit limit(threads);
        const auto world = run(200'000);
        CHECK(world.people == first.people);
        CHECK(world.residents == first.residents);
        CHECK(world.member_homes == first.member_homes);
    }
    const auto fewer = run(1000);
    for (std::uint32_t i = 0; i < 1000; ++i)
        REQUIRE(fewer.people.extensive_from[PersonId{i}] == first.people.extensive_from[PersonId{i}]);
}

TEST_CASE("Every move of a person with extensive needs moves the totals with her", "[model][fast]") {
    Remarks remarks;
    auto world = make_world(support::tiny_inputs(2, 1000), Params{}, Seed{1}, start, 24, remarks);
    PersonId person{0};
    while (!world.people.has(person, People::extensive) || world.people.list[person] == People::no_list)
        ++person.value;
    const auto home = municipality_of(world.setting, world.people.home[person]);
    const MunicipalityId other{1 - home.value};
    const auto& extensive = world.residents.extensive;
    const auto here = extensive.people[home];
    const auto without = extensive.on_no_list[home];
    CHECK(audit(world).empty());
    leave_list(world, person);
    CHECK(extensive.on_no_list[home] == without + 1);
    seek(world, person);
    CHECK(audit(world).empty());
    const auto there = extensive.people[other];
    move_home(world, person, world.setting.cell_of[world.setting.first_cell[other.value]]);
    CHECK(extensive.people[home] == here - 1);
    CHECK(extensive.people[other] == there + 1);
    CHECK(audit(world).empty());
    join_list(world, person, ListId{0}, start);
    CHECK(world.member_homes.extensive_of(ListId{0})[other.value] > 0);
    CHECK(audit(world).empty());
    depart(world, person, Presence::dead);
    CHECK(extensive.people[other] == there);
    CHECK(audit(world).empty());
}

TEST_CASE("A list founded since the first day gets its row when someone joins it", "[model][fast]") {
    Remarks remarks;
    auto world = make_world(support::tiny_inputs(2, 1000), Params{}, Seed{1}, start, 24, remarks);
    const auto list = add_list(world, PracticeId{0}, 500, false, start, 77);
    CHECK(world.member_homes.all_of(list).empty());
    CHECK(audit(world).empty());
    const auto person = world.seekers.front();
    join_list(world, person, list, start);
    CHECK(world.member_homes.all_of(list)[municipality_of(world.setting, world.people.home[person]).value] ==
          1);
    CHECK(audit(world).empty());
}
