#include "runs/study/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "geo/base/error.hpp"
#include "runs/study/ensemble.hpp"

namespace study {
namespace {

/// What `seen` makes of the monthly tables of each draw.
template <class Seen>
auto see_draws(const data::Scenario& scenario, int least_months, const data::InputSet& set,
               const Watch& watch, const geo::OrderOf& order_of, const Seen& seen) {
    if (scenario.months < least_months)
        throw geo::InputError("run.months", fmt::format("{} months are too few to judge; expected {} or more",
                                                        scenario.months, least_months));
    model::Remarks remarks;
    watch.stop.check();
    const auto setting = model::make_setting(set.figures, model::SettingParams(scenario.params), remarks,
                                             order_of, watch.stop);
    std::vector<decltype(seen(std::span<const model::MonthTable>()))> draws(
        static_cast<std::size_t>(scenario.replicates));
    std::atomic<int> done{0};
    for_each_draw(setting, scenario, set, watch, [&](std::uint32_t r, Simulation run) {
        draws[r] = seen(run.tables);
        ++done;
    });
    if (done < scenario.replicates) throw geo::Stopped();
    return draws;
}

}  // namespace

data::Scenario read_for(Beside what, const std::filesystem::path& file, data::Overrides overrides) {
    const auto unless_said = [&](const char* key, int value) {
        if (std::none_of(overrides.begin(), overrides.end(),
                         [&](const auto& said) { return said.first == key; }))
            overrides.emplace_back(key, std::to_string(value));
    };
    if (what == Beside::drift) unless_said("run.months", 24);
    if (what == Beside::payments)
        unless_said("run.replicates", 4);
    else if (what != Beside::figures)
        unless_said("run.replicates", usual_replicates);
    return data::read_scenario(file, overrides);
}

std::vector<DrawnFigure> mean_of_draws(const std::vector<std::vector<model::Comparison>>& draws) {
    std::vector<DrawnFigure> rows;
    for (std::size_t i = 0; i < draws.front().size(); ++i) {
        DrawnFigure row{draws.front()[i], draws.front()[i].simulated, draws.front()[i].simulated};
        double sum = 0;
        for (const auto& draw : draws) {
            sum += draw[i].simulated;
            row.lowest = std::min(row.lowest, draw[i].simulated);
            row.highest = std::max(row.highest, draw[i].simulated);
        }
        row.figure.simulated = sum / static_cast<double>(draws.size());
        rows.push_back(row);
    }
    return rows;
}

std::vector<DrawnFigure> validate(data::Scenario scenario, const data::InputSet& set, const Watch& watch,
                                  const geo::OrderOf& order_of) {
    std::vector<std::vector<model::Comparison>> draws;
    for (int k = 0; k < scenario.replicates; ++k, ++scenario.seed) {
        const auto run = simulate(scenario, set, watch, {}, order_of);
        if (run.months_done() < scenario.months) throw geo::Stopped();
        draws.push_back(model::compare_with_published(run.world, run.tables, set.figures.population));
    }
    return mean_of_draws(draws);
}

std::vector<model::Drift> drift(const data::Scenario& scenario, const data::InputSet& set, const Watch& watch,
                                const geo::OrderOf& order_of) {
    return model::drift(
        see_draws(scenario, model::drift_months.back(), set, watch, order_of, model::drift_path),
        model::Month::of(scenario.start), set.figures.national);
}

std::vector<model::Spread> spread(const data::Scenario& scenario, const data::InputSet& set,
                                  const Watch& watch, const geo::OrderOf& order_of) {
    const auto start = model::Month::of(scenario.start);
    const auto draws = see_draws(
        scenario, 12, set, watch, order_of,
        [&](std::span<const model::MonthTable> t) { return model::spread_figures(t, start, set.figures); });
    return model::spread(draws, start, scenario.months, set.figures);
}

std::vector<model::Hindcast> hindcast(data::Scenario scenario, const data::InputSet& set, model::Told told,
                                      const Watch& watch, const geo::OrderOf& order_of) {
    if (told == model::Told::blind) scenario.params.follow.known_at_start = true;
    return model::hindcast(see_draws(scenario, 12, set, watch, order_of, model::hindcast_figures),
                           model::Month::of(scenario.start), scenario.months, set.figures.national, told);
}

std::vector<model::Payment> payments(const data::Scenario& scenario, const data::InputSet& set,
                                     const Watch& watch, const geo::OrderOf& order_of) {
    const auto start = model::Month::of(scenario.start);
    const auto draws =
        see_draws(scenario, 11, set, watch, order_of, [&](std::span<const model::MonthTable> tables) {
            return model::payment_figures(tables, scenario.params, start);
        });
    return model::payments(draws, scenario.params, start, scenario.months);
}

}  // namespace study
