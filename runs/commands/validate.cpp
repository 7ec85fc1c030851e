#include <fmt/format.h>

#include <algorithm>

#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/validation_report.hpp"
#include "runs/study/validation.hpp"

namespace runs {
namespace {

struct ValidateOptions : ScenarioOptions {
    bool drift = false, spread = false, hindcast = false, blind = false, payments = false, markdown = false;

    study::Beside beside() const {
        using study::Beside;
        return drift      ? Beside::drift
               : spread   ? Beside::spread
               : hindcast ? Beside::hindcast
               : payments ? Beside::payments
                          : Beside::figures;
    }
    TableStyle style() const { return markdown ? TableStyle::markdown : TableStyle::plain; }
};

void add_validate(CLI::App& app, ValidateOptions& a) {
    add_scenario(app, a,
                 {.months = "how many months to simulate; contract figures need 120 or more, 24 with --drift",
                  .replicates = "how many draws to take the mean of, with seeds from --seed on; 30 with "
                                "--drift, --spread and --hindcast",
                  .set = "key=value instead of the file's"});
    app.add_flag("--drift", a.drift,
                 "does the country stand still: figures at months 1, 3, 12 and 24 beside the first day");
    app.add_flag(
           "--spread", a.spread,
           "how municipalities differ each January, and how long they stay so, beside the official series")
        ->excludes("--drift");
    auto* hindcast =
        app.add_flag(
               "--hindcast", a.hindcast,
               "a past start, given the period's population, caps and hires: the nation at each year's end")
            ->excludes("--drift")
            ->excludes("--spread");
    app.add_flag("--payments", a.payments,
                 "what state and municipalities pay each calendar year beside what was published, 4 draws")
        ->excludes("--drift")
        ->excludes("--spread")
        ->excludes(hindcast);
    app.add_flag("--blind", a.blind, "with --hindcast: the scenario knows nothing of the period, so no bars")
        ->needs(hindcast);
    app.add_flag("--markdown", a.markdown, "the table as Markdown, as in model/VALIDATION.md");
}

std::string figures_text(const std::vector<study::DrawnFigure>& rows, int draws, TableStyle style) {
    TextTable table{{"", "published", "simulated", fmt::format("of {} draws", draws), "tolerance", " ",
                     "unit ", "source "},
                    {}};
    for (const auto& [row, lowest, highest] : rows)
        table.rows.push_back(
            {row.what, fmt::format("{:.2f}", row.published), fmt::format("{:.2f}", row.simulated),
             fmt::format("{:.2f} to {:.2f}", lowest, highest), fmt::format("{:.2f}", row.tolerance),
             row.holds() ? "ok" : "OFF", row.unit, row.source});
    return table_text(table, style);
}

Json figures_json(const std::vector<study::DrawnFigure>& rows, int draws) {
    auto report = Json::array();
    for (const auto& [row, lowest, highest] : rows)
        report.push_back({{"what", row.what},
                          {"unit", row.unit},
                          {"published", row.published},
                          {"simulated", row.simulated},
                          {"lowest", lowest},
                          {"highest", highest},
                          {"draws", draws},
                          {"tolerance", row.tolerance},
                          {"holds", row.holds()},
                          {"source", row.source}});
    return report;
}

/// Reads everything and says what would be simulated.
int say_plan(const data::Scenario& scenario, const Context& context) {
    data::read_inputs(scenario);
    if (context.json)
        fmt::print("{}\n", Json{{"draws", scenario.replicates}, {"months", scenario.months}}.dump(2));
    else
        fmt::print("would simulate {} draws of {} months of '{}' and compare them with published figures\n",
                   scenario.replicates, scenario.months, scenario.name);
    return 0;
}

/// Draws, says what `compare` finds of them and gives the exit code.
template <class Compare, class ToJson, class ToText>
int judge(const data::Scenario& scenario, const Context& context, TableStyle style, const Compare& compare,
          const ToJson& to_json, const ToText& to_text) {
    if (context.dry_run) return say_plan(scenario, context);
    const auto set = data::read_inputs(scenario);
    Progress progress(context.progress_mode());
    const auto rows = compare(scenario, set, watch(progress, context.stop), geo::build_hierarchy);
    if (context.json)
        fmt::print("{}\n", to_json(rows, scenario.replicates).dump(2));
    else
        fmt::print("{}", to_text(rows, scenario.replicates, style));
    return std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.holds(); }) ? 0 : 1;
}

auto hindcast_told(bool blind) {
    return [told = blind ? model::Told::blind : model::Told::given](const auto& scenario, const auto& set,
                                                                    const auto& watch, const auto& order_of) {
        return study::hindcast(scenario, set, told, watch, order_of);
    };
}

int do_validate(const ValidateOptions& a, const Context& context) {
    const auto scenario = study::read_for(a.beside(), a.scenario, a.overrides());
    const auto style = a.style();
    switch (a.beside()) {
        case study::Beside::drift:
            return judge(scenario, context, style, study::drift, drift_json, drift_text);
        case study::Beside::spread:
            return judge(scenario, context, style, study::spread, spread_json, spread_text);
        case study::Beside::hindcast:
            return judge(scenario, context, style, hindcast_told(a.blind), hindcast_json, hindcast_text);
        case study::Beside::payments:
            return judge(scenario, context, style, study::payments, payments_json, payments_text);
        case study::Beside::figures:
            break;
    }
    if (context.dry_run) return say_plan(scenario, context);
    const auto set = data::read_inputs(scenario);
    Progress progress(context.progress_mode());
    const auto rows = study::validate(scenario, set, watch(progress, context.stop));
    if (context.json)
        fmt::print("{}\n", figures_json(rows, scenario.replicates).dump(2));
    else
        fmt::print("{}", figures_text(rows, scenario.replicates, a.style()));
    const bool all =
        std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.figure.holds(); });
    return all ? 0 : 1;
}

const Registration validate_command(
    {.name = "validate",
     .summary = "simulate a scenario and compare it with published figures",
     .examples = "Exits 1 if a figure is outside its tolerance.\n"
                 "legekart validate --drift runs/scenarios/baseline-2026.toml"
                 "   # does the country stand still?\n"
                 "legekart validate --spread runs/scenarios/action-plan.toml --months 72\n",
     .order = 30,
     .set_up = with_options(add_validate, do_validate)});

}  // namespace
}  // namespace runs
