#include "model/measures/terms.hpp"

#include <algorithm>

#include "model/measures/in_force.hpp"

namespace model {
namespace {

/// Adds a measure's terms where it holds.
void add_terms(TermsTable& terms, const Measure& measure, const MeasureState& state, Month month) {
    const auto amounts = amounts_of(measure, month);
    for (const auto m : ids<MunicipalityId>(terms.size())) {
        if (!state.eligible[m]) continue;
        for (const auto& lever : lever_table) {
            const auto amount = amounts[lever.lever];
            if (!amount) continue;
            const double paid = lever.shrinks ? *amount * state.share : *amount;
            if (measure.where.self_employed) terms[m][0].add(lever.lever, paid);
            if (measure.where.salaried) terms[m][1].add(lever.lever, paid);
        }
    }
}

}  // namespace

void Terms::add(Lever lever, double amount) {
    auto& total = amounts_[lever];
    total = info(lever).combine == Combine::largest ? std::max(total, amount) : total + amount;
}

PerLever<std::optional<double>> amounts_of(const Measure& measure, Month month) {
    PerLever<std::optional<double>> amounts;
    PerLever<Month> since;
    for (const auto& effect : measure.effects) {
        auto& amount = amounts[effect.lever];
        if (effect.from > month || (amount && effect.from < since[effect.lever])) continue;
        amount = effect.amount;
        since[effect.lever] = effect.from;
    }
    return amounts;
}

TermsTable terms_of(const std::vector<Measure>& measures, const std::vector<MeasureState>& states,
                    std::size_t municipalities, Month month, std::size_t without) {
    TermsTable terms(municipalities);
    for (std::size_t k = 0; k < measures.size(); ++k)
        if (k != without && measures[k].in_force(month)) add_terms(terms, measures[k], states[k], month);
    return terms;
}

}  // namespace model
