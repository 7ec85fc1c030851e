#pragma once
// What a run of an area alone knows of the country around it.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/ids.hpp"
#include "model/population_targets.hpp"

namespace model {

inline constexpr std::uint32_t no_row = 0xFFFF'FFFF;

/// The municipalities of such a run are the area's, then those around it that share patients with it, then
/// one town that stands for all others: as many people, of every age and sex, as make the moves across the
/// border that the nation's first day makes. Whoever moves there keeps her list until she finds one there,
/// and the other way round.
struct RestOfCountry {
    std::uint32_t told = 0;                    ///< municipalities of the area: the first rows
    std::uint32_t around = 0;                  ///< after them those around it
    MunicipalityId town{};                     ///< the last row
    std::vector<std::uint32_t> row_in_nation;  ///< of each; no_row of the town

    /// How much each municipality draws movers from each, as Setting::attraction; the town as all it stands
    /// for together.
    std::vector<float> attraction;
    /// What the town's people are multiplied by where first-day moves are read backwards: with the nation's
    /// attraction fewer come than with moves that balance, by which the town is measured.
    double came_before = 1;
    PopulationTargets targets;  ///< the nation's, by row; the town's follow the people it mirrors

    double people = 1;     ///< share of the nation's people who are simulated
    double market = 1;     ///< share of the nation's doctors who look for a post that come to these lists
    double mean_cap = 0;   ///< places per list with a GP, of the nation on the first day
    double mean_list = 1;  ///< the nation's patients per list with a GP, over those of these municipalities
    double consultations = 1;  ///< the nation's a year per person, over those of these municipalities
    double waiting = 1;        ///< share of people on a waiting list on the first day, over the nation's
    std::array<double, 6> vacant{};     ///< share of the nation's lists without a GP by centrality class
    std::vector<double> history;        ///< coverage_history() by row
    std::vector<std::string> counties;  ///< all official numbers, ascending
    std::vector<double> in_county;      ///< their people
};

/// People who moved between the municipalities of a run and the rest of the country, since its start.
struct BorderMoves {
    double in = 0, out = 0;
};

}  // namespace model
