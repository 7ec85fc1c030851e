#include "model/measures/terms.hpp"

#include <algorithm>

namespace model {

void Terms::add(Lever lever, double amount) {
    auto& total = amounts_[lever];
    total = info(lever).combine == Combine::largest ? std::max(total, amount) : total + amount;
}

bool pulls(const Measure& measure, Lever lever) {
    return std::any_of(measure.effects.begin(), measure.effects.end(),
                       [&](const MeasureEffect& effect) { return effect.lever == lever; });
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

}  // namespace model
