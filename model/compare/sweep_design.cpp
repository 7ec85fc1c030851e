#include "model/compare/sweep_design.hpp"

#include <boost/random/sobol.hpp>
#include <cassert>
#include <numeric>

namespace model {
namespace {

constexpr Month no_month{0};

/// 0 .. n-1 in an order drawn from `draw` (Fisher and Yates 1938).
std::vector<std::uint32_t> shuffled(std::uint32_t n, Draw& draw) {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t i = n; i > 1; --i) std::swap(order[i - 1], order[draw.below(i)]);
    return order;
}

}  // namespace

std::vector<std::uint32_t> grid_levels(std::span<const std::uint32_t> levels) {
    std::size_t rows = 1;
    for (const auto count : levels) rows *= count;
    std::vector<std::uint32_t> result(rows * levels.size());
    for (std::size_t row = 0; row < rows; ++row) {
        std::size_t rest = row;
        for (std::size_t f = levels.size(); f-- > 0; rest /= levels[f])
            result[row * levels.size() + f] = static_cast<std::uint32_t>(rest % levels[f]);
    }
    return result;
}

UnitDesign latin_hypercube(std::uint32_t rows, std::uint32_t factors, Seed seed) {
    UnitDesign design{factors, std::vector<double>(static_cast<std::size_t>(rows) * factors)};
    for (std::uint32_t f = 0; f < factors; ++f) {
        Draw draw(seed, Stream::sweep_design, f, no_month);
        const auto stratum = shuffled(rows, draw);
        for (std::uint32_t row = 0; row < rows; ++row)
            design.values[static_cast<std::size_t>(row) * factors + f] =
                (stratum[row] + draw.uniform()) / rows;
    }
    return design;
}

UnitDesign sobol_points(std::uint32_t rows, std::uint32_t factors, Seed seed) {
    boost::random::sobol engine(factors);  // 64 bits, and without the origin
    std::vector<std::uint64_t> mask(factors);
    for (std::uint32_t f = 0; f < factors; ++f) {
        Draw draw(seed, Stream::sweep_design, f, no_month, 1);
        mask[f] = draw.bits();
    }
    UnitDesign design{factors, {}};
    design.values.reserve(static_cast<std::size_t>(rows) * factors);
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::uint32_t f = 0; f < factors; ++f) {
            const std::uint64_t upper_bits = row == 0 ? 0 : engine() >> 32;
            design.values.push_back((static_cast<double>(upper_bits ^ mask[f]) + 0.5) * 0x1p-32);
        }
    return design;
}

UnitDesign saltelli(std::uint32_t blocks, std::uint32_t factors, Seed seed) {
    const auto both = sobol_points(blocks, 2 * factors, seed);
    UnitDesign design{factors, {}};
    design.values.reserve(static_cast<std::size_t>(blocks) * (factors + 2) * factors);
    for (std::uint32_t j = 0; j < blocks; ++j) {
        const auto a = both.row(j).first(factors), b = both.row(j).last(factors);
        design.values.insert(design.values.end(), a.begin(), a.end());
        for (std::uint32_t i = 0; i < factors; ++i)
            for (std::uint32_t f = 0; f < factors; ++f) design.values.push_back(f == i ? b[f] : a[f]);
        design.values.insert(design.values.end(), b.begin(), b.end());
    }
    return design;
}

UnitDesign morris_trajectories(std::uint32_t trajectories, std::uint32_t factors, std::uint32_t levels,
                               Seed seed) {
    assert(levels >= 2 && levels % 2 == 0);
    const std::uint32_t step = levels / 2;  // levels between two points of a trajectory
    UnitDesign design{factors, {}};
    design.values.reserve(static_cast<std::size_t>(trajectories) * (factors + 1) * factors);
    std::vector<std::uint32_t> level(factors);
    const auto add = [&] {
        for (const auto l : level) design.values.push_back(static_cast<double>(l) / (levels - 1));
    };
    for (std::uint32_t t = 0; t < trajectories; ++t) {
        Draw draw(seed, Stream::sweep_design, t, no_month, 2);
        for (auto& l : level) l = draw.below(levels);
        add();
        for (const auto f : shuffled(factors, draw)) {
            level[f] = level[f] < step ? level[f] + step : level[f] - step;
            add();
        }
    }
    return design;
}

}  // namespace model
