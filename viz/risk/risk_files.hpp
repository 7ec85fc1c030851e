#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>

#include "viz/risk/risk_report.hpp"

namespace viz {

nlohmann::ordered_json to_json(const RiskReport& report);

bool is_risk_table(const std::filesystem::path& output);    ///< .csv, .xlsx
bool is_risk_picture(const std::filesystem::path& output);  ///< .png, .svg, .pdf

/// Writes what the name asks for: the map of a picture, the years of all places as .csv, else the book of all
/// tables. Throws as OutputFile does.
void write_risk(const std::filesystem::path& output, const data::Snapshot& snapshot, const RiskReport& report,
                Language language);

}  // namespace viz
