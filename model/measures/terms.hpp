#pragma once
// What measures come to: amounts of one measure in a month, terms in one place.
#include <array>
#include <optional>
#include <vector>

#include "model/ids.hpp"
#include "model/measures/measure.hpp"

namespace model {

/// What the measures in force add up to, in one municipality for one form of contract.
class Terms {
public:
    double operator[](Lever lever) const { return amounts_[lever]; }
    /// The rule's own number, unless a measure sets it.
    double set_or(Lever lever, double otherwise) const {
        return (*this)[lever] > 0 ? (*this)[lever] : otherwise;
    }
    /// 1 + amount / 100 of a lever in percent, never negative.
    double factor(Lever lever) const {
        const double f = 1 + (*this)[lever] / 100;
        return f > 0 ? f : 0;
    }
    /// Doctors per list who work beside its GP.
    double extra_doctors() const { return (*this)[Lever::extra_doctors_percent] / 100; }
    /// What the cap a GP wants is multiplied by.
    double cap_factor(const MeasureParams& rules) const {
        return factor(Lever::cap_percent) * (1 + extra_doctors() * rules.intro_cap / 100);
    }
    void add(Lever lever, double amount);
    bool operator==(const Terms&) const = default;

private:
    PerLever<double> amounts_;
};

/// [0]: self-employed, [1]: salaried.
using TermsTable = Column<MunicipalityId, std::array<Terms, 2>>;

/// Whether any of its effects is of this lever.
bool pulls(const Measure& measure, Lever lever);

/// The amounts that have begun and hold: the last begun of each lever.
PerLever<std::optional<double>> amounts_of(const Measure& measure, Month month);

}  // namespace model
