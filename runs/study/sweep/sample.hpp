#pragma once

namespace study {

/// What a run needs; from a short one.
struct SweepSample {
    double start_seconds = 0;  ///< inputs, roads and travel times, once for a process
    double run_seconds = 0;    ///< one run on one core
    double shared_mb = 0, run_mb = 0;
};

}  // namespace study
