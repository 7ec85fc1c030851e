#pragma once
// What has become of a sweep, what is left to do, and the two files that hold all of it.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runs/study/sweep/engine.hpp"
#include "runs/study/sweep/slurm.hpp"
#include "runs/study/watch.hpp"

namespace study {

/// Runs with that status, ascending.
std::vector<std::uint32_t> runs_with(const std::vector<data::RunStatus>& status, data::RunStatus wanted);

/// Merges the runs that are done into sweep.nc and results.csv of the folder; a run whose file cannot be used
/// is told to `watch.remark` and counts as missing. Gives what became of each run. Throws geo::TryAgain if
/// another process is merging, geo::Stopped if asked to stop: nothing has changed then.
std::vector<data::RunStatus> collect(const SweepFolder& folder, const data::SweepHead& head,
                                     const Watch& watch = {});

/// Writes a table of an area's results each January, from the runs that are done, into `file`.
void write_area_table(const std::filesystem::path& file, const SweepFolder& folder,
                      const data::SweepHead& head, const model::Area& area);

/// 1 by run for those to be done: missing ones, and with `failed_too` failed ones. `check_files`: opens every
/// finished run's file, and counts a broken one as missing.
std::vector<bool> runs_to_do(const SweepEngine& engine, const std::vector<data::RunStatus>& status,
                             bool failed_too, bool check_files);

/// What the work will take.
struct SweepEstimate {
    double seconds = 0;    ///< wall time; of one task if `layout` was given
    double memory_mb = 0;  ///< here, or of a task
};
SweepEstimate estimate(const SweepSample& sample, std::uint32_t to_do, unsigned cores,
                       const std::optional<SlurmLayout>& layout);

/// How a sweep becomes a job array: as the scripts that are there say if `go_on`, else by the wishes and a
/// sample.
struct SlurmPlan {
    SlurmLayout layout;
    std::optional<SweepSample> sample;  ///< none: it is as the scripts say
};
SlurmPlan plan_slurm(const SweepFolder& folder, SweepEngine& engine, const SlurmWishes& wishes, bool go_on);

/// Writes the scripts of a new plan and submits as submit() does.
SlurmJobs submit_plan(const SweepFolder& folder, const SlurmPlan& plan, const SlurmWishes& wishes,
                      const std::vector<bool>& wanted);

/// A sweep under way.
struct SweepState {
    std::vector<data::RunStatus> status;  ///< by run
    std::vector<Worker> workers;
    std::vector<std::uint32_t> running;  ///< ascending
    std::optional<double> seconds_left;  ///< at the workers' pace; nothing while none has finished a run
};
SweepState state_of(const SweepFolder& folder);

}  // namespace study
