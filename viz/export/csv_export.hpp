#pragma once
#include <span>
#include <string>

#include "viz/export/table.hpp"

namespace viz {

/// The figures as CSV text in the choice's flavour and shape. "futures" says of how many runs they are the
/// mean. Municipality numbers are quoted text with their leading zero; undefined ratios are empty; ratios
/// have the fewest digits that read back as the same float32.
std::string csv_text(std::span<const ExportTable> tables, const ExportChoice& choice);

/// The country's figures by month: scenario, month, futures, and every column as the sum of counts or the
/// ratio of sums. International flavour, all months.
std::string csv_of_the_area(std::span<const data::Snapshot> snapshots, const ExportChoice& choice);

}  // namespace viz
