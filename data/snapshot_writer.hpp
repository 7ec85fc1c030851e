#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "data/snapshot.hpp"
#include "model/areas.hpp"
#include "model/indicators.hpp"
#include "model/inputs.hpp"

namespace data {

/// What is known of a run before its first month.
struct SnapshotHead {
    model::Municipalities municipalities;
    std::vector<model::Area> own_areas;  ///< beside model::large_areas
    geo::Boundaries polygons;            ///< generalised, one per municipality
    geo::Boundaries neighbours = {};     ///< land beyond the border, one area or none
    std::chrono::year_month first_month{};
    int months = 0;  ///< simulated; the file has months + 1 time points, the first one is the start
    std::span<const model::CountInfo> counts;  ///< what spans and views point to must outlive the writer
    std::span<const model::RatioInfo> ratios;
    Provenance run;
    std::optional<CellLayout> cells;
    std::vector<ValueInfo> values;  ///< after counts and ratios
    /// Seeds of the replicates whose means the file shall hold; empty for a single run.
    std::vector<std::uint64_t> seeds;
    /// Every area of the file, in its order.
    std::vector<model::Area> areas() const;
    std::string title = "Coverage of general practitioners in Norway, simulated by Legekart";
};

/// Writes one snapshot file (netCDF-4 / CF-1.8, see schema.hpp) month by month.
///
/// Root: every count as int32 and every ratio as float32 (time × municipality), the ratio's last 8 bits
/// rounded off (error under 1 in 65 000), a mean count's too, but never beyond whole numbers; `<name>_final`
/// and `<name>_change` (last minus first) per municipality; the municipality table; polygons. Groups: /areas
/// (large ones, and own ones), /neighbours, /cells, /lists, /run. Bytes depend on content only. Memory:
/// twelve months of counts. The file has its final name only after finish(); an abandoned writer removes its
/// temporary file.
///
/// With seeds the file holds an ensemble: every count is the mean over replicates as float32 (rounded as
/// ratios are), every ratio that of the mean counts, in every month of what leads a page and at kept times of
/// the rest (at_kept_times); headline counts and the ratios of two of them have 5 % and 95 % quantiles over
/// replicates beside them at kept times, `<name>_p05` and `<name>_p95`; those with an interval have the same
/// in /areas at kept times; the group /replicates holds the headline counts of each replicate. Throws
/// std::logic_error on misuse and std::system_error when the disk fails.
class SnapshotWriter {
public:
    SnapshotWriter(std::filesystem::path path, SnapshotHead head);
    ~SnapshotWriter();
    SnapshotWriter(const SnapshotWriter&) = delete;
    SnapshotWriter& operator=(const SnapshotWriter&) = delete;

    /// The next month; time_index counts from 0 (the start) and must grow by one.
    /// Shape of `values`: the head's values × municipalities; NaN where undefined.
    void write_month(int time_index, const model::MonthTable& table, std::span<const float> values = {});
    /// The next month of an ensemble: sums of the counts over all replicates. Shape: counts × municipalities.
    void write_sums(int time_index, std::span<const std::int64_t> sums);
    /// Time points [first_time, ...), kept ones, of a headline indicator's quantile over replicates, 5 or 95
    /// per cent. Shape: time points × municipalities; NaN where undefined.
    void write_quantiles(std::string_view name, int percent, int first_time, std::span<const float> values);
    /// An ensemble's quantile over replicates in the large areas at kept times, 5 or 95 per cent, of a
    /// headline indicator with an interval. Shape: areas × kept times; NaN where undefined.
    void write_area_quantiles(std::string_view name, int percent, std::span<const double> values);
    /// A headline count of several replicates from the `first` on at the kept times, and its sum over the
    /// months since the kept time before (0 at the start). Shape of both:
    /// replicates × kept times × municipalities.
    void write_replicates(std::size_t first, std::string_view name, std::span<const std::int32_t> values,
                          std::span<const std::int32_t> sums);
    /// One replicate's count of those kept in every month. Shape: months × municipalities.
    void write_replicate_months(std::size_t replicate, std::string_view name,
                                std::span<const std::int32_t> values);
    /// One month of the head's cell layout. Shape of `values`: fields × rows of the grid; not finite means no
    /// value.
    void write_cells(int time_index, const std::vector<std::vector<float>>& values);
    void write_lists(const SnapshotLists& lists);
    void write_costs(const MeasureCosts& costs);
    /// After the last month.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace data
