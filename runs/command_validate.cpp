#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "data/input_set.hpp"
#include "data/scenario.hpp"
#include "model/initial.hpp"
#include "model/step.hpp"
#include "model/validation.hpp"
#include "runs/commands.hpp"
#include "runs/progress.hpp"

namespace runs {

int validate(const ValidateArguments& a) {
    auto overrides = a.set;
    if (a.seed) overrides.emplace_back("run.seed", std::to_string(*a.seed));
    if (a.months) overrides.emplace_back("run.months", std::to_string(*a.months));
    const auto scenario = data::read_scenario(a.scenario, overrides);
    const auto set = data::read_input_set(scenario.inputs);
    const model::Seed seed{scenario.seed};
    model::Remarks remarks;
    auto world = model::make_world(set.figures, scenario.params, seed, model::Month::of(scenario.start),
                                   scenario.months, remarks);
    const model::LifeTables tables(scenario.params.demography);
    model::PhaseSeconds seconds;
    std::vector<model::MonthTable> months{model::tabulate(world, scenario.params.workload)};
    {
        Progress progress("simulating", scenario.months, a.json ? "never" : a.progress);
        for (int month = 1; month <= scenario.months; ++month) {
            model::step(world, scenario.params, tables, seed, seconds);
            months.push_back(model::tabulate(world, scenario.params.workload));
            progress.done(month);
        }
    }
    const auto rows = model::compare_with_published(world, months);
    bool all = true;
    auto report = nlohmann::ordered_json::array();
    if (!a.json)
        fmt::print("{:<52} {:>10} {:>10} {:>9}      unit, source\n", "", "published", "simulated",
                   "tolerance");
    for (const auto& row : rows) {
        all = all && row.holds();
        report.push_back({{"what", row.what},
                          {"unit", row.unit},
                          {"published", row.published},
                          {"simulated", row.simulated},
                          {"tolerance", row.tolerance},
                          {"holds", row.holds()},
                          {"source", row.source}});
        if (!a.json)
            fmt::print("{:<52} {:>10.3f} {:>10.3f} {:>9.3f} {}  {}; {}\n", row.what, row.published,
                       row.simulated, row.tolerance, row.holds() ? "ok " : "OFF", row.unit, row.source);
    }
    if (a.json) fmt::print("{}\n", report.dump(2));
    return all ? 0 : 1;
}

}  // namespace runs
