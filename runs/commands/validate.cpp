#include <fmt/format.h>

#include <algorithm>

#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "runs/say/progress.hpp"
#include "runs/study/validation.hpp"

namespace runs {
namespace {

void add_validate(CLI::App& app, ScenarioOptions& a) {
    add_scenario(app, a,
                 {.months = "how many months to simulate; contract figures need 120 or more",
                  .replicates = "how many draws to take the mean of, with seeds from --seed on",
                  .set = "key=value instead of the file's"});
}

void print_figures(const std::vector<study::DrawnFigure>& rows, int draws) {
    fmt::print("{:<44} {:>9} {:>9} {:>15} {:>9}      unit, source\n", "", "published", "simulated",
               fmt::format("of {} draws", draws), "tolerance");
    for (const auto& [row, lowest, highest] : rows)
        fmt::print("{:<44} {:>9.2f} {:>9.2f} {:>15} {:>9.2f} {}  {}; {}\n", row.what, row.published,
                   row.simulated, fmt::format("{:.2f} to {:.2f}", lowest, highest), row.tolerance,
                   row.holds() ? "ok " : "OFF", row.unit, row.source);
}

Json figures_json(const std::vector<study::DrawnFigure>& rows, int draws) {
    auto report = Json::array();
    for (const auto& [row, lowest, highest] : rows)
        report.push_back({{"what", row.what},
                          {"unit", row.unit},
                          {"published", row.published},
                          {"simulated", row.simulated},
                          {"lowest", lowest},
                          {"highest", highest},
                          {"draws", draws},
                          {"tolerance", row.tolerance},
                          {"holds", row.holds()},
                          {"source", row.source}});
    return report;
}

int do_validate(const ScenarioOptions& a, const Context& context) {
    const auto scenario = data::read_scenario(a.scenario, a.overrides());
    const auto set = data::read_inputs(scenario);
    Progress progress(context.progress_mode());
    const auto rows = study::validate(scenario, set, watch(progress, context.stop));
    if (context.json)
        fmt::print("{}\n", figures_json(rows, scenario.replicates).dump(2));
    else
        print_figures(rows, scenario.replicates);
    const bool all =
        std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.figure.holds(); });
    return all ? 0 : 1;
}

const Registration validate_command({.name = "validate",
                                     .summary = "simulate a scenario and compare it with published figures",
                                     .examples = "Exits 1 if a figure is outside its tolerance.\n",
                                     .order = 30,
                                     .set_up = with_options(add_validate, do_validate)});

}  // namespace
}  // namespace runs
