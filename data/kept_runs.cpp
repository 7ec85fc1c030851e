#include "data/kept_runs.hpp"

#include <algorithm>
#include <numeric>

#include "model/compare/comparison.hpp"

namespace data {

bool KeptRuns::known(const Snapshot& snapshot, const IndicatorInfo& info) {
    const auto kept = [&](const std::string& name) {
        return std::find(snapshot.kept.counts.begin(), snapshot.kept.counts.end(), name) !=
               snapshot.kept.counts.end();
    };
    if (info.is_value) return false;
    return info.is_ratio ? kept(info.numerator) && kept(info.denominator) : kept(info.name);
}

KeptRuns::KeptRuns(const Snapshot& snapshot, const IndicatorInfo& info)
    : places_(snapshot.municipalities.size()),
      times_(snapshot.kept.times.size()),
      seeds_(snapshot.kept.seeds),
      scale_(info.scale),
      over_(snapshot.replicate_values(info.is_ratio ? info.numerator : info.name)) {
    if (info.is_ratio) under_ = snapshot.replicate_values(info.denominator);
}

std::vector<std::uint32_t> KeptRuns::all() const {
    std::vector<std::uint32_t> rows(count());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

std::vector<double> KeptRuns::sums(const std::vector<std::int32_t>& counts,
                                   std::span<const std::size_t> members, std::size_t time,
                                   std::span<const std::uint32_t> runs) const {
    std::vector<double> result;
    result.reserve(runs.size());
    for (const auto run : runs) {
        const std::size_t row = (run * times_ + time) * places_;
        double sum = 0;
        for (const std::size_t m : members) sum += counts[row + m];
        result.push_back(sum);
    }
    return result;
}

std::vector<double> KeptRuns::own(std::span<const std::size_t> members, std::size_t time,
                                  std::span<const std::uint32_t> runs) const {
    auto over = sums(over_, members, time, runs);
    return under_.empty() ? over : model::own_ratio(over, sums(under_, members, time, runs), scale_);
}

std::vector<double> KeptRuns::of_mean(std::span<const std::size_t> members, std::size_t time,
                                      std::span<const std::uint32_t> runs) const {
    const auto over = sums(over_, members, time, runs);
    return under_.empty() ? over : model::linearised_ratio(over, sums(under_, members, time, runs), scale_);
}

RunDifference::RunDifference(const KeptRuns& from, const KeptRuns& to) : from_(from), to_(to) {
    auto pairs = model::pair_by_seed(from.seeds(), to.seeds());
    paired_ = pairs.a.size() == from.count() && pairs.a.size() == to.count();
    rows_from_ = paired_ ? std::move(pairs.a) : from.all();
    rows_to_ = paired_ ? std::move(pairs.b) : to.all();
}

model::Estimate RunDifference::at(std::span<const std::size_t> members, std::size_t time_from,
                                  std::size_t time_to) const {
    const auto a = from_.of_mean(members, time_from, rows_from_), b = to_.of_mean(members, time_to, rows_to_);
    return paired_ ? model::paired_difference(a, b) : model::unpaired_difference(a, b);
}

}  // namespace data
