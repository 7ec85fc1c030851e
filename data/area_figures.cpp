#include "data/area_figures.hpp"

#include <limits>

#include "model/areas.hpp"

namespace data {

AreaFigures::AreaFigures(const Snapshot& snapshot, const IndicatorInfo& indicator)
    : places_(snapshot.municipalities.size()),
      scale_(indicator.is_ratio ? indicator.scale : 1),
      draws_(static_cast<std::size_t>(snapshot.time_points), 1) {
    if (indicator.is_value) return;
    if (snapshot.keeps(indicator))
        for (const int t : snapshot.kept.times)
            draws_[static_cast<std::size_t>(t)] = static_cast<double>(snapshot.kept.seeds.size());
    above_ = sums_of(snapshot, indicator.is_ratio ? indicator.numerator : indicator.name);
    if (indicator.is_ratio) below_ = sums_of(snapshot, indicator.denominator);
}

AreaFigures::Sums AreaFigures::sums_of(const Snapshot& snapshot, const std::string& count) const {
    auto sums = snapshot.amounts(count);
    if (snapshot.kept.seeds.size() < 2) return sums;
    const auto& kept = snapshot.kept.times;
    std::vector<std::int32_t> all;
    for (std::size_t k = 0; k < kept.size(); ++k) {
        const auto t = static_cast<std::size_t>(kept[k]);
        if (draws_[t] < 2) continue;
        if (all.empty()) all = snapshot.replicate_values(count);
        for (std::size_t m = 0; m < places_; ++m) {
            double sum = 0;
            for (std::size_t at = k * places_ + m; at < all.size(); at += kept.size() * places_)
                sum += all[at];
            sums[t * places_ + m] = sum;
        }
    }
    return sums;
}

double AreaFigures::sum(const Sums& sums, std::span<const model::MunicipalityId> members,
                        int time_index) const {
    double all = 0;
    for (const auto m : members) all += sums[static_cast<std::size_t>(time_index) * places_ + m.value];
    return all;
}

double AreaFigures::at(std::span<const model::MunicipalityId> members, int time_index) const {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (above_.empty()) return nothing;
    const double above = sum(above_, members, time_index);
    if (below_.empty()) return above / draws_[static_cast<std::size_t>(time_index)];
    const double below = sum(below_, members, time_index);
    return below == 0 ? nothing : scale_ * above / below;
}

double nation_value(const Snapshot& snapshot, const IndicatorInfo& indicator, int time_index) {
    return AreaFigures(snapshot, indicator)
        .at(model::large_areas(snapshot.municipalities).front().members, time_index);
}

}  // namespace data
