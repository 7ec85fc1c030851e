#include "model/compare/ensemble_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "model/compare/cost_effect.hpp"

namespace model {

std::vector<std::size_t> headline_counts(std::span<const CountInfo> counts) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i].headline) rows.push_back(i);
    return rows;
}

bool keeps_values(const CountInfo& count) {
    return count.headline && (!count.cost || count.balance != Balance::none);
}

bool keeps_sums(const CountInfo& count) {
    return count.headline && (count.cost || count.balance != Balance::none ||
                              std::find(std::begin(effect_counts), std::end(effect_counts), count.name) !=
                                  std::end(effect_counts));
}

std::vector<std::size_t> headline_ratios(std::span<const CountInfo> counts,
                                         std::span<const RatioInfo> ratios) {
    const auto kept = [&](std::string_view name) {
        return std::any_of(counts.begin(), counts.end(),
                           [&](const CountInfo& count) { return count.name == name && count.headline; });
    };
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < ratios.size(); ++i)
        if (kept(ratios[i].numerator) && kept(ratios[i].denominator)) rows.push_back(i);
    return rows;
}

void EnsembleSums::add(std::span<const MonthTable> tables) {
    if (tables.empty()) throw std::logic_error("EnsembleSums: a replicate without a month");
    if (replicates_ == 0) {
        times_ = static_cast<int>(tables.size());
        row_ = tables.front().values.size();
        sums_.assign(tables.size() * row_, 0);
        costs_.assign(tables.size() * tables.front().measure_costs.size(), 0);
    }
    if (tables.size() != static_cast<std::size_t>(times_) ||
        std::any_of(tables.begin(), tables.end(), [&](const MonthTable& table) {
            return table.values.size() != row_ || table.measure_costs.size() * tables.size() != costs_.size();
        }))
        throw std::logic_error("EnsembleSums: replicates of different shapes");
    for (std::size_t t = 0; t < tables.size(); ++t) {
        for (std::size_t i = 0; i < row_; ++i) sums_[t * row_ + i] += tables[t].values[i];
        const auto& costs = tables[t].measure_costs;
        for (std::size_t i = 0; i < costs.size(); ++i) costs_[t * costs.size() + i] += costs[i];
    }
    ++replicates_;
}

double quantile(std::span<double> values, double p) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    const double place = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), at, values.end());
    const double low = *at, part = place - static_cast<double>(below);
    if (part == 0) return low;
    return low + part * (*std::min_element(at + 1, values.end()) - low);
}

double known_quantile(std::vector<double> runs, double p) {
    std::erase_if(runs, [](double value) { return std::isnan(value); });
    return quantile(runs, p);
}

}  // namespace model
