#pragma once
// Runs as snapshot files.
#include <filesystem>

#include "runs/study/ensemble.hpp"
#include "runs/study/simulation.hpp"

namespace study {

/// Simulates a scenario and writes its snapshot file, with the squares it asks for. Asked to
/// stop, it leaves nothing at `path`: the run it gives back has fewer months, which write_run() keeps. Throws
/// as simulate() and data::SnapshotWriter do; then too there is nothing at `path`.
Simulation simulate_into(const std::filesystem::path& path, const data::Scenario& scenario,
                         const data::InputSet& set, const Watch& watch = {},
                         const geo::OrderOf& order_of = geo::build_hierarchy, Keeping keeping = {});

/// The months a run has done, as a whole file.
void write_run(const std::filesystem::path& path, const data::Scenario& scenario, const data::InputSet& set,
               const Simulation& run);

/// The finished replicates of a scenario, at least one, as a whole file of their means and quantiles.
void write_replicates(const std::filesystem::path& path, const data::Scenario& scenario,
                      const data::InputSet& set, const Ensemble& run);

/// Where a stopped run keeps what it has done: "x.nc" becomes "x.partial.nc".
std::filesystem::path partial_name(const std::filesystem::path& output);

}  // namespace study
