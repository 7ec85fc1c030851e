#pragma once
// Which values the runs of a sweep take: points of the unit cube, one coordinate per factor. The caller
// stretches them to each factor's range.
#include <cstdint>
#include <span>
#include <vector>

#include "model/rng.hpp"

namespace model {

/// Points of the unit cube. Shape: rows × factors, row-major; every value in [0, 1].
struct UnitDesign {
    std::size_t factors = 0;
    std::vector<double> values{};

    std::size_t rows() const { return factors == 0 ? 0 : values.size() / factors; }
    std::span<const double> row(std::size_t i) const {
        return std::span(values).subspan(i * factors, factors);
    }
    bool operator==(const UnitDesign&) const = default;
};

/// Every combination of levels, as numbers of levels: rows × factors, the last factor changes fastest.
std::vector<std::uint32_t> grid_levels(std::span<const std::uint32_t> levels);

/// One point in each of `rows` equal strata of every factor, strata paired at random, each point drawn within
/// its stratum (McKay, Beckman and Conover 1979).
UnitDesign latin_hypercube(std::uint32_t rows, std::uint32_t factors, Seed seed);

/// The first points of the Sobol sequence (Boost.Random's engine, direction numbers of Joe and Kuo), the
/// origin included, every coordinate's bits turned by a drawn mask: a digital shift, which keeps the
/// sequence's evenness (Owen 1998). Best with rows = a power of 2.
UnitDesign sobol_points(std::uint32_t rows, std::uint32_t factors, Seed seed);

/// Blocks for Sobol indices (Saltelli 2002; Saltelli et al. 2010). Block j has factors + 2 rows: point j of
/// matrix A; for each factor i, A's point with coordinate i taken from B; then B's point. A and B are the
/// two halves of one Sobol sequence in 2 × factors dimensions.
UnitDesign saltelli(std::uint32_t blocks, std::uint32_t factors, Seed seed);

/// Trajectories of Morris (1991). Block t has factors + 1 rows; each differs from the one before in one
/// factor, by levels / (2 (levels - 1)) up or down, every factor once in a drawn order. `levels` is even and
/// at least 2: then every level is met equally often.
UnitDesign morris_trajectories(std::uint32_t trajectories, std::uint32_t factors, std::uint32_t levels,
                               Seed seed);

}  // namespace model
