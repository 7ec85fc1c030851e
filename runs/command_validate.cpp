#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "model/validation.hpp"
#include "runs/commands.hpp"
#include "runs/simulation.hpp"

namespace runs {

int validate(const ValidateArguments& a) {
    const auto scenario = data::read_scenario(a.scenario, a.overrides());
    const auto set = data::read_input_set(scenario.inputs);
    const auto run =
        simulate(scenario, set, a.progress, [](int, const model::World&, const model::MonthTable&) {});
    bool all = run.months_done() == scenario.months;
    auto report = nlohmann::ordered_json::array();
    if (!a.json)
        fmt::print("{:<52} {:>10} {:>10} {:>9}      unit, source\n", "", "published", "simulated",
                   "tolerance");
    for (const auto& row : model::compare_with_published(run.world, run.tables, set.figures.population)) {
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
