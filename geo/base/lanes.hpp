#pragma once
// Sums side by side: the same bits whatever the width of the machine's vectors.
#include <cstddef>
#include <cstdint>

namespace geo {

inline constexpr std::size_t lanes = 16;

/// Adds weight[k] × value[row[k]] to sum[k % lanes], for k in [0, n).
void add_products(const float* weight, const std::uint32_t* row, std::size_t n, const float* value,
                  float* sum);

/// The same without wide instructions, bit for bit.
void add_products_plain(const float* weight, const std::uint32_t* row, std::size_t n, const float* value,
                        float* sum);

/// Ids as the numbers they are.
template <class IdT>
const std::uint32_t* rows_of(const IdT* ids) {
    static_assert(sizeof(IdT) == sizeof(std::uint32_t));
    return reinterpret_cast<const std::uint32_t*>(ids);
}

/// Sum of weight[k] × value[row[k]].
template <class IdT>
double product_sum(const float* weight, const IdT* row, std::size_t n, const float* value) {
    float sum[lanes]{};
    add_products(weight, rows_of(row), n, value, sum);
    double all = 0;
    for (const float s : sum) all += static_cast<double>(s);
    return all;
}

}  // namespace geo
