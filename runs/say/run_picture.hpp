#pragma once
// A map of what a run has come to so far, so that one need not wait for its last draw.
#include <filesystem>

#include "runs/study/ensemble.hpp"

namespace runs {

/// Draws the share of patients without a GP at the end, mean of the draws that are done, zoomed to an area.
/// Its subtitle says how many futures it is of.
void draw_so_far(const std::filesystem::path& picture, const data::Scenario& scenario,
                 const data::InputSet& set, const study::Ensemble& so_far, const model::Area& area);

/// Whether a picture is worth drawing anew: after 1, 2, 5, 10, 20, 50 ... draws and the last.
bool is_worth_drawing(int done, int of);

}  // namespace runs
