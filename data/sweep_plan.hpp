#pragma once
// What a person writes to have a scenario run many times with other assumptions, and the runs it stands for.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/scenario.hpp"
#include "model/compare/sweep_design.hpp"

namespace data {

/// One thing that varies: any key that `--set key=value` takes.
struct Factor {
    std::string key;
    double low = 0, high = 0;         ///< range; both 0 if the values are listed
    bool logarithmic = false;         ///< even steps in the logarithm
    bool whole = false;               ///< whole numbers only
    std::uint32_t levels = 0;         ///< of a grid
    std::vector<std::string> values;  ///< listed: as after `--set key=`

    std::size_t size() const { return values.empty() ? levels : values.size(); }
    /// The value at u in [0, 1] of the range, written so that it reads back as the same number.
    std::string at(double u) const;
};

enum class DesignKind { grid, list, latin_hypercube, sobol, morris };
std::string_view name_of(DesignKind kind);

struct SweepPlan {
    std::string name, title;
    std::filesystem::path scenario;
    Overrides settings;  ///< in force in every run
    DesignKind kind = DesignKind::grid;
    std::uint32_t points = 0;  ///< rows of a Latin hypercube, blocks of Sobol, trajectories of Morris
    std::uint32_t levels = 4;  ///< of Morris
    std::uint64_t design_seed = 1;
    std::uint32_t replicates = 1;     ///< runs of each point
    bool common_seeds = true;         ///< replicate r has the same seed at every point
    std::uint64_t first_seed = 1;     ///< of the runs
    std::vector<std::string> counts;  ///< kept, in the order of the registry; all that `ratios` need are in
    std::vector<std::string> ratios;  ///< reported
    std::vector<Factor> factors;
    std::string text;  ///< the file as read
};

/// One run.
struct SweepRow {
    std::uint32_t run = 0, point = 0;
    std::uint64_t seed = 1;
    std::vector<std::string> values;  ///< one per factor
    bool operator==(const SweepRow&) const = default;
};

/// The runs of a sweep and the heads of their columns.
struct SweepDesign {
    std::vector<std::string> keys;
    std::vector<SweepRow> rows;
    bool operator==(const SweepDesign&) const = default;
};

/// The counts and ratios that are kept unless the plan names others, in the order of their sweep_place.
std::vector<std::string> usual_outputs();

/// Reads a plan strictly (see strict_toml.hpp): every mistake in one InputError, each with its line. The
/// scenario's path is relative to `relative_to`; empty: to the folder of the file.
SweepPlan read_sweep_plan(const std::filesystem::path& file, const std::filesystem::path& relative_to = {});

/// Reads the scenario with each factor at either end of its range, or at each of its values: what is out of
/// range shows before anything is simulated, all in one InputError. Gives every file that is read for one of
/// them, sorted. The tables of one's own are the same in all runs: a factor that names another is refused.
std::vector<std::filesystem::path> try_factors(const SweepPlan& plan);

/// Where its points lie in their ranges; empty for grids and lists of values.
model::UnitDesign unit_design(const SweepPlan& plan);
/// Number of points of any kind of design.
std::uint32_t point_count(const SweepPlan& plan);

/// The runs: replicates of point 0, of point 1, ...
SweepDesign expand(const SweepPlan& plan);

/// What a run has instead of the scenario's keys: the settings, the row's values, its seed.
Overrides overrides_of(const SweepPlan& plan, const SweepRow& row);

/// As a table: run, point, seed, one column per factor; commas, quotes where needed.
std::string design_csv(const SweepDesign& design);
/// Throws InputError naming the line that is not as design_csv writes it.
SweepDesign read_design_csv(const std::filesystem::path& file);

}  // namespace data
