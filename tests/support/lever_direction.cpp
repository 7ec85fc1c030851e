#include "support/lever_direction.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>

#include "model/gp_exit.hpp"
#include "model/measures/measures_in_force.hpp"
#include "model/money.hpp"
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

using Count = std::function<double(Country&)>;

Count lists_sum(Column<ListId, float> Work::*column) {
    return [column](Country& c) {
        const auto& values = (c.world.work.*column).values();
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
}

Count less(Count count) {
    return [count = std::move(count)](Country& c) { return -count(c); };
}

void simulate(Country& c, int months) {
    const LifeTables tables(c.params.demography);
    for (int k = 0; k < months; ++k) step(c.world, c.params, tables, seed);
}

Count after(int months, Count count) {
    return [months, count = std::move(count)](Country& c) {
        simulate(c, months);
        return count(c);
    };
}

double income_of_the_needy(Country& c) {
    double sum = 0;
    for (std::uint32_t l = 0; l < c.world.lists.size(); ++l)
        sum +=
            static_cast<double>(c.world.work.income_nok[ListId{l}]) *
            (static_cast<double>(c.world.consultations_per_member[ListId{l}]) - c.world.mean_consultations);
    return sum;
}

double paid_patients(Country& c) {
    const MonthMoney money(c.params.money, c.world.month);
    double sum = 0;
    for (std::uint32_t l = 0; l < c.world.lists.size(); ++l) {
        const ListId list{l};
        c.world.lists.cap[list] = 3000;
        const auto m = c.world.lists.municipality[list];
        sum += money.paid_patients(c.world, list, c.world.in_force.at(m, c.world.lists.salaried[list]));
    }
    return sum;
}

double appeal_to_newcomers(Country& c) {
    double sum = 0;
    for (std::uint32_t d = 0; d < c.world.doctors.size(); ++d) {
        const auto taste = taste_of(c.params.appeal, seed, c.world.doctors.luck[DoctorId{d}]);
        for (std::uint32_t l = 0; l < c.world.lists.size(); ++l)
            sum += appeal(c.params.appeal, c.world, DoctorId{d}, taste, offer_of(c.world, ListId{l}), true);
    }
    return sum;
}

double hazard_of_leaving(Country& c) {
    double sum = 0;
    for (std::uint32_t d = 0; d < c.world.doctors.size(); ++d)
        if (const auto list = c.world.doctors.list[DoctorId{d}]; list != none<ListId>)
            sum += exit_hazard(c.params.gp_exit, c.world, DoctorId{d}, offer_of(c.world, list));
    return sum;
}

double months_bound(Country& c) {
    double sum = 0;
    for (std::uint32_t d = 0; d < c.world.doctors.size(); ++d)
        sum += std::max(0, c.world.doctors.bound_until[DoctorId{d}] - c.world.month);
    return sum;
}

double locum_cost(Country& c) {
    double sum = 0;
    for (const auto& cost : month_costs(c.world, c.params.money, 1, c.world.in_force.terms))
        sum += cost.locums;
    return sum;
}

double places(Country& c) {
    double sum = 0;
    for (std::uint32_t l = 0; l < c.world.lists.size(); ++l)
        if (c.world.lists.has_gp(ListId{l})) sum += c.world.lists.cap[ListId{l}];
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

Count count_of(Lever lever) {
    switch (lever) {
        case Lever::capitation_below:
        case Lever::capitation_above:
        case Lever::capitation_percent:
        case Lever::equalisation_list:
        case Lever::extensive_topup:
        case Lever::gp_year_grant:
        case Lever::refund_percent:
        case Lever::salary_percent:
            return lists_sum(&Work::income_nok);
        case Lever::capitation_by_need:
            return income_of_the_needy;
        case Lever::floor_patients:
        case Lever::floor_months:
            return paid_patients;
        case Lever::hiring_grant:
        case Lever::debt_relief:
        case Lever::alis_grant:
        case Lever::colleagues:
        case Lever::appeal:
            return appeal_to_newcomers;
        case Lever::alis_percent:
            return training;
        case Lever::binding_months:
            return after(3, months_bound);
        case Lever::hours_relief:
        case Lever::nurse_per_list:
        case Lever::electronic_points:
        case Lever::productivity_percent:
            return less(lists_sum(&Work::hours_week));
        case Lever::duty_percent:
            return lists_sum(&Work::duty_hours_week);
        case Lever::extra_doctors_percent:
            return less(lists_sum(&Work::pressure));
        case Lever::cap_percent:
            return after(2, places);
        case Lever::lis1_posts:
        case Lever::candidates:
            return after(12, doctors);
        case Lever::exit_percent:
            return hazard_of_leaving;
        case Lever::locum_cover_points:
            return locums;
        case Lever::locum_price_percent:
            return locum_cost;
        case Lever::free_places_target:
            return after(6, lists);
        case Lever::salaried_offer_points:
            return after(10, salaried);
        case Lever::satellite_lists:
            return lists;
    }
    throw std::logic_error("a lever without a direction");
}

std::vector<MeasureEffect> partners(Lever lever) {
    const auto beside = [](Lever other, double amount) {
        return std::vector<MeasureEffect>{{other, amount, lever_start, "test"}};
    };
    switch (lever) {
        case Lever::floor_patients:
            return beside(Lever::floor_months, 24);
        case Lever::floor_months:
            return beside(Lever::floor_patients, 1000);
        case Lever::binding_months:
            return beside(Lever::hiring_grant, 200'000);
        case Lever::alis_grant:
            return beside(Lever::alis_percent, 100);
        default:
            return {};
    }
}

double count(Lever lever, const Measure& measure) {
    const bool short_lists =
        lever == Lever::equalisation_list || lever == Lever::floor_patients || lever == Lever::floor_months;
    static const auto large = tiny_inputs(24, 5000);
    static const auto small = tiny_inputs(24, 1000);  // lists of about 430
    Params params;
    params.measures = {measure};
    params.measure_rules.satellite_far_km = 0.5;  // squares next to the practice's
    params.posts.most_vacant = 100;
    if (lever == Lever::binding_months) params.recruitment.outside_option = -10;  // someone always comes
    if (lever == Lever::salaried_offer_points) params.recruitment.outside_option = 100;  // nobody does
    Remarks remarks;
    Country country{make_world(short_lists ? small : large, params, seed, lever_start, 24, remarks), params};
    return count_of(lever)(country);
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
    measure.effects = partners(effect.lever);
    const double without = count(effect.lever, measure);
    measure.effects.push_back(effect);
    // Caps of the first day are official; they change from the second month on.
    measure.effects.back().from = lever_start + (effect.lever == Lever::cap_percent ? 1 : 0);
    return {without, count(effect.lever, measure)};
}

}  // namespace support
