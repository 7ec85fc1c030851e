#pragma once
// A run into a file that loses no work when it is stopped: what is done goes into a file beside its own, what
// is under way is kept and gone on from.
#include <filesystem>
#include <functional>

#include "runs/study/ensemble.hpp"
#include "runs/study/kept_draws.hpp"
#include "runs/study/run_file.hpp"

namespace study {

/// A run, and how much of it is written.
template <class Run>
struct Written {
    Run run;
    int done = 0, of = 0;             ///< draws, or the months of a single one
    std::filesystem::path file = {};  ///< the whole, or what is done so far beside it; empty: nothing yet

    bool whole() const { return done == of; }
};

/// Simulates a scenario's draws and writes `output`, the file of their means and quantiles, or, asked to
/// stop, those that are done under partial_name(). Draws in `kept` are gone on from; it and an earlier part
/// go once `output` is whole. `after_draw` and errors as of simulate_ensemble.
Written<Ensemble> write_resumable_draws(const std::filesystem::path& output, const data::Scenario& scenario,
                                        const data::InputSet& set, const Watch& watch,
                                        const geo::OrderOf& order_of, const KeptDraws& kept,
                                        const std::function<void(const Ensemble&)>& after_draw = {});

/// The same for a single draw, month by month; errors as of simulate_into.
Written<Simulation> write_resumable_run(const std::filesystem::path& output, const data::Scenario& scenario,
                                        const data::InputSet& set, const Watch& watch,
                                        const geo::OrderOf& order_of, const KeptDraws& kept);

}  // namespace study
