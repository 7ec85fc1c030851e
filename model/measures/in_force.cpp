#include "model/measures/in_force.hpp"

#include <cmath>

namespace model {

PerLever<double> paid_amounts(const Measure& measure, const MeasureState& state, Month month) {
    const auto amounts = amounts_of(measure, month);
    PerLever<double> paid;
    for (const auto& lever : lever_table) {
        if (!amounts[lever.lever]) continue;
        const double share = !lever.shrinks ? 1 : lever.pays.once() ? state.share_once : state.share;
        paid[lever.lever] = *amounts[lever.lever] * share;
    }
    for (const auto& lever : lever_table)
        if (lever.beside && amounts[*lever.beside] && paid[*lever.beside] == 0) paid[lever.lever] = 0;
    return paid;
}

void add_terms(TermsTable& terms, const Measure& measure, const MeasureState& state, Month month) {
    if (!measure.in_force(month)) return;
    const auto paid = paid_amounts(measure, state, month);
    for (const auto m : ids<MunicipalityId>(terms.size())) {
        if (!state.eligible[m]) continue;
        for (const auto& lever : lever_table) {
            if (paid[lever.lever] == 0) continue;
            if (measure.where.self_employed) terms[m][0].add(lever.lever, paid[lever.lever]);
            if (measure.where.salaried) terms[m][1].add(lever.lever, paid[lever.lever]);
        }
    }
}

TermsTable terms_of(const std::vector<Measure>& measures, const std::vector<MeasureState>& states,
                    std::size_t municipalities, Month month) {
    TermsTable terms(municipalities);
    for (std::size_t k = 0; k < measures.size(); ++k) add_terms(terms, measures[k], states[k], month);
    return terms;
}

std::uint32_t extra_candidates(const Measure& measure, const MeasureState& state, const MeasureParams& rules,
                               Month month, double lists) {
    // Whole doctors whose running total follows a yearly rate from `since` on.
    const auto arriving = [&](Lever lever, double share, Month since) {
        if (since < measure.from || since >= measure.until || state.share <= 0) return 0U;
        const double rate = amounts_of(measure, since)[lever].value_or(0.0) * state.share * share;
        const int k = since - measure.from;
        return rate <= 0
                   ? 0U
                   : static_cast<std::uint32_t>(std::floor(rate * (k + 1) / 12) - std::floor(rate * k / 12));
    };
    return arriving(Lever::candidates, 1, month) +
           arriving(Lever::lis1_posts, rules.lis1_to_gp / 100, month + -rules.lis1_months) +
           arriving(Lever::extra_doctors_percent,
                    lists / 100 * rules.intro_to_gp / 100 * 12 / rules.intro_months,
                    month + -rules.intro_months);
}

}  // namespace model
