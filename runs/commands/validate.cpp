#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/compare/validation.hpp"
#include "runs/commands/commands.hpp"
#include "runs/say/progress.hpp"
#include "runs/study/simulation.hpp"

namespace runs {
namespace {

/// A published figure beside that of every draw, which differ by chance.
struct Row {
    model::Comparison figure;  ///< with the mean of the draws
    double lowest, highest;
};

std::vector<Row> mean_of(const std::vector<std::vector<model::Comparison>>& draws) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < draws.front().size(); ++i) {
        Row row{draws.front()[i], draws.front()[i].simulated, draws.front()[i].simulated};
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

}  // namespace

int validate(const ValidateArguments& a) {
    auto scenario = data::read_scenario(a.scenario, a.overrides());
    const auto set = data::read_input_set(scenario.inputs);
    Progress progress(a.progress_mode());
    std::vector<std::vector<model::Comparison>> draws;
    for (int k = 0; k < scenario.replicates; ++k, ++scenario.seed) {
        const auto run = study::simulate(scenario, set, watch(progress, a.stop));
        if (run.months_done() < scenario.months) return 1;
        draws.push_back(model::compare_with_published(run.world, run.tables, set.figures.population));
    }
    bool all = true;
    auto report = nlohmann::ordered_json::array();
    if (!a.json)
        fmt::print("{:<44} {:>9} {:>9} {:>15} {:>9}      unit, source\n", "", "published", "simulated",
                   fmt::format("of {} draws", draws.size()), "tolerance");
    for (const auto& [row, lowest, highest] : mean_of(draws)) {
        all = all && row.holds();
        report.push_back({{"what", row.what},
                          {"unit", row.unit},
                          {"published", row.published},
                          {"simulated", row.simulated},
                          {"lowest", lowest},
                          {"highest", highest},
                          {"draws", draws.size()},
                          {"tolerance", row.tolerance},
                          {"holds", row.holds()},
                          {"source", row.source}});
        if (!a.json)
            fmt::print("{:<44} {:>9.2f} {:>9.2f} {:>15} {:>9.2f} {}  {}; {}\n", row.what, row.published,
                       row.simulated, fmt::format("{:.2f} to {:.2f}", lowest, highest), row.tolerance,
                       row.holds() ? "ok " : "OFF", row.unit, row.source);
    }
    if (a.json) fmt::print("{}\n", report.dump(2));
    return all ? 0 : 1;
}

}  // namespace runs
