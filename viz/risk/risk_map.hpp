#pragma once
// The chance that municipalities lack GPs, as a map.
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
/// months, or in the year asked for.
RiskMap risk_map(const data::Snapshot& snapshot, const RiskReport& report, Language language);

}  // namespace viz
