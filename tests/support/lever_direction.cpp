#include "support/lever_direction.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "model/gp_exit.hpp"
#include "model/measures/put_in_force.hpp"
#include "model/month_costs.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"

namespace support {
namespace {

using namespace model;

constexpr Seed seed{1};

struct Country {
    World world;
    Params params;
};

double lists_sum(Country& c, Column<ListId, float> Work::*column) {
    const auto& values = (c.world.work.*column).values();
    return std::accumulate(values.begin(), values.end(), 0.0);
}

void simulate(Country& c, int months) {
    const LifeTables tables(c.params.demography);
    for (int k = 0; k < months; ++k) step(c.world, c.params, tables, seed);
}

double income_of_the_needy(Country& c) {
    double sum = 0;
    for (const auto list : ids<ListId>(c.world.lists.size()))
        sum += static_cast<double>(c.world.work.income_nok[list]) *
               (static_cast<double>(c.world.consultations_per_member[list]) - c.world.mean_consultations);
    return sum;
}

double paid_patients(Country& c) {
    const MonthMoney money(c.params.money, c.world.month);
    double sum = 0;
    for (const auto list : ids<ListId>(c.world.lists.size())) {
        c.world.lists.cap[list] = 3000;
        const auto m = c.world.lists.municipality[list];
        sum += money.paid_patients(c.world, list, c.world.in_force.at(m, c.world.lists.salaried[list]));
    }
    return sum;
}

double appeal_to_newcomers(Country& c) {
    double sum = 0;
    for (const auto doctor : ids<DoctorId>(c.world.doctors.size())) {
        const auto taste = taste_of(c.params.appeal, seed, c.world.doctors.luck[doctor]);
        for (const auto list : ids<ListId>(c.world.lists.size()))
            sum += appeal(c.params.appeal, c.world, doctor, taste, offer_of(c.world, list), true);
    }
    return sum;
}

double hazard_of_leaving(Country& c) {
    double sum = 0;
    for (const auto doctor : ids<DoctorId>(c.world.doctors.size()))
        if (const auto list = c.world.doctors.list[doctor]; list != none<ListId>)
            sum += exit_hazard(c.params.gp_exit, c.world, doctor, offer_of(c.world, list));
    return sum;
}

double months_bound(Country& c) {
    double sum = 0;
    for (const auto doctor : ids<DoctorId>(c.world.doctors.size()))
        sum += std::max(0, c.world.doctors.bound_until[doctor] - c.world.month);
    return sum;
}

double locum_cost(Country& c) {
    double sum = 0;
    for (const auto& cost : month_costs(c.world, c.params.money, c.params.workload, c.world.in_force.terms))
        sum += cost.locums;
    return sum;
}

double places(Country& c) {
    double sum = 0;
    for (const auto list : ids<ListId>(c.world.lists.size()))
        if (c.world.lists.has_gp(list)) sum += c.world.lists.cap[list];
    return sum;
}

/// Agreements there are, and how much the chance of one draws those who have none.
double training(Country& c) {
    const auto agreements = std::count(c.world.doctors.alis.begin(), c.world.doctors.alis.end(), 1);
    return static_cast<double>(agreements) + appeal_to_newcomers(c);
}
double locums(Country& c) {
    return static_cast<double>(std::count(c.world.lists.locum.begin(), c.world.lists.locum.end(), 1));
}
double salaried(Country& c) {
    return static_cast<double>(std::count(c.world.lists.salaried.begin(), c.world.lists.salaried.end(), 1));
}
double doctors(Country& c) {
    return c.world.doctors.size();
}
double lists(Country& c) {
    return c.world.lists.size();
}

double income(Country& c) {
    return lists_sum(c, &Work::income_nok);
}
double hours(Country& c) {
    return lists_sum(c, &Work::hours_week);
}
double duty_hours(Country& c) {
    return lists_sum(c, &Work::duty_hours_week);
}

/// Out-of-hours contacts of patients with extensive needs, each counted as one but for what is spared.
double acute_contacts(Country& c) {
    double sum = 0;
    for (const auto list : ids<ListId>(c.world.lists.size())) {
        const auto& terms =
            c.world.in_force.at(c.world.lists.municipality[list], c.world.lists.salaried[list]);
        sum += extensive_patients(c.world, list) * (1 - follow_up(c.world, list, terms, 45).spared);
    }
    return sum;
}
double returns(Country& c) {
    double sum = 0;
    for (const auto doctor : ids<DoctorId>(c.world.doctors.size()))
        sum += c.world.has_served(doctor) && c.world.contracts[c.world.contract_of[doctor]].left_scheme &&
               static_cast<Post>(c.world.doctors.post[doctor]) != Post::gone;
    return sum;
}

/// How a thing is counted, and so many months after the first day. Caps of the first day are official;
/// contracts, candidates and decisions take their time.
struct Counted {
    double (*count)(Country&);
    int after_months = 0;
};

Counted counted(Moves what) {
    switch (what) {
        case Moves::income:
            return {income};
        case Moves::income_by_need:
            return {income_of_the_needy};
        case Moves::paid_patients:
            return {paid_patients};
        case Moves::post_appeal:
            return {appeal_to_newcomers};
        case Moves::training:
            return {training};
        case Moves::binding:
            return {months_bound, 12};
        case Moves::hours:
            return {hours};
        case Moves::duty_hours:
            return {duty_hours};
        case Moves::acute_contacts:
            return {acute_contacts};
        case Moves::returns:
            return {returns, 30};
        case Moves::places:
            return {places, 12};
        case Moves::doctors:
            return {doctors, 30};
        case Moves::leaving:
            return {hazard_of_leaving};
        case Moves::locums:
            return {locums};
        case Moves::locum_cost:
            return {locum_cost};
        case Moves::posts:
            return {lists, 6};
        case Moves::salaried_posts:
            return {salaried, 14};
    }
    throw std::logic_error("a thing that nobody counts");
}

double count_under(Lever lever, const Measure& measure) {
    const bool short_lists =
        lever == Lever::equalisation_list || lever == Lever::floor_patients || lever == Lever::floor_months;
    static const auto large = tiny_inputs(24, 5000);
    static const auto small = tiny_inputs(24, 1000);  // lists of about 430
    Params params;
    params.measures = {measure};
    params.measure_rules.satellite_far_km = 0.5;  // squares next to the practice's
    params.posts.most_long_vacant = 1000;
    if (lever == Lever::group_percent) params.vacancy.locum_cover = 0.4;          // room for groups
    if (lever == Lever::returns_percent) params.gp_exit.base = 0.5;               // many have left
    if (lever == Lever::binding_months) params.recruitment.outside_option = -10;  // someone always comes
    if (lever == Lever::salaried_offer_points) params.recruitment.outside_option = 100;  // nobody does
    Remarks remarks;
    Country country{make_world(short_lists ? small : large, params, seed, lever_start, 36, remarks), params};
    const auto [count, months] = counted(info(lever).moves);
    simulate(country, lever == Lever::alis_posts ? 36 : months);  // few posts a year
    return count(country);
}

}  // namespace

double neutral_amount(Lever lever) {
    const bool rate = lever == Lever::capitation_below || lever == Lever::capitation_above;
    return rate ? MonthMoney(MoneyParams{}, lever_start).capitation(1) : 0;
}

Moved moved(const MeasureEffect& effect, const Eligible& forms) {
    Measure measure;
    measure.name = "measure";
    measure.from = lever_start;
    measure.until = lever_start + 600;
    measure.where.self_employed = forms.self_employed;
    measure.where.salaried = forms.salaried;
    if (const auto other = info(effect.lever).beside)
        measure.effects = {{*other, info(*other).max / 4, lever_start, "test"}};
    const double without = count_under(effect.lever, measure);
    measure.effects.push_back(effect);
    // Caps of the first day are official; they change from the second month on.
    measure.effects.back().from = lever_start + (effect.lever == Lever::cap_percent ? 1 : 0);
    return {without, count_under(effect.lever, measure)};
}

}  // namespace support
