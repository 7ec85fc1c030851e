#include "runs/say/run_report.hpp"

#include <fmt/format.h>

#include <functional>

#include "data/sha256.hpp"
#include "geo/base/threads.hpp"
#include "model/area_names.hpp"
#include "model/rest_of_country.hpp"
#include "runs/study/usage.hpp"
#include "viz/few_decimals.hpp"

namespace runs {
namespace {

constexpr const char* told_counts[] = {"population",  "patients_without_gp", "on_no_list",
                                       "lists_total", "lists_without_gp",    "open_lists"};

/// The area's figure at a time point; 0 is the start.
using Figure = std::function<double(int, std::string_view)>;

void print_start_and_end(int months, const model::Area& area, const Figure& figure) {
    fmt::print("{:>34} {:>12} {:>12}\n", model::norwegian_name(model::name_en(area)), "start", "end");
    for (const auto& [count, label] : {std::pair{"population", "residents"},
                                       {"lists_total", "GP lists"},
                                       {"lists_without_gp", "lists without a GP"},
                                       {"patients_without_gp", "patients on lists without a GP"},
                                       {"on_no_list", "residents on no list"}})
        fmt::print("{:>34} {:>12.{}f} {:>12.{}f}\n", label, figure(0, count),
                   viz::few_decimals(figure(0, count)), figure(months, count),
                   viz::few_decimals(figure(months, count)));
}

}  // namespace

Json run_json(const data::Scenario& scenario, const study::Simulation& run, const model::Area& area,
              const std::filesystem::path& file, double seconds) {
    const auto& p = run.phases;
    Json j;
    j["scenario"] = scenario.name;
    j["people"] = study::total(run.tables.front(), "population");
    j["lists"] = run.world.lists.size();
    j["area"] = model::name_en(area);
    j["replicates"] = 1;
    j["months"] = run.months_done();
    j["threads"] = geo::thread_count();
    j["seconds"] = {{"initial_world", run.initial_seconds},
                    {"simulate", run.engine_seconds},
                    {"phases",
                     {{"demography", p.demography},
                      {"decisions", p.decisions},
                      {"leaving", p.leaving},
                      {"vacancy", p.vacancy},
                      {"recruitment", p.recruitment},
                      {"choice", p.choice},
                      {"work", p.work}}},
                    {"total", seconds}};
    j["cpu_seconds"] = {{"total", study::cpu_seconds()}, {"simulate", run.engine_cpu_seconds}};
    j["person_months_per_cpu_second"] = run.person_months / run.engine_cpu_seconds;
    j["peak_rss_mb"] = study::peak_rss_mb();
    for (const char* name : told_counts) {
        j["start"][name] = study::total(run.tables.front(), name, area);
        j["end"][name] = study::total(run.tables.back(), name, area);
    }
    j["remarks"] = run.remarks;
    j["file"] = file.string();
    j["sha256"] = data::sha256_of_file(file);
    return j;
}

void print_run(const data::Scenario&, const study::Simulation& run, const model::Area& area,
               const std::filesystem::path& file, double seconds) {
    print_start_and_end(run.months_done(), area, [&](int time, std::string_view count) {
        return static_cast<double>(study::total(run.tables[static_cast<std::size_t>(time)], count, area));
    });
    fmt::print(
        "{} people, {} months in {:.1f} s ({:.0f} million person-months per CPU-second, {:.0f} MB at most)\n",
        study::total(run.tables.front(), "population"), run.months_done(), seconds,
        run.person_months / run.engine_cpu_seconds / 1e6, study::peak_rss_mb());
    fmt::print("one of many possible futures: --replicates 30 tells how likely it is\n");
    fmt::print("wrote {}\nnext: legekart map {}\n", file.string(), file.string());
}

Json run_json(const data::Scenario& scenario, const study::Ensemble& run, const model::Area& area,
              const std::filesystem::path& file, double seconds) {
    Json j;
    j["scenario"] = scenario.name;
    j["area"] = model::name_en(area);
    j["replicates"] = run.sums.replicates();
    j["seeds"] = run.seeds(scenario);
    j["months"] = scenario.months;
    j["threads"] = geo::thread_count();
    j["seconds"] = {
        {"setting", run.setting_seconds}, {"replicates", run.replicate_seconds}, {"total", seconds}};
    j["cpu_seconds"] = {{"total", study::cpu_seconds()}, {"replicates", run.cpu_seconds}};
    j["replicates_per_minute"] = run.sums.replicates() / run.replicate_seconds * 60;
    j["person_months_per_cpu_second"] = run.person_months / run.cpu_seconds;
    j["peak_rss_mb"] = study::peak_rss_mb();
    for (const auto& [when, time] : {std::pair{"start", 0}, {"end", scenario.months}})
        for (const char* name : told_counts) j[when][name] = run.mean_total(time, name, area);
    j["remarks"] = run.remarks;
    j["file"] = file.string();
    j["sha256"] = data::sha256_of_file(file);
    return j;
}

void print_run(const data::Scenario& scenario, const study::Ensemble& run, const model::Area& area,
               const std::filesystem::path& file, double seconds) {
    print_start_and_end(scenario.months, area,
                        [&](int time, std::string_view count) { return run.mean_total(time, count, area); });
    fmt::print("mean of {} replicates, {} months each, in {:.1f} s ({:.0f} a minute, {:.0f} MB at most)\n",
               run.sums.replicates(), scenario.months, seconds,
               run.sums.replicates() / run.replicate_seconds * 60, study::peak_rss_mb());
    fmt::print("wrote {}\nnext: legekart compare {} ANOTHER.nc\n", file.string(), file.string());
}

Json border_json(const data::InputSet& set, const model::BorderMoves& moves, double years) {
    if (!set.simulated) return nullptr;
    const auto& rest = *set.simulated->rest;
    Json j;
    j["area_alone"] = set.figures.municipalities.alone.name;
    j["municipalities_around"] = rest.around;
    j["moved_in_a_year"] = moves.in / years;
    j["moved_out_a_year"] = moves.out / years;
    j["percent_of_doctors_market"] = 100 * rest.market;
    return j;
}

void print_border(const data::InputSet& set, const model::BorderMoves& moves, double years) {
    if (!set.simulated) return;
    const auto& rest = *set.simulated->rest;
    fmt::print(
        "{} alone, with {} municipalities around it that are simulated and not told of: a year {:.0f} people "
        "moved in from the rest of the country and {:.0f} out; {:.1f} % of the nation's doctors who look for "
        "a post looked here\nhow near such figures are to the nation's run: model/VALIDATION.md, \"An area "
        "alone\"\n",
        set.figures.municipalities.alone.name, rest.around, moves.in / years, moves.out / years,
        100 * rest.market);
}

}  // namespace runs
