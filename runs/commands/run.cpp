#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>

#include "data/ensemble_file.hpp"
#include "data/road_cache.hpp"
#include "data/sha256.hpp"
#include "data/snapshot_writer.hpp"
#include "data/version.hpp"
#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "model/cell_figures.hpp"
#include "runs/commands/commands.hpp"
#include "runs/say/progress.hpp"
#include "runs/study/ensemble.hpp"
#include "runs/study/measure_checks.hpp"
#include "runs/study/simulation.hpp"
#include "runs/study/usage.hpp"

namespace runs {
namespace {

using Json = nlohmann::ordered_json;

data::SnapshotHead head_of(const data::Scenario& scenario, const data::InputSet& set, int months) {
    data::SnapshotHead head;
    head.municipalities = set.figures.municipalities;
    head.polygons = set.small;
    head.first_month = scenario.start;
    head.months = months;
    head.counts = model::counts();
    head.ratios = model::ratios();
    head.run.scenario = scenario.text;
    head.run.title = scenario.title;
    head.run.title_no = scenario.title_no;
    head.run.parameters = model::rows(scenario.params);
    head.run.seed = scenario.seed;
    head.run.version = data::version;
    head.run.git_commit = data::git_commit;
    head.run.inputs = set.attributions;
    return head;
}

/// The squares of a run, as the world has them: what model::cell_figures knows of each.
data::CellLayout cells_of(const data::Scenario& scenario, const data::InputSet& set) {
    using data::CellMerge;
    const auto side = static_cast<std::uint32_t>(scenario.params.initial.cell_m);
    return {geo::coarsen(set.figures.grid, side),
            scenario.cell_months,
            {{"residents", "persons", "Residents", "Innbyggere", CellMerge::sum},
             {"minutes_own_practice", "minutes", "Minutes by car to the own GP practice, mean of residents",
              "Minutter med bil til eget legekontor, gjennomsnitt av innbyggerne", CellMerge::mean},
             {"minutes_nearest_open", "minutes", "Minutes by car to the nearest open GP list",
              "Minutter med bil til nærmeste åpne fastlegeliste", CellMerge::mean},
             {"share_without_gp", "percent", "Share of residents on no list or on a list without a GP",
              "Andel innbyggere uten liste eller på liste uten fast lege", CellMerge::mean}}};
}

data::SnapshotLists lists_of(const model::World& world) {
    enum State : std::uint8_t { gp, vacant, vacant_with_locum, closed };  // rows of data::list_states
    data::SnapshotLists lists;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const model::ListId list{l};
        lists.name.push_back(
            fmt::format("{}-{}", world.setting.municipalities.number[world.lists.municipality[list]], l));
        lists.municipality.push_back(world.lists.municipality[list]);
        lists.practice.push_back(world.setting.practice_place[world.lists.practice[list]]);
        lists.cap.push_back(world.lists.cap[list]);
        lists.members.push_back(static_cast<std::int32_t>(world.lists.members[list]));
        lists.state.push_back(world.lists.closed[list]   ? closed
                              : world.lists.has_gp(list) ? gp
                              : world.lists.locum[list]  ? vacant_with_locum
                                                         : vacant);
    }
    return lists;
}

data::MeasureCosts costs_of(const data::Scenario& scenario, const study::Simulation& run) {
    std::vector<std::int64_t> costs;
    for (const auto& table : run.tables)
        costs.insert(costs.end(), table.measure_costs.begin(), table.measure_costs.end());
    return data::costs_of(scenario.params.measures, costs, 1);
}

constexpr const char* told_of[] = {"population",  "patients_without_gp", "on_no_list",
                                   "lists_total", "lists_without_gp",    "open_lists"};

Json headline(const model::MonthTable& table) {
    Json j;
    for (const char* name : told_of) j[name] = study::total(table, name);
    return j;
}

/// National mean over replicates at one time point.
double mean_total(const study::Ensemble& run, const data::InputSet& set, int time, std::string_view count) {
    const auto places = set.figures.municipalities.size();
    const auto row = run.sums.at(time).subspan(model::count_row(count) * places, places);
    return static_cast<double>(std::accumulate(row.begin(), row.end(), std::int64_t{0})) /
           run.sums.replicates();
}

/// `at(time index, count)` is the nation's figure.
void print_change(int months, const std::function<double(int, std::string_view)>& at) {
    fmt::print("{:>34} {:>12} {:>12}\n", "", "start", "end");
    for (const auto& [count, label] : {std::pair{"population", "residents"},
                                       {"lists_total", "GP lists"},
                                       {"lists_without_gp", "lists without a GP"},
                                       {"patients_without_gp", "patients on lists without a GP"},
                                       {"on_no_list", "residents on no list"}})
        fmt::print("{:>34} {:>12.0f} {:>12.0f}\n", label, at(0, count), at(months, count));
}

void print_report(const study::Simulation& run, double seconds) {
    print_change(run.months_done(), [&](int time, std::string_view count) {
        return static_cast<double>(study::total(run.tables[static_cast<std::size_t>(time)], count));
    });
    fmt::print(
        "{} people, {} months in {:.1f} s ({:.0f} million person-months per CPU-second, {:.0f} MB at most)\n",
        study::total(run.tables.front(), "population"), run.months_done(), seconds,
        run.person_months / run.engine_cpu_seconds / 1e6, study::peak_rss_mb());
}

std::filesystem::path partial_name(std::filesystem::path output) {
    return output.replace_extension(".partial" + output.extension().string());
}

/// The months done when the user stopped the run, as a whole file beside the one that was asked for;
/// without squares.
int write_partial(const data::Scenario& scenario, const data::InputSet& set, const study::Simulation& run,
                  const std::filesystem::path& output) {
    const auto partial = partial_name(output);
    data::SnapshotWriter writer(partial, head_of(scenario, set, run.months_done()));
    for (int month = 0; month <= run.months_done(); ++month)
        writer.write_month(month, run.tables[static_cast<std::size_t>(month)]);
    writer.write_lists(lists_of(run.world));
    writer.write_costs(costs_of(scenario, run));
    writer.finish();
    fmt::print(stderr, "stopped after {} of {} months; they are in {}\nto get all: the same command again\n",
               run.months_done(), scenario.months, partial.string());
    return 75;
}

Json report_of(const data::Scenario& scenario, const study::Simulation& run,
               const std::filesystem::path& output) {
    const auto& p = run.phases;
    Json j;
    j["scenario"] = scenario.name;
    j["people"] = study::total(run.tables.front(), "population");
    j["lists"] = run.world.lists.size();
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
                      {"work", p.work}}}};
    j["cpu_seconds"] = {{"total", study::cpu_seconds()}, {"simulate", run.engine_cpu_seconds}};
    j["person_months_per_cpu_second"] = run.person_months / run.engine_cpu_seconds;
    j["peak_rss_mb"] = study::peak_rss_mb();
    j["start"] = headline(run.tables.front());
    j["end"] = headline(run.tables.back());
    j["remarks"] = run.remarks;
    j["file"] = output.string();
    j["sha256"] = data::sha256_of_file(output);
    return j;
}

Json report_of(const data::Scenario& scenario, const data::InputSet& set, const study::Ensemble& run,
               const std::filesystem::path& output) {
    Json j;
    j["scenario"] = scenario.name;
    j["replicates"] = run.sums.replicates();
    j["seeds"] = run.seeds(scenario);
    j["months"] = scenario.months;
    j["threads"] = geo::thread_count();
    j["seconds"] = {{"setting", run.setting_seconds}, {"replicates", run.replicate_seconds}};
    j["cpu_seconds"] = {{"total", study::cpu_seconds()}, {"replicates", run.cpu_seconds}};
    j["replicates_per_minute"] = run.sums.replicates() / run.replicate_seconds * 60;
    j["person_months_per_cpu_second"] = run.person_months / run.cpu_seconds;
    j["peak_rss_mb"] = study::peak_rss_mb();
    for (const auto& [when, time] : {std::pair{"start", 0}, {"end", scenario.months}})
        for (const char* name : told_of) j[when][name] = mean_total(run, set, time, name);
    j["remarks"] = run.remarks;
    j["file"] = output.string();
    j["sha256"] = data::sha256_of_file(output);
    return j;
}

/// All replicates of a scenario; of a stopped run those that are done, as a whole file beside the one asked
/// for.
int run_replicates(const RunArguments& arguments, const data::Scenario& scenario, const data::InputSet& set,
                   const std::filesystem::path& asked_for, const geo::OrderOf& order_of, double begin) {
    const auto folder = asked_for.has_parent_path() ? asked_for.parent_path() : std::filesystem::path(".");
    Progress progress(arguments.progress_mode());
    const auto run =
        study::simulate_ensemble(scenario, set, folder, watch(progress, arguments.stop), order_of);
    const int done = run.sums.replicates();
    const bool whole = done == scenario.replicates;
    if (done == 0) {
        fmt::print(stderr, "stopped before the first of {} replicates was done; nothing is written\n",
                   scenario.replicates);
        return 75;
    }
    const auto output = whole ? asked_for : partial_name(asked_for);
    auto head = head_of(scenario, set, scenario.months);
    head.seeds = run.seeds(scenario);
    data::write_ensemble(output, std::move(head), run.sums, run.store, run.rows, scenario.params.measures);
    if (!whole) {
        fmt::print(stderr,
                   "stopped after {} of {} replicates; they are in {}\nto get all: the same command again\n",
                   done, scenario.replicates, output.string());
        return 75;
    }
    const double seconds = study::now_seconds() - begin;
    if (arguments.json) {
        auto report = report_of(scenario, set, run, output);
        report["seconds"]["total"] = seconds;
        fmt::print("{}\n", report.dump(2));
        return 0;
    }
    print_change(scenario.months,
                 [&](int time, std::string_view count) { return mean_total(run, set, time, count); });
    fmt::print("mean of {} replicates, {} months each, in {:.1f} s ({:.0f} a minute, {:.0f} MB at most)\n",
               done, scenario.months, seconds, done / run.replicate_seconds * 60, study::peak_rss_mb());
    fmt::print("wrote {}\nnext: legekart compare {} ANOTHER.nc\n", output.string(), output.string());
    return 0;
}

}  // namespace

int run(const RunArguments& arguments) {
    const double begin = study::now_seconds();
    const auto scenario = data::read_scenario(arguments.scenario, arguments.overrides());
    const auto output =
        arguments.output.empty() ? std::filesystem::path(scenario.name + ".nc") : arguments.output;
    if (output.has_parent_path() && !std::filesystem::is_directory(output.parent_path()))
        throw geo::InputError(output.string(), fmt::format("folder {} does not exist; make it with mkdir -p",
                                                           output.parent_path().string()));
    if (scenario.replicates > 1 && !scenario.cell_months.empty())
        throw geo::InputError("output.cells",
                              "squares are of one run: set run.replicates = 1, or leave them out");
    if (arguments.dry_run) {
        fmt::print("would simulate '{}' from {:04}-{:02}, {} months, {}, inputs {}, and write {}\n",
                   scenario.name, static_cast<int>(scenario.start.year()),
                   static_cast<unsigned>(scenario.start.month()), scenario.months,
                   scenario.replicates == 1
                       ? fmt::format("seed {}", scenario.seed)
                       : fmt::format("{} replicates from seed {}", scenario.replicates, scenario.seed),
                   scenario.inputs.string(), output.string());
        return 0;
    }
    const auto set = data::read_input_set(scenario.inputs);
    study::must_know_places(scenario.params.measures, set.figures.municipalities);
    for (const auto& sentence : study::idle_measures(scenario, set.figures))
        fmt::print(stderr, "note: {}\n", sentence);
    data::RoadCache cache(arguments.no_cache ? std::filesystem::path() : data::RoadCache::users_folder());
    const auto order_of = [&](const geo::RoadGraph& graph) { return cache.order(graph); };
    if (scenario.replicates > 1) return run_replicates(arguments, scenario, set, output, order_of, begin);
    auto head = head_of(scenario, set, scenario.months);
    if (!scenario.cell_months.empty()) head.cells = cells_of(scenario, set);
    data::SnapshotWriter writer(output, std::move(head));
    const auto write = [&](int month, const model::World& world, const model::MonthTable& table) {
        writer.write_month(month, table);
        if (!std::binary_search(scenario.cell_months.begin(), scenario.cell_months.end(), month)) return;
        const auto squares = model::cell_figures(world);
        writer.write_cells(month, {squares.residents, squares.minutes_own_practice,
                                   squares.minutes_nearest_open, squares.share_without_gp});
    };
    Progress progress(arguments.progress_mode());
    const auto run = study::simulate(scenario, set, watch(progress, arguments.stop), write, order_of);
    if (run.months_done() < scenario.months) return write_partial(scenario, set, run, output);
    writer.write_lists(lists_of(run.world));
    writer.write_costs(costs_of(scenario, run));
    writer.finish();

    const double seconds = study::now_seconds() - begin;
    if (arguments.json) {
        auto report = report_of(scenario, run, output);
        report["seconds"]["total"] = seconds;
        fmt::print("{}\n", report.dump(2));
        return 0;
    }
    print_report(run, seconds);
    fmt::print("wrote {}\nnext: legekart map {}\n", output.string(), output.string());
    return 0;
}

}  // namespace runs
