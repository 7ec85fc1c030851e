#pragma once
// What an export holds, made once from snapshot files and shared by every format.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "viz/wording.hpp"

namespace viz {

/// How numbers and rows are separated in a text.
enum class CsvFlavour {
    norwegian,      ///< UTF-8 with byte order mark, semicolon, decimal comma, CRLF: Excel in Norway opens it
    international,  ///< UTF-8, comma, decimal point, LF
};

enum class CsvShape {
    wide,  ///< a row per scenario, month and municipality; a column per indicator
    tall,  ///< a row per scenario, month, municipality and indicator
};

/// A person's choice of figures, and of how they stand in a file.
struct ExportChoice {
    std::vector<std::string> indicators = {};  ///< names; empty: all of the first file
    std::string months = {};  ///< "final", "all", or "2026-01,2030-01"; empty: what fits the format
    Language language = Language::english;
    bool long_heads = false;  ///< column heads are names with units instead of the file's short names
    std::optional<CsvFlavour> flavour = {};  ///< nothing: international
    CsvShape shape = CsvShape::wide;
    /// Municipalities of this area only, and in tables a last row of each month for the area itself.
    std::optional<model::Area> area = {};
};

/// One indicator. Shape of `values`: times × municipalities, row-major; NaN where undefined.
/// Counts are whole numbers; ratios are the file's float32 without change.
struct ExportColumn {
    data::IndicatorInfo info;
    std::vector<double> values;
    std::vector<double> of_area;  ///< by time, of the choice's area; empty if it has none
};

/// The chosen figures of one file. `snapshot` must outlive it.
struct ExportTable {
    std::string scenario;  ///< the file's name without extension
    const data::Snapshot* snapshot = nullptr;
    std::vector<int> times;  ///< time indices, ascending
    std::vector<ExportColumn> columns;
    std::vector<std::uint32_t> rows;  ///< municipalities that are written
    std::optional<model::Area> area;  ///< written last, of the choice

    std::uint32_t municipalities() const { return snapshot->municipalities.size(); }
    double value(std::size_t column, std::size_t time, std::uint32_t municipality) const {
        return columns[column].values[time * municipalities() + municipality];
    }
};

/// Time indices of a choice ("final", "all", "2026-01,2030-01"; empty: the last) in one file. Throws
/// InputError for a month the file does not have.
std::vector<int> export_times(const data::Snapshot& snapshot, const std::string& months);

/// One table per file, in the order given, with the same columns. Throws InputError if two files have one
/// name, other municipalities, or lack an indicator.
std::vector<ExportTable> export_tables(std::span<const data::Snapshot> snapshots, const ExportChoice& choice);

/// A sentence for people if the files have some of the chosen figures not in all of the chosen months, whose
/// cells stay empty (data::IndicatorInfo::at_kept_times); nothing if they have.
std::optional<std::string> untold_months(std::span<const data::Snapshot> snapshots,
                                         const ExportChoice& choice);

/// One indicator at given times. Shape: times × municipalities, row-major; NaN where undefined.
std::vector<double> export_values(const data::Snapshot& snapshot, const data::IndicatorInfo& info,
                                  std::span<const int> times);

/// One indicator of an area at given times: the sum of a count, the ratio of two sums; NaN for a value of
/// places, which has no sum.
std::vector<double> area_values(const data::Snapshot& snapshot, const data::IndicatorInfo& info,
                                std::span<const int> times, const model::Area& area);

/// What tells one row of a month from another.
struct PlaceKeys {
    std::string number, name, county;
};
PlaceKeys place_keys(const data::Snapshot& snapshot, std::uint32_t municipality);
/// Of an area: its number if it is a county.
PlaceKeys place_keys(const model::Area& area, Language language);

/// Short name, or the long one with its unit, as the choice says.
std::string column_head(const data::IndicatorInfo& info, const ExportChoice& choice);

/// The source lines to show beside figures, each once, joined with "; ".
std::string attribution_line(std::span<const data::Attribution> inputs);
std::string attribution_line(const data::Snapshot& snapshot);

/// One row of "about the data": a topic, a name, and what is to be said.
using AboutRow = std::vector<std::string>;

/// Files, seeds, versions; definitions of the columns; sources with licences; how to read empty cells.
/// The first row has the heads; every row has four cells.
std::vector<AboutRow> about_rows(std::span<const ExportTable> tables, Language language);

}  // namespace viz
