#pragma once
// What a run says when it is done.
#include <filesystem>

#include "runs/say/json.hpp"
#include "runs/study/ensemble.hpp"

namespace runs {

/// What is said is of `area`. `file` is there and its checksum is told; `seconds`: wall time of the whole
/// command.
Json run_json(const data::Scenario& scenario, const study::Simulation& run, const model::Area& area,
              const std::filesystem::path& file, double seconds);
void print_run(const data::Scenario& scenario, const study::Simulation& run, const model::Area& area,
               const std::filesystem::path& file, double seconds);

/// The same of many draws.
Json run_json(const data::Scenario& scenario, const study::Ensemble& run, const model::Area& area,
              const std::filesystem::path& file, double seconds);
void print_run(const data::Scenario& scenario, const study::Ensemble& run, const model::Area& area,
               const std::filesystem::path& file, double seconds);

/// What a run of an area alone has beside it, and what crossed its border in a year: of so many years, draws
/// taken together. Null and nothing for all of the country.
Json border_json(const data::InputSet& set, const model::BorderMoves& moves, double years);
void print_border(const data::InputSet& set, const model::BorderMoves& moves, double years);

}  // namespace runs
