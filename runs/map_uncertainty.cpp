#include "runs/map_uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/statistics.hpp"

namespace runs {
namespace {

/// Row of a kept time, if it is one.
std::optional<std::size_t> kept_row(const data::Snapshot& snapshot, std::chrono::year_month month) {
    const auto index = (month - snapshot.first_month).count();
    const auto& times = snapshot.kept.times;
    const auto found = std::find(times.begin(), times.end(), index);
    if (found == times.end()) return std::nullopt;
    return static_cast<std::size_t>(found - times.begin());
}

/// The counts an indicator is made of.
std::vector<std::string> counts_of(const data::IndicatorInfo& info) {
    if (info.is_ratio) return {info.numerator, info.denominator};
    return {info.name};
}

bool keeps(const data::Snapshot& snapshot, const data::IndicatorInfo& info) {
    return !info.is_value && std::ranges::all_of(counts_of(info), [&](const std::string& name) {
        return std::ranges::find(snapshot.kept.counts, name) != snapshot.kept.counts.end();
    });
}

/// One indicator of every replicate at one kept time. Shape: seeds × municipalities; NaN where undefined.
std::vector<double> values_of(const data::Snapshot& snapshot, const data::IndicatorInfo& info,
                              std::size_t time) {
    const std::size_t places = snapshot.municipalities.size(), times = snapshot.kept.times.size();
    std::vector<std::vector<std::int32_t>> counts;
    for (const auto& name : counts_of(info)) counts.push_back(snapshot.replicate_values(name));
    std::vector<double> values;
    for (std::size_t r = 0; r < snapshot.kept.seeds.size(); ++r)
        for (std::size_t m = 0; m < places; ++m) {
            const std::size_t i = (r * times + time) * places + m;
            if (!info.is_ratio)
                values.push_back(counts[0][i]);
            else
                values.push_back(counts[1][i] == 0 ? std::numeric_limits<double>::quiet_NaN()
                                                   : info.scale * counts[0][i] / counts[1][i]);
        }
    return values;
}

}  // namespace

Doubt doubt_of(const data::Snapshot& here, const data::Snapshot& there, const data::IndicatorInfo& info,
               std::chrono::year_month month) {
    struct Pair {
        std::size_t here, there;
    };
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < here.kept.seeds.size(); ++i) {
        const auto found = std::ranges::find(there.kept.seeds, here.kept.seeds[i]);
        if (found != there.kept.seeds.end())
            pairs.push_back({i, static_cast<std::size_t>(found - there.kept.seeds.begin())});
    }
    if (pairs.size() < 2) return {{}, Doubt::Reason::single_runs};
    if (!keeps(here, info) || !keeps(there, info)) return {{}, Doubt::Reason::count_not_kept};
    const auto time_here = kept_row(here, month), time_there = kept_row(there, month);
    if (!time_here || !time_there) return {{}, Doubt::Reason::month_not_kept};

    const auto values = values_of(here, info, *time_here), others = values_of(there, info, *time_there);
    const std::size_t places = here.municipalities.size();
    Doubt doubt;
    for (std::size_t m = 0; m < places; ++m) {
        std::vector<double> a, b;
        for (const Pair& pair : pairs) {
            b.push_back(values[pair.here * places + m]);
            a.push_back(others[pair.there * places + m]);
        }
        const auto difference = model::paired_difference(a, b);
        // A difference that all runs share to the last digit is known.
        doubt.uncertain.push_back(difference.has_interval() && difference.width() > 0 &&
                                  !difference.is_change());
    }
    return doubt;
}

}  // namespace runs
