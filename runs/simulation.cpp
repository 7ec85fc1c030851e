#include "runs/simulation.hpp"

#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <csignal>

#include "runs/measure_checks.hpp"
#include "runs/progress.hpp"

namespace runs {
namespace {

std::atomic<bool> asked_to_stop{false};
void ask_to_stop(int) {
    asked_to_stop = true;
}

}  // namespace

double now_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_seconds() {
    rusage r{};
    getrusage(RUSAGE_SELF, &r);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(r.ru_utime) + seconds(r.ru_stime);
}

double peak_rss_mb() {
    rusage r{};
    getrusage(RUSAGE_SELF, &r);
    return static_cast<double>(r.ru_maxrss) / 1024;
}

std::int64_t total(const model::MonthTable& table, std::string_view count) {
    const auto row = model::count_row(count);
    std::int64_t sum = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m) sum += table.at(row, model::MunicipalityId{m});
    return sum;
}

void listen_for_stop() {
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
}

bool stop_asked() {
    return asked_to_stop;
}

Simulation simulate_in(model::Setting setting, const data::Scenario& scenario, const data::InputSet& set,
                       std::uint64_t seed_value, const EachMonth& each_month) {
    must_know_places(scenario.params.measures, set.figures.municipalities);
    const model::Seed seed{seed_value};
    Simulation run;
    const double begin = now_seconds();
    run.world = model::make_world(std::move(setting), set.figures, scenario.params, seed,
                                  model::Month::of(scenario.start), scenario.months, run.remarks);
    run.initial_seconds = now_seconds() - begin;
    const auto keep = [&](int month) {
        run.tables.push_back(model::tabulate(run.world, scenario.params));
        each_month(month, run.world, run.tables.back());
    };
    keep(0);

    const model::LifeTables tables(scenario.params.demography);
    const double engine_begin = now_seconds();
    const double cpu_begin = cpu_seconds();
    for (int month = 1; month <= scenario.months && !asked_to_stop; ++month) {
        model::step(run.world, scenario.params, tables, seed, run.phases);
        keep(month);
        run.person_months += static_cast<double>(total(run.tables.back(), "population"));
    }
    run.engine_seconds = now_seconds() - engine_begin;
    run.engine_cpu_seconds = cpu_seconds() - cpu_begin;
    return run;
}

Simulation simulate(const data::Scenario& scenario, const data::InputSet& set,
                    const std::string& progress_mode, const EachMonth& each_month,
                    const geo::OrderOf& order_of) {
    const double begin = now_seconds();
    model::Remarks remarks;
    auto setting = model::make_setting(set.figures, scenario.params, remarks, order_of);
    const double setting_seconds = now_seconds() - begin;
    listen_for_stop();
    Progress progress("simulating", scenario.months, progress_mode);
    auto run = simulate_in(std::move(setting), scenario, set, scenario.seed,
                           [&](int month, const model::World& world, const model::MonthTable& table) {
                               each_month(month, world, table);
                               if (month > 0) progress.done(month);
                           });
    run.remarks.insert(run.remarks.begin(), remarks.begin(), remarks.end());
    run.initial_seconds += setting_seconds;
    return run;
}

}  // namespace runs
