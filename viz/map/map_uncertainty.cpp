#include "viz/map/map_uncertainty.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "data/kept_runs.hpp"

namespace viz {
namespace {

/// Row of a kept time, if it is one.
std::optional<std::size_t> kept_row(const data::Snapshot& snapshot, std::chrono::year_month month) {
    const auto index = (month - snapshot.first_month).count();
    const auto& times = snapshot.kept.times;
    const auto found = std::find(times.begin(), times.end(), index);
    if (found == times.end()) return std::nullopt;
    return static_cast<std::size_t>(found - times.begin());
}

}  // namespace

Doubt doubt_of(const data::Snapshot& here, const data::Snapshot& there, const data::IndicatorInfo& info,
               std::chrono::year_month month, const model::Area& shown) {
    if (here.kept.seeds.size() < 2 || there.kept.seeds.size() < 2) return {{}, Doubt::Reason::single_runs};
    if (!data::KeptRuns::known(here, info) || !data::KeptRuns::known(there, info))
        return {{}, Doubt::Reason::count_not_kept};
    const auto time_here = kept_row(here, month), time_there = kept_row(there, month);
    if (!time_here || !time_there) return {{}, Doubt::Reason::month_not_kept};

    const data::KeptRuns from(there, info), to(here, info);
    const data::RunDifference differences(from, to);
    std::vector<data::JudgedDifference> judged;
    for (const auto m : shown.members)
        judged.push_back(differences.at(std::array{std::size_t{m.value}}, *time_there, *time_here));
    const auto doubtful = data::may_be_chance(judged);
    Doubt doubt;
    doubt.paired = differences.paired();
    doubt.uncertain.assign(here.municipalities.size(), 0);
    for (std::size_t i = 0; i < doubtful.size(); ++i) doubt.uncertain[shown.members[i].value] = doubtful[i];
    return doubt;
}

}  // namespace viz
