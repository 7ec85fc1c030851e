#include "runs/study/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/cell_figures.hpp"
#include "model/start/part_params.hpp"
#include "runs/study/draw_file.hpp"
#include "runs/study/measure_checks.hpp"
#include "runs/study/usage.hpp"

namespace study {

std::int64_t total(const model::MonthTable& table, std::string_view count) {
    const auto row = model::count_row(count);
    std::int64_t sum = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m) sum += table.at(row, model::MunicipalityId{m});
    return sum;
}

std::int64_t total(const model::MonthTable& table, std::string_view count, const model::Area& area) {
    const auto row = model::count_row(count);
    std::int64_t sum = 0;
    for (const auto m : area.members) sum += table.at(row, m);
    return sum;
}

namespace {

/// The first day, or the day a kept run had come to.
Simulation begin(model::Setting setting, const data::Scenario& scenario, const model::Params& params,
                 const data::InputSet& set, model::Seed seed, const Watch& watch,
                 std::optional<Simulation> from) {
    const double begin = now_seconds();
    Simulation run;
    if (from) {
        run = std::move(*from);
        restore_setting(run.world, std::move(setting));
    } else {
        run.world =
            model::make_world(std::move(setting), data::simulated(set), params, seed,
                              model::Month::of(scenario.start), scenario.months, run.remarks, watch.stop);
    }
    run.initial_seconds = now_seconds() - begin;
    return run;
}

/// Writes a run under way. A disk that has no room for it is told of and costs no more than that.
void keep_draw(const Keeping& keeping, const Simulation& run, const std::string& identity,
               const Watch& watch) {
    try {
        std::filesystem::create_directories(keeping.file.parent_path());
        write_draw(keeping.file, run, identity, false);
    } catch (const std::exception& error) {
        watch.say(fmt::format("the run goes on, but its state was not kept: {}", error.what()));
    }
}

std::vector<std::vector<float>> squares_of(const model::World& world) {
    auto figures = model::cell_figures(world);
    const auto& cells = world.setting.cells;
    std::vector<std::vector<float>> columns;
    for (const auto& info : model::cell_figure_infos()) {
        auto& column = columns.emplace_back();
        const auto& all = figures.*info.column;
        for (const auto c : model::ids<model::CellId>(cells.size()))
            if (cells.municipality[c].value < world.setting.told()) column.push_back(all[c.value]);
    }
    return columns;
}

/// Adds the month's moves across the border of an area alone.
void count_border(Simulation& run) {
    const auto& rest = run.world.setting.rest;
    if (!rest) return;
    run.border.in += run.world.flows.moved_out[rest->town];
    run.border.out += run.world.flows.moved_in[rest->town];
}

}  // namespace

Simulation simulate_in(model::Setting setting, const data::Scenario& scenario, const data::InputSet& set,
                       std::uint64_t seed_value, const Watch& watch, const EachMonth& each_month,
                       Keeping keeping) {
    if (!set.simulated)  // its measures may hold elsewhere
        must_know_places(scenario.params.measures, set.figures.municipalities);
    watch.stop.check();
    const model::Seed seed{seed_value};
    const bool keeps = !keeping.file.empty();
    const auto identity = keeps ? draw_identity(scenario, set, seed_value) : "";
    const auto params = model::params_of_draw(scenario.params, data::simulated(set), seed);
    Simulation run = begin(std::move(setting), scenario, params, set, seed, watch, std::move(keeping.from));
    const auto tabulate = [&](int month) {
        run.tables.push_back(model::tabulate(run.world, params));
        if (std::binary_search(scenario.cell_months.begin(), scenario.cell_months.end(), month))
            run.squares.emplace_back(month, squares_of(run.world));
        if (each_month) each_month(month, run.world, run.tables.back());
        watch.step("simulating", month, scenario.months);
    };
    if (run.tables.empty()) {
        watch.stop.check();
        tabulate(0);
    }

    const model::LifeTables tables(params.demography);
    const double engine_begin = now_seconds();
    const double cpu_begin = cpu_seconds();
    double kept = engine_begin;
    for (int month = run.months_done() + 1; month <= scenario.months && !watch.stop.asked(); ++month) {
        model::step(run.world, params, tables, seed, &run.phases);
        count_border(run);
        tabulate(month);
        run.person_months += static_cast<double>(total(run.tables.back(), "population"));
        if (keeps && month < scenario.months && keeping.every_seconds > 0 &&
            now_seconds() - kept >= keeping.every_seconds) {
            keep_draw(keeping, run, identity, watch);
            kept = now_seconds();
        }
    }
    if (keeps && run.months_done() < scenario.months) keep_draw(keeping, run, identity, watch);
    run.engine_seconds = now_seconds() - engine_begin;
    run.engine_cpu_seconds = cpu_seconds() - cpu_begin;
    return run;
}

Simulation simulate(const data::Scenario& scenario, const data::InputSet& set, const Watch& watch,
                    const EachMonth& each_month, const geo::OrderOf& order_of, Keeping keeping) {
    const double begin = now_seconds();
    watch.stop.check();
    model::Remarks remarks;
    auto setting = model::make_setting(data::simulated(set), model::SettingParams(scenario.params), remarks,
                                       order_of, watch.stop);
    const double setting_seconds = now_seconds() - begin;
    auto run =
        simulate_in(std::move(setting), scenario, set, scenario.seed, watch, each_month, std::move(keeping));
    run.remarks.insert(run.remarks.begin(), remarks.begin(), remarks.end());
    run.initial_seconds += setting_seconds;
    return run;
}

}  // namespace study
