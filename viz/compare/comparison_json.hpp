#pragma once
#include <nlohmann/json_fwd.hpp>

#include "viz/compare/comparison_report.hpp"

namespace viz {

/// Everything a comparison found, sentences in both languages. Bounds that are not known are null.
nlohmann::ordered_json to_json(const ComparisonReport& report);

}  // namespace viz
