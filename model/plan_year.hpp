#pragma once
// Works out a calendar year's births, moves and migration, and keeps its months on their way.
#include <cstdint>
#include <vector>

#include "model/life_tables.hpp"
#include "model/world.hpp"

namespace model {

/// Residents by municipality × sex × age at the end of `year`, row-major.
std::vector<std::uint32_t> residents_by_age(const World& world, int year);

/// Works out the plan of the year that begins on world.month, a 1 January.
///
/// With a target for the next 1 January: N(m,s,a) = target - survivors - children is the net migration that
/// is needed. Abroad: emigration at its rates and immigration so that the nation meets the target by sex and
/// age, spread by immigration_attraction. At home: D, the rest, sums to zero over municipalities; half of it
/// is taken from who moves out and half given to who moves in, of whom at least a tenth of the ordinary
/// number remain. Moves F(i,j) = o(i) d(j) f(i,j), with f the table of attraction and distance, meet both
/// margins (iterative proportional fitting, Deming and Stephan 1940). From age 75 on net moves are at
/// most 1.8 times the ordinary ones: the luck of deaths is not followed by moves of the old. What chance
/// leaves over is part of the next year's N. Without a target: rates alone. `by_age`: residents_by_age() of
/// that year.
YearPlan plan_year(const World& world, const DemographyParams& params, const LifeTables& tables,
                   const std::vector<std::uint32_t>& by_age);

/// Steers the month that begins: municipalities behind their straight line pull more of those who move or
/// come to the country, and the reverse; who is missing in the nation comes from abroad, and births that are
/// missing in the nation are made up for.
void steer(const World& world, YearPlan& plan);

/// A municipality drawn by u in (0, 1) in proportion to attraction × pull, both with one entry for each.
MunicipalityId drawn_place(const float* attraction, const float* pull, std::uint32_t municipalities,
                           double u);

}  // namespace model
