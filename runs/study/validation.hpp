#pragma once
// A scenario beside published figures.
#include <vector>

#include "model/compare/drift.hpp"
#include "model/compare/hindcast.hpp"
#include "model/compare/payments.hpp"
#include "model/compare/spread.hpp"
#include "model/compare/validation.hpp"
#include "runs/study/ensemble.hpp"

namespace study {

/// What a scenario is set beside.
enum class Beside { figures, drift, spread, hindcast, payments };

/// The scenario as data::read_scenario reads it, with as many draws and months as the comparison needs: 30
/// draws, four of payments, and 24 months of drift, unless an override says otherwise. Of Beside::figures as
/// the file says.
data::Scenario read_for(Beside what, const std::filesystem::path& file, data::Overrides overrides = {});

/// A published figure beside that of every draw, which differ by chance.
struct DrawnFigure {
    model::Comparison figure;  ///< with the mean of the draws
    double lowest = 0, highest = 0;
};

/// Mean, lowest and highest of the same figures in several draws, at least one.
std::vector<DrawnFigure> mean_of_draws(const std::vector<std::vector<model::Comparison>>& draws);

/// Simulates scenario.replicates draws, with seeds from the scenario's on, and sets them beside what is
/// published. Throws geo::Stopped if `watch.stop` asks before the last one is done.
std::vector<DrawnFigure> validate(data::Scenario scenario, const data::InputSet& set, const Watch& watch = {},
                                  const geo::OrderOf& order_of = geo::build_hierarchy);

/// Simulates scenario.replicates draws, as many at once as there are threads, and sets the nation's figures
/// beside those of the first day. Throws geo::Stopped if `watch.stop` asks before the last one is done.
std::vector<model::Drift> drift(const data::Scenario& scenario, const data::InputSet& set,
                                const Watch& watch = {}, const geo::OrderOf& order_of = geo::build_hierarchy);

/// The same for how municipalities differ and how long they stay so, and the nation's shares, each January
/// beside the official series.
std::vector<model::Spread> spread(const data::Scenario& scenario, const data::InputSet& set,
                                  const Watch& watch = {},
                                  const geo::OrderOf& order_of = geo::build_hierarchy);

/// The same for a past start: the nation at the end of each year beside the official series. Told::blind:
/// people follow only tables known on the first day.
std::vector<model::Hindcast> hindcast(data::Scenario scenario, const data::InputSet& set, model::Told told,
                                      const Watch& watch = {},
                                      const geo::OrderOf& order_of = geo::build_hierarchy);

/// What state and municipalities pay in each calendar year beside what was published.
std::vector<model::Payment> payments(const data::Scenario& scenario, const data::InputSet& set,
                                     const Watch& watch = {},
                                     const geo::OrderOf& order_of = geo::build_hierarchy);

}  // namespace study
