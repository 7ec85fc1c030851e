#include <fmt/format.h>

#include "model/calendar.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/run_report.hpp"
#include "runs/study/ensemble.hpp"
#include "runs/study/measure_checks.hpp"
#include "runs/study/run_file.hpp"
#include "runs/study/usage.hpp"

namespace runs {
namespace {

struct RunOptions : ScenarioOptions {
    std::filesystem::path output;
    std::vector<std::string> cells;  ///< months whose squares are written, "start" or "end"
    bool no_cache = false;           ///< neither read nor write orders of road graphs
};

void add_run(CLI::App& app, RunOptions& a) {
    app.add_option("-o,--output", a.output,
                   "snapshot file to write (default: NAME.nc of the scenario, here)");
    add_scenario(
        app, a,
        {.months = "how many months to simulate",
         .replicates = "how many draws, with seeds from --seed on; the file holds means and quantiles",
         .set = "key=value instead of the file's, such as parameters.vacancy.locum_cover=0.9"});
    app.add_option("--cells", a.cells,
                   "write the inhabited squares at these months: 2026-01, start or end, several with commas")
        ->delimiter(',');
    add_no_cache(app, a.no_cache);
}

KeyValues run_overrides(const RunOptions& a) {
    auto all = a.overrides();
    std::string list;
    for (const auto& month : a.cells) list += (list.empty() ? "\"" : ", \"") + month + '"';
    if (!list.empty()) all.emplace_back("output.cells", "[" + list + "]");
    return all;
}

void say_what_would_be(const data::Scenario& scenario, const std::filesystem::path& output) {
    fmt::print("would simulate '{}' from {}, {} months, {}, inputs {}, and write {}\n", scenario.name,
               model::month_text(scenario.start), scenario.months,
               scenario.replicates == 1
                   ? fmt::format("seed {}", scenario.seed)
                   : fmt::format("{} replicates from seed {}", scenario.replicates, scenario.seed),
               scenario.inputs.string(), output.string());
}

/// Says where the part that is done can be found. Gives the exit code.
int stopped_after(int done, int of, const char* what, const std::filesystem::path& partial) {
    fmt::print(stderr, "stopped after {} of {} {}; they are in {}\nto get all: the same command again\n",
               done, of, what, partial.string());
    return 75;
}

int run_replicates(const data::Scenario& scenario, const data::InputSet& set,
                   const std::filesystem::path& output, const study::Watch& watch,
                   const geo::OrderOf& order_of, double begin, bool json) {
    const auto folder = output.has_parent_path() ? output.parent_path() : std::filesystem::path(".");
    const auto run = study::simulate_ensemble(scenario, set, folder, watch, order_of);
    const int done = run.sums.replicates();
    if (done == 0) {
        fmt::print(stderr, "stopped before the first of {} replicates was done; nothing is written\n",
                   scenario.replicates);
        return 75;
    }
    if (done < scenario.replicates) {
        study::write_replicates(study::partial_name(output), scenario, set, run);
        return stopped_after(done, scenario.replicates, "replicates", study::partial_name(output));
    }
    study::write_replicates(output, scenario, set, run);
    const double seconds = study::now_seconds() - begin;
    if (json)
        fmt::print("{}\n", replicates_json(scenario, run, output, seconds).dump(2));
    else
        print_replicates(scenario, run, output, seconds);
    return 0;
}

int run_once(const data::Scenario& scenario, const data::InputSet& set, const std::filesystem::path& output,
             const study::Watch& watch, const geo::OrderOf& order_of, double begin, bool json) {
    const auto run = study::simulate_into(output, scenario, set, watch, order_of);
    if (run.months_done() < scenario.months) {
        study::write_run(study::partial_name(output), scenario, set, run);
        return stopped_after(run.months_done(), scenario.months, "months", study::partial_name(output));
    }
    const double seconds = study::now_seconds() - begin;
    if (json)
        fmt::print("{}\n", run_json(scenario, run, output, seconds).dump(2));
    else
        print_run(run, output, seconds);
    return 0;
}

int do_run(const RunOptions& a, const Context& context) {
    const double begin = study::now_seconds();
    const auto scenario = data::read_scenario(a.scenario, run_overrides(a));
    const auto output = a.output.empty() ? std::filesystem::path(scenario.name + ".nc") : a.output;
    must_have_folder(output);
    study::must_fit_replicates(scenario);
    if (context.dry_run) {
        say_what_would_be(scenario, output);
        return 0;
    }
    const auto set = data::read_inputs(scenario);
    study::must_know_places(scenario.params.measures, set.figures.municipalities);
    for (const auto& sentence : study::idle_measures(scenario, set.figures))
        fmt::print(stderr, "note: {}\n", sentence);
    auto cache = road_cache(a.no_cache);
    const auto order_of = [&](const geo::RoadGraph& graph) { return cache.order(graph); };
    Progress progress(context.progress_mode());
    const auto act = scenario.replicates > 1 ? run_replicates : run_once;
    return act(scenario, set, output, watch(progress, context.stop), order_of, begin, context.json);
}

const Registration run_command(
    {.name = "run",
     .summary = "simulate a scenario and write a snapshot file",
     .examples = "Examples:\n  legekart run runs/scenarios/baseline-2026.toml -o baseline.nc\n"
                 "  legekart run runs/scenarios/baseline-2026.toml --months 24 --seed 2 --json\n"
                 "  legekart run runs/scenarios/baseline-2026.toml --cells start,end -o baseline.nc\n"
                 "  legekart run runs/scenarios/baseline-2026.toml --replicates 30 -o baseline.nc\n",
     .order = 10,
     .set_up = with_options(add_run, do_run)});

}  // namespace
}  // namespace runs
