#pragma once
#include <nlohmann/json_fwd.hpp>

#include "viz/comparison_report.hpp"

namespace runs {

/// Everything a comparison found, sentences in both languages. Bounds that are not known are null.
nlohmann::ordered_json to_json(const viz::ComparisonReport& report);

}  // namespace runs
