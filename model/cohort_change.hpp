#pragma once
// Projection of people by cohort-change ratios (Hamilton and Perry 1962, "A short method for projecting
// population by age from one decennial census to another", Social Forces 41), year by year.
#include <array>
#include <vector>

#include "model/inputs.hpp"

namespace model {

/// People by municipality × sex × single age, row-major, in fractions.
using PeopleByAge = std::vector<double>;

/// Row of PeopleByAge.
constexpr std::size_t age_row(MunicipalityId m, int sex, int age) {
    return (std::size_t{m.value} * sexes + static_cast<std::size_t>(sex)) * ages +
           static_cast<std::size_t>(age);
}

/// One year of an official table.
PeopleByAge people_by_age(const PopulationTable& table, int year);

/// How a year changes each cohort of a municipality.
struct CohortChange {
    /// People per person of the same cohort a year before, in the row of the age they have then; the oldest
    /// group also takes in itself. Rows of age 0 are not used.
    PeopleByAge ratio;
    /// Children aged 0 per child that `births_per_woman` expects of the women; one entry per municipality.
    std::vector<double> children;
    /// Children aged 0 per woman by her age at the same time, before `children`.
    std::array<double, ages> births_per_woman{};
    double boys = 0.5;
};

/// What the numbers of cohort_change() rest on.
struct CohortRules {
    std::array<double, ages> births_per_woman{};
    double boys = 0.5;          ///< share of births
    double shrink_persons = 0;  ///< weight of the centrality class
};

/// Ratios of the 1 Januaries first_year..last_year, which the table must have, all years together.
///
/// A class has a ratio by sex and single age. A municipality differs from its class by one factor for each
/// sex and five-year age, (after + weight) / (expected after its class's ratios + weight), where weight is
/// shrink_persons in every year: a cohort of a handful follows its class and a large one itself (empirical
/// Bayes in the form of Marshall 1991, with a given prior weight). Children likewise. A class without the
/// cohort takes the national ratio, or 1.
CohortChange cohort_change(const PopulationTable& table, int first_year, int last_year,
                           const Column<MunicipalityId, std::uint8_t>& centrality, const CohortRules& rules);

/// People a year later.
PeopleByAge one_year_on(const PeopleByAge& people, const CohortChange& change);

}  // namespace model
