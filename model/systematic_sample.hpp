#pragma once
#include <cstdint>
#include <vector>

namespace model {

/// Whole things with expected numbers `expected`, rounded up or down by systematic sampling from start `u` in
/// (0, 1) (Madow 1949): their sum is the rounded sum.
std::vector<std::uint32_t> systematic_sample(const std::vector<double>& expected, double u);

}  // namespace model
