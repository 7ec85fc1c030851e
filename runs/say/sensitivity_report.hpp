#pragma once
// Sensitivities as text, JSON and a chart.
#include <filesystem>
#include <vector>

#include "runs/say/json.hpp"
#include "runs/study/sweep/sensitivity.hpp"
#include "viz/wording.hpp"

namespace runs {

Json sensitivity_json(const study::SweepFolder& folder, const std::vector<study::Sensitivity>& all);
void print_sensitivity(const study::SweepFolder& folder, const std::vector<study::Sensitivity>& all);
/// The ten strongest factors of each result. Format by the extension: .svg, .png or .pdf.
void draw_sensitivity(const std::filesystem::path& path, const study::SweepFolder& folder,
                      const std::vector<study::Sensitivity>& all, viz::Language language);

}  // namespace runs
