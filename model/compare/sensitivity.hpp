#pragma once
// What the runs of a sweep say about which assumption matters: three measures, each with an interval.
// `outcome` has one number per row of the design; where a run is missing it is NaN, and its block (or, for
// rank correlations, its row) is left out.
#include <cstdint>
#include <span>
#include <vector>

#include "model/compare/sweep_design.hpp"
#include "model/rng.hpp"

namespace model {

/// A number and its 95 % bootstrap interval (percentiles over resampled blocks or rows; Efron 1979).
struct Bootstrapped {
    double value = 0, low = 0, high = 0;
};

/// How intervals are made.
struct Bootstrap {
    std::uint32_t resamples = 1000;
    Seed seed{1};
};

/// Shares of the outcome's variance, of one factor.
struct SobolIndex {
    Bootstrapped first;  ///< by the factor alone
    Bootstrapped total;  ///< with all its interactions
};

struct SobolIndices {
    std::uint32_t blocks = 0;  ///< used
    double variance = 0;
    std::vector<SobolIndex> factors;  ///< all 0 if the outcome does not vary
};

/// Of a design made by saltelli(). First order: Saltelli et al. 2010, table 2 (b), outcomes centred; total:
/// Jansen 1999, the same table (f).
SobolIndices sobol_indices(std::uint32_t factors, std::span<const double> outcome,
                           const Bootstrap& bootstrap = {});

/// Elementary effects of one factor: change of the outcome per change over the factor's whole range.
struct MorrisEffect {
    Bootstrapped mean_absolute;  ///< mu* (Campolongo, Cariboni and Saltelli 2007): how much it matters
    double mean = 0;             ///< mu: and in which direction
    double spread = 0;           ///< sigma, standard deviation: not linear, or it interacts
};

struct MorrisEffects {
    std::uint32_t trajectories = 0;  ///< used
    std::vector<MorrisEffect> factors;
};

/// Of a design made by morris_trajectories().
MorrisEffects morris_effects(const UnitDesign& design, std::span<const double> outcome,
                             const Bootstrap& bootstrap = {});

struct RankCorrelations {
    std::uint32_t rows = 0;             ///< used
    std::vector<Bootstrapped> factors;  ///< in [-1, 1]; NaN where the factor or the outcome does not vary
};

/// Partial rank correlation of every factor with the outcome, the others held (Marino et al. 2008): of ranks,
/// ties at their mean, from the inverse of the correlation matrix. Any design will do that has more rows than
/// factors + 2 and no factor that follows from the others.
RankCorrelations partial_rank_correlations(const UnitDesign& design, std::span<const double> outcome,
                                           const Bootstrap& bootstrap = {});

}  // namespace model
