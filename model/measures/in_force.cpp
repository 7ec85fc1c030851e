#include "model/measures/in_force.hpp"

#include <algorithm>
#include <cmath>

namespace model {

void MeasureState::keep_share(Month month) {
    if (shares.empty()) first_share = month;
    shares.resize(static_cast<std::size_t>(month - first_share) + 1, share);
    shares.back() = share;
}

double MeasureState::share_of(Month month, const Measure& measure) const {
    if (shares.empty()) return share;
    if (month < first_share) return measure.has_budget() ? shares.front() : 1;
    return shares[std::min(static_cast<std::size_t>(month - first_share), shares.size() - 1)];
}

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
            if (works_for(measure.where, lever, false)) terms[m][0].add(lever.lever, paid[lever.lever]);
            if (works_for(measure.where, lever, true)) terms[m][1].add(lever.lever, paid[lever.lever]);
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
    // Amounts of a lever from the measure's beginning up to a month, a twelfth of a year each.
    const auto let_in = [&](Lever lever, Month until) {
        double sum = 0;
        for (auto m = measure.from; m < until && m < measure.until; m = m + 1)
            sum += amounts_of(measure, m)[lever].value_or(0.0) * state.share_of(m, measure) / 12;
        return sum;
    };
    // Whole doctors who come `after` months, so many of each unit of the lever.
    const auto arriving = [&](Lever lever, double doctors, int after) {
        const auto since = month + -after;
        if (!pulls(measure, lever) || since < measure.from || since >= measure.until) return 0U;
        constexpr double hair = 1e-9;  // sums of twelfths must make whole ones
        const auto whole = [&](Month until) { return std::floor(let_in(lever, until) * doctors + hair); };
        return static_cast<std::uint32_t>(whole(since + 1) - whole(since));
    };
    return arriving(Lever::candidates, 1, 0) +
           arriving(Lever::lis1_posts, rules.lis1_to_gp / 100, rules.lis1_months) +
           arriving(Lever::extra_doctors_percent,
                    lists / 100 * rules.intro_to_gp / 100 * 12 / rules.intro_months, rules.intro_months);
}

}  // namespace model
