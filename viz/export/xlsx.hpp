#pragma once
#include <filesystem>
#include <span>

#include "viz/export/table.hpp"

namespace viz {

/// Spreadsheet with two sheets: the figures (one row per scenario, month and municipality; the last month
/// unless chosen; heads, filters, frozen first row, "0301" as text, undefined ratios empty), and about_rows
/// in the choice's language. Same content, same bytes. Throws InputError if the rows pass the format's limit
/// of 1 048 576, std::runtime_error if the library fails; otherwise as write_file.
void export_xlsx(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                 const ExportChoice& choice);

}  // namespace viz
