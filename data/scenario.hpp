#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "data/input_set.hpp"
#include "model/area_names.hpp"
#include "model/parameters.hpp"

namespace data {

/// `--set key=value` of the command line, in order.
using Overrides = std::vector<std::pair<std::string, std::string>>;

/// One simulation as a person writes it.
struct Scenario {
    std::string name;                 ///< short, used in file names and footers
    std::string title, title_no;      ///< one line each, English and Norwegian
    std::chrono::year_month start{};  ///< the run begins with the state on the first of this month
    int months = 120;
    std::uint64_t seed = 1;
    /// The file or an override says how many replicates; if not there is one.
    bool says_replicates = false;
    int replicates = 1;            ///< draws of the same scenario, with seeds seed, seed + 1, ...
    std::filesystem::path inputs;  ///< folder of the input set, absolute or relative to the working folder
    /// Table of residents that people follow, where demography.follow names a file; else empty.
    std::filesystem::path population_ahead;
    std::filesystem::path own_lists;    ///< table of GP lists put in place of the inputs'; empty: none
    std::vector<int> cell_months;       ///< time points whose squares are written, ascending; 0 is the start
    std::vector<model::OwnArea> areas;  ///< of `[areas]`: groups that results are told for; change no result
    model::Params params;
    std::string text;                          ///< the file as read, for provenance
    std::vector<std::filesystem::path> files;  ///< its own and those of its measures
    Overrides set;                             ///< what was put in place of the file's values
};

/// Reads a scenario. Unknown keys, wrong types and values out of range are errors; all are reported in one
/// InputError, one line each with file, line, column and what was expected. Paths in the file are relative to
/// the file.
Scenario read_scenario(const std::filesystem::path& file, const Overrides& overrides = {});

/// Every file that a run of the scenario reads and that is there: its own, its measures', its input set's,
/// and the tables of one's own it names.
std::vector<std::filesystem::path> files_read(const Scenario& scenario);

/// The scenario's input set, with the table that its people follow if it names one, and with its own lists;
/// what became of those goes into `remarks`. Throws InputError as read_input_set(), read_population() and
/// put_own_lists().
InputSet read_inputs(const Scenario& scenario, std::vector<std::string>* remarks = nullptr);

/// The areas that can be asked for of a scenario: those of its municipalities by the official residents of
/// its first year, and its own.
model::AreaNames area_names(const Scenario& scenario, const InputSet& set);

}  // namespace data
