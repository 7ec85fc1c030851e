#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "data/snapshot.hpp"
#include "model/indicators.hpp"
#include "model/inputs.hpp"

namespace data {

/// What is known of a run before its first month.
struct SnapshotHead {
    model::Municipalities municipalities;
    geo::Boundaries polygons;  ///< generalised, one per municipality
    std::chrono::year_month first_month{};
    int months = 0;  ///< simulated; the file has months + 1 time points, the first one is the start
    std::span<const model::CountInfo> counts;  ///< what spans and views point to must outlive the writer
    std::span<const model::RatioInfo> ratios;
    Provenance run;
    std::optional<CellLayout> cells;
    std::vector<ValueInfo> values;  ///< after counts and ratios
    std::string title = "Coverage of general practitioners in Norway, simulated by Legekart";
};

/// Writes one snapshot file (netCDF-4 / CF-1.8, see schema.hpp) month by month.
///
/// Root: every count as int32 and every ratio as float32 (time × municipality), the ratio's last 8 bits
/// rounded off (error under 1 in 65 000); `<name>_final` and `<name>_change` (last minus first) per
/// municipality; the municipality table; polygons. Groups: /cells, /lists, /run. Bytes depend on content
/// only. Memory: twelve months of counts. The file has its final name only after finish(); an abandoned
/// writer removes its temporary file. Throws std::logic_error on misuse and std::runtime_error when the disk
/// fails.
class SnapshotWriter {
public:
    SnapshotWriter(std::filesystem::path path, SnapshotHead head);
    ~SnapshotWriter();

    /// The next month; time_index counts from 0 (the start) and must grow by one.
    /// Shape of `values`: the head's values × municipalities; NaN where undefined.
    void write_month(int time_index, const model::MonthTable& table, std::span<const float> values = {});
    /// One month of the head's cell layout. Shape of `values`: fields × rows of the grid; not finite means no
    /// value.
    void write_cells(int time_index, const std::vector<std::vector<float>>& values);
    void write_lists(const SnapshotLists& lists);
    /// After the last month.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// scale × numerator / denominator as the file stores it: float with 15 explicit bits of mantissa; NaN if
/// undefined.
float stored_ratio(const model::RatioInfo& ratio, std::int64_t numerator, std::int64_t denominator);

}  // namespace data
