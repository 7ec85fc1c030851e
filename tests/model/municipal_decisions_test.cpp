#include <catch2/catch.hpp>
#include <cmath>

#include "model/audit.hpp"
#include "model/doctor_supply.hpp"
#include "model/gp_choice.hpp"
#include "model/month_costs.hpp"
#include "model/municipal_decisions.hpp"
#include "model/posts.hpp"
#include "model/vacancy.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;
using support::tiny_world;

TEST_CASE("A municipality announces lists where places run out and lists do not stay vacant",
          "[model][fast]") {
    auto world = tiny_world(2, 2000);
    for (auto& standing : world.lists.standing.values())  // none from before the first day
        if (static_cast<Standing>(standing) == Standing::announced)
            standing = static_cast<std::uint8_t>(Standing::closed);
    const auto lists = world.lists.size();
    for (const auto list : ids<ListId>(lists)) {  // all have a GP and are full, the second has room
        if (world.lists.vacant(list)) take_list(world, DoctorId{list.value}, list, start);
        world.lists.cap[list] = static_cast<std::uint16_t>(
            world.lists.members[list] + (world.lists.municipality[list].value == 0 ? 0 : 400));
    }
    PostParams params;
    params.decided_per_month = 1;
    params.plan_ahead_years = 0;
    params.transferred = 0.5;
    params.most_new_a_year = 0;
    DoctorParams doctors;
    doctors.desired_cap.fill(100);  // a new list adds 50 places
    world.cap_level.values().assign(2, 1.0F);
    world.reserve.values().assign(2, 60.0F);  // per 1000 of about 2000 people
    world.residents.on_no_list.values().assign(2, 0);
    const auto count = [&](Standing standing) {
        std::array<int, 2> n{};
        for (auto l = lists; l < world.lists.size(); ++l)
            n[world.lists.municipality[ListId{l}].value] += world.lists.is(ListId{l}, standing);
        return n;
    };
    decide_posts(world, params, doctors, ChoiceParams{}, Seed{1});
    CHECK(world.lists.size() == lists);
    params.most_new_a_year = 100'000;
    decide_posts(world, params, doctors, ChoiceParams{}, Seed{1});
    const double lacking = 60 * world.residents.people[MunicipalityId{0}] / 1000.0;
    const auto announced = count(Standing::announced);
    CHECK(std::abs(announced[0] - lacking / 50) <= 1);
    CHECK(announced[0] >= 2);
    CHECK(announced[1] == 0);
    for (auto l = lists; l < world.lists.size(); ++l) {
        CHECK_FALSE(world.lists.vacant(ListId{l}));
        CHECK(world.lists.on_offer(ListId{l}));
    }
    // What is announced counts with the places it will have, so hardly any more are.
    decide_posts(world, params, doctors, ChoiceParams{}, Seed{2});
    CHECK(count(Standing::announced)[0] <= announced[0] + 1);

    // None where two lists have long had no GP.
    auto stuck = tiny_world(2, 2000);
    stuck.cap_level.values().assign(2, 1.0F);
    stuck.reserve.values().assign(2, 1000.0F);
    for (const auto list : ids<ListId>(stuck.lists.size())) {
        stuck.lists.doctor[list] = none<DoctorId>;
        stuck.lists.next_gp[list] = none<DoctorId>;
        stuck.lists.since[list] = start + -100;
    }
    const auto before = stuck.lists.size();
    decide_posts(stuck, params, doctors, ChoiceParams{}, Seed{1});
    CHECK(stuck.lists.size() == before);
}

TEST_CASE("An announced list is one from its first GP on, who was a candidate and signed for it",
          "[model][fast]") {
    auto world = tiny_world(1, 2000);
    const auto list = add_list(world, PracticeId{0}, 900, false, start, luck_of_post(0, start, 7));
    world.lists.standing[list] = static_cast<std::uint8_t>(Standing::announced);
    const auto doctor = add_doctor(world, 1U << 17, Sex::female, 34, false, 0, 45, 700);
    const auto lists = std::count(world.list_of.begin(), world.list_of.end(), list);
    CHECK(lists == 0);
    sign(world, doctor, list, start + 2);
    CHECK(static_cast<Post>(world.doctors.post[doctor]) == Post::signed_up);
    CHECK(hand_over(world).empty());
    world.month = start + 2;
    CHECK(hand_over(world) == std::vector{list});
    CHECK(world.lists.doctor[list] == doctor);
    CHECK(world.lists.is(list, Standing::open));
    CHECK(std::count(world.list_of.begin(), world.list_of.end(), list) == 1);
    CHECK(world.flows.gps_hired[MunicipalityId{0}] >= 1);
    CHECK(world.flows.new_posts[MunicipalityId{0}] == 1);
    CHECK(world.doctors.entered[doctor] == start + 2);
    CHECK(world.lists.cap[list] == as_cap(700 * static_cast<double>(world.cap_level[MunicipalityId{0}])));
    CHECK(audit(world).empty());
}

TEST_CASE(
    "Pay that was offered where a list stood vacant goes to who signed, costs the municipality and ends with "
    "her",
    "[model][fast]") {
    auto world = tiny_world(3, 1000);
    PostParams params;
    params.pay_after_months = 0;
    params.pay_offered_per_month = 1;
    params.closed_per_month = params.shared_per_month = 0;
    ListId vacant{0};
    while (!world.lists.vacant(vacant) || world.lists.next_gp[vacant] != none<DoctorId>) ++vacant.value;
    for (int month = 0; month < 3; ++month) rescue_vacant_lists(world, params, Seed{1});
    CHECK(world.lists.pay_offer[vacant] == 300'000);
    const auto m = world.lists.municipality[vacant];
    const auto cost = [&] {
        return month_costs(world, MoneyParams{}, WorkParams{}, TermsTable{})[m].pay_offers;
    };
    const double before = cost();
    const auto doctor = add_doctor(world, 1U << 17, Sex::female, 34, false, 0, 45, 700);
    sign(world, doctor, vacant, start);
    hand_over(world);
    CHECK(world.lists.doctor[vacant] == doctor);
    const double with_employer = world.lists.salaried[vacant] ? 1 + MoneyParams{}.employer_costs / 100 : 1;
    CHECK(cost() - before == Approx(300'000 / 12.0 * with_employer));
    end_contract(world, doctor, true);
    CHECK(world.lists.pay_offer[vacant] == 0);
    CHECK(cost() == Approx(before));
}

TEST_CASE("Where no list has a GP one from the nearest municipality shares one, and the list stays on offer",
          "[model][fast]") {
    auto world = tiny_world(3, 1000);
    const MunicipalityId alone{0};
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.municipality[list] == alone && world.lists.has_gp(list)) {
            if (const auto next = world.doctors.next_list[world.lists.doctor[list]]; next != none<ListId>)
                world.lists.next_gp[next] = none<DoctorId>;
            world.doctors.next_list[world.lists.doctor[list]] = none<ListId>;
            end_contract(world, world.lists.doctor[list], true);
        }
    PostParams params;
    params.shared_per_month = 1;
    params.closed_per_month = 0;
    const auto since = world.lists.since;
    rescue_vacant_lists(world, params, Seed{1});
    std::vector<ListId> shared;
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.shared[list]) shared.push_back(list);
    REQUIRE(shared.size() == 1);
    const auto list = shared.front();
    CHECK(world.lists.municipality[list] == alone);
    CHECK(world.lists.on_offer(list));
    CHECK(world.lists.since[list] == since[list]);
    CHECK(world.contracts.back().shared == 1);
    CHECK(audit(world).empty());
    world.month = start + params.shared_months;
    hand_over(world);
    CHECK(world.lists.vacant(list));
    CHECK(world.lists.since[list] == since[list]);
}

TEST_CASE("A new list takes over patients of longer ones, whose caps fall by as much", "[model][fast]") {
    auto world = tiny_world(1, 4000);
    ListId longest{0};
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.has_gp(list) &&
            (!world.lists.has_gp(longest) || world.lists.members[list] > world.lists.members[longest]))
            longest = list;
    REQUIRE(world.lists.has_gp(longest));
    const auto before = world.lists.members[longest];
    const auto cap = world.lists.cap[longest];
    const auto opened = add_list(world, world.lists.practice[longest], before / 2, false, start, 999);
    index_lists_by_practice(world);
    PostParams params;
    transfer_patients(world, params, {opened}, Seed{1});
    const auto given = before - world.lists.members[longest];
    CHECK(std::abs(given - before / 2 * params.givers_share) < 4 * std::sqrt(before));
    CHECK(world.lists.cap[longest] == cap - given);
    CHECK(world.lists.members[opened] >= given);
    CHECK(world.lists.members[opened] <= params.transferred * before / 2 + 4 * std::sqrt(before));
    CHECK(audit(world).empty());
}

TEST_CASE("Caps follow list lengths down to what the GP wants and never take anyone off", "[model][fast]") {
    auto world = tiny_world();
    const ListId list{0};
    const auto members = world.lists.members[list];
    auto& wanted = world.doctors.desired_cap[world.lists.doctor[list]];
    world.cap_level.values().assign(world.setting.municipalities.size(), 1.0F);
    PostParams still;
    still.raised_per_month = 0;
    const auto cap_after = [&](double want, std::uint32_t cap) {
        wanted = static_cast<float>(want);
        world.lists.cap[list] = static_cast<std::uint16_t>(cap);
        drift_caps(world, still, 0, 10, Seed{1});
        return world.lists.cap[list];
    };
    CHECK(cap_after(members - 100, members + 50) == members);
    CHECK(cap_after(members + 20, members + 50) == members + 20);
    CHECK(cap_after(members + 80, members + 50) == members + 50);
    CHECK(world.lists.members[list] == members);
}

TEST_CASE("GPs lower their caps by steps, and a list is over its cap then", "[model][fast]") {
    auto world = tiny_world(7, 10'000);
    world.cap_level.values().assign(world.setting.municipalities.size(), 1.0F);
    PostParams params;
    params.raised_per_month = 0;
    params.lowered_places = 200;
    double before = 0, after = 0;
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (!world.lists.has_gp(list)) continue;
        world.lists.cap[list] = static_cast<std::uint16_t>(world.lists.members[list] + 5);
        world.doctors.desired_cap[world.lists.doctor[list]] = world.lists.cap[list];
        before += world.lists.cap[list];
    }
    const auto members = world.lists.members;
    drift_caps(world, params, -0.6, 10, Seed{1});  // 5 % in the month
    int lowered = 0, gps = 0;
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (!world.lists.has_gp(list)) continue;
        ++gps;
        after += world.lists.cap[list];
        const int below = world.lists.members[list] - world.lists.cap[list];
        CHECK((below == -5 || below == 195));
        lowered += below == 195;
        CHECK(world.doctors.desired_cap[world.lists.doctor[list]] == world.lists.cap[list]);
    }
    CHECK(lowered > 0);
    CHECK(lowered < gps);
    const double expected = 0.05 * before;
    CHECK(before - after == Approx(expected).margin(4 * std::sqrt(expected * params.lowered_places)));
    CHECK(world.lists.members == members);
}

TEST_CASE("A closed list's patients join the municipality's other lists with a GP", "[model][fast]") {
    auto world = tiny_world(3, 1000);
    PostParams params;
    params.close_after_months = 0;
    params.closed_per_month = 1;
    const auto on_lists = [&] {
        std::uint32_t sum = 0;
        for (const auto members : world.lists.members) sum += members;
        return sum;
    };
    const auto before = on_lists();
    rescue_vacant_lists(world, params, Seed{1});
    CHECK(on_lists() == before);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        if (!world.lists.is(ListId{l}, Standing::open) && !world.lists.is(ListId{l}, Standing::closed))
            continue;
        if (world.lists.next_gp[ListId{l}] != none<DoctorId>) continue;  // someone will come
        CHECK(!world.lists.vacant(ListId{l}));
        CHECK(world.lists.is(ListId{l}, Standing::closed) == (world.lists.members[ListId{l}] == 0));
    }
    CHECK(audit(world).empty());
}
