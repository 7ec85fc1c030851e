#pragma once
#include <filesystem>

#include "viz/compare/comparison_report.hpp"

namespace viz {

/// Writes what the name asks for: .csv the figures, .xlsx the tables, .md the overview, .json all of it, else
/// the picture of cost and effect. Throws as OutputFile and draw_plane do.
void write_comparison(const std::filesystem::path& output, const ComparisonReport& report, Language language);

}  // namespace viz
