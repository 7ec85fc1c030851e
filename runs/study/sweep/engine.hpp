#pragma once
// The runs of a sweep in one process: inputs, roads and travel times are made once and shared.
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "data/input_set.hpp"
#include "data/sweep_results.hpp"
#include "model/indicators.hpp"
#include "model/parameters.hpp"
#include "model/start/setting.hpp"
#include "runs/study/simulation.hpp"
#include "runs/study/sweep/folder.hpp"
#include "runs/study/sweep/sample.hpp"
#include "runs/study/watch.hpp"

namespace study {

/// What one call of `work` came to.
struct WorkReport {
    std::uint32_t done = 0;    ///< finished now
    std::uint32_t found = 0;   ///< finished before, not touched
    std::uint32_t failed = 0;  ///< cannot be done, now or before
    std::uint32_t left = 0;    ///< not finished because the process was asked to stop
    std::uint32_t kept = 0;    ///< of them under way, and kept so that they go on there
    double seconds = 0;        ///< wall
    double cpu_seconds = 0;    ///< of the process
};

class SweepEngine {
public:
    /// Reads the inputs. Throws InputError if they, or the program, are not those of the design;
    /// geo::Stopped if asked to stop.
    /// `watch.remark` is told of runs that must be done again or that failed. The folder must outlive the
    /// engine.
    explicit SweepEngine(const SweepFolder& folder, Watch watch = {});

    const data::SweepHead& head() const { return head_; }

    /// The run's file is there, whole and of this design; remarks on what is wrong with it if not.
    bool finished(std::uint32_t run) const;

    /// Does the runs [from, to] that are not done, one per core. A run that the model refuses or that breaks
    /// down is marked as failed and the others go on; with `again` failed ones are tried anew. Asked to stop,
    /// it keeps the runs under way and begins no other. Throws system_error if results
    /// cannot be written: finished runs stay.
    WorkReport work(std::uint32_t from, std::uint32_t to, bool again);

    /// Simulates the first run for up to a year to estimate what all will take. Throws geo::Stopped if asked
    /// to stop.
    SweepSample sample();

private:
    Simulation simulate(const data::Scenario& scenario, Keeping keeping = {});
    /// What an earlier process kept of a run under way.
    Keeping kept_run(std::uint32_t run, const data::Scenario& scenario);
    std::shared_ptr<const model::Setting> setting_of(const model::Params& params);

    const SweepFolder& folder_;
    Watch watch_;
    data::Scenario base_;
    data::InputSet set_;
    data::SweepHead head_;
    double start_seconds_ = 0;
    std::mutex setting_mutex_;
    std::optional<model::SettingParams> setting_params_;
    std::shared_ptr<const model::Setting> setting_;
};

}  // namespace study
