#pragma once
// The command line as plain structs; the parser is behind it.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "geo/base/stop.hpp"
#include "runs/study/access/change.hpp"
#include "viz/map/map_request.hpp"

namespace runs {

/// Options every command knows.
struct Common {
    unsigned threads = 0;           ///< changes only speed; 0: all cores
    bool json = false;              ///< the result as one JSON object on stdout
    bool dry_run = false;           ///< say what would be done, do nothing
    std::string progress = "auto";  ///< auto, always, never, json
    geo::StopToken stop = {};       ///< asks when the user does (Ctrl-C, SIGTERM)

    /// A result on stdout wants no bar unless it was asked for.
    std::string progress_mode() const { return json && progress == "auto" ? "never" : progress; }
};

struct RunArguments : Common {
    std::filesystem::path scenario, output;
    std::optional<std::uint64_t> seed;
    std::optional<int> months, replicates;
    std::vector<std::pair<std::string, std::string>> set;
    bool no_cache = false;           ///< neither read nor write orders of road graphs
    std::vector<std::string> cells;  ///< months whose squares are written, "start" or "end"

    /// What the options put in place of the scenario's keys.
    std::vector<std::pair<std::string, std::string>> overrides() const {
        auto all = set;
        if (seed) all.emplace_back("run.seed", std::to_string(*seed));
        if (replicates) all.emplace_back("run.replicates", std::to_string(*replicates));
        if (months) all.emplace_back("run.months", std::to_string(*months));
        std::string list;
        for (const auto& month : cells) list += (list.empty() ? "\"" : ", \"") + month + '"';
        if (!list.empty()) all.emplace_back("output.cells", "[" + list + "]");
        return all;
    }
};

/// The same run, compared with published figures.
struct ValidateArguments : RunArguments {};

struct MapArguments : Common, viz::MapRequest {
    std::vector<std::filesystem::path> snapshots;  ///< several: a map of each, side by side
    std::vector<std::filesystem::path> outputs;    ///< pictures
    std::vector<std::filesystem::path> animate;    ///< films of all months, or of `multiples`
    std::filesystem::path minus;                   ///< another snapshot: show this one minus that one
};

struct AccessArguments : Common {
    std::filesystem::path inputs;                ///< empty: the embedded set
    std::filesystem::path roads;                 ///< empty: those of the inputs
    std::vector<std::filesystem::path> outputs;  ///< .nc, and pictures
    std::filesystem::path csv;
    double cut_off = 120;  ///< minutes
    int cell_m = 1000;
    std::uint64_t seed = 1;
    study::ChangeWords change;
    std::vector<std::pair<std::string, std::string>> set;
    std::string indicator, language;
    bool no_cache = false;
};

struct ExportArguments : Common {
    std::vector<std::filesystem::path> snapshots;
    std::filesystem::path output, simwrapper;  ///< a file, or a folder for SimWrapper; one or both
    std::string format;                        ///< such as "csv"; empty: the output's extension
    std::vector<std::string> indicators;       ///< empty: all
    std::string months, language, flavour;     ///< empty: what fits the format
    bool tall = false;                         ///< CSV with a row per value
    bool wide = false;                         ///< the default, said aloud
};

struct CompareArguments : Common {
    std::vector<std::filesystem::path> snapshots;  ///< the first is what the others are compared with
    std::vector<std::filesystem::path> outputs;
    std::string indicator, month, language;  ///< municipalities are ranked by the indicator
    bool unpaired = false;                   ///< as if replicates with one seed shared no luck
};

struct InfoArguments : Common {
    std::filesystem::path file;  ///< empty: about the program
    bool parameters = false;
    bool measures = false;  ///< those that come with the program
    bool markdown = false;  ///< parameters or measures as a table for documents
};

struct PrepareArguments : Common {
    std::filesystem::path manifest, output;
    std::vector<std::filesystem::path> sources;
};

struct ReportArguments : Common {
    std::vector<std::filesystem::path> snapshots;  ///< the first is what the others are compared with
    std::filesystem::path output;
    std::string title;
    std::vector<std::string> indicators;  ///< to show month by month beside the usual ones
    bool viewer = false;                  ///< the page that reads any snapshot dropped on it
};

struct InitArguments : Common {
    std::filesystem::path file = "scenario.toml";  ///< to write
    bool force = false;                            ///< over an existing file
    bool schema = false;                           ///< print the JSON Schema of scenarios instead
};

enum class SweepAction { design, run, work, status, resume, collect };

struct SweepArguments : Common {
    SweepAction action = SweepAction::design;
    std::filesystem::path sweep;   ///< a plan (.toml) or the folder of a sweep
    std::filesystem::path output;  ///< folder to make; empty: the plan's name, here
    std::string engine;            ///< local or slurm; empty: as before
    bool again = false;            ///< failed runs too
    std::optional<std::uint32_t> from, to;
    std::uint32_t rows_per_task = 0;  ///< of Slurm; this and the following: 0 means from a timed sample
    unsigned cpus_per_task = 0;
    int minutes = 0, memory_mb = 0;
    std::vector<std::string> sbatch, setup;  ///< more options of sbatch; shell lines before the work
};

struct SensitivityArguments : Common {
    std::filesystem::path sweep;  ///< folder of a collected sweep
    std::vector<std::string>
        results;  ///< columns of results.csv; empty: those that maps and reports lead with
    std::vector<std::filesystem::path> charts;
    std::filesystem::path csv;
    std::string language;
    int resamples = 1000;  ///< of the bootstrap
};

using Arguments = std::variant<RunArguments, ValidateArguments, MapArguments, AccessArguments,
                               ExportArguments, ReportArguments, CompareArguments, InfoArguments,
                               PrepareArguments, SweepArguments, SensitivityArguments, InitArguments>;

/// Reads the command line. For --help and --version prints and returns nothing with `exit_code` 0; for a
/// mistake prints one line saying what was expected and sets `exit_code` to 2.
std::optional<Arguments> read_arguments(int argc, char** argv, int& exit_code);

}  // namespace runs
