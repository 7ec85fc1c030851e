#include "model/compare/draws.hpp"

namespace model {

OverDraws over_draws(std::span<const double> values) {
    double n = 0, mean = 0, squares = 0;
    for (const double value : values)
        if (!std::isnan(value)) n += 1, mean += value;
    if (n == 0) return {};
    mean /= n;
    for (const double value : values)
        if (!std::isnan(value)) squares += (value - mean) * (value - mean);
    return {mean, n > 1 ? std::sqrt(squares / (n - 1)) : 0.0};
}

double nation_total(const MonthTable& table, std::string_view count) {
    const auto row = count_row(count);
    double sum = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m) sum += table.at(row, MunicipalityId{m});
    return sum;
}

}  // namespace model
