// Sweeps through the library.
#include "runs/study/sweep/collect.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "data/csv.hpp"
#include "model/area_names.hpp"
#include "runs/study/sweep/sensitivity.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

using data::RunStatus;
namespace fs = std::filesystem;

namespace {

/// A sweep of four runs in a country one can draw: two values of one factor, two seeds of each.
struct FourRuns {
    support::ScratchFolder scratch;
    study::SweepFolder folder = make();

    study::SweepFolder make() const {
        support::write_small_country(scratch.path(), 3, 1000, 2);
        return study::SweepFolder::make(
            scratch.file("plan.toml",
                         "name = \"four\"\nscenario = \"small.toml\"\n[design]\nkind = \"grid\"\n"
                         "[seeds]\nreplicates = 2\n[[factors]]\nkey = "
                         "\"parameters.vacancy.locum_cover\"\nvalues = [0.7, 0.9]\n"),
            scratch.path() / "sweep");
    }
};

}  // namespace

TEST_CASE("What is missing, failed or broken is found to be done, and what is done is merged",
          "[study][sweep][fast]") {
    const FourRuns four;
    study::SweepEngine engine(four.folder);
    CHECK(engine.work(0, 2, false).done == 3);
    auto status = four.folder.status();
    CHECK(study::runs_with(status, RunStatus::done) == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(study::runs_with(status, RunStatus::missing) == std::vector<std::uint32_t>{3});
    std::ofstream(four.folder.run_file(1)) << "broken";
    status[2] = RunStatus::failed;
    CHECK(study::runs_to_do(engine, status, false, false) == std::vector{false, false, false, true});
    CHECK(study::runs_to_do(engine, status, true, false) == std::vector{false, false, true, true});
    CHECK(study::runs_to_do(engine, status, false, true) == std::vector{false, true, false, true});

    std::vector<std::string> told;
    study::Watch watch;
    watch.remark = [&](const std::string& sentence) { told.push_back(sentence); };
    const auto merged = study::collect(four.folder, engine.head(), watch);
    CHECK(merged == std::vector{RunStatus::done, RunStatus::missing, RunStatus::done, RunStatus::missing});
    REQUIRE(told.size() == 1);
    CHECK(told.front().find("run 1 is left out") == 0);
    const auto table = data::read_sweep_table(four.folder.root / "results.csv", four.folder.design);
    CHECK(table.status == std::vector<std::string>{"done", "missing", "done", "missing"});
    CHECK(study::state_of(four.folder).workers.empty());
    CHECK(!study::state_of(four.folder).seconds_left);
}

TEST_CASE("Merging and measuring end between two steps when they are asked to, and change nothing",
          "[study][sweep][fast]") {
    const FourRuns four;
    study::SweepEngine engine(four.folder);
    engine.work(0, 3, false);
    geo::StopSource source;
    source.ask();
    CHECK_THROWS_AS(study::collect(four.folder, engine.head(), study::Watch{source.token()}), geo::Stopped);
    for (const auto& entry : fs::directory_iterator(four.folder.root))
        CHECK(entry.path().filename().string().find("sweep.nc") == std::string::npos);
    CHECK_THROWS_AS(study::SweepEngine(four.folder, study::Watch{source.token()}), geo::Stopped);

    study::collect(four.folder, engine.head());
    const auto table = data::read_sweep_table(four.folder.root / "results.csv", four.folder.design);
    CHECK_THROWS_AS(study::sensitivities(four.folder, table, table.names, 10, source.token()), geo::Stopped);
    const auto all = study::sensitivities(four.folder, table, table.names, 10);
    REQUIRE(all.size() == table.names.size());
    CHECK(all.front().used == 2);  // points, each the mean of its two seeds
    CHECK(all.front().effects.front().factor == "parameters.vacancy.locum_cover");
    CHECK_THROWS_WITH(study::results_to_measure(four.folder, table, {"no_such"}),
                      Catch::Contains("no column 'no_such'"));
    CHECK(study::results_to_measure(four.folder, table, {table.names.back()}) ==
          std::vector{table.names.back()});
}

TEST_CASE("Work is estimated in rounds of as many runs as there are cores", "[study][sweep][fast]") {
    const study::SweepSample sample{.start_seconds = 10, .run_seconds = 6, .shared_mb = 100, .run_mb = 50};
    const auto here = study::estimate(sample, 5, 2, std::nullopt);  // three rounds
    CHECK(here.seconds == 28);
    CHECK(here.memory_mb == 200);
    CHECK(study::estimate(sample, 1, 8, std::nullopt).memory_mb == 150);
    study::SlurmLayout layout;
    layout.rows_per_task = 9;
    layout.cpus_per_task = 4;
    layout.memory_mb = 640;
    const auto task = study::estimate(sample, 100, 2, layout);  // three rounds a task
    CHECK(task.seconds == 28);
    CHECK(task.memory_mb == 640);
}

TEST_CASE("Runs that are submitted again no longer count as failed", "[study][sweep][fast]") {
    const FourRuns four;
    for (const std::uint32_t run : {1U, 2U}) {
        fs::create_directories(four.folder.failure_file(run).parent_path());
        std::ofstream(four.folder.failure_file(run)) << "why";
    }
    const study::SlurmLayout no_tasks{.rows_per_task = 4, .tasks = 0};  // so that nothing is asked of Slurm
    study::submit(four.folder, no_tasks, {true, true, false, false});
    CHECK(study::runs_with(four.folder.status(), RunStatus::failed) == std::vector<std::uint32_t>{2});
}

TEST_CASE(
    "A sweep's table of an area is the sum of its municipalities, and of the nation what the merged table "
    "has",
    "[study][sweep][areas][fast]") {
    const FourRuns four;
    study::SweepEngine engine(four.folder);
    REQUIRE(engine.work(0, 3, false).done == 4);
    const auto& head = engine.head();
    std::vector<data::SweepRun> runs;
    for (std::uint32_t run = 0; run < 4; ++run)
        runs.push_back(data::read_sweep_run(four.folder.run_file(run), head, run));
    /// One count's column: run by run, kept time by kept time.
    const auto column = [&](const model::Area& area) {
        std::istringstream lines(data::sweep_area_csv(head, runs, area));
        std::string line;
        std::getline(lines, line);
        const auto heads = data::csv_fields(line);
        const auto at = static_cast<std::size_t>(
            std::find(heads.begin(), heads.end(), "patients_without_gp") - heads.begin());
        REQUIRE(at < heads.size());
        std::vector<double> values;
        while (std::getline(lines, line)) values.push_back(std::stod(data::csv_fields(line)[at]));
        return values;
    };
    const model::AreaNames names(head.municipalities);
    const auto nation = column(names.all().front());
    const auto times = head.kept().size();
    REQUIRE(nation.size() == 4 * times);
    std::vector<double> sums(nation.size(), 0.0);
    for (const auto& area : names.all()) {
        if (area.kind != model::AreaKind::municipality) continue;
        const auto one = column(area);
        for (std::size_t i = 0; i < one.size(); ++i) sums[i] += one[i];
    }
    CHECK(nation == sums);
    study::collect(four.folder, head);
    const auto table = data::read_sweep_table(four.folder.root / "results.csv", four.folder.design);
    const auto& last = table.results.at("patients_without_gp_final");
    for (std::size_t run = 0; run < 4; ++run) CHECK(last[run] == nation[(run + 1) * times - 1]);
}

TEST_CASE("A table of an area is of the runs that are done", "[study][sweep][fast]") {
    const FourRuns four;
    study::SweepEngine engine(four.folder);
    engine.work(0, 1, false);
    const auto& places = engine.head().municipalities;
    const auto nation = model::AreaNames(places).together({});
    const auto file = four.scratch.path() / "area.csv";
    study::write_area_table(file, four.folder, engine.head(), nation);
    const auto text = support::text_of(file);
    const std::vector runs{data::read_sweep_run(four.folder.run_file(0), engine.head(), 0),
                           data::read_sweep_run(four.folder.run_file(1), engine.head(), 1)};
    CHECK(text == data::sweep_area_csv(engine.head(), runs, nation));
    CHECK(text.find("0.7") != std::string::npos);
    CHECK(text.find("0.9") == std::string::npos);
}

TEST_CASE("A plan is looked at in a folder that goes again", "[study][sweep][fast]") {
    const FourRuns four;
    fs::path root;
    {
        const study::PassingSweep passing(four.scratch.path() / "plan.toml");
        root = passing.folder.root;
        CHECK(passing.folder.design_sha256 == four.folder.design_sha256);
        CHECK(fs::exists(root / "design.csv"));
    }
    CHECK_FALSE(fs::exists(root));
}

TEST_CASE("Job scripts that are there say how a sweep goes on; else a sample is taken",
          "[study][sweep][fast]") {
    const FourRuns four;
    study::SweepEngine engine(four.folder);
    const study::SlurmWishes wishes{.rows_per_task = 3};
    const auto first = study::plan_slurm(four.folder, engine, wishes, true);
    CHECK(first.sample);
    CHECK(first.layout.tasks == 2);
    study::write_slurm_scripts(four.folder, first.layout, wishes);
    const auto next = study::plan_slurm(four.folder, engine, {.rows_per_task = 1}, true);
    CHECK_FALSE(next.sample);
    CHECK(next.layout.rows_per_task == 3);
    CHECK(study::plan_slurm(four.folder, engine, {.rows_per_task = 1}, false).layout.tasks == 4);
}
