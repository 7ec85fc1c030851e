#pragma once
// Projection of people by cohort-change ratios (Hamilton and Perry 1962, "A short method for projecting
// population by age from one decennial census to another", Social Forces 41).
#include <span>
#include <vector>

#include "model/population_targets.hpp"

namespace model {

/// How five years change each cohort of a municipality. Shape of both: target rows.
struct CohortChange {
    /// People of a group per person of the same cohort five years before, who was one group younger; those of
    /// 90 and over per person of 85 and over. The youngest group is in children_per_woman.
    std::vector<double> ratio;
    /// Children of 0-4 of each sex (in the row of group 0) per woman of 15-49 at the same time.
    std::vector<double> children_per_woman;
};

/// Ratios of two tables five years apart. A ratio rests on the people of the cohort and on `shrink_persons`
/// more, who behave as the municipality's centrality class: (after + shrink × class ratio) / (before +
/// shrink). So a cohort of a handful follows its class and a large one itself (empirical Bayes in the form of
/// Marshall 1991, with a given prior weight). A class without the cohort takes the national ratio, or 1.
CohortChange cohort_change(std::span<const std::int32_t> before, std::span<const std::int32_t> after,
                           const Column<MunicipalityId, std::uint8_t>& centrality, double shrink_persons);

/// People five years later, in fractions.
std::vector<double> five_years_on(const std::vector<double>& people, const CohortChange& change);

/// Whole people: each sex and age sums to its rounded national total, shared by largest remainder.
std::vector<std::int32_t> whole_people(const std::vector<double>& people);

}  // namespace model
