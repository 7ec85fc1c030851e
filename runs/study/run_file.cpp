#include "runs/study/run_file.hpp"

#include <fmt/format.h>

#include <optional>

#include "data/ensemble_file.hpp"
#include "data/own_areas.hpp"
#include "data/snapshot_writer.hpp"
#include "data/version.hpp"
#include "model/cell_figures.hpp"
#include "model/parameter_rows.hpp"

namespace study {
namespace {

data::SnapshotHead run_head(const data::Scenario& scenario, const data::InputSet& set, int months) {
    data::SnapshotHead head;
    head.municipalities = set.figures.municipalities;
    const auto names = data::area_names(scenario, set);
    for (const auto& area : names.all())
        if (area.kind == model::AreaKind::own) head.own_areas.push_back(area);
    head.polygons = set.small;
    head.neighbours = set.neighbours;
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

/// The squares of a run that come within its months, as the world has them.
std::optional<data::CellLayout> run_cells(const data::Scenario& scenario, const data::InputSet& set,
                                          int months) {
    auto times = scenario.cell_months;
    std::erase_if(times, [&](int time) { return time > months; });
    if (times.empty()) return std::nullopt;
    const auto side = static_cast<std::uint32_t>(scenario.params.initial.cell_m);
    data::CellLayout cells{geo::coarsen(set.figures.grid, side), std::move(times), {}};
    for (const auto& info : model::cell_figure_infos())
        cells.fields.push_back({std::string(info.name), std::string(info.unit), std::string(info.long_name),
                                std::string(info.long_name_no),
                                info.is_sum ? data::CellMerge::sum : data::CellMerge::mean});
    return cells;
}

data::SnapshotLists run_lists(const model::World& world) {
    enum State : std::uint8_t { gp, vacant, vacant_with_locum, closed };  // rows of data::list_states
    data::SnapshotLists lists;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const model::ListId list{l};
        if (world.lists.is(list, model::Standing::announced) ||
            world.lists.municipality[list].value >= world.setting.told())
            continue;
        lists.name.push_back(
            fmt::format("{}-{}", world.setting.municipalities.number[world.lists.municipality[list]], l));
        lists.municipality.push_back(world.lists.municipality[list]);
        lists.practice.push_back(world.setting.practice_place[world.lists.practice[list]]);
        lists.cap.push_back(world.lists.cap[list]);
        lists.members.push_back(static_cast<std::int32_t>(world.lists.members[list]));
        lists.state.push_back(world.lists.is(list, model::Standing::closed) ? closed
                              : world.lists.has_gp(list)                    ? gp
                              : world.lists.locum[list]                     ? vacant_with_locum
                                                                            : vacant);
    }
    return lists;
}

/// The file of one run: made before it, written after it.
class RunFile {
public:
    RunFile(const std::filesystem::path& path, const data::Scenario& scenario, const data::InputSet& set,
            int months)
        : scenario_(scenario), writer_(path, head(scenario, set, months)) {}

    void write(const Simulation& run) {
        for (int month = 0; month <= run.months_done(); ++month)
            writer_.write_month(month, run.tables[static_cast<std::size_t>(month)]);
        for (const auto& [month, columns] : run.squares) writer_.write_cells(month, columns);
        writer_.write_lists(run_lists(run.world));
        std::vector<std::int64_t> costs;
        for (const auto& table : run.tables)
            costs.insert(costs.end(), table.measure_costs.begin(), table.measure_costs.end());
        writer_.write_costs(data::costs_of(scenario_.params.measures, costs, 1));
        writer_.finish();
    }

private:
    static data::SnapshotHead head(const data::Scenario& scenario, const data::InputSet& set, int months) {
        auto head = run_head(scenario, set, months);
        if (auto cells = run_cells(scenario, set, months)) head.cells = std::move(*cells);
        return head;
    }
    const data::Scenario& scenario_;
    data::SnapshotWriter writer_;
};

}  // namespace

Simulation simulate_into(const std::filesystem::path& path, const data::Scenario& scenario,
                         const data::InputSet& set, const Watch& watch, const geo::OrderOf& order_of,
                         Keeping keeping) {
    // A place where nothing can be written is better told now.
    RunFile file(path, scenario, set, scenario.months);
    auto run = simulate(scenario, set, watch, {}, order_of, std::move(keeping));
    if (run.months_done() == scenario.months) file.write(run);
    return run;
}

void write_run(const std::filesystem::path& path, const data::Scenario& scenario, const data::InputSet& set,
               const Simulation& run) {
    RunFile(path, scenario, set, run.months_done()).write(run);
}

void write_replicates(const std::filesystem::path& path, const data::Scenario& scenario,
                      const data::InputSet& set, const Ensemble& run) {
    auto head = run_head(scenario, set, scenario.months);
    head.seeds = run.seeds(scenario);
    data::write_ensemble(path, std::move(head), run.sums, run.store, run.rows, scenario.params.measures);
}

std::filesystem::path partial_name(const std::filesystem::path& output) {
    auto name = output;
    return name.replace_extension(".partial" + output.extension().string());
}

}  // namespace study
