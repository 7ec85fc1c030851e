#include "geo/base/lanes.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

namespace geo {
namespace {

void add_rest(const float* weight, const std::uint32_t* row, std::size_t from, std::size_t n,
              const float* value, float* sum) {
    for (auto i = from; i < n; ++i) sum[i % lanes] += weight[i] * value[row[i]];
}

#if defined(__x86_64__) && defined(__GNUC__)
/// Eight lanes to a register. Compilers do not find the gathers by themselves.
__attribute__((target("avx2"))) void add_products_wide(const float* weight, const std::uint32_t* row,
                                                       std::size_t n, const float* value, float* sum) {
    auto low = _mm256_loadu_ps(sum);
    auto high = _mm256_loadu_ps(sum + 8);
    const auto product = [&](std::size_t at) __attribute__((target("avx2"))) {
        const auto rows = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(row + at));
        return _mm256_mul_ps(_mm256_loadu_ps(weight + at), _mm256_i32gather_ps(value, rows, 4));
    };
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        low = _mm256_add_ps(low, product(i));
        high = _mm256_add_ps(high, product(i + 8));
    }
    _mm256_storeu_ps(sum, low);
    _mm256_storeu_ps(sum + 8, high);
    add_rest(weight, row, i, n, value, sum);
}
#endif

}  // namespace

void add_products_plain(const float* weight, const std::uint32_t* row, std::size_t n, const float* value,
                        float* sum) {
    add_rest(weight, row, 0, n, value, sum);
}

void add_products(const float* weight, const std::uint32_t* row, std::size_t n, const float* value,
                  float* sum) {
#if defined(__x86_64__) && defined(__GNUC__)
    static const bool wide = __builtin_cpu_supports("avx2") != 0;
    if (wide) return add_products_wide(weight, row, n, value, sum);
#endif
    add_products_plain(weight, row, n, value, sum);
}

}  // namespace geo
