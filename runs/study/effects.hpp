#pragma once
// What each measure moves when it is alone: the thing its levers are for, beside chance.
#include <filesystem>
#include <string>
#include <vector>

#include "data/scenario.hpp"
#include "model/compare/statistics.hpp"
#include "runs/study/watch.hpp"

namespace study {

/// One count of the nation, mean over the months after the start.
struct ShownEffect {
    std::string levers;     ///< that are meant to move it, with their amounts
    std::string thing;      ///< what they move
    std::string indicator;  ///< the count
    double without;
    model::Estimate effect;  ///< with the measure less without, paired by draw
};
struct MeasureEffects {
    std::string name, title;
    std::vector<std::string> ids;
    std::vector<ShownEffect> moved;  ///< one per thing
};

/// Simulates a scenario without any measure, then with each of `names` alone from its first month, with the
/// same draws, and looks at what the rows of the measure's levers say they move.
std::vector<MeasureEffects> measure_effects(const std::filesystem::path& scenario,
                                            const data::Overrides& changes,
                                            const std::vector<std::string>& names, const Watch& watch = {});

/// One row per measure and thing it moves.
std::string effects_markdown(const std::vector<MeasureEffects>& all, const std::string& scenario, int months,
                             int draws);

}  // namespace study
