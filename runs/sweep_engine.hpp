#pragma once
// The runs of a sweep in one process: inputs, roads and travel times are made once and shared.
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "data/input_set.hpp"
#include "data/sweep_results.hpp"
#include "model/initial.hpp"
#include "runs/sweep_folder.hpp"

namespace runs {

/// What one call of `work` came to.
struct WorkReport {
    std::uint32_t done = 0;    ///< finished now
    std::uint32_t found = 0;   ///< finished before, not touched
    std::uint32_t failed = 0;  ///< cannot be done, now or before
    std::uint32_t left = 0;    ///< not begun because the process was asked to stop
    double seconds = 0;        ///< wall
    double cpu_seconds = 0;    ///< of the process
};

/// What a run needs; from a short one.
struct SweepSample {
    double start_seconds = 0;  ///< inputs, roads and travel times, once for a process
    double run_seconds = 0;    ///< one run on one core
    double shared_mb = 0, run_mb = 0;
};

class SweepEngine {
public:
    /// Reads the inputs. Throws InputError if they, or the program, are not those of the design.
    explicit SweepEngine(const SweepFolder& folder);

    const data::SweepHead& head() const { return head_; }

    /// The run's file is there, whole and of this design; says on stderr what is wrong with it if not.
    bool finished(std::uint32_t run) const;

    /// Does the runs [from, to] that are not done, one per core. A run that the model refuses or that breaks
    /// down is marked as failed and the others go on; with `again` failed ones are tried anew. Asked to stop
    /// (SIGTERM, SIGINT), it finishes the runs under way and begins no other. Throws system_error if results
    /// cannot be written: finished runs stay.
    WorkReport work(std::uint32_t from, std::uint32_t to, bool again, const std::string& progress);

    /// Simulates the first run for up to a year to estimate what all will take.
    SweepSample sample();

private:
    std::vector<model::MonthTable> simulate(const data::Scenario& scenario);
    std::shared_ptr<const model::Setting> setting_of(const model::Params& params);

    const SweepFolder& folder_;
    data::Scenario base_;
    data::InputSet set_;
    data::SweepHead head_;
    double start_seconds_ = 0;
    std::mutex setting_mutex_;
    std::string setting_key_;
    std::shared_ptr<const model::Setting> setting_;
};

}  // namespace runs
