#pragma once
#include <span>
#include <string>

#include "data/input_set.hpp"
#include "data/scenario.hpp"
#include "runs/study/watch.hpp"

namespace study {

/// Reads what a scenario is run on and holds it to that: measures know their places, squares are asked for of
/// one draw; then, with `only`, leaves of both those areas alone (data::keep_only). What a person should know
/// goes to `watch.remark`: tables of one's own, measures that change nothing, what is left out. Throws
/// InputError for what can be mended, geo::Stopped if asked to stop on the way.
data::InputSet read_run_inputs(data::Scenario& scenario, std::span<const std::string> only = {},
                               const Watch& watch = {});

}  // namespace study
