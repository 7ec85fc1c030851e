#pragma once
// A calendar year's births, moves and migration, worked out so that its people agree with the next target.
#include <array>
#include <cstdint>
#include <vector>

#include "model/population_targets.hpp"

namespace model {

struct World;
struct DemographyParams;
struct LifeTables;

/// Chances and numbers of one year. Everyone counts in the five-year age she has at the end of the year,
/// which is Statistics Norway's own rule for flows.
struct YearPlan {
    int year = 0;
    bool has_target = false;
    std::vector<float> move;                        ///< chance per month by target_row()
    std::array<float, target_groups> emigration{};  ///< chance per month by sex × five-year age
    std::vector<float> births;                      ///< factor on the mothers' chance, by municipality
    double births_planned = 0;                      ///< of the nation in the year; 0 without a target
    double births_done = 0;                         ///< of them, so far
    /// Factor on a destination's attraction, by sex × five-year age × municipality.
    std::vector<float> pull;
    std::array<double, target_groups> immigrants{};  ///< people a year by sex × five-year age
    std::vector<double> immigrant_share;             ///< weight by municipality
    std::vector<double> inflow;  ///< people who come to each municipality in a month, before steering
    /// The straight line residents follow from one 1 January to the next.
    std::vector<double> people_from, people_to;
    /// Largest chance per month of a birth, a move or an emigration by age at the end of the year; of all
    /// ages.
    std::array<double, ages> event{};
    double any_event = 0;

    /// The factor on a destination's attraction this month, in the shape of `pull`; made by steer().
    std::vector<float> pull_now;
    std::vector<double> immigrant_share_now;
    double immigrants_more = 0;  ///< people to be added to this month's immigrants
    double births_now = 1;       ///< factor on everyone's chance of a birth
};

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
