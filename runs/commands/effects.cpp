#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/read_measure.hpp"
#include "data/write_file.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "runs/say/progress.hpp"
#include "runs/study/effects.hpp"

namespace runs {
namespace {

struct EffectsOptions : ScenarioOptions {
    std::vector<std::string> measures;
    std::filesystem::path output;
};

void add_effects(CLI::App& app, EffectsOptions& a) {
    add_scenario(app, a,
                 {.months = "how many months to simulate",
                  .replicates = "how many draws of each measure and of none, with seeds from --seed on",
                  .set = "key=value instead of the file's"});
    add_several(app, "--measure", a.measures,
                "measures to look at (default: all that come with the program)");
    app.add_option("-o,--output", a.output, "Markdown file to write");
}

int do_effects(const EffectsOptions& a, const Context& context) {
    const auto plan = study::plan_effects(a.scenario, a.overrides(), a.measures);
    const auto& scenario = plan.none;
    if (!a.output.empty()) {
        std::vector<std::filesystem::path> inputs{scenario.inputs};
        for (const auto& one : plan.alone)
            for (auto& file : data::files_read(one)) inputs.push_back(std::move(file));
        must_be_outputs({a.output}, inputs);
    }
    if (context.dry_run) {
        fmt::print("would simulate {} draws of {} months for none and for each of {} measures\n",
                   scenario.replicates, scenario.months, plan.alone.size());
        return 0;
    }
    Progress progress(context.progress_mode());
    const auto all = study::measure_effects(plan, watch(progress, context.stop));
    const auto page = study::effects_markdown(all, scenario.name, scenario.months, scenario.replicates);
    if (!a.output.empty()) data::write_file(a.output, page);
    if (context.json) {
        auto report = Json::array();
        for (const auto& measure : all)
            for (const auto& one : measure.moved)
                report.push_back({{"measure", measure.name},
                                  {"ids", measure.ids},
                                  {"levers", one.levers},
                                  {"moves", one.thing},
                                  {"indicator", one.indicator},
                                  {"unit", one.unit},
                                  {"without", one.without},
                                  {"change", one.effect.mean},
                                  {"low", one.effect.low},
                                  {"high", one.effect.high}});
        fmt::print("{}\n", report.dump(2));
    } else if (a.output.empty()) {
        fmt::print("{}", page);
    } else {
        fmt::print("wrote {}\n", a.output.string());
    }
    return 0;
}

const Registration effects_command(
    {.name = "effects",
     .summary = "what each measure moves when it is alone, beside chance",
     .examples =
         "Each measure is looked at alone, with what the scenario says of it; all its others are off.\n\n"
         "Examples:\n"
         "  legekart effects runs/scenarios/no-measures.toml --set run.start=2026-01 --months 24 "
         "--replicates "
         "10 -o EFFECTS.md\n"
         "  legekart effects runs/scenarios/baseline-2026.toml --measure task-relief --months 12\n",
     .order = 85,
     .set_up = with_options(add_effects, do_effects)});

}  // namespace
}  // namespace runs
