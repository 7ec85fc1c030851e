#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/snapshot.hpp"
#include "model/areas.hpp"
#include "model/inputs.hpp"

namespace data {

/// The raster of the group /cells.
struct CellGridInfo {
    double west_m = 0, north_m = 0;  ///< outer corner of the first pixel, EPSG:25833
    double cell_m = 0;
    std::uint32_t width = 0, height = 0;
    std::vector<std::chrono::year_month> times;
    std::vector<CellField> fields;
};

/// Which draws of the scenario a file holds one by one. A single run is an ensemble of one.
struct Replicates {
    std::vector<std::int64_t> seeds;
    std::vector<int> times;           ///< kept time indices: the start, every January, the last month
    std::vector<std::string> counts;  ///< names of those whose values are kept
    std::vector<std::string> sums;    ///< and of those whose sums between kept times are
};

/// One snapshot file, open for reading. Tables are in memory, values are read when asked for. Use from one
/// thread. Every fault of the file is an InputError that says what to do.
class Snapshot {
public:
    std::filesystem::path path;
    model::Municipalities municipalities;
    std::vector<model::Area> own_areas;  ///< groups that the scenario names
    geo::Boundaries polygons;            ///< generalised, one per municipality
    geo::Boundaries neighbours;          ///< land beyond the border, one area or none
    std::chrono::year_month first_month{};
    int time_points = 0;  ///< months + 1
    std::vector<IndicatorInfo> indicators;
    Provenance run;
    std::optional<CellGridInfo> cells;
    std::optional<SnapshotLists> lists;
    MeasureCosts costs;
    int replicates = 1;  ///< how many runs the counts are the mean of
    Replicates kept;

    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    Snapshot(Snapshot&&) noexcept;
    Snapshot& operator=(Snapshot&&) noexcept;

    std::chrono::year_month month(int time_index) const {
        return first_month + std::chrono::months{time_index};
    }
    /// Throws InputError naming the known ones.
    const IndicatorInfo& indicator(std::string_view name) const;
    /// Time × municipality, row-major; NaN where undefined. Counts above 16 777 216 lose their last digits:
    /// use counts().
    std::vector<float> values(std::string_view name) const;
    /// One time point, per municipality.
    std::vector<float> values(std::string_view name, int time_index) const;
    /// Time × municipality of a count of one run. Throws InputError for a ratio: sum its counts; and for a
    /// mean over replicates.
    std::vector<std::int32_t> counts(std::string_view name) const;
    /// Time × municipality of a count, whole or mean, to the last digit the file has.
    std::vector<double> amounts(std::string_view name) const;
    bool has_quantiles(std::string_view name) const;
    /// Time × municipality: the value below which `percent` (5 or 95) of the replicates lie; NaN where
    /// undefined. Throws InputError if the file has none.
    std::vector<float> quantile(std::string_view name, int percent) const;
    /// One time point, per municipality.
    std::vector<float> quantile(std::string_view name, int percent, int time_index) const;
    /// One count of every replicate at the kept times. Shape: kept.seeds × kept.times × municipalities.
    /// Throws InputError naming those the file keeps.
    std::vector<std::int32_t> replicate_values(std::string_view name) const;
    /// Its sum over the months since the kept time before, 0 at the start. The same shape.
    std::vector<std::int32_t> replicate_sums(std::string_view name) const;
    /// One count of every draw in every month; empty if the file does not keep it so. Shape: kept.seeds ×
    /// municipalities × time points.
    std::vector<std::int32_t> replicate_months(std::string_view name) const;
    /// Whether what the indicator is made of is kept of every draw; never for a value that cannot be added
    /// up.
    bool keeps(const IndicatorInfo& info) const;
    /// From now on only these draws of the file, all of which it has: means, quantiles and draws are theirs,
    /// known at the kept times (NaN at others), of what is kept of each draw; other indicators are gone.
    void keep_only(std::span<const std::int64_t> seeds);
    /// Whether its values can be had: not of what only sums are kept of, when keep_only left some draws.
    bool has_values(const IndicatorInfo& info) const;
    /// Whether every month is known, or only the kept ones.
    bool has_all_months() const { return chosen_.empty(); }
    /// The same of one indicator: an ensemble's file has most at kept times only.
    bool has_all_months(const IndicatorInfo& info) const;
    /// Row-major from the north-west corner; NaN where nobody lives. `time` is a row of cells->times.
    std::vector<float> cell_values(std::string_view field, std::size_t time) const;

private:
    friend Snapshot read_snapshot(const std::filesystem::path& path);
    explicit Snapshot(const std::filesystem::path& from);
    std::vector<float> rows(std::string_view name, std::uint64_t first, std::uint64_t count) const;
    std::vector<float> quantile_rows(std::string_view name, int percent, std::uint64_t first,
                                     std::uint64_t count) const;
    std::vector<std::int32_t> replicate_table(std::string_view name, bool sums) const;
    std::vector<std::int32_t> of_months(std::span<const std::int32_t> by_month, bool sums) const;
    std::vector<std::int32_t> of_chosen(std::vector<std::int32_t> of_all, std::size_t row) const;
    std::vector<float> of_chosen_draws(
        std::string_view name,
        const std::function<double(std::span<const double> above, std::span<const double> below)>& figure)
        const;
    std::vector<float> means_of_chosen(std::string_view name) const;
    std::vector<float> quantile_of_chosen(std::string_view name, int percent) const;
    void read_kept();
    std::vector<std::size_t> chosen_;  ///< rows of the draws to keep to; empty: all
    bool one_by_one_ = false;          ///< the file has the group /replicates
    std::unique_ptr<detail::NcReader> file_;
};

Snapshot read_snapshot(const std::filesystem::path& path);

}  // namespace data
