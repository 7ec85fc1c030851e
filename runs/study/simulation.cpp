#include "runs/study/simulation.hpp"

#include "runs/study/measure_checks.hpp"
#include "runs/study/usage.hpp"

namespace study {

std::int64_t total(const model::MonthTable& table, std::string_view count) {
    const auto row = model::count_row(count);
    std::int64_t sum = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m) sum += table.at(row, model::MunicipalityId{m});
    return sum;
}

Simulation simulate_in(model::Setting setting, const data::Scenario& scenario, const data::InputSet& set,
                       std::uint64_t seed_value, const Watch& watch, const EachMonth& each_month) {
    must_know_places(scenario.params.measures, set.figures.municipalities);
    watch.stop.check();
    const model::Seed seed{seed_value};
    Simulation run;
    const double begin = now_seconds();
    run.world = model::make_world(std::move(setting), set.figures, scenario.params, seed,
                                  model::Month::of(scenario.start), scenario.months, run.remarks, watch.stop);
    run.initial_seconds = now_seconds() - begin;
    const auto keep = [&](int month) {
        run.tables.push_back(model::tabulate(run.world, scenario.params));
        if (each_month) each_month(month, run.world, run.tables.back());
        watch.step("simulating", month, scenario.months);
    };
    watch.stop.check();
    keep(0);

    const model::LifeTables tables(scenario.params.demography);
    const double engine_begin = now_seconds();
    const double cpu_begin = cpu_seconds();
    for (int month = 1; month <= scenario.months && !watch.stop.asked(); ++month) {
        model::step(run.world, scenario.params, tables, seed, &run.phases);
        keep(month);
        run.person_months += static_cast<double>(total(run.tables.back(), "population"));
    }
    run.engine_seconds = now_seconds() - engine_begin;
    run.engine_cpu_seconds = cpu_seconds() - cpu_begin;
    return run;
}

Simulation simulate(const data::Scenario& scenario, const data::InputSet& set, const Watch& watch,
                    const EachMonth& each_month, const geo::OrderOf& order_of) {
    const double begin = now_seconds();
    watch.stop.check();
    model::Remarks remarks;
    auto setting = model::make_setting(set.figures, model::SettingParams(scenario.params), remarks, order_of,
                                       watch.stop);
    const double setting_seconds = now_seconds() - begin;
    auto run = simulate_in(std::move(setting), scenario, set, scenario.seed, watch, each_month);
    run.remarks.insert(run.remarks.begin(), remarks.begin(), remarks.end());
    run.initial_seconds += setting_seconds;
    return run;
}

}  // namespace study
