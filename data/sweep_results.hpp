#pragma once
// What the runs of a sweep leave behind: one small file each, then one file and one table of all.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "data/snapshot.hpp"
#include "data/sweep_plan.hpp"
#include "model/areas.hpp"
#include "model/indicators.hpp"
#include "model/inputs.hpp"

namespace data {

/// What all runs of a sweep share.
struct SweepHead {
    std::string name, title, plan_text, design_sha256;
    SweepDesign design;
    std::vector<std::string> counts, ratios;  ///< names; every ratio's counts are there
    std::chrono::year_month first_month{};
    int months = 0;
    model::Municipalities municipalities;
    Provenance run;  ///< of the base scenario

    /// Time indices whose municipalities are kept: the start, every January, the last month.
    std::vector<int> kept() const;
};

/// One run's kept outputs.
struct SweepRun {
    std::uint32_t run = 0;
    std::vector<std::int32_t> values;    ///< counts × kept times × municipalities
    std::vector<std::int64_t> national;  ///< counts × (months + 1): sums over municipalities
    bool operator==(const SweepRun&) const = default;
};

/// The kept outputs of a run's months, the start first.
SweepRun keep(const SweepHead& head, std::uint32_t run, const std::vector<model::MonthTable>& months);

/// A small netCDF-4 file, whole or not there (see NcWriter). HDF5: one thread at a time.
void write_sweep_run(const std::filesystem::path& file, const SweepHead& head, const SweepRun& run);
/// Throws InputError if the file is cut short, damaged, of another run or of another design.
SweepRun read_sweep_run(const std::filesystem::path& file, const SweepHead& head, std::uint32_t run);

/// What became of a run.
enum class RunStatus { done, failed, missing };
std::string_view name_of(RunStatus status);

/// Merges runs, in rising order, into
/// - a netCDF-4 / CF file: every count and ratio as (run, time, municipality), its national series as (run,
///   month), the factors, seeds and status by run; fill values where a run is not there; and
/// - a table: one row per run with its status, its factors, and every indicator nationally: in the last month
///   (`_final`) and over all simulated months (`_mean`).
/// Bytes depend on content only. Nothing has its final name before finish().
class SweepWriter {
public:
    SweepWriter(std::filesystem::path file, SweepHead head);
    ~SweepWriter();
    SweepWriter(const SweepWriter&) = delete;
    SweepWriter& operator=(const SweepWriter&) = delete;
    void add(const SweepRun& run);
    /// A run without results. `reason` says why; it may be empty.
    void add_absent(std::uint32_t run, RunStatus status, const std::string& reason);
    void finish();
    /// The table, after the last run.
    const std::string& csv() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Every indicator of an area, a row per run that is done and kept time: run, point, seed, month, factors,
/// then sums of counts and ratios of such sums.
std::string sweep_area_csv(const SweepHead& head, std::span<const SweepRun> runs, const model::Area& area);

/// A results table read back.
struct SweepTable {
    std::vector<std::string> status;                                  ///< by run
    std::vector<std::string> names;                                   ///< of result columns, in order
    std::map<std::string, std::vector<double>, std::less<>> results;  ///< by run; NaN where there is none
};
/// Writes the table and, beside it, its checksum (results.sha256, which `sha256sum -c` reads).
void write_sweep_table(const std::filesystem::path& file, const std::string& csv);
/// Throws InputError if the table does not fit its checksum, and naming the line that is not as SweepWriter
/// writes it.
SweepTable read_sweep_table(const std::filesystem::path& file, const SweepDesign& design);

}  // namespace data
