#include "model/continuity.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "geo/base/threads.hpp"
#include "support/random_world.hpp"

using namespace model;

namespace {

/// The obvious version.
Continuity continuity_by_hand(const World& world) {
    Continuity result;
    for (auto& column : result.patients) column.resize(world.setting.municipalities.size());
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (world.people.list[p] == People::no_list) continue;
        const ListId list{world.people.list[p]};
        std::size_t group = 0;
        if (world.lists.has_gp(list)) {
            const auto since =
                std::max(world.people.joined[p], world.doctors.started[world.lists.doctor[list]]);
            const int year = (world.month - since) / 12 + 1;
            group = year <= 1 ? 1 : year <= 3 ? 2 : year <= 5 ? 3 : year <= 10 ? 4 : year <= 15 ? 5 : 6;
        }
        ++result.patients[group][world.lists.municipality[list]];
    }
    return result;
}

}  // namespace

TEST_CASE("A relation is in its first year for twelve months, in its second after them", "[model][fast]") {
    CHECK(continuity_group(0) == 1);
    CHECK(continuity_group(11) == 1);
    CHECK(continuity_group(12) == 2);
    CHECK(continuity_group(35) == 2);
    CHECK(continuity_group(36) == 3);
    CHECK(continuity_group(60) == 4);
    CHECK(continuity_group(119) == 4);
    CHECK(continuity_group(120) == 5);
    CHECK(continuity_group(179) == 5);
    CHECK(continuity_group(180) == 6);
    CHECK(continuity_group(1000) == 6);
}

TEST_CASE("A patient's years with her GP begin when the later of the two came", "[model][fast]") {
    auto world = support::random_world(4, Seed{1});
    for (std::uint32_t i = 0; i < 4; ++i) world.people.list[PersonId{i}] = 0;
    world.people.list[PersonId{3}] = 5;  // has no GP
    const auto doctor = world.lists.doctor[ListId{0}];
    world.doctors.started[doctor] = world.month + -100;
    world.people.joined[PersonId{0}] = world.month + -200;  // 100 months with this GP: year 9
    world.people.joined[PersonId{1}] = world.month + -14;   // year 2
    world.people.joined[PersonId{2}] = world.month;         // year 1
    recount_continuity(world);
    const auto at = [&](std::size_t group) { return world.continuity.patients[group][MunicipalityId{0}]; };
    CHECK(at(0) == 1);  // list 5 lies in municipality 0, too
    CHECK(at(1) == 1);
    CHECK(at(2) == 1);
    CHECK(at(3) == 0);
    CHECK(at(4) == 1);
    world.doctors.started[doctor] = world.month;  // a new GP: everyone begins anew
    recount_continuity(world);
    CHECK(at(1) == 3);
}

TEST_CASE("Continuity equals a count person by person, on any number of threads", "[model][fast]") {
    for (const std::uint32_t people : {0U, 1U, 131U, 10'000U, 200'000U}) {
        auto world = support::random_world(people, Seed{people + 3});
        const auto expected = continuity_by_hand(world);
        for (const unsigned threads : {1U, 2U, 3U, 8U}) {
            const geo::ThreadLimit limit(threads);
            recount_continuity(world);
            CHECK(world.continuity == expected);
        }
        std::int64_t counted = 0;
        for (const auto& column : world.continuity.patients)
            counted = std::accumulate(column.begin(), column.end(), counted);
        const auto& members = world.lists.members;
        CHECK(counted == std::accumulate(members.begin(), members.end(), std::int64_t{0}));
    }
}

TEST_CASE("Longer relations go with fewer visits, by the odds ratios", "[model][fast]") {
    ContinuityParams params;
    const auto falls = [](const std::array<double, 6>& odds) {
        return std::is_sorted(odds.rbegin(), odds.rend());
    };
    CHECK(falls(params.out_of_hours));
    CHECK(falls(params.acute_admission));
    CHECK(falls(params.death));

    Continuity continuity;
    for (auto& column : continuity.patients) column.resize(1);
    const MunicipalityId m{0};
    continuity.patients[1][m] = 1000;
    params.reference = {0, 100, 0, 0, 0, 0, 0};  // the rate holds among people in their first year
    CHECK(expected_outcomes(params, params.out_of_hours, 0.23, continuity, m) == Approx(230));
    continuity.patients[1][m] = 0;
    continuity.patients[6][m] = 1000;
    CHECK(expected_outcomes(params, params.out_of_hours, 0.23, continuity, m) == Approx(230 * 0.70));
    continuity.patients[1][m] = 1000;
    CHECK(weighted_patients(continuity, continuity_weights(params, params.death), m) == Approx(1750));
    params.reference = {0, 50, 0, 0, 0, 0, 50};  // as here
    CHECK(expected_outcomes(params, params.out_of_hours, 0.23, continuity, m) == Approx(460));
}
