#pragma once
// Hazards of death and chances of a birth by age, made from the parameters.
#include <algorithm>
#include <array>
#include <vector>

#include "model/age_groups.hpp"
#include "model/calendar.hpp"
#include "model/cohort_change.hpp"
#include "model/demography_params.hpp"

namespace model {

/// What cohort change takes from the parameters.
CohortRules cohort_rules(const DemographyParams& params);

/// Hazards and chances by age in years, made once per run from the parameters.
struct LifeTables {
    std::array<double, ages> births_per_year{};  ///< per woman
    std::array<double, ages> birth{};            ///< chance per month of a woman
    /// Death hazard per year in 2024 by sex and age.
    std::array<std::array<double, ages>, sexes> death_2024{};
    double decline = 0;  ///< of the death hazard, per year
    /// Death hazard of those born in mid-2024, summed up to an age in months: entry a is the sum over months
    /// 0..a-1. Others have it times cohort_factor(). Shape: sexes × (ages × 12 + 1).
    std::array<std::vector<double>, sexes> cumulative_death;
    explicit LifeTables(const DemographyParams& params);

    /// Death hazard per year at an age in the middle of a calendar year.
    double hazard(int sex, int age, int year) const;
    /// Those born earlier by y years have exp(decline × y) times the hazard at each age.
    double cohort_factor(Month born) const;

private:
    std::vector<double> cohort_factor_;  ///< by month of birth
};

/// Month in which someone born in `born` dies, counted from `now`, from one exponential draw: the month's
/// cumulative hazard reaches `exponential`. May lie far beyond any horizon.
int months_until_death(const LifeTables& tables, Sex sex, Month born, Month now, double exponential);

/// Tells most of those who outlive the next so many months by the draw alone, without its logarithm.
class SureToLive {
public:
    SureToLive(const LifeTables& tables, Month now, int months);
    /// Someone whose exponential draw is -log(u) certainly lives for so many months; if not, she may.
    bool operator()(Sex sex, Month born, double u) const {
        const auto& below = below_[static_cast<std::size_t>(sex)];
        const auto age = static_cast<std::size_t>(std::max(now_ - born, 0));
        return age < below.size() && u < below[age];
    }

private:
    Month now_;
    std::array<std::vector<double>, sexes> below_;  ///< by age in months
};

}  // namespace model
