#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <type_traits>

#include "data/toml_text.hpp"
#include "geo/base/error.hpp"
#include "geo/base/plain_name.hpp"
#include "model/calendar.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/run_picture.hpp"
#include "runs/say/run_report.hpp"
#include "runs/say/tell.hpp"
#include "runs/study/resumable_run.hpp"
#include "runs/study/run_inputs.hpp"
#include "runs/study/usage.hpp"

namespace runs {
namespace {

struct RunOptions : ScenarioOptions {
    AreaOptions place;
    std::vector<std::string> only;  ///< areas that are simulated alone; none: all of the country
    std::filesystem::path picture;  ///< map drawn while draws are made
    std::filesystem::path output;
    std::vector<std::string> cells;  ///< months whose squares are written, "start" or "end"
    bool no_cache = false;           ///< neither read nor write orders of road graphs
    bool resume = false;             ///< go on from what an earlier process kept
    double checkpoint_minutes = 10;  ///< between two checkpoints of a draw; 0: only when told to stop
};

void add_run(CLI::App& app, RunOptions& a) {
    app.add_option(
        "-o,--output", a.output,
        "snapshot file to write (default: NAME.nc of the scenario, here; with --only NAME-AREA.nc)");
    add_scenario(
        app, a,
        {.months = "how many months to simulate",
         .replicates =
             "how many possible futures, with seeds from --seed on (default: 30, or 1 with --cells); "
             "the file holds means, quantiles and each of them",
         .set = "key=value instead of the file's, such as parameters.vacancy.locum_cover=0.9"});
    app.add_option("--cells", a.cells,
                   "write the inhabited squares at these months: 2026-01, start or end, several with commas")
        ->delimiter(',');
    app.add_flag("--resume", a.resume,
                 "go on where a stopped or killed run was kept, in OUTPUT.resume; the same bytes come out");
    app.add_option("--checkpoint", a.checkpoint_minutes,
                   "minutes between two checkpoints (0: only when told to stop)")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 10'000.0));
    add_area(app, a.place, "what is told at the end and drawn");
    add_several(app, "--only", a.only,
                "simulate this area alone, in a small part of the time: named as for --area; the rest of "
                "the country is one town that people and doctors come from and go to");
    app.get_option("--areas")->remove_needs(app.get_option("--area"));
    app.add_option("--picture", a.picture,
                   "map of patients without a GP in the last month (.png, .pdf, .svg), drawn after the first "
                   "future and again as more are done");
    add_no_cache(app, a.no_cache);
}

KeyValues run_overrides(const RunOptions& a) {
    auto all = a.overrides();
    if (!a.cells.empty()) all.emplace_back("output.cells", data::toml_text(a.cells, "--cells"));
    return all;
}

void say_what_would_be(const data::Scenario& scenario, const std::vector<std::string>& only,
                       const std::filesystem::path& output) {
    fmt::print("would simulate '{}'{} from {}, {} months, {}, inputs {}, and write {}\n", scenario.name,
               only.empty() ? "" : fmt::format(", {} alone,", fmt::join(only, ", ")),
               model::month_text(scenario.start), scenario.months,
               scenario.replicates == 1
                   ? fmt::format("seed {}", scenario.seed)
                   : fmt::format("{} replicates from seed {}", scenario.replicates, scenario.seed),
               scenario.inputs.string(), output.string());
    for (const auto& event : scenario.params.events) fmt::print("event {}\n", event.words);
}

/// What is told of a run.
struct Telling {
    std::filesystem::path output;
    model::Area area;
    double begin = 0;
    bool json = false;
};

/// What is done, and how to get the whole after a stop. Gives the exit code.
template <class Run>
int stopped(const study::Written<Run>& written, const study::KeptDraws& kept, const char* what) {
    const auto files = kept.files().size();
    tell("{}\n{}\n",
         written.file.empty() ? fmt::format("stopped before the first of {} {} was done", written.of, what)
                              : fmt::format("stopped after {} of {} {}; they are in {}", written.done,
                                            written.of, what, written.file.string()),
         files > 0 ? fmt::format("{} {} kept in {}; to get all: the same command again with --resume", files,
                                 files == 1 ? "draw is" : "draws are", kept.folder.string())
                   : "nothing was kept to go on from; to get all: the same command again");
    return 75;
}

/// The whole of a run, on paper or as JSON.
template <class Run>
void say_whole(const data::Scenario& scenario, const data::InputSet& set, const Run& run,
               const Telling& telling) {
    const double seconds = study::now_seconds() - telling.begin;
    double years = scenario.months / 12.0;
    if constexpr (std::is_same_v<Run, study::Ensemble>) years *= run.sums.replicates();
    if (!telling.json) {
        print_run(scenario, run, telling.area, telling.output, seconds);
        print_border(set, run.border, years);
        return;
    }
    auto said = run_json(scenario, run, telling.area, telling.output, seconds);
    if (set.simulated) said["border"] = border_json(set, run.border, years);
    fmt::print("{}\n", said.dump(2));
}

template <class Run>
int end_of(const study::Written<Run>& written, const data::Scenario& scenario, const data::InputSet& set,
           const study::KeptDraws& kept, const char* what, const Telling& telling) {
    if (!written.whole()) return stopped(written, kept, what);
    say_whole(scenario, set, written.run, telling);
    return 0;
}

/// NAME.nc, of an area alone NAME-AREA.nc.
std::filesystem::path usual_output(const std::string& scenario, const std::vector<std::string>& only) {
    auto name = scenario;
    for (const auto& area : only) name += "-" + geo::plain_name(area);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || c == '/' || c == ','; }, '-');
    return name + ".nc";
}

int do_run(const RunOptions& a, const Context& context) {
    const double begin = study::now_seconds();
    if (!a.place.own.empty() && a.only.empty() && !a.place.asked())
        throw geo::InputError("--areas", "names areas for --area and --only; give one of them too");
    auto scenario = study::read_with_usual_draws(a.scenario, run_overrides(a));
    for (auto& area : data::read_own_areas(a.place.own)) scenario.areas.push_back(std::move(area));
    const auto output = a.output.empty() ? usual_output(scenario.name, a.only) : a.output;
    auto inputs = data::files_read(scenario);
    inputs.insert(inputs.end(), {scenario.inputs, a.place.own});
    std::vector<std::filesystem::path> outputs{output};
    if (!a.picture.empty()) outputs.push_back(a.picture);
    must_be_outputs(outputs, inputs);
    if (!a.picture.empty() && scenario.replicates == 1)
        throw geo::InputError("--picture",
                              "is of a run of many futures; leave out --replicates 1, or draw the file "
                              "with `legekart map`");
    const auto set = study::read_run_inputs(
        scenario, a.only, {context.stop, {}, [](const auto& said) { tell("note: {}\n", said); }});
    const auto area = data::area_names(scenario, set).together(a.place.names);
    if (context.dry_run) {
        say_what_would_be(scenario, a.only, output);
        return 0;
    }
    auto cache = road_cache(a.no_cache);
    const auto order_of = [&](const geo::RoadGraph& graph) { return cache.order(graph); };
    const auto note = [](const auto& said) { tell("note: {}\n", said); };
    auto kept = study::KeptDraws::begin(output, a.resume, note);
    kept.every_seconds = 60 * a.checkpoint_minutes;
    const Telling telling{output, area, begin, context.json};
    Progress progress(context.progress_mode());
    const auto watched = watch(progress, context.stop);
    if (scenario.replicates == 1)
        return end_of(study::write_resumable_run(output, scenario, set, watched, order_of, kept), scenario,
                      set, kept, "months", telling);
    const auto draw = [&](const study::Ensemble& so_far) {
        if (!a.picture.empty() && is_worth_drawing(so_far.sums.replicates(), scenario.replicates))
            draw_so_far(a.picture, scenario, set, so_far, area);
    };
    return end_of(study::write_resumable_draws(output, scenario, set, watched, order_of, kept, draw),
                  scenario, set, kept, "replicates", telling);
}

const Registration run_command(
    {.name = "run",
     .summary = "simulate a scenario and write a snapshot file",
     .examples = "Examples:\n  legekart run runs/scenarios/baseline-2026.toml -o baseline.nc\n"
                 "  legekart run runs/scenarios/baseline-2026.toml --months 24 --replicates 1 --json\n"
                 "  legekart run runs/scenarios/baseline-2026.toml --cells start,end -o baseline.nc\n"
                 "  legekart run runs/scenarios/baseline-2026.toml --area Nordland -o baseline.nc\n"
                 "  legekart run runs/scenarios/baseline-2026.toml --only Nordland -o nordland.nc\n"
                 "  legekart run runs/scenarios/baseline-2026.toml -o baseline.nc --resume\n",
     .order = 10,
     .set_up = with_options(add_run, do_run)});

}  // namespace
}  // namespace runs
