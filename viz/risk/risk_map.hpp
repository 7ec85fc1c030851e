#pragma once
// The chance that municipalities lack GPs, as a map.
#include <optional>
#include <vector>

#include "viz/map/map_spec.hpp"
#include "viz/risk/risk_report.hpp"

namespace viz {

struct RiskMap {
    std::vector<double>
        values;  ///< per municipality, % of the futures; NaN outside the area or without patients
    MapSpec spec;
};

/// In how many of the futures a municipality is over the report's limit at some time: in the first twelve
/// months, or in `year`. Throws InputError for a year that the run does not have.
RiskMap risk_map(const data::Snapshot& snapshot, const RiskReport& report, std::optional<int> year,
                 Language language);

}  // namespace viz
