// Rules that decide in parallel give what a plain loop over agents gives, on worlds of 0, 1, 131 and 10 000
// doctors.
#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/threads.hpp"
#include "model/doctor_supply.hpp"
#include "model/gp_exit.hpp"
#include "model/measures/bills.hpp"
#include "model/measures/put_in_force.hpp"
#include "model/posts.hpp"
#include "model/recruitment.hpp"
#include "model/vacancy.hpp"
#include "support/random_world.hpp"

using namespace model;

namespace {

constexpr std::array<std::uint32_t, 4> sizes{0, 1, 131, 10'000};

/// `doctors` doctors, seven in eight on a list of their own; every eighth looks for one of as many vacant
/// lists.
World doctors_world(std::uint32_t doctors) {
    auto world = support::random_world(700, Seed{5});
    world.setting.counties = {"01", "02"};
    world.setting.county_of[MunicipalityId{3}] = 1;
    world.attractiveness.values().assign(5, 0.0F);
    world.lasting_attractiveness.values().assign(5, 0.0F);
    world.attractiveness[MunicipalityId{2}] = 1.5F;
    for (std::uint32_t i = 0; i < doctors; ++i) {
        Draw draw(Seed{6}, Stream::initial_doctor, i, world.month);
        const auto list = add_list(world, PracticeId{i % 5}, 1000, draw.below(4) == 0,
                                   world.month + -static_cast<int>(1 + draw.below(200)), 100 + i);
        const auto doctor = add_doctor(world, 100 + i, draw.below(2) != 0 ? Sex::female : Sex::male,
                                       30 + 35 * draw.uniform(), draw.below(2) != 0,
                                       static_cast<std::uint8_t>(draw.below(2)), 40 + draw.below(20), 900);
        world.doctors.started[doctor] = world.month + -3;
        if (i % 8 != 7) take_list(world, doctor, list, world.month + -static_cast<int>(1 + draw.below(200)));
    }
    index_lists_by_practice(world);
    auto& work = world.work;
    for (auto* column : {&work.hours_week, &work.duty_hours_week, &work.pressure, &work.days_to_appointment,
                         &work.income_nok})
        column->resize(world.lists.size());
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        Draw draw(Seed{7}, Stream::initial_lists, l, world.month);
        work.hours_week[ListId{l}] = static_cast<float>(40 + 20 * draw.uniform());
        work.duty_hours_week[ListId{l}] = static_cast<float>(10 * draw.uniform());
        work.income_nok[ListId{l}] = static_cast<float>(1e6 * (1 + draw.uniform()));
    }
    return world;
}

}  // namespace

TEST_CASE("Leaving in parallel is leaving one by one", "[model][fast]") {
    ExitParams params;
    params.base = 0.9;  // so that many leave in a month
    for (const auto doctors : sizes) {
        INFO(doctors << " doctors");
        const auto world = doctors_world(doctors);
        const auto leaves = plan_exits(world, params, Seed{1});
        std::uint32_t gone = 0;
        for (std::uint32_t d = 0; d < world.doctors.size(); ++d) {
            const DoctorId doctor{d};
            const auto list = world.doctors.list[doctor];
            bool alone = false;
            if (list != none<ListId>) {
                const double hazard = exit_hazard(params, world, doctor, offer_of(world, list));
                Draw draw(Seed{1}, Stream::gp_exit, world.doctors.luck[doctor], world.month);
                alone = draw.uniform() < 1 - std::exp(-hazard / 12);
            }
            CHECK((static_cast<Exit>(leaves[doctor]) != Exit::stays) == alone);
            gone += alone;
        }
        if (doctors == 10'000) CHECK(gone > 100);
    }
}

TEST_CASE("Locums come in parallel as one by one", "[model][fast]") {
    for (const auto doctors : sizes) {
        auto world = doctors_world(doctors);
        const auto before = world.lists;
        cover_vacancies(world, VacancyParams{}, Seed{1});
        const auto chances = cover_chances(VacancyParams{}, VacancyParams{}.locum_cover);
        for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
            const ListId list{l};
            Draw draw(Seed{1}, Stream::vacancy, world.lists.luck[list], world.month);
            const bool asks = world.lists.vacant(list) && world.lists.members[list] > 0;
            const double chance = before.locum[list]                  ? 1 - chances.ends
                                  : before.uncovered_months[list] > 0 ? chances.begins
                                                                      : VacancyParams{}.locum_cover;
            CHECK(world.lists.locum[list] == (asks && draw.uniform() < chance));
        }
    }
}

TEST_CASE("Doctors apply in parallel as when each is asked alone", "[model][fast]") {
    RecruitmentParams params;
    params.moving_cost = 1;
    params.wishes = 4;
    const AppealParams appeals;
    for (const auto doctors : sizes) {
        INFO(doctors << " doctors");
        const auto world = doctors_world(doctors);
        const auto market = open_market(world, params, appeals, Seed{1});
        std::size_t applications = 0;
        for (std::size_t i = 0; i < market.applicants.size(); ++i) {
            const auto doctor = market.applicants[i];
            const auto luck = world.doctors.luck[doctor];
            const auto taste = taste_of(appeals, Seed{1}, luck);
            const auto changing = [&](std::uint32_t turn) {
                return gumbel(Draw(Seed{1}, Stream::job_utility, luck, world.month, turn));
            };
            const auto chance = [&](std::uint32_t turn) {
                const double lasting = appeals.lasting_taste;
                return lasting * gumbel(Draw(Seed{1}, Stream::lasting_taste, luck, Month{}, turn)) +
                       (1 - lasting) * changing(turn);
            };
            const auto own = world.doctors.list[doctor];
            const double keep = own == none<ListId>
                                    ? params.outside_option + chance(0xFFFFFFFF)
                                    : appeal(appeals, world, doctor, taste, offer_of(world, own), false) +
                                          list_appeal(appeals, world, own, Seed{1}) + params.moving_cost +
                                          chance(world.lists.luck[own]);
            std::vector<std::pair<double, std::uint32_t>> better;
            for (std::uint32_t post = 0; post < market.posts.size(); ++post) {
                const auto list = market.posts[post];
                const double u = appeal(appeals, world, doctor, taste, offer_of(world, list), true) +
                                 list_appeal(appeals, world, list, Seed{1}) + chance(world.lists.luck[list]);
                if (u > keep) better.emplace_back(-u, post);
            }
            std::sort(better.begin(), better.end());
            better.resize(std::min<std::size_t>(better.size(), 4));
            REQUIRE(market.wishes[i].size() == better.size());
            for (std::size_t k = 0; k < better.size(); ++k)
                CHECK(market.wishes[i][k].post == better[k].second);
            applications += better.size();
        }
        if (doctors == 10'000) CHECK(applications > 100);
    }
}

TEST_CASE("Measures cost the same on any number of threads", "[model][measures]") {
    Params params;
    for (const auto lever : {Lever::gp_year_grant, Lever::capitation_percent, Lever::debt_relief}) {
        Measure m;
        m.name = info(lever).name;
        m.from = Month{0};
        m.until = Month{32'000};
        m.effects = {{lever, 10, m.from, "test"}};
        params.measures.push_back(m);
    }
    const auto bills = [&](unsigned threads) {
        const geo::ThreadLimit limit(threads);
        auto world = doctors_world(10'000);
        put_in_force(world, params, Seed{1});
        account_measures(world, params, Seed{1});
        return world.in_force.measures;
    };
    const auto one = bills(1);
    CHECK(one[0].cost[MunicipalityId{0}][0] > 0);
    CHECK(bills(2) == one);
    CHECK(bills(8) == one);
}
