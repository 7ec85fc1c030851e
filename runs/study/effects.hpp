#pragma once
// What each measure moves when it is alone: the thing its levers are for, beside chance.
#include <filesystem>
#include <string>
#include <vector>

#include "data/scenario.hpp"
#include "model/compare/statistics.hpp"
#include "runs/study/watch.hpp"

namespace study {

/// One indicator of the nation, mean over the months after the start: of a ratio, the nation's.
struct ShownEffect {
    std::string levers;     ///< that are meant to move it, with their amounts in the last month and units
    std::string thing;      ///< what they move
    std::string indicator;  ///< the count or ratio
    std::string unit;       ///< of the indicator
    double without = 0;
    model::Estimate effect{};  ///< with the measure less without, paired by draw
};
struct MeasureEffects {
    std::string name, title;
    std::vector<std::string> ids;
    std::vector<ShownEffect> moved;  ///< one per thing
};

/// A scenario without any measure, and with each of some alone from its first month on.
struct EffectsPlan {
    data::Scenario none;
    std::vector<data::Scenario> alone;
};

/// The scenarios of measure_effects(). What a scenario says of a measure holds where that one is alone, and
/// nowhere else. No names: all measures that come with the program. Throws InputError with what is wrong in
/// any of them.
EffectsPlan plan_effects(const std::filesystem::path& scenario, const data::Overrides& changes,
                         const std::vector<std::string>& names = {});

/// Simulates them with the same draws, and looks at what the rows of each measure's levers say they move.
std::vector<MeasureEffects> measure_effects(const EffectsPlan& plan, const Watch& watch = {});

/// One row per measure and thing it moves.
std::string effects_markdown(const std::vector<MeasureEffects>& all, const std::string& scenario, int months,
                             int draws);

}  // namespace study
