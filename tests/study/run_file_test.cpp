// The engine called as a library: simulating, writing and stopping without a process of its own.
#include "runs/study/run_file.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <thread>

#include "data/area_figures.hpp"
#include "data/snapshot_reader.hpp"
#include "runs/study/run_inputs.hpp"
#include "runs/study/validation.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"
#include "support/stopping_at.hpp"

using support::ScratchFolder;
using support::stopping_at;

namespace {

/// A country one can draw, 14 months, and a folder for its files.
struct SmallRun {
    ScratchFolder folder;
    data::Scenario scenario = data::read_scenario(support::write_small_country(folder.path(), 4, 2000, 14));
    data::InputSet set = data::read_input_set(scenario.inputs);

    std::filesystem::path path(const char* name) const { return folder.path() / name; }
};

}  // namespace

TEST_CASE("A run that is simulated into a file has the file's figures", "[study][fast]") {
    SmallRun small;
    small.scenario.cell_months = {0, 14};
    const auto run = study::simulate_into(small.path("a.nc"), small.scenario, small.set);
    const auto file = data::read_snapshot(small.path("a.nc"));
    CHECK(file.time_points == 15);
    for (const int month : {0, 7, 14}) {
        const auto& table = run.tables[static_cast<std::size_t>(month)];
        CHECK(data::nation_value(file, file.indicator("population"), month) ==
              static_cast<double>(study::total(table, "population")));
        CHECK(data::nation_value(file, file.indicator("percent_without_gp"), month) ==
              Approx(100.0 * static_cast<double>(study::total(table, "patients_without_gp")) /
                     static_cast<double>(study::total(table, "patients"))));
    }
    REQUIRE(file.lists);
    std::size_t announced = 0;
    for (const auto list : model::ids<model::ListId>(run.world.lists.size()))
        announced += run.world.lists.is(list, model::Standing::announced);
    CHECK(file.lists->size() == run.world.lists.size() - announced);
    REQUIRE(file.cells);
    CHECK(file.cells->fields.size() == 4);
    double settled = 0;
    for (const float people : file.cell_values("residents", 1))
        if (people > 0) settled += static_cast<double>(people);
    CHECK(settled == static_cast<double>(study::total(run.tables.back(), "population")));
}

TEST_CASE("Months written afterwards are the same file as months written on the way", "[study][fast]") {
    const SmallRun small;
    const auto run = study::simulate_into(small.path("a.nc"), small.scenario, small.set);
    study::write_run(small.path("b.nc"), small.scenario, small.set, run);
    CHECK(support::text_of(small.path("a.nc")) == support::text_of(small.path("b.nc")));
}

TEST_CASE("A stopped run leaves no file, and its months can be written", "[study][fast]") {
    const SmallRun small;
    geo::StopSource source;
    const auto run =
        study::simulate_into(small.path("a.nc"), small.scenario, small.set, stopping_at(5, source));
    CHECK(run.months_done() == 5);
    CHECK(std::distance(std::filesystem::directory_iterator(small.folder.path()), {}) == 2);  // its inputs
    const auto partial = study::partial_name(small.path("a.nc"));
    CHECK(partial == small.path("a.partial.nc"));
    study::write_run(partial, small.scenario, small.set, run);
    CHECK(data::read_snapshot(partial).time_points == 6);
}

TEST_CASE("A run that is asked to stop before its first day is laid out is Stopped and leaves no file",
          "[study][fast]") {
    const SmallRun small;
    geo::StopSource source;
    const study::Watch watch{source.token()};
    const auto asking = [&](const geo::RoadGraph& graph) {  // while the roads are put in order
        source.ask();
        return geo::build_hierarchy(graph);
    };
    CHECK_THROWS_AS(study::simulate_into(small.path("a.nc"), small.scenario, small.set, watch, asking),
                    geo::Stopped);
    CHECK_THROWS_AS(study::simulate_ensemble(small.scenario, small.set, small.folder.path(), watch),
                    geo::Stopped);
    CHECK(std::distance(std::filesystem::directory_iterator(small.folder.path()), {}) == 2);  // its inputs
}

TEST_CASE("Two runs in one process do not know each other: one is stopped, the other is as it is alone",
          "[study][fast]") {
    const SmallRun small;
    const auto alone = study::simulate(small.scenario, small.set);
    auto other_scenario = small.scenario;
    other_scenario.seed = 7;
    geo::StopSource stop_other;
    study::Simulation together, other;
    std::thread first([&] { together = study::simulate(small.scenario, small.set); });
    std::thread second(
        [&] { other = study::simulate(other_scenario, small.set, stopping_at(3, stop_other)); });
    first.join();
    second.join();
    CHECK(other.months_done() == 3);
    REQUIRE(together.months_done() == 14);
    for (std::size_t month = 0; month < alone.tables.size(); ++month)
        CHECK(together.tables[month].values == alone.tables[month].values);
}

TEST_CASE("Squares of several replicates are refused", "[study][fast]") {
    SmallRun small;
    small.scenario.cell_months = {0, 14};
    CHECK_NOTHROW(study::must_fit_replicates(small.scenario));
    small.scenario.replicates = 2;
    CHECK_THROWS_WITH(study::simulate_ensemble(small.scenario, small.set, small.folder.path()),
                      Catch::Contains("squares are of one run"));
}

TEST_CASE("Replicates are written as the means of the runs with their seeds", "[study][fast]") {
    SmallRun small;
    small.scenario.replicates = 2;
    const auto ensemble = study::simulate_ensemble(small.scenario, small.set, small.folder.path());
    study::write_replicates(small.path("e.nc"), small.scenario, small.set, ensemble);
    const auto file = data::read_snapshot(small.path("e.nc"));
    CHECK(file.kept.seeds == std::vector<std::int64_t>{1, 2});
    double sum = 0;
    for (small.scenario.seed = 1; small.scenario.seed <= 2; ++small.scenario.seed)
        sum += static_cast<double>(
            study::total(study::simulate(small.scenario, small.set).tables.back(), "lists_without_gp"));
    CHECK(ensemble.mean_total(14, "lists_without_gp",
                              model::large_areas(small.set.figures.municipalities).front()) == sum / 2);
    CHECK(data::nation_value(file, file.indicator("lists_without_gp"), 14) == Approx(sum / 2));
}

TEST_CASE("Of many draws a file has in every month what leads pages, and of each what chances are counted of",
          "[study][fast]") {
    SmallRun small;
    small.scenario.replicates = 2;
    study::write_replicates(small.path("e.nc"), small.scenario, small.set,
                            study::simulate_ensemble(small.scenario, small.set, small.folder.path()));
    const auto file = data::read_snapshot(small.path("e.nc"));
    const auto run = study::simulate(small.scenario, small.set);
    const auto of_month = [&](std::string_view name, int t) {
        return run.tables[static_cast<std::size_t>(t)].values[model::count_row(name) * 4];
    };
    CHECK(file.kept.times == std::vector{0, 12, 14});
    for (const char* name : {"patients_without_gp", "patients", "over_30_minutes"}) {
        INFO(name);  // the first two of every month
        const auto values = file.replicate_values(name), sums = file.replicate_sums(name);
        CHECK(values[4] == of_month(name, 12));
        CHECK(sums[0] == 0);
        CHECK(sums[8] == of_month(name, 13) + of_month(name, 14));
    }
    CHECK(file.replicate_sums("cost_capitation")[8] ==
          of_month("cost_capitation", 13) + of_month("cost_capitation", 14));
    CHECK_THROWS_WITH(file.replicate_values("cost_capitation"),
                      Catch::Contains("keeps no 'cost_capitation'"));
    CHECK_THROWS_WITH(file.replicate_sums("free_places"),
                      Catch::Contains("keeps no sums of months of 'free_"));
    for (const auto& info : file.indicators) {
        INFO(info.name);
        const bool every = file.has_all_months(info);
        const auto values = file.values(info.name);
        CHECK(every == (info.leads || info.name == "lists_total" || info.name == "gps_left" ||
                        info.name == "gps_hired" || info.name == "gps_moved"));
        if (info.is_ratio) continue;  // undefined where nobody is
        for (const int t : {0, 12, 14}) CHECK(!std::isnan(values[static_cast<std::size_t>(t) * 4]));
        CHECK(std::isnan(values[5 * 4]) == !every);
    }
}

TEST_CASE("What a scenario is set beside decides its size, unless somebody says so", "[study][fast]") {
    const SmallRun small;
    const auto file = small.path("small.toml");
    const auto size = [&](study::Beside what, const data::Overrides& set) {
        const auto scenario = study::read_for(what, file, set);
        return std::pair(scenario.replicates, scenario.months);
    };
    using study::Beside;
    CHECK(size(Beside::figures, {}) == std::pair(1, 14));
    CHECK(size(Beside::drift, {}) == std::pair(30, 24));
    CHECK(size(Beside::spread, {}) == std::pair(30, 14));
    CHECK(size(Beside::payments, {}) == std::pair(4, 14));
    CHECK(size(Beside::drift, {{"run.replicates", "5"}, {"run.months", "12"}}) == std::pair(5, 12));
}

TEST_CASE("What a run reads is held to its scenario before anything is left out", "[study][fast]") {
    SmallRun small;
    std::vector<std::string> told;
    study::Watch watch;
    watch.remark = [&](const std::string& sentence) { told.push_back(sentence); };
    const auto whole = study::read_run_inputs(small.scenario, {}, watch);
    CHECK(whole.figures.municipalities.size() == 4);
    CHECK(told.empty());
    model::Measure measure;
    measure.where.municipalities = {"9999"};
    small.scenario.params.measures.push_back(measure);
    CHECK_THROWS_WITH(study::read_run_inputs(small.scenario), Catch::Contains("9999"));
}
