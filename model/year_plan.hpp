#pragma once
// A calendar year's births, moves and migration, worked out so that its people agree with the next target.
#include <array>
#include <cstdint>
#include <vector>

#include "model/population_targets.hpp"

namespace model {

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

}  // namespace model
