#include "model/month_costs.hpp"

#include <algorithm>

namespace model {

double locum_weeks(const World& world, const MoneyParams& params, const WorkParams& work, ListId list) {
    const auto asked = hours_at(work, world.month, world.lists.members[list],
                                static_cast<double>(world.consultations_per_member[list]), 1);
    return work.weeks_a_year * std::min(asked.practice / params.locum_hours_week, 1.0);
}

Column<MunicipalityId, MonthCost> month_costs(const World& world, const MoneyParams& params,
                                              const WorkParams& work, const TermsTable& terms) {
    const MonthMoney money(params, world.month);
    const double consultations_per_2023 = consultation_level(work, world.month);
    const auto places = work_places(world);
    Column<MunicipalityId, MonthCost> costs(places.size());
    const auto& lists = world.lists;
    const Terms nothing;
    for (const auto list : ids<ListId>(lists.size())) {
        const auto m = lists.municipality[list];
        auto& cost = costs[m];
        const bool vacant = lists.vacant(list);
        if (vacant && !lists.locum[list]) continue;
        const auto& in_force = m.value < terms.size() ? terms[m][lists.salaried[list]] : nothing;
        const auto figures = figures_of(world, money, list, in_force, consultations_per_2023);
        const double refunds =
            params.refund * in_force.factor(Lever::refund_percent) * figures.consultations / 12;
        const double fees = params.patient_fee * figures.consultations / 12;
        cost.refunds += refunds;
        cost.fees += fees;
        const bool employed = lists.has_gp(list) && lists.salaried[list];
        if (lists.has_gp(list))
            cost.pay_offers += static_cast<double>(lists.pay_offer[list]) *
                               (employed ? 1 + params.employer_costs / 100 : 1) / 12;
        if (vacant)
            cost.locums += money.locum_week(places[m].centrality, in_force) *
                           locum_weeks(world, params, work, list) / 12;
        else if (employed)
            cost.salaries += money.salary(in_force) * (1 + params.employer_costs / 100) / 12;
        else if (lists.has_gp(list)) {
            cost.capitation += money.capitation(figures, in_force) / 12;
            cost.equalisation += money.equalisation(places[m], in_force) / 12;
        }
        if (vacant || employed) {
            cost.practices += params.practice_costs * figures.patients / 12;
            cost.collected += refunds + fees;
            auto usual = figures;
            usual.paid_patients = usual.patients;  // nobody new is paid for more
            cost.spared += money.capitation(usual, m.value < terms.size() ? terms[m][0] : nothing) / 12;
        }
    }
    return costs;
}

}  // namespace model
