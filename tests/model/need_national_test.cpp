// Needs, work, money and continuity of the first day against the published figures, at full size.
#include <catch2/catch.hpp>
#include <cmath>

#include "data/input_set.hpp"
#include "model/continuity.hpp"
#include "model/indicators.hpp"
#include "model/parameters.hpp"
#include "model/start/initial.hpp"
#include "support/places.hpp"

using namespace model;

TEST_CASE("Norway's consultations, hours, income and continuity are near the published ones",
          "[model][norway]") {
    const auto set = data::read_input_set(support::in_tree("data/norway"));
    const Params params;
    Remarks remarks;
    const auto world = make_world(set.figures, params, Seed{1},
                                  Month::of(std::chrono::year{2026} / std::chrono::January), 1, remarks);

    // Consultations by age and sex of everyone, SSB 2023, within 2 %.
    const ConsultationRates rates(params.workload, params.need);
    constexpr std::array from{0, 6, 16, 20, 30, 50, 67, 80, 90, 1000};
    constexpr std::array published{1.9, 1.4, 2.4, 2.6, 3.2, 3.5, 3.9, 4.8, 3.5};
    std::array<double, 9> asked{}, people{};
    std::array<double, 2> asked_by_sex{}, people_by_sex{};
    double extensive = 0;
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        const int age = world.people.age(p, world.month);
        const auto group =
            static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), age) - from.begin() - 1);
        const bool has_extensive = world.people.has(p, People::extensive);
        const double rate = rates.at(has_extensive, static_cast<Sex>(world.people.sex[p]), age);
        asked[group] += rate;
        people[group] += 1;
        asked_by_sex[world.people.sex[p]] += rate;
        people_by_sex[world.people.sex[p]] += 1;
        extensive += has_extensive;
    }
    for (std::size_t group = 0; group < 9; ++group) {
        INFO(consultation_ages[group]);
        CHECK(asked[group] / people[group] == Approx(published[group]).epsilon(0.02));
    }
    CHECK(asked_by_sex[0] / people_by_sex[0] == Approx(2.4).epsilon(0.02));
    CHECK(asked_by_sex[1] / people_by_sex[1] == Approx(3.6).epsilon(0.02));
    CHECK((asked_by_sex[0] + asked_by_sex[1]) / world.people.size() == Approx(3.0).epsilon(0.02));
    CHECK(extensive / world.people.size() == Approx(0.092).margin(0.002));

    // Duty as in 2018, when 4814 lists shared it, is 34 % × 20 hours.
    const auto places = work_places(world);
    double duty = 0, doctors = 0;
    for (const auto& place : places) {
        const double then = place.doctors * 4814.0 / 5926.0;
        duty +=
            then * params.workload.district_hours_week / std::max(then, params.workload.smallest_district);
        doctors += then;
    }
    CHECK(duty / doctors == Approx(6.8).epsilon(0.02));

    // Income of the self-employed under the schedule and the small municipalities' mean list of 2020, by
    // length.
    const MonthMoney money(params.money, Month::of(std::chrono::year{2020} / std::chrono::May));
    Terms terms;
    terms.add(Lever::capitation_below, params.money.table_below * 129.6 / 112.2);
    terms.add(Lever::capitation_above, params.money.table_above * 129.6 / 112.2);
    std::array<double, 5> income{}, gps{};
    constexpr std::array<std::uint32_t, 4> upper{750, 1000, 1250, 1500};
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        auto place = places[world.lists.municipality[list]];
        if (!world.lists.has_gp(list) || world.lists.salaried[list]) continue;
        place.mean_list = params.money.small_mean_list;
        auto terms_here = terms;
        if (place.inhabitants < params.money.small_inhabitants)
            terms_here.add(Lever::equalisation_list, params.money.table_equalisation);
        const auto members = world.lists.members[list];
        if (members < 500) continue;  // few such in 2020
        const auto group =
            static_cast<std::size_t>(std::upper_bound(upper.begin(), upper.end(), members) - upper.begin());
        const double patients = members;
        income[group] += money.income(true, {patients, patients}, place, terms_here) * 112.2 / 129.6;
        gps[group] += 1;
    }
    for (std::size_t group = 0; group < 5; ++group) {
        INFO(income_lists[group] << " " << gps[group] << " GPs " << income[group] / gps[group]);
        CHECK(income[group] / gps[group] == Approx(params.money.income[group]).epsilon(0.05));
    }

    // Every patient's years with the GP are counted once, and the reference shares are the first day's.
    double patients = 0;
    std::array<double, Continuity::groups> in_group{};
    for (std::size_t group = 0; group < Continuity::groups; ++group)
        for (const auto count : world.continuity.patients[group]) in_group[group] += count, patients += count;
    double members = 0;
    for (const auto count : world.lists.members) members += count;
    CHECK(patients == members);
    for (std::size_t group = 0; group < Continuity::groups; ++group)
        CHECK(100 * in_group[group] / patients == Approx(params.continuity.reference[group]).margin(0.5));

    const auto table = tabulate(world, params);
    const auto of = [&](const char* name) {
        double sum = 0;
        for (std::uint32_t m = 0; m < table.municipalities; ++m)
            sum += table.at(count_row(name), MunicipalityId{m});
        return sum;
    };
    CHECK(of("expected_out_of_hours") == Approx(0.23 * patients).epsilon(0.01));
    CHECK(of("residents_without_gp") == of("patients_without_gp"));
    // Refunds 7 291 mill and fees 2 379 mill for 16.9 mill consultations in 2023.
    CHECK(12 * of("cost_refunds") == Approx(7'291'000).epsilon(0.03));
    CHECK(12 * of("patient_fees") == Approx(2'379'000).epsilon(0.03));
    CHECK(12 * of("consultations") == Approx(16'884'831).epsilon(0.03));
}
