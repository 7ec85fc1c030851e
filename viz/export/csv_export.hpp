#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "viz/export/table.hpp"

namespace viz {

enum class CsvFlavour {
    norwegian,      ///< UTF-8 with byte order mark, semicolon, decimal comma, CRLF: Excel in Norway opens it
    international,  ///< UTF-8, comma, decimal point, LF
};

enum class CsvShape {
    wide,  ///< a row per scenario, month and municipality; a column per indicator
    tall,  ///< a row per scenario, month, municipality and indicator
};

/// The figures as CSV text. Municipality numbers are quoted text with their leading zero; undefined ratios
/// are empty; ratios have the fewest digits that read back as the same float32.
std::string csv_text(std::span<const ExportTable> tables, const ExportChoice& choice, CsvFlavour flavour,
                     CsvShape shape);

/// Writes csv_text; all months unless the choice says otherwise. Errors as write_file.
void export_csv(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                const ExportChoice& choice, CsvFlavour flavour, CsvShape shape);

/// The country's figures by month: scenario, month, and every column as the sum of counts or the ratio of
/// sums. International flavour, all months.
std::string csv_of_the_nation(std::span<const data::Snapshot> snapshots, const ExportChoice& choice);

}  // namespace viz
