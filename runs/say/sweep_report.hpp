#pragma once
// A sweep as text and JSON.
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "runs/say/json.hpp"
#include "runs/study/sweep/collect.hpp"

namespace runs {

/// "40 s", "12 min", "3.5 h".
std::string duration_text(double seconds);

/// 0 all runs are done, 1 some cannot be done, 75 some are not done yet.
int sweep_exit_code(const std::vector<data::RunStatus>& status);

/// How many runs are done, failed and missing, and which of them are not there.
Json sweep_json(const study::SweepFolder& folder, const std::vector<data::RunStatus>& status);
/// Names the runs that are not there; nothing if all are.
void print_absent(const study::SweepFolder& folder, const std::vector<data::RunStatus>& status,
                  std::FILE* to);

Json estimate_json(const study::SweepFolder& folder, std::uint32_t to_do, const study::SweepSample& sample,
                   const std::optional<study::SlurmLayout>& layout);
void print_estimate(const study::SweepFolder& folder, std::uint32_t to_do, const study::SweepSample& sample,
                    const std::optional<study::SlurmLayout>& layout);

Json state_json(const study::SweepFolder& folder, const study::SweepState& state);
void print_state(const study::SweepFolder& folder, const study::SweepState& state);

}  // namespace runs
