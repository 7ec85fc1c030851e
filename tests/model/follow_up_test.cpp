// Measures for people with extensive needs, and others that once changed nothing: what each of them moves.
#include "model/follow_up.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "model/gp_exit.hpp"
#include "model/indicators.hpp"
#include "model/measures/put_in_force.hpp"
#include "model/posts.hpp"
#include "model/step.hpp"
#include "model/vacancy.hpp"
#include "support/tiny_world.hpp"

using namespace model;

namespace {

using support::start;

Terms pulled(std::initializer_list<std::pair<Lever, double>> levers) {
    Terms terms;
    for (const auto& [lever, amount] : levers) terms.add(lever, amount);
    return terms;
}

Params pulling(std::initializer_list<std::pair<Lever, double>> levers) {
    Measure m;
    m.name = "measure";
    m.from = start;
    m.until = start + 600;
    for (const auto& [lever, amount] : levers) m.effects.push_back({lever, amount, start, "test"});
    Params params;
    params.measures = {m};
    return params;
}

World world_after(const Params& params, int months, std::uint32_t people = 5000) {
    auto world = support::tiny_world(12, people, params);
    const LifeTables tables(params.demography);
    for (int k = 0; k < months; ++k) step(world, params, tables, Seed{1});
    return world;
}

double national_sum(const World& world, const Params& params, std::string_view count) {
    const auto table = tabulate(world, params);
    double sum = 0;
    for (const auto m : ids<MunicipalityId>(table.municipalities)) sum += table.at(count_row(count), m);
    return sum;
}

}  // namespace

TEST_CASE("Follow-up is bought, given and saved as one can work out by hand", "[model][follow_up]") {
    FollowUpParams p;
    p.gp_hour_nok = 1000;
    p.topup_time = 50;
    p.spared_per_hour = 10;
    const auto bought = follow_up(p, pulled({{Lever::extensive_topup, 2000}}), 100, 45);
    CHECK(bought.hours == Approx(1));  // half of 2000 NOK at 1000 an hour
    CHECK(bought.gp_hours == Approx(100));
    CHECK(bought.spared == Approx(0.1));
    const auto nurse = follow_up(p, pulled({{Lever::nurse_per_list, 0.5}}), 100, 45);
    CHECK(nurse.hours == Approx(0.5 * 0.4 * 1500 / 100));
    CHECK(nurse.gp_hours == 0);
    const auto outreach = follow_up(p, pulled({{Lever::outreach_hours, 2}}), 100, 45);
    CHECK(outreach.hours == 2);
    CHECK(outreach.spared == Approx(1 - 0.9 * 0.9));
    const auto shared = follow_up(p, pulled({{Lever::shared_care_percent, 50}}), 100, 45);
    CHECK(shared.gp_hours == Approx(-50 * p.shared_care_hours));
    CHECK(shared.spared == Approx(p.shared_care_spared / 200));
    const auto quality = follow_up(p, pulled({{Lever::quality_percent, 100}}), 100, 45);
    CHECK(quality.gp_hours == Approx(45 * p.quality_hours));
    CHECK(quality.spared == Approx(p.quality_spared / 100));
    CHECK_FALSE(follows_up({}));
    CHECK(follow_up(p, {}, 100, 45).spared == 0);
}

TEST_CASE("Without measures out-of-hours visits are the published number; follow-up spares some",
          "[model][follow_up]") {
    const Params plain;
    const auto none = support::tiny_world(12, 5000);
    const double people = national_sum(none, plain, "population");
    CHECK(national_sum(none, plain, "expected_out_of_hours") ==
          Approx(plain.continuity.out_of_hours_a_year * people).epsilon(0.001));
    const auto params = pulling({{Lever::outreach_hours, 3}});
    const auto world = support::tiny_world(12, 5000, params);
    const double spared = national_sum(world, params, "spared_out_of_hours");
    CHECK(spared > 0);
    CHECK(national_sum(none, plain, "expected_out_of_hours") -
              national_sum(world, params, "expected_out_of_hours") ==
          Approx(spared).margin(12));  // rounded in each of twelve municipalities
    CHECK(national_sum(world, params, "follow_up_hours") > 0);
}

TEST_CASE("Patients whose GP leaves are counted, and the contacts that follow", "[model][follow_up]") {
    Params params;
    params.gp_exit.base = 3;
    params.gp_exit.sudden_percent = 100;
    auto world = support::tiny_world(12, 5000, params);
    const LifeTables tables(params.demography);
    double lost = 0;
    for (int month = 0; month < 6; ++month) {
        step(world, params, tables, Seed{1});
        const double now = national_sum(world, params, "patients_lost_gp");
        lost += now;
        CHECK(national_sum(world, params, "extra_gp_contacts") == Approx(0.148 * now).margin(6));
    }
    CHECK(lost > 5000);
}

TEST_CASE("An introduction agreement relieves the GP, makes room and leaves a doctor at home there",
          "[model][follow_up]") {
    const auto params = pulling({{Lever::extra_doctors_percent, 50}});
    CHECK(pulled({{Lever::extra_doctors_percent, 50}}).cap_factor(params.measure_rules) == Approx(1.15));
    // 24 lists with a GP, half of them with a second doctor, of whom 60 % look for a post after two years.
    auto world = support::tiny_world(12, 5000, params);
    auto& state = world.in_force.measures[0];
    int candidates = 0;
    for (int month = 0; month < 48; ++month) {
        world.month = start + month;
        candidates += static_cast<int>(
            extra_candidates(params.measures[0], state, params.measure_rules, world.month, 24));
        if (month < 24) CHECK(candidates == 0);
    }
    CHECK(candidates == 7);  // 24 x 0.5 x 0.6, whole ones
}

TEST_CASE("Who was let in at a share of the amounts comes at that share, even after the measure's end",
          "[model][follow_up]") {
    auto params = pulling({{Lever::lis1_posts, 120}});
    auto& measure = params.measures[0];
    measure.until = start + 12;
    params.measure_rules.lis1_to_gp = 50;
    MeasureState state;
    int came = 0, in_time = 0;
    for (int month = 0; month < 60; ++month) {
        state.share = month < 6 ? 0.5 : month < 12 ? 1 : 0;  // half of ten posts a month, all of them, none
        state.keep_share(start + month);
        const auto now =
            static_cast<int>(extra_candidates(measure, state, params.measure_rules, start + month, 24));
        if (month < params.measure_rules.lis1_months) CHECK(now == 0);
        came += now;
        if (month < params.measure_rules.lis1_months + 6) in_time += now;
    }
    CHECK(in_time == 15);  // of 6 x 5
    CHECK(came == 45);     // and of 6 x 10
    // Second doctors let in before the run began came at the whole amount, if there was no budget.
    CHECK(state.share_of(start + -1, measure) == 1);
    CHECK(state.share_of(start + 3, measure) == 0.5);
    measure.budget_nok = 1e6;
    CHECK(state.share_of(start + -1, measure) == 0.5);
}

TEST_CASE("A practice that answers for its lists together leaves none of them uncovered",
          "[model][follow_up]") {
    VacancyParams vacancy;
    vacancy.locum_cover = 0.2;
    const auto covered = [&](const Params& params) {
        auto world = support::tiny_world(24, 5000, params);
        int months = 0;
        for (int month = 1; month < 12; ++month) {
            world.month = start + month;
            cover_vacancies(world, vacancy, Seed{1});
            months += static_cast<int>(std::count(world.lists.locum.begin(), world.lists.locum.end(), 1));
        }
        return months;
    };
    CHECK(covered(pulling({{Lever::group_percent, 100}})) == 24 * 11);
    CHECK(covered(Params{}) < 24 * 6);
}

TEST_CASE("GPs who left come back where a measure asks them to, before they are pensioners",
          "[model][follow_up]") {
    const auto back = [](Params params) {
        params.gp_exit.base = 0.5;
        const auto world = world_after(params, 30);
        int n = 0;
        for (const auto doctor : ids<DoctorId>(world.doctors.size())) {
            if (!world.has_served(doctor) || !world.contracts[world.contract_of[doctor]].left_scheme)
                continue;
            const bool again = static_cast<Post>(world.doctors.post[doctor]) != Post::gone;
            n += again;
            if (again) CHECK(world.month - world.doctors.born[doctor] < 12 * 70);
        }
        return n;
    };
    CHECK(back(Params{}) == 0);
    CHECK(back(pulling({{Lever::returns_percent, 100}})) > 0);
}

TEST_CASE("Training posts are new lists with salary", "[model][follow_up]") {
    const auto more = [](const Params& params) {
        const auto world = world_after(params, 6);
        return std::count(world.lists.salaried.begin() + 36, world.lists.salaried.end(), 1);
    };
    CHECK(more(pulling({{Lever::alis_posts, 50}})) > more(Params{}));
}

TEST_CASE("An electronic consultation spares the way to the practice", "[model][follow_up]") {
    const auto hours = [](const Params& params) {
        const auto world = support::tiny_world(12, 5000, params);
        return national_sum(world, params, "travel_hours");
    };
    const double usual = hours(Params{});
    CHECK(usual > 0);
    const double electronic = WorkParams{}.electronic.back();
    CHECK(hours(pulling({{Lever::electronic_points, 10}})) ==
          Approx(usual * (90 - electronic) / (100 - electronic)).epsilon(0.001));
}

TEST_CASE("Supervision from outside is worth a specialist at the practice to who is not one yet",
          "[model][follow_up]") {
    const auto world = support::tiny_world(6);
    const AppealParams params;
    DoctorId doctor{0};
    while (world.doctors.specialist[doctor]) ++doctor.value;
    const auto taste = taste_of(params, Seed{3}, 1);
    Offer alone{1.7e6, 50, 4, 0, false, false, MunicipalityId{0}};
    auto beside = alone;
    beside.specialist_colleague = true;
    auto office = alone;
    office.terms.add(Lever::supervision_percent, 100);
    const double helped = appeal(params, world, doctor, taste, office, true);
    CHECK(helped == Approx(appeal(params, world, doctor, taste, beside, true)));
    CHECK(helped > appeal(params, world, doctor, taste, alone, true));
}

TEST_CASE("The pension scheme holds older GPs alone, a trained leader those with colleagues",
          "[model][follow_up]") {
    auto world = support::tiny_world(6);
    const ExitParams exits;
    const DoctorId doctor{0};
    const auto hazard = [&](int age, double colleagues, const Terms& terms) {
        world.doctors.born[doctor] = start + -12 * age;
        Offer post{1.7e6, 50, 4, colleagues, false, false, MunicipalityId{0}};
        post.terms = terms;
        return exit_hazard(exits, world, doctor, post);
    };
    const auto pension = pulled({{Lever::exit_older_percent, -10}});
    CHECK(hazard(62, 2, pension) == Approx(0.9 * hazard(62, 2, {})));
    CHECK(hazard(55, 2, pension) == hazard(55, 2, {}));
    const auto leaders = pulled({{Lever::leaders_percent, 100}});
    CHECK(hazard(45, 2, leaders) == Approx(std::exp(exits.leader) * hazard(45, 2, {})));
    CHECK(hazard(45, 0, leaders) == hazard(45, 0, {}));
}

TEST_CASE("As many of those who are not specialists have an agreement as the measure says, year after year",
          "[model][measures]") {
    for (const int months : {1, 72}) {
        const auto world = world_after(pulling({{Lever::alis_percent, 100}}), months);
        int others = 0;
        for (const auto doctor : ids<DoctorId>(world.doctors.size())) {
            const auto list = world.doctors.list[doctor];
            if (list == none<ListId> || world.lists.shared[list]) continue;
            CHECK((world.doctors.alis[doctor] != 0) == (world.doctors.specialist[doctor] == 0));
            others += world.doctors.specialist[doctor] == 0;
        }
        CHECK(others > 0);
    }
}
