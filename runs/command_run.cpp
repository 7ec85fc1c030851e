#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "data/road_cache.hpp"
#include "data/sha256.hpp"
#include "data/snapshot_writer.hpp"
#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "model/cell_figures.hpp"
#include "runs/commands.hpp"
#include "runs/simulation.hpp"
#include "runs/version.hpp"

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
    head.run.parameters = model::rows(scenario.params);
    head.run.seed = scenario.seed;
    head.run.version = version;
    head.run.git_commit = git_commit;
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

Json headline(const model::MonthTable& table) {
    Json j;
    for (const char* name :
         {"population", "patients_without_gp", "on_no_list", "lists_total", "lists_without_gp", "open_lists"})
        j[name] = total(table, name);
    return j;
}

void print_report(const Simulation& run, double seconds) {
    fmt::print("{:>34} {:>12} {:>12}\n", "", "start", "end");
    for (const auto& [count, label] : {std::pair{"population", "residents"},
                                       {"lists_total", "GP lists"},
                                       {"lists_without_gp", "lists without a GP"},
                                       {"patients_without_gp", "patients on lists without a GP"},
                                       {"on_no_list", "residents on no list"}})
        fmt::print("{:>34} {:>12} {:>12}\n", label, total(run.tables.front(), count),
                   total(run.tables.back(), count));
    fmt::print(
        "{} people, {} months in {:.1f} s ({:.0f} million person-months per CPU-second, {:.0f} MB at most)\n",
        total(run.tables.front(), "population"), run.months_done(), seconds,
        run.person_months / run.engine_cpu_seconds / 1e6, peak_rss_mb());
}

/// The months done when the user stopped the run, as a whole file beside the one that was asked for; without
/// squares.
int write_partial(const data::Scenario& scenario, const data::InputSet& set, const Simulation& run,
                  const std::filesystem::path& output) {
    auto partial = output;
    partial.replace_extension(".partial" + output.extension().string());
    data::SnapshotWriter writer(partial, head_of(scenario, set, run.months_done()));
    for (int month = 0; month <= run.months_done(); ++month)
        writer.write_month(month, run.tables[static_cast<std::size_t>(month)]);
    writer.write_lists(lists_of(run.world));
    writer.finish();
    fmt::print(stderr, "stopped after {} of {} months; they are in {}\nto get all: the same command again\n",
               run.months_done(), scenario.months, partial.string());
    return 75;
}

Json report_of(const data::Scenario& scenario, const Simulation& run, const std::filesystem::path& output) {
    const auto& p = run.phases;
    Json j;
    j["scenario"] = scenario.name;
    j["people"] = total(run.tables.front(), "population");
    j["lists"] = run.world.lists.size();
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
    j["cpu_seconds"] = {{"total", cpu_seconds()}, {"simulate", run.engine_cpu_seconds}};
    j["person_months_per_cpu_second"] = run.person_months / run.engine_cpu_seconds;
    j["peak_rss_mb"] = peak_rss_mb();
    j["start"] = headline(run.tables.front());
    j["end"] = headline(run.tables.back());
    j["remarks"] = run.remarks;
    j["file"] = output.string();
    j["sha256"] = data::sha256_of_file(output);
    return j;
}

}  // namespace

int run(const RunArguments& arguments) {
    const double begin = now_seconds();
    const auto scenario = data::read_scenario(arguments.scenario, arguments.overrides());
    const auto output =
        arguments.output.empty() ? std::filesystem::path(scenario.name + ".nc") : arguments.output;
    if (output.has_parent_path() && !std::filesystem::is_directory(output.parent_path()))
        throw geo::InputError(output.string(), fmt::format("folder {} does not exist; make it with mkdir -p",
                                                           output.parent_path().string()));
    if (arguments.dry_run) {
        fmt::print("would simulate '{}' from {:04}-{:02}, {} months, seed {}, inputs {}, and write {}\n",
                   scenario.name, static_cast<int>(scenario.start.year()),
                   static_cast<unsigned>(scenario.start.month()), scenario.months, scenario.seed,
                   scenario.inputs.string(), output.string());
        return 0;
    }
    const auto set = data::read_input_set(scenario.inputs);
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
    data::RoadCache cache(arguments.no_cache ? std::filesystem::path() : data::RoadCache::users_folder());
    const auto run =
        simulate(scenario, set, arguments.json && arguments.progress == "auto" ? "never" : arguments.progress,
                 write, [&](const geo::RoadGraph& graph) { return cache.order(graph); });
    if (run.months_done() < scenario.months) return write_partial(scenario, set, run, output);
    writer.write_lists(lists_of(run.world));
    writer.finish();

    const double seconds = now_seconds() - begin;
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
