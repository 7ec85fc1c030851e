#pragma once
// Many draws of one scenario, one per core at a time.
#include "data/replicate_store.hpp"
#include "model/compare/ensemble_sums.hpp"
#include "runs/study/kept_draws.hpp"
#include "runs/study/simulation.hpp"

namespace study {

/// What the finished replicates of a scenario left behind. Memory grows with threads and months, not with
/// replicates: each is folded into sums when it ends, its headline counts go to a scratch file on disk.
struct Ensemble {
    data::ReplicateStore store;
    model::EnsembleSums sums = {};
    std::vector<std::size_t> rows =
        {};                       ///< finished replicates, ascending; replicate r has the scenario's seed + r
    model::Remarks remarks = {};  ///< of the setting and the first replicate
    double setting_seconds = 0, replicate_seconds = 0, cpu_seconds = 0;  ///< the latter of the replicates
    double person_months = 0;
    model::BorderMoves border = {};  ///< of an area alone; of all draws together

    std::vector<std::uint64_t> seeds(const data::Scenario& scenario) const;
    /// An area's mean over finished replicates at one time point; 0 is the start.
    double mean_total(int time, std::string_view count, const model::Area& area) const;
};

/// How a draw is kept; nothing: it was done before and need not be simulated.
using KeepDraw = std::function<std::optional<Keeping>(std::uint32_t)>;

/// Simulates scenario.replicates draws in one setting, one per thread at a time, until all are done or
/// `watch.stop` asks: those under way are then given up. `take` is given the number of each draw that ends
/// and what it left behind but its world, whose memory is freed; from several threads at once, in any order.
void for_each_draw(const model::Setting& setting, const data::Scenario& scenario, const data::InputSet& set,
                   const Watch& watch, const std::function<void(std::uint32_t, Simulation)>& take,
                   const KeepDraw& keep = {});

/// Draws of a run that says no number: enough to tell a likely future from an unlikely one.
inline constexpr int usual_replicates = 30;

/// The scenario as data::read_scenario reads it, with usual_replicates if it says no number; with one if it
/// asks for squares, which are of one run.
data::Scenario read_with_usual_draws(const std::filesystem::path& file, data::Overrides overrides = {});

/// Throws InputError if a scenario of several replicates asks for squares, which are of one run.
void must_fit_replicates(const data::Scenario& scenario);

/// Simulates scenario.replicates draws until all are done or `watch.stop` asks: those under way are then
/// given up, or kept. `scratch`: folder of the scratch file, which takes as many bytes as replicates ×
/// headline counts × time points × municipalities × 4. `keeping`: every draw is kept there, finished or under
/// way, and those that are there already are taken from there. `after_draw` is told what there is each time
/// a draw is done, from one thread at a time. Throws as must_fit_replicates and read_draw do.
Ensemble simulate_ensemble(const data::Scenario& scenario, const data::InputSet& set,
                           const std::filesystem::path& scratch, const Watch& watch = {},
                           const geo::OrderOf& order_of = geo::build_hierarchy, const KeptDraws& keeping = {},
                           const std::function<void(const Ensemble&)>& after_draw = {});

}  // namespace study
