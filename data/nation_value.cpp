#include "data/nation_value.hpp"

#include <limits>
#include <numeric>

namespace data {

double nation_value(const Snapshot& snapshot, const IndicatorInfo& indicator, int time_index) {
    if (indicator.is_value) return std::numeric_limits<double>::quiet_NaN();
    const auto sum = [&](const std::string& count) {
        const auto all = snapshot.amounts(count);
        const auto places = static_cast<std::ptrdiff_t>(snapshot.municipalities.size());
        const auto begin = all.begin() + time_index * places;
        return std::accumulate(begin, begin + places, 0.0);
    };
    return indicator.is_ratio ? indicator.scale * sum(indicator.numerator) / sum(indicator.denominator)
                              : sum(indicator.name);
}

}  // namespace data
