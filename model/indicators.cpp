#include "model/indicators.hpp"

#include <algorithm>
#include <cmath>

#include "model/indicator_rows.hpp"
#include "model/parameters.hpp"

namespace model {
namespace {

using namespace indicator;

/// Counts as reals while they are summed, rounded once per municipality and not once per list.
class Sums {
public:
    explicit Sums(std::uint32_t municipalities)
        : municipalities_(municipalities), values_(indicator::rows * municipalities, 0.0) {}
    void add(Row row, MunicipalityId m, double value) { values_[row * municipalities_ + m.value] += value; }
    void put(Row row, const Column<MunicipalityId, std::int32_t>& column) {
        std::copy(column.begin(), column.end(),
                  values_.begin() + static_cast<std::ptrdiff_t>(row * municipalities_));
    }
    MonthTable rounded() const {
        MonthTable table{municipalities_, std::vector<std::int32_t>(values_.size()), {}};
        std::transform(values_.begin(), values_.end(), table.values.begin(),
                       [](double value) { return static_cast<std::int32_t>(std::lround(value)); });
        return table;
    }

private:
    std::uint32_t municipalities_;
    std::vector<double> values_;
};

void put_people(const World& world, Sums& sums) {
    const auto& residents = world.residents;
    sums.put(population, residents.people);
    sums.put(on_no_list, residents.on_no_list);
    sums.put(seeking, residents.seeking);
    sums.put(over_30_minutes, residents.over_30);
    sums.put(over_60_minutes, residents.over_60);
    sums.put(extensive, residents.extensive.people);
    sums.put(extensive_on_no_list, residents.extensive.on_no_list);
    sums.put(extensive_seeking, residents.extensive.seeking);
    sums.put(extensive_over_30_minutes, residents.extensive.over_30);
    sums.put(extensive_over_60_minutes, residents.extensive.over_60);
    const auto& flows = world.flows;
    sums.put(births, flows.births);
    sums.put(deaths, flows.deaths);
    sums.put(moved_in, flows.moved_in);
    sums.put(moved_out, flows.moved_out);
    sums.put(immigrated, flows.immigrated);
    sums.put(emigrated, flows.emigrated);
    sums.put(joined_list, flows.joined_list);
    sums.put(gps_left, flows.gps_left);
    sums.put(gps_hired, flows.gps_hired);
    sums.put(new_posts, flows.new_posts);
    sums.put(switched, flows.switched);
    sums.put(gps_moved, flows.gps_moved);
    sums.put(closed_lists, flows.closed_lists);
    sums.put(aligned_in, flows.aligned_in);
    sums.put(aligned_out, flows.aligned_out);
}

/// Members of one list where they live.
void add_homes(const World& world, ListId list, Sums& sums) {
    const auto all = world.member_homes.all_of(list);
    const auto own = world.lists.municipality[list];
    if (!all.empty()) sums.add(listed_elsewhere, own, -static_cast<double>(all[own.value]));
    if (!world.lists.vacant(list)) return;
    const auto extensive_members = world.member_homes.extensive_of(list);
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (all[i] == 0) continue;
        const MunicipalityId m{i};
        sums.add(residents_without_gp, m, all[i]);
        sums.add(extensive_without_gp, m, extensive_members[i]);
        if (!world.lists.locum[list]) continue;
        sums.add(residents_with_locum, m, all[i]);
        sums.add(extensive_with_locum, m, extensive_members[i]);
    }
}

void add_lists(const World& world, const WorkParams& work, const MonthMoney& money, Sums& sums) {
    const auto& lists_ = world.lists;
    const double level = consultation_level(work, world.month);
    for (std::uint32_t l = 0; l < lists_.size(); ++l) {
        const ListId list{l};
        if (lists_.closed[list]) continue;
        const auto m = lists_.municipality[list];
        const auto add = [&](Row row, double value) { sums.add(row, m, value); };
        const double members = lists_.members[list];
        const double asked = members * static_cast<double>(world.consultations_per_member[list]) * level;
        add(lists, 1);
        add(patients, members);
        add(waiting, lists_.waiting[list]);
        add(consultations, asked / 12);
        const auto& terms = world.in_force.at(m, lists_.salaried[list]);
        add(electronic_consultations, asked / 12 * electronic_share(work, world.month, terms));
        add_homes(world, list, sums);
        if (lists_.vacant(list)) {
            add(lists_without_gp, 1);
            add(patients_without_gp, members);
            add(lists_vacant_over_1_year, world.month - lists_.since[list] > 12);
            if (!lists_.locum[list]) continue;
            add(lists_with_locum, 1);
            add(patients_with_locum, members);
            continue;
        }
        const auto doctor = lists_.doctor[list];
        add(lists_with_gp, 1);
        add(patients_with_gp, members);
        add(open_lists, lists_.free_places(list) > 20);
        add(places_with_gp, lists_.cap[list]);
        add(free_places, lists_.free_places(list));
        add(women_gps, static_cast<Sex>(world.doctors.sex[doctor]) == Sex::female);
        add(specialists, world.doctors.specialist[doctor]);
        add(salaried_lists, lists_.salaried[list]);
        add(alis_gps, world.doctors.alis[doctor]);
        if (!lists_.salaried[list])
            add(capitation, money.capitation(figures_of(world, money, list, terms, level), terms) / 12);
        const double hours = static_cast<double>(world.work.hours_week[list]);
        const double pressure = static_cast<double>(world.work.pressure[list]);
        add(gp_hours_week, hours);
        add(duty_hours_week, static_cast<double>(world.work.duty_hours_week[list]));
        add(offered_hours_week, pressure > 0 ? hours / pressure : 0.0);
        add(lists_over_offered, pressure > 1);
        add(appointment_days, members * static_cast<double>(world.work.days_to_appointment[list]));
        add(extra_referrals, extra_referrals_a_year(work, asked, pressure) / 12);
        add(gp_income, static_cast<double>(world.work.income_nok[list]) / 1000);
    }
}

void add_costs(const World& world, const Params& params, Sums& sums) {
    const auto costs = month_costs(world, params.money, consultation_level(params.workload, world.month),
                                   world.in_force.terms);
    for (std::uint32_t i = 0; i < costs.size(); ++i) {
        const MunicipalityId m{i};
        const auto& cost = costs[m];
        sums.add(cost_capitation, m, cost.capitation / 1000);
        sums.add(cost_salaries, m, cost.salaries / 1000);
        sums.add(cost_locums, m, cost.locums / 1000);
        const auto extra = i < world.in_force.extra_cost.size() ? world.in_force.extra_cost[m] : ByPayer{};
        const double state_extra = extra[static_cast<std::size_t>(Payer::state)];
        const double municipal_extra = extra[static_cast<std::size_t>(Payer::municipality)];
        sums.add(cost_municipality, m, (cost.municipality() + municipal_extra) / 1000);
        sums.add(cost_measures_municipality, m, municipal_extra / 1000);
        sums.add(cost_measures_state, m, state_extra / 1000);
        sums.add(cost_equalisation, m, cost.equalisation / 1000);
        sums.add(cost_refunds, m, cost.refunds / 1000);
        sums.add(cost_state, m, (cost.state() + state_extra) / 1000);
        sums.add(patient_fees, m, cost.fees / 1000);
    }
}

void add_continuity(const World& world, const ContinuityParams& params, Sums& sums) {
    const auto& continuity = world.continuity;
    constexpr std::array group_rows{continuity_no_gp, continuity_1,     continuity_2_3,    continuity_4_5,
                                    continuity_6_10,  continuity_11_15, continuity_over_15};
    for (std::size_t group = 0; group < group_rows.size(); ++group)
        sums.put(group_rows[group], continuity.patients[group]);
    const auto out_of_hours = continuity_weights(params, params.out_of_hours);
    const auto acute = continuity_weights(params, params.acute_admission);
    const auto death = continuity_weights(params, params.death);
    for (std::uint32_t i = 0; i < world.setting.municipalities.size(); ++i) {
        const MunicipalityId m{i};
        for (const auto& column : continuity.patients) sums.add(continuity_patients, m, column[m]);
        sums.add(weighted_out_of_hours, m, weighted_patients(continuity, out_of_hours, m));
        sums.add(weighted_acute_admission, m, weighted_patients(continuity, acute, m));
        sums.add(weighted_death, m, weighted_patients(continuity, death, m));
        sums.add(expected_out_of_hours, m,
                 expected_outcomes(params, params.out_of_hours, params.out_of_hours_a_year, continuity, m));
        sums.add(expected_deaths, m,
                 expected_outcomes(params, params.death, params.deaths_a_year / 1000, continuity, m));
    }
}

}  // namespace

MonthTable tabulate(const World& world, const Params& params) {
    const auto n = world.setting.municipalities.size();
    Sums sums(n);
    put_people(world, sums);
    // Residents on any list; add_lists takes off those on the municipality's own.
    for (std::uint32_t i = 0; i < n; ++i)
        sums.add(listed_elsewhere, MunicipalityId{i},
                 world.residents.people[MunicipalityId{i}] - world.residents.on_no_list[MunicipalityId{i}]);
    add_lists(world, params.workload, MonthMoney(params.money, world.month), sums);
    add_costs(world, params, sums);
    add_continuity(world, params.continuity, sums);
    auto table = sums.rounded();
    for (const auto& measure : world.in_force.measures) {
        ByPayer nok{};
        for (const auto& cost : measure.cost)
            for (std::size_t payer = 0; payer < payers; ++payer) nok[payer] += cost[payer];
        for (const double amount : nok)
            table.measure_costs.push_back(static_cast<std::int32_t>(std::lround(amount / 1000)));
    }
    return table;
}

}  // namespace model
