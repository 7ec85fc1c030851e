#include "model/workload.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/money.hpp"
#include "model/need.hpp"
#include "model/posts.hpp"
#include "support/random_world.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::in;

namespace {

World needy_world(std::uint32_t people, Seed seed) {
    auto world = support::random_world(people, seed);
    world.residents = count_residents(world);
    world.member_homes = count_member_homes(world);
    update_needs(world, NeedParams{}, Seed{3});
    recount_consultations(world, WorkParams{}, NeedParams{});
    work_and_earn(world, WorkParams{}, MoneyParams{});
    return world;
}

}  // namespace

TEST_CASE("Consultations by age keep the published mean whatever the share with extensive needs",
          "[model][fast]") {
    const WorkParams work;
    const auto published = work.consultations;
    constexpr std::array<int, 9> some_age{3, 10, 17, 25, 40, 60, 70, 85, 95};
    for (const double ratio : {1.0, 2.5, 8.0}) {
        NeedParams need;
        need.consultation_ratio = ratio;
        const ConsultationRates rates(work, need);
        const auto share = extensive_share(need);
        for (std::size_t group = 0; group < 9; ++group) {
            const int age = some_age[group];
            const double s = share[static_cast<std::size_t>(age)];
            const double w = work.women[group] / 100;
            const auto by_sex = [&](Sex sex) {
                return s * rates.at(true, sex, age) + (1 - s) * rates.at(false, sex, age);
            };
            CHECK(w * by_sex(Sex::female) + (1 - w) * by_sex(Sex::male) == Approx(published[group]));
            CHECK(rates.at(true, Sex::male, age) == Approx(ratio * rates.at(false, Sex::male, age)));
            CHECK(by_sex(Sex::female) == Approx(work.women_per_man[group] * by_sex(Sex::male)));
        }
    }
}

TEST_CASE("The mean GP of 2018 works the hours the time-use study found", "[model][fast]") {
    const WorkParams work;
    const double per_patient = work.mean_consultations;
    const auto week = hours_at(work, in(2018), 1100, per_patient, 1000);
    CHECK(week.practice == Approx(55.6 - 0.34 * 20));
    // By hand: 38.8 hours for 1100 × 3.0 × 88 % consultations over 45 weeks, 2 % of them at half the time.
    CHECK(minutes_per_consultation(work) ==
          Approx(38.8 * 45 * 60 / (1100 * 3.0 * 0.88 * 0.99)).epsilon(1e-9));
    CHECK(minutes_per_consultation(work) == Approx(36.4).margin(0.1));
}

TEST_CASE("Consultations and their electronic share follow the years, and the last value goes on",
          "[model][fast]") {
    const WorkParams work;
    CHECK(electronic_share(work, in(2015)) == Approx(0.02));
    CHECK(electronic_share(work, in(2020, 12)) == Approx(0.229));
    CHECK(electronic_share(work, in(2023)) == Approx(0.202));
    CHECK(electronic_share(work, in(2035)) == Approx(0.202));
    CHECK(consultation_level(work, in(2018)) == Approx(0.88));
    CHECK(consultation_level(work, in(2026)) == Approx(1.0));
}

TEST_CASE("Duty is shared by the district's doctors, small municipalities with their neighbours",
          "[model][fast]") {
    const WorkParams work;
    CHECK(duty_hours(work, 16) == Approx(8));
    CHECK(duty_hours(work, 128) == Approx(1));
    CHECK(duty_hours(work, 2) == duty_hours(work, 6));
    CHECK(duty_hours(work, 0) == Approx(128.0 / 6.5));
}

TEST_CASE("Higher pressure never means fewer waiting days or fewer extra referrals", "[model][fast]") {
    const WorkParams work;
    CHECK(days_to_appointment(work, 1) == Approx(3));
    CHECK(days_to_appointment(work, 0) == 0);
    CHECK(days_to_appointment(work, 1.6) == 60);
    CHECK(days_to_appointment(work, 9) == 60);
    CHECK(days_to_appointment(work, 1.2) == Approx(3 * (0.75 / 0.25) / (0.625 / 0.375)));
    CHECK(extra_referrals_a_year(work, 3000, 1.5) == Approx(30));
    CHECK(extra_referrals_a_year(work, 3000, 0.8) == 0);
    for (double p = 0; p < 3; p += 0.01) {
        CHECK(days_to_appointment(work, p + 0.01) >= days_to_appointment(work, p));
        CHECK(extra_referrals_a_year(work, 3000, p + 0.01) >= extra_referrals_a_year(work, 3000, p));
    }
}

TEST_CASE("A list's work is what its members ask for, its duty and its GP's wish", "[model][fast]") {
    const auto world = needy_world(10'000, Seed{5});
    const WorkParams work;
    const auto places = work_places(world);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        const auto m = world.lists.municipality[list];
        const bool alone = !world.lists.has_gp(list) && !world.lists.locum[list];
        const auto week =
            hours_at(work, world.month, world.lists.members[list],
                     static_cast<double>(world.consultations_per_member[list]), places[m].doctors + alone);
        CHECK(static_cast<double>(world.work.hours_week[list]) == Approx(week.all()));
        CHECK(static_cast<double>(world.work.duty_hours_week[list]) == Approx(week.duty));
        const double offered = l == 0 ? 40 : work.offered_hours_week;  // the first GP has a wish of her own
        CHECK(static_cast<double>(world.work.pressure[list]) == Approx(week.all() / offered));
        CHECK(static_cast<double>(world.work.days_to_appointment[list]) ==
              Approx(days_to_appointment(work, week.all() / offered)).epsilon(1e-4));
    }
}

TEST_CASE("Consultations per member equal a count person by person", "[model][fast]") {
    const ConsultationRates rates(WorkParams{}, NeedParams{});
    for (const std::uint32_t people : {0U, 1U, 131U, 10'000U}) {
        const auto world = needy_world(people, Seed{people});
        std::vector<double> asked(world.lists.size(), 0.0);
        for (std::uint32_t i = 0; i < people; ++i) {
            const PersonId p{i};
            if (world.people.list[p] == People::no_list) continue;
            asked[world.people.list[p]] +=
                rates.at(world.people.has(p, People::extensive), static_cast<Sex>(world.people.sex[p]),
                         world.people.age(p, world.month));
        }
        for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
            const double members = world.lists.members[ListId{l}];
            CHECK(static_cast<double>(world.consultations_per_member[ListId{l}]) * members ==
                  Approx(asked[l]).margin(0.0006 * members));  // rates are summed in thousandths
        }
    }
}

TEST_CASE("One list more in a municipality changes nobody's work elsewhere", "[model][fast]") {
    const auto before = needy_world(10'000, Seed{8});
    auto after = before;
    const ListId changed{0};
    const auto place = after.lists.municipality[changed];
    after.lists.members[changed] *= 2;
    after.lists.doctor[changed] = none<DoctorId>;
    work_and_earn(after, WorkParams{}, MoneyParams{});
    bool some_changed = false;
    for (std::uint32_t l = 0; l < before.lists.size(); ++l) {
        const ListId list{l};
        const bool same = before.work.hours_week[list] == after.work.hours_week[list] &&
                          before.work.income_nok[list] == after.work.income_nok[list] &&
                          before.work.pressure[list] == after.work.pressure[list];
        if (before.lists.municipality[list] != place)
            CHECK(same);
        else
            some_changed = some_changed || !same;
    }
    CHECK(some_changed);
}

TEST_CASE("A list founded since January asks for the mean until it is counted", "[model][fast]") {
    auto world = needy_world(1000, Seed{8});
    const auto list = add_list(world, PracticeId{4}, 500, false, world.month, 999);
    world.lists.members[list] = 100;
    WorkParams work;
    work.new_list_share = 0;
    work_and_earn(world, work, MoneyParams{});
    const auto doctors = work_places(world)[MunicipalityId{4}].doctors + 1;
    CHECK(static_cast<double>(world.work.hours_week[list]) ==
          Approx(hours_at(work, world.month, 100, work.mean_consultations, doctors).all()));
}

TEST_CASE("Work is the same on 1, 2, 3 and 8 threads", "[model][fast]") {
    const auto run = [](unsigned threads) {
        const geo::ThreadLimit limit(threads);
        return needy_world(200'000, Seed{1});
    };
    const auto first = run(1);
    for (const unsigned threads : {2U, 3U, 8U}) {
        const auto world = run(threads);
        CHECK(world.work == first.work);
        CHECK(world.consultations_per_member == first.consultations_per_member);
    }
}
