#pragma once
#include <filesystem>

#include "viz/canvas.hpp"
#include "viz/compare/comparison_report.hpp"

namespace viz {

/// The cost-effectiveness plane (person-years with a GP against cost, a point per pair of replicates, all
/// scenarios) and beside it the acceptability curve.
void draw_plane(Canvas& canvas, const ComparisonReport& report, Language language);

/// The same as a file: .png, .svg or .pdf by its extension. Throws InputError if no scenario has costs.
void draw_plane(const std::filesystem::path& path, const ComparisonReport& report, Language language);

}  // namespace viz
