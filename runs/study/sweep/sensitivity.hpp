#pragma once
// Which assumption matters most, from a collected sweep.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/sweep_results.hpp"
#include "geo/base/stop.hpp"
#include "model/compare/sensitivity.hpp"
#include "runs/study/sweep/folder.hpp"

namespace study {

/// One factor and one result. What stands in `extra` depends on the design.
struct FactorEffect {
    std::string factor;
    model::Bootstrapped main;  ///< total index (Sobol), mu* (Morris), or partial rank correlation
    std::vector<std::pair<std::string, model::Bootstrapped>> extra{};  ///< first-order index; mu and sigma

    /// For sorting; negative where nothing could be measured.
    double size() const;
};

/// All factors and one result.
struct Sensitivity {
    std::string result, long_name, long_name_no;
    std::uint32_t used = 0;             ///< blocks, trajectories or points
    std::vector<FactorEffect> effects;  ///< strongest first
};

/// Names of what a design measures: FactorEffect::main, and what Sensitivity::used counts.
struct SensitivityWords {
    const char *measure, *used;
};
SensitivityWords sensitivity_words(data::DesignKind kind);

/// The results asked for; without any those that maps and reports lead with, or all if none of them is there.
/// Throws InputError for one that the folder's table has not.
std::vector<std::string> results_to_measure(const SweepFolder& folder, const data::SweepTable& table,
                                            const std::vector<std::string>& asked);

/// Measures every factor for each of `results`, which must be there. Sobol designs give
/// first-order and total indices, Morris designs elementary effects, all others partial rank correlations; a
/// point's outcome is the mean of its replicates. Throws InputError for factors that are words; geo::Stopped
/// if asked to stop between two results.
std::vector<Sensitivity> sensitivities(const SweepFolder& folder, const data::SweepTable& table,
                                       const std::vector<std::string>& results, std::uint32_t resamples,
                                       const geo::StopToken& stop = {});

/// One row per result, factor and measure: value, low, high; empty where unknown. Commas and decimal points.
std::string sensitivity_csv(const std::vector<Sensitivity>& all, data::DesignKind kind);

}  // namespace study
