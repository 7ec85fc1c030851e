#include "runs/study/validation.hpp"

#include <algorithm>

namespace study {

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

}  // namespace study
